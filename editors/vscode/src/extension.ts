/** Starts the language server and hands over settings; everything else is the server's. */

import * as vscode from "vscode";

import { registerCommands } from "./commands";
import { Server } from "./server";
import { showStatus } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Lacuna", { log: true });
  const started = new Server(context, log);
  server = started;
  registerCommands(context, started);
  context.subscriptions.push(
    log,
    showStatus(started),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("lacuna.path")) void started.restart();
    }),
    // Only now does a path in the folder's own settings count.
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
  );
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
