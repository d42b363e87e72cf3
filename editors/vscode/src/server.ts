/** The server's process: found, started, asked, stopped. */

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  ResponseError,
  State,
} from "vscode-languageclient/node";

import { Crashes } from "./crashes";
import { findProgram, requireVersion } from "./program";

const LANGUAGES = ["transcription", "plaintext", "markdown", "xml"];

/** The documents that the server reads. */
export const DOCUMENTS = [
  ...LANGUAGES.flatMap((language) => [
    { language, scheme: "file" },
    { language, scheme: "untitled" },
  ]),
  { scheme: "file", pattern: "**/lacuna.toml" },
];

export class Server {
  private client: LanguageClient | undefined;
  private lastTurn: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Something about `state` changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
  ) {}

  get state(): State {
    return this.client?.state ?? State.Stopped;
  }

  /** Starts the server anew, after what was asked for before; what hinders it is told to the user. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      try {
        await this.begin();
      } catch (error) {
        tell(this.log, error);
      }
      this.changed.fire();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  /** Asks the server to run one of its commands; nothing if it cannot, and the user was told. */
  async ask<Answer>(command: string, argument: unknown): Promise<Answer | undefined> {
    if (this.client?.state !== State.Running) {
      tell(this.log, new Error("The server is not running; the log says why."));
      return undefined;
    }
    try {
      return await this.client.sendRequest("workspace/executeCommand", { command, arguments: [argument] });
    } catch (error) {
      tell(this.log, error);
      return undefined;
    }
  }

  /** A document's address in the server's form. */
  uri(document: vscode.TextDocument): string {
    return this.client?.code2ProtocolConverter.asUri(document.uri) ?? document.uri.toString();
  }

  /** A place of a document in the server's form. */
  place(document: vscode.TextDocument, range: vscode.Range): { uri: string; range: unknown } {
    return { uri: this.uri(document), range: this.client?.code2ProtocolConverter.asRange(range) };
  }

  /** The program that is, or would be, started. */
  program(): string {
    return findProgram({
      setting: vscode.workspace.getConfiguration("lacuna").get<string>("path", ""),
      extension: this.context.extensionPath,
      path: process.env["PATH"] ?? "",
      platform: process.platform,
      computer: vscode.env.remoteName ? `the remote computer (${vscode.env.remoteName})` : "this computer",
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.lastTurn = this.lastTurn.then(work, work);
    return this.lastTurn;
  }

  private async begin(): Promise<void> {
    const program = this.program();
    await requireVersion(program);
    this.log.info(`starting ${program}`);
    const client = new LanguageClient(
      "lacuna",
      "Lacuna",
      { command: program, args: ["server"] },
      this.options(),
    );
    client.onDidChangeState(() => this.changed.fire());
    this.client = client;
    await client.start().catch((error: unknown) => {
      // When the process ends before it answers, `closed` below has spoken already.
      if (error instanceof ResponseError) throw error;
      this.log.error(String(error));
    });
  }

  private async end(): Promise<void> {
    const running = this.client;
    this.client = undefined;
    if (running?.needsStop()) await running.stop();
  }

  private options(): LanguageClientOptions {
    const crashes = new Crashes();
    return {
      documentSelector: DOCUMENTS,
      initializationOptions: vscode.workspace.getConfiguration("lacuna"),
      synchronize: { configurationSection: "lacuna" },
      outputChannel: this.log,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (error, _message, count) => {
          this.log.error(error.message);
          return { action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
        },
        closed: () => {
          if (crashes.another(Date.now())) return { action: CloseAction.Restart, handled: true };
          tell(this.log, new Error("The server ended again and again, and was not started once more."));
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
  }
}

/** Tells the user what went wrong, with the ways on. */
export function tell(log: vscode.LogOutputChannel, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(message);
  const ways = {
    "Show the Log": "lacuna.showOutput",
    "Open the Settings": "lacuna.openSettings",
    "Try Again": "lacuna.restart",
  };
  void vscode.window.showErrorMessage(`Lacuna: ${message}`, ...Object.keys(ways)).then((chosen) => {
    if (chosen !== undefined) void vscode.commands.executeCommand(ways[chosen as keyof typeof ways]);
  });
}
