/** What stands in the command palette: each entry asks the server, and shows what it answers. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";

import { type Server, tell } from "./server";
import { findings } from "./status";

/** Scheme of the pages that are shown and belong to no file. */
const PAGE = "lacuna";

export function registerCommands(context: vscode.ExtensionContext, server: Server): void {
  const pages = new Map<string, string>();
  const commands: Record<string, () => unknown> = {
    restart: () => server.restart().then(() => tickFirstStep(server)),
    showOutput: () => server.log.show(),
    openSettings: () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:lacuna.lacuna"),
    firstSteps: () => showFirstSteps(server),
    fixAll: () => withDocument((editor) => fixAll(server, editor)),
    keep: () => withFinding((found, editor) => keep(server, found, editor)),
    explain: () => withFinding((found) => explain(server, found, pages)),
    names: () => withDocument((editor) => showNames(server, editor)),
    init: () => writeConfig(server),
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`lacuna.${name}`, run));
  }
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(PAGE, {
      provideTextDocumentContent: (uri) => pages.get(uri.path) ?? "",
    }),
  );
}

async function showFirstSteps(server: Server): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", "lacuna.lacuna#firstSteps");
  await tickFirstStep(server);
}

/** VS Code takes no notice of a step that was done before it read the page. */
function tickFirstStep(server: Server): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", "lacuna.running", server.state === State.Running);
}

async function fixAll(server: Server, editor: vscode.TextEditor): Promise<void> {
  const places = await server.ask<number | null>("lacuna.fixAllSafe", server.uri(editor.document));
  if (places === undefined) return;
  const told = places
    ? `${places} ${places === 1 ? "place" : "places"} restored`
    : "nothing here is safe to restore unseen";
  vscode.window.setStatusBarMessage(`Lacuna: ${told}`, 5000);
}

async function keep(server: Server, found: vscode.Diagnostic, editor: vscode.TextEditor): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: "Keep as written",
    prompt: "Why does it stay? The reason goes on record in the ledger of the collection, and may be empty.",
  });
  if (reason === undefined) return;
  const place = server.place(editor.document, found.range);
  await server.ask("lacuna.keepAsWritten", { ...place, rule: ruleOf(found), reason });
}

async function explain(server: Server, found: vscode.Diagnostic, pages: Map<string, string>): Promise<void> {
  const rule = ruleOf(found);
  const text = await server.ask<string>("lacuna.explainRule", rule);
  if (text === undefined) return;
  const page = vscode.Uri.from({ scheme: PAGE, path: `/${rule.replaceAll("/", " ")}.md` });
  pages.set(page.path, text);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
}

/** An entry of the concordance, as the server tells it. */
interface Named {
  name: string;
  kind: string;
  id: string | null;
  mentions: number;
  documents: number;
  first: string | null;
  last: string | null;
  forms: { form: string; count: number }[];
}

async function showNames(server: Server, editor: vscode.TextEditor): Promise<void> {
  const names = await server.ask<Named[]>("lacuna.namesOfCollection", server.uri(editor.document));
  if (names === undefined) return;
  const entries = names.map((named) => ({
    label: named.name,
    description: [
      count(named.mentions, "mention"),
      `in ${count(named.documents, "document")}`,
      years(named),
    ].join(" "),
    detail: named.forms.map(({ form, count }) => `${form} ×${count}`).join(" · "),
    iconPath: new vscode.ThemeIcon(named.kind === "person" ? "person" : "organization"),
    named,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    title: "Names of this collection",
    placeHolder: "Choose one to see where it stands",
    matchOnDetail: true,
  });
  const form = chosen?.named.forms[0]?.form;
  if (form !== undefined) await vscode.commands.executeCommand("workbench.action.quickOpen", `#${form}`);
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function years({ first, last }: Named): string {
  const [from, to] = [first, last].map((date) => date?.slice(0, 4));
  if (from === undefined || to === undefined) return "";
  return from === to ? `· ${from}` : `· ${from}–${to}`;
}

/** Has the program write a `lacuna.toml` that fits what is there, and opens it. */
async function writeConfig(server: Server): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folder === undefined) {
    if (folders.length === 0) tell(server.log, new Error("Open the folder of your transcriptions first."));
    return;
  }
  const cwd = folder.uri.fsPath;
  try {
    const program = server.program();
    await new Promise<void>((resolve, reject) => {
      execFile(program, ["init"], { cwd }, (error, _stdout, stderr) =>
        error ? reject(new Error(stderr.trim().replace(/^error: /, "") || error.message)) : resolve(),
      );
    });
    await vscode.window.showTextDocument(vscode.Uri.file(join(cwd, "lacuna.toml")));
  } catch (error) {
    tell(server.log, error);
  }
}

function withDocument<Result>(run: (editor: vscode.TextEditor) => Result): Result | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined) return run(editor);
  void vscode.window.showInformationMessage("Lacuna: Open a transcription first.");
  return undefined;
}

function withFinding<Result>(
  run: (found: vscode.Diagnostic, editor: vscode.TextEditor) => Result,
): Result | undefined {
  return withDocument((editor) => {
    const found = findings(editor.document).find(({ range }) => range.contains(editor.selection.active));
    if (found !== undefined) return run(found, editor);
    void vscode.window.showInformationMessage("Lacuna: Put the cursor on a wavy line first.");
    return undefined;
  });
}

function ruleOf(found: vscode.Diagnostic): string {
  return String(typeof found.code === "object" ? found.code.value : found.code);
}
