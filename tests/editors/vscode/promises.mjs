/**
 * usage: node promises.mjs INSTALLATION VSIX COLLECTION HOME PICTURES – what Lacuna promises in VS Code, kept
 * or broken in a real workbench. COLLECTION is tests/editors/collection; HOME an empty folder.
 */

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { until, VsCode } from "./workbench.mjs";

const [installation, vsix, pristine, home, pictures] = process.argv.slice(2).map((path) => resolve(path));
mkdirSync(pictures, { recursive: true });
const collection = join(home, "collection");
cpSync(pristine, collection, { recursive: true });
// The only program there may be is the one within the extension.
const env = { ...process.env, PATH: "/usr/bin:/bin" };
let broken = 0;

async function promise(what, keep) {
  const start = Date.now();
  try {
    await keep();
    console.log(`ok    ${what} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    broken += 1;
    console.log(`FAIL  ${what}\n      ${error.message}`);
    await window?.picture(join(pictures, `broken ${broken}.png`)).catch(() => undefined);
  }
}

function expect(kept, seen) {
  if (!kept) throw new Error(`seen: ${JSON.stringify(seen)}`);
}

/** Fails unless `wanted` stand in `seen` in this order, whatever stands between. */
function expectOrder(seen, wanted) {
  let from = 0;
  for (const one of wanted) {
    const at = seen.findIndex((entry, index) => index >= from && entry.includes(one));
    expect(at >= 0, seen);
    from = at + 1;
  }
}

const read = (path) => readFileSync(path, "utf8");
const picture = (name) => window.picture(join(pictures, `${name}.png`));

/** The processes that run the program of the extension. */
function servers(extensions) {
  return readdirSync("/proc").filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/exe`).startsWith(extensions);
    } catch {
      return false;
    }
  }).filter((pid) => read(`/proc/${pid}/cmdline`).includes("lacuna\0server"));
}

/** A folder of its own with one transcription, and a `lacuna.path` in its settings. */
function folderWith(name, path) {
  const folder = join(home, name);
  cpSync(pristine, folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"));
  writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify({ "lacuna.path": path }));
  return folder;
}

