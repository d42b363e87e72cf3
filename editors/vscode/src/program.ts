/** Where the program `lacuna` is, and whether it can be used. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The oldest server this extension can talk to. */
const OLDEST = [0, 1, 0];
const HOW_TO_INSTALL = "Install it with “cargo install lacuna”, or set “lacuna.path” to where it is.";
const PATIENCE_MS = 10_000;

export interface Places {
  /** The setting `lacuna.path`; may be empty. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The `PATH` of the environment. */
  path: string;
  platform: NodeJS.Platform;
}

/** The program's file: the one set, else the one that came along, else the first on the PATH. */
export function findProgram(places: Places, exists: (file: string) => boolean = existsSync): string {
  const name = places.platform === "win32" ? "lacuna.exe" : "lacuna";
  const setting = places.setting.trim();
  if (setting !== "") {
    const file = setting.replace(/^~(?=[/\\])/, homedir());
    if (exists(file)) return file;
    throw new Error(`The setting “lacuna.path” names ${file}, but there is no such file.`);
  }
  const folders = places.path.split(delimiter).filter((folder) => folder !== "");
  const candidates = [join(places.extension, "server", name), ...folders.map((folder) => join(folder, name))];
  const found = candidates.find(exists);
  if (found === undefined) throw new Error(`The program “lacuna” is not on this computer. ${HOW_TO_INSTALL}`);
  return found;
}

/** Fails with a message for the user if `program --version` does not tell a version we can talk to. */
export async function requireVersion(program: string): Promise<void> {
  const said = await new Promise<string>((resolve, reject) => {
    execFile(program, ["--version"], { timeout: PATIENCE_MS }, (error, stdout) => {
      if (error) reject(new Error(`${program} cannot be run: ${error.message}`));
      else resolve(stdout);
    });
  });
  requireRecent(program, said);
}

/** Fails unless `said`, the answer to `--version`, names Lacuna in a version we can talk to. */
export function requireRecent(program: string, said: string): void {
  const version = /^lacuna (\d+)\.(\d+)\.(\d+)/.exec(said)?.slice(1).map(Number);
  if (version === undefined) throw new Error(`${program} does not seem to be Lacuna: it told no version.`);
  const at = version.findIndex((part, index) => part !== OLDEST[index]);
  if (at >= 0 && (version[at] ?? 0) < (OLDEST[at] ?? 0)) {
    throw new Error(`${program} is version ${version.join(".")}; at least ${OLDEST.join(".")} is needed. Update it.`);
  }
}
