/** Starts the language server and hands over settings; everything else is the server's. */

import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions } from "vscode-languageclient/node";

import { findProgram, requireVersion } from "./program";

const LANGUAGES = ["transcription", "plaintext", "markdown", "xml"];

let client: LanguageClient | undefined;
let log: vscode.LogOutputChannel;
let status: vscode.StatusBarItem;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("Lacuna", { log: true });
  status = vscode.window.createStatusBarItem("lacuna.status", vscode.StatusBarAlignment.Right);
  status.name = "Lacuna";
  status.command = "lacuna.showOutput";
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`lacuna.${name}`, run);
  const restart = () => start(context);
  context.subscriptions.push(
    log,
    status,
    command("restart", restart),
    command("showOutput", () => log.show()),
    command("fixAll", () => ask("lacuna.fixAllSafe", currentUri())),
    command("explain", explainRuleHere),
    command("names", showNames),
    vscode.languages.onDidChangeDiagnostics(showState),
    vscode.window.onDidChangeActiveTextEditor(showState),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("lacuna.path")) void restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start(context);
}

export async function deactivate(): Promise<void> {
  await stop();
}

/** Starts the server anew; what hinders it is told to the user. */
async function start(context: vscode.ExtensionContext): Promise<void> {
  await stop();
  try {
    const program = findProgram({
      setting: vscode.workspace.getConfiguration("lacuna").get<string>("path", ""),
      extension: context.extensionPath,
      path: process.env["PATH"] ?? "",
      platform: process.platform,
    });
    await requireVersion(program);
    client = new LanguageClient("lacuna", "Lacuna", { command: program, args: ["server"] }, clientOptions());
    client.onDidChangeState(showState);
    await client.start();
  } catch (error) {
    tell(error);
  }
  showState();
}

function clientOptions(): LanguageClientOptions {
  const files = LANGUAGES.flatMap((language) => [
    { language, scheme: "file" },
    { language, scheme: "untitled" },
  ]);
  return {
    documentSelector: [...files, { scheme: "file", pattern: "**/lacuna.toml" }],
    initializationOptions: vscode.workspace.getConfiguration("lacuna"),
    synchronize: { configurationSection: "lacuna" },
    outputChannel: log,
  };
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  if (running?.needsStop()) await running.stop();
}

/** State of the server and number of findings in the document shown. */
function showState(): void {
  const uri = currentUri();
  const found = vscode.languages
    .getDiagnostics(vscode.Uri.parse(uri ?? "untitled:"))
    .filter((diagnostic) => diagnostic.source === "lacuna").length;
  if (client?.state === State.Running) {
    status.text = found === 0 ? "$(check) Lacuna" : `$(search) Lacuna ${found}`;
    status.tooltip = found === 1 ? "One finding in this document" : `${found} findings in this document`;
  } else if (client?.state === State.Starting) {
    status.text = "$(sync~spin) Lacuna";
    status.tooltip = "Lacuna is starting";
  } else {
    status.text = "$(warning) Lacuna";
    status.tooltip = "Lacuna is not running; click for its log";
  }
  status.show();
}

/** Asks the server to run one of its commands. */
async function ask(command: string, argument: unknown): Promise<unknown> {
  if (argument === undefined) return undefined;
  if (client?.state !== State.Running) {
    tell(new Error("Lacuna is not running; its log says why."));
    return undefined;
  }
  try {
    return await client.sendRequest("workspace/executeCommand", { command, arguments: [argument] });
  } catch (error) {
    tell(error);
    return undefined;
  }
}

async function explainRuleHere(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((diagnostic) => diagnostic.source === "lacuna" && diagnostic.range.contains(editor.selection.active));
  const code = typeof here?.code === "object" ? here.code.value : here?.code;
  if (code === undefined) {
    void vscode.window.showInformationMessage("There is no finding at the cursor.");
    return;
  }
  const text = await ask("lacuna.explainRule", String(code));
  if (typeof text === "string") await show(text, "markdown");
}

async function showNames(): Promise<void> {
  const names = await ask("lacuna.namesOfCollection", currentUri());
  if (names !== undefined) await show(JSON.stringify(names, null, 2), "json");
}

async function show(content: string, language: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

function currentUri(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && client ? client.code2ProtocolConverter.asUri(document.uri) : undefined;
}

function tell(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(message);
  void vscode.window.showErrorMessage(`Lacuna: ${message}`, "Open the Settings").then((chosen) => {
    if (chosen) void vscode.commands.executeCommand("workbench.action.openSettings", "lacuna.path");
  });
}
