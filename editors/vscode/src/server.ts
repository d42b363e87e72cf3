/** The server's process: found, started, asked, stopped. */

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
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

/** A client that leaves it to us to tell the user what went wrong. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server {
  private client: LanguageClient | undefined;
  private crashes = new Crashes();
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
    this.crashes = new Crashes();
    return this.again();
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

  private again(): Promise<void> {
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

  private async begin(): Promise<void> {
    const program = this.program();
    await requireVersion(program);
    this.log.info(`starting ${program}`);
    // A connection that closes early may leave the client's own promise pending.
    await new Promise<void>((done) => {
      const ended = () => {
        this.ended(client);
        done();
      };
      const client = new QuietClient(
        "lacuna",
        "Lacuna",
        { command: program, args: ["server"] },
        this.options(ended),
      );
      this.client = client;
      client.onDidChangeState(() => this.changed.fire());
      client.start().then(done, (error: unknown) => {
        this.log.error(`the server did not start: ${error}`);
        ended();
      });
    });
  }

  private async end(): Promise<void> {
    const running = this.client;
    this.client = undefined;
    if (running?.needsStop()) await running.stop();
  }

  /** A server ended that nobody had asked to: it is started again, but not for ever. */
  private ended(client: LanguageClient): void {
    if (client !== this.client) return;
    this.client = undefined;
    if (this.crashes.another(Date.now())) {
      void this.again();
    } else {
      tell(this.log, new Error("The server ended again and again, and is not started any more."));
      this.changed.fire();
    }
  }

  private options(ended: () => void): LanguageClientOptions {
    return {
      documentSelector: DOCUMENTS,
      initializationOptions: vscode.workspace.getConfiguration("lacuna"),
      synchronize: { configurationSection: "lacuna" },
      outputChannel: this.log,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          ended();
          return { action: CloseAction.DoNotRestart, message: "the server ended", handled: true };
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