/** A program that answers `--version` as told, and else does what the shell's words say. */
function programThat(name, version, words) {
  const path = join(home, name);
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = --version ]; then echo "${version}"; exit 0; fi\n${words}\n`);
  chmodSync(path, 0o755);
  return path;
}

let window;

const openIn = (code, folder, file) => code.open(folder, join(folder, file));

async function reading(code) {
  const letter = join(collection, "letters/anchor.txt");
  const reply = join(collection, "letters/reply.txt");
  const original = read(letter);
  window = await openIn(code, collection, "letters/anchor.txt");

  await promise("the findings are marked at their places, after a sign of two units", async () => {
    await window.isMarked("Kim II Sung", "warning");
    await window.isMarked("\\Box", "error");
    await window.isMarked("□□□ st", "warning");
    await window.isUnmarked("Arben Kodra");
  });
  await promise("the status bar counts them", () =>
    until("the status bar counts", async () => /^Lacuna [1-9]\d*$/.test(await window.status())),
  );
  await promise("the hover tells of the finding, and who is named", async () => {
    const told = await window.hover("Kim II Sung", "Premier of the DPRK");
    for (const part of ["names/confusable", "Kim Il Sung (1912–1994)", "in office on 3 June 1961"]) {
      expect(told.includes(part), told);
    }
    await picture("hover");
  });
  await promise("the hover tells who a known person is", async () => {
    const told = await window.hover("Arben Kodra", "Harbour Master of Shengin");
    expect(told.includes("in office on 3 June 1961") && told.includes("In the collection"), told);
  });
  await promise("the Problems panel lists them with their rules", async () => {
    await window.leave();
    await window.press("Control+Shift+m");
    const rows = await until("the panel has rows", async () => {
      const seen = await window.rows(".markers-panel");
      return seen.length > 3 && seen;
    });
    for (const rule of ["structure/lost-opening", "residue/latex", "names/confusable"]) {
      expect(rows.some((row) => row.includes(rule) && row.includes("lacuna")), rows);
    }
    await picture("findings");
    await window.hidePanel();
  });
  await promise("the lightbulb offers restoration, mark, ledger and authority in this order", async () => {
    await window.click("Kim II Sung");
    const entries = await window.lightbulb();
    expect(entries[0] === "Read “Kim Il Sung”", entries);
    expectOrder(entries, ["Read “Kim Il Sung”", "Mark as illegible", "Keep as written", "as a variant of"]);
    await picture("lightbulb");
  });
  await promise("a restoration is made, and stands in the saved file", async () => {
    await window.choose("Read “Kim Il Sung”");
    await window.isUnmarked("picture of Kim Il Sung");
    await window.press("Control+s");
    const wanted = original.replace("Kim II Sung", "Kim Il Sung");
    await until("the file is saved", () => read(letter) === wanted);
  });
  await promise("undo takes it back", async () => {
    await window.press("Control+z");
    await window.isMarked("Kim II Sung", "warning");
  });
  await promise("all that is safe is restored at once, and nothing else", async () => {
    await window.command("Restore All That Cannot Change a Reading");
    await window.place("came in by night, and");
    await window.isMarked("□□□ st", "warning");
  });
  await promise("what is kept as written is found no more, and stands in the ledger", async () => {
    await window.act("\\Box", "Keep as written", async () => (await window.marking("\\Box")) === null);
    expect(read(join(collection, "lacuna.ledger.jsonl")).includes("residue/latex"), "no entry");
  });
  await promise("a rule is explained beside the text", async () => {
    await window.click("Kim II Sung");
    await window.command("Explain the Rule Here");
    await until("the explanation stands there", async () => {
      const texts = window.page.frames().map((frame) => frame.evaluate("document.body.innerText").catch(() => ""));
      return (await Promise.all(texts)).some((text) => text.includes("names/confusable") && text.includes("typefaces"));
    });
    await picture("explanation");
    await window.command("View: Close All Editors in Group");
  });
  await promise("the names of the collection are listed", async () => {
    await window.command("Names of This Collection");
    const rows = await until("the list has Arben Kodra", async () => {
      const seen = await window.rows(".quick-input-list");
      return seen.some((row) => row.includes("Arben Kodra")) && seen;
    });
    expect(rows.some((row) => /Arben Kodra.*3 mentions in 2 documents/.test(row)), rows);
    await picture("names");
    await window.press("Escape");
  });
  await promise("a person is renamed in both documents and the authority, each change confirmed", async () => {
    await window.click("Arben Kodra");
    await window.rename("Arben Kodheli");
    await window.page.locator(".panel .edit-checkbox").first().waitFor();
    await picture("rename");
    await window.confirmAll();
    await window.hidePanel();
    await window.place("told Arben Kodheli that");
    await window.command("File: Save All");
    await until("both files are saved", () =>
      [letter, reply, join(collection, "people.toml")].every((file) => read(file).includes("Arben Kodheli") && !read(file).includes("Arben Kodra")),
    );
  });
  await promise("a change of lacuna.toml is followed", async () => {
    await window.isMarked("□□□ st", "warning");
    const config = join(collection, "lacuna.toml");
    writeFileSync(config, `${read(config)}\n[rules]\n"structure/lost-opening" = "off"\n`);
    await window.isUnmarked("□□□ st");
  });
  await promise("a server that is killed is started again", async () => {
    const [old] = servers(code.extensions);
    process.kill(old, "SIGKILL");
    await until("another server runs", () => servers(code.extensions).some((pid) => pid !== old));
    await window.isMarked("Kim II Sung", "warning");
    expect((await window.messages()).length === 0, await window.messages());
  });
  await promise("the first steps are told, and the first of them is done", async () => {
    await window.command("Lacuna: First Steps");
    await window.page.locator(".getting-started-step .codicon-getting-started-step-checked").first().waitFor();
    await picture("first steps");
  });
  await window.close();
}

async function hindrances(code) {
  await promise("a program that is not where the setting says is told", async () => {
    window = await openIn(code, folderWith("missing", "/nowhere/lacuna"), "letters/anchor.txt");
    await window.message("names /nowhere/lacuna, but there is no such file");
    await until("the status bar says so", async () => (await window.status()).includes("not running"));
    await picture("missing");
    await window.close();
  });
  await promise("a program that is too old is told, with its version", async () => {
    const old = programThat("old-lacuna", "lacuna 0.0.7", "sleep 60");
    window = await openIn(code, folderWith("old", old), "letters/anchor.txt");
    await window.message("is version 0.0.7; this extension needs");
    await window.close();
  });
  await promise("a server that ends at once is not started for ever", async () => {
    const starts = join(home, "starts");
    const crashing = programThat("crashing-lacuna", "lacuna 9.0.0", `echo >>'${starts}'; exit 3`);
    window = await openIn(code, folderWith("crashing", crashing), "letters/anchor.txt");
    await window.message("ended again and again");
    await picture("crashing");
    const count = read(starts).length;
    await new Promise((done) => setTimeout(done, 3000));
    expect(count <= 5 && read(starts).length === count, [count, read(starts).length]);
    await window.close();
  });
  await promise("without lacuna.toml a text is read, and what is missing is told", async () => {
    const folder = join(home, "bare");
    mkdirSync(folder);
    cpSync(join(pristine, "letters/anchor.txt"), join(folder, "anchor.txt"));
    window = await openIn(code, folder, "anchor.txt");
    await window.isMarked("□□□ st", "warning");
    const item = window.page.locator(".statusbar-item", { hasText: "Lacuna" }).first();
    await item.hover();
    await until("the status tells it", async () => (await window.hoverText()).includes("No lacuna.toml holds here"));
    await picture("no lacuna.toml");
    await window.command("Write lacuna.toml for This Folder");
    await until("there is one", () => existsSync(join(folder, "lacuna.toml")));
    await window.page.locator(".tab.active", { hasText: "lacuna.toml" }).waitFor();
    await window.close();
  });
  await promise("without any program the user is told how to install it", async () => {
    const installed = readdirSync(code.extensions).find((entry) => entry.startsWith("lacuna."));
    rmSync(join(code.extensions, installed, "server"), { recursive: true });
    window = await openIn(code, collection, "letters/anchor.txt");
    await window.message("cargo install lacuna");
    await window.close();
  });
}

async function severalFolders(code) {
  await promise("each folder of a workspace is a collection of its own", async () => {
    const folders = ["first", "second"].map((name) => join(home, name));
    for (const folder of folders) cpSync(pristine, folder, { recursive: true });
    const config = join(folders[1], "lacuna.toml");
    writeFileSync(config, `${read(config)}\n[rules]\n"names/confusable" = "off"\n`);
    const workspace = join(home, "both.code-workspace");
    writeFileSync(workspace, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
    window = await code.open(workspace, join(folders[0], "letters/anchor.txt"));
    await window.isMarked("Kim II Sung", "warning");
    await window.close();
    window = await code.open(workspace, join(folders[1], "letters/anchor.txt"));
    await window.isMarked("\\Box", "error");
    await window.isUnmarked("Kim II Sung");
    await window.close();
  });
}

async function distrust(code) {
  const touched = join(home, "touched");
  const stranger = programThat("strange-lacuna", "lacuna 9.0.0", "exit 1");
  writeFileSync(stranger, `#!/bin/sh\necho >'${touched}'\n`);
  const folder = folderWith("untrusted", stranger);
  await promise("in a folder that is not trusted its own program is not started, Lacuna's is", async () => {
    window = await openIn(code, folder, "letters/anchor.txt");
    await window.isMarked("Kim II Sung", "warning");
    expect(!existsSync(touched), "the folder's program was run");
    await picture("untrusted");
  });
  await promise("once it is trusted, it is", async () => {
    await window.command("Workspaces: Manage Workspace Trust");
    await window.page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).first().click();
    await until("the folder's program was run", () => existsSync(touched));
    await window.close();
  });
}

async function session(name, options, run) {
  let code;
  try {
    code = await VsCode.start({ installation, vsix, env, home: join(home, name), ...options });
    await run(code);
  } catch (error) {
    broken += 1;
    console.log(`FAIL  ${name}: ${error.stack}`);
  } finally {
    await code?.end();
  }
}

await session("trusting", { trustsEverything: true }, async (code) => {
  await reading(code);
  await severalFolders(code);
  await hindrances(code);
});
await session("careful", { trustsEverything: false }, distrust);
process.exit(broken === 0 ? 0 : 1);
