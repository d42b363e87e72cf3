/** The item in the status bar: how the server is, and how much was found. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";

import { DOCUMENTS, type Server } from "./server";

const SEVERITIES = [
  [vscode.DiagnosticSeverity.Error, "error", "errors"],
  [vscode.DiagnosticSeverity.Warning, "warning", "warnings"],
  [vscode.DiagnosticSeverity.Information, "note", "notes"],
  [vscode.DiagnosticSeverity.Hint, "hint", "hints"],
] as const;

/** Keeps the item up to date until it is disposed. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("lacuna.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Lacuna";
  item.command = "workbench.actions.view.problems";
  const show = () => update(item, server);
  show();
  return vscode.Disposable.from(
    item,
    server.onDidChange(show),
    vscode.languages.onDidChangeDiagnostics(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidSaveTextDocument(show),
  );
}

function update(item: vscode.StatusBarItem, server: Server): void {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || vscode.languages.match(DOCUMENTS, document) === 0) {
    item.hide();
    return;
  }
  const found = findings(document);
  item.backgroundColor = undefined;
  switch (server.state) {
    case State.Running:
      item.text = found.length === 0 ? "$(check) Lacuna" : `$(search) Lacuna ${found.length}`;
      item.tooltip = tooltip(summary(found), collectionOf(document));
      break;
    case State.Starting:
      item.text = "$(sync~spin) Lacuna";
      item.tooltip = tooltip("Lacuna is starting.");
      break;
    default:
      item.text = "$(warning) Lacuna is not running";
      item.tooltip = tooltip("The log says why.");
      item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  }
  item.show();
}

/** What Lacuna found in a document. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "lacuna");
}

function summary(found: vscode.Diagnostic[]): string {
  const counts = SEVERITIES.map(([severity, one, many]) => {
    const count = found.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? undefined : `${count} ${count === 1 ? one : many}`;
  });
  const told = counts.filter((count) => count !== undefined).join(", ");
  return told === "" ? "Nothing was found in this document." : `In this document: ${told}.`;
}

/** A sentence about the collection a document belongs to. */
function collectionOf(document: vscode.TextDocument): string {
  if (document.uri.scheme !== "file") return "Once it is saved into a collection, its people are known here.";
  for (let folder = dirname(document.uri.fsPath); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "lacuna.toml"))) return `Collection: ${folder}`;
    if (dirname(folder) === folder) break;
  }
  return "No `lacuna.toml` holds here, so Lacuna knows neither your convention nor your people. [Write one](command:lacuna.init)";
}

function tooltip(...paragraphs: string[]): vscode.MarkdownString {
  const ways =
    "[Names](command:lacuna.names) · [Log](command:lacuna.showOutput) · [Restart](command:lacuna.restart) · " +
    "[First steps](command:lacuna.firstSteps)";
  const text = new vscode.MarkdownString([...paragraphs, ways].join("\n\n"));
  text.isTrusted = {
    enabledCommands: ["init", "names", "showOutput", "restart", "firstSteps"].map((name) => `lacuna.${name}`),
  };
  return text;
}
