/** Where the program `lacuna` is, and whether it can be used. */

import { type ExecFileException, execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";

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
  /** What the user calls the computer this runs on: “this computer”. */
  computer: string;
}

/** The program's file: the one set, else the one that came along, else the first on the PATH. */
export function findProgram(places: Places, exists: (file: string) => boolean = existsSync): string {
  const name = places.platform === "win32" ? "lacuna.exe" : "lacuna";
  const setting = places.setting.trim();
  if (setting !== "") {
    const file = setting.replace(/^~(?=[/\\])/, homedir());
    if (exists(file)) return file;
    throw new Error(
      `The setting “lacuna.path” names ${file}, but there is no such file on ${places.computer}.`,
    );
  }
  // A relative folder on the PATH would be one of whoever wrote the files that are open.
  const folders = places.path.split(delimiter).filter(isAbsolute);
  const candidates = [join(places.extension, "server"), ...folders].map((folder) => join(folder, name));
  const found = candidates.find(exists);
  if (found === undefined)
    throw new Error(`The program “lacuna” is not on ${places.computer}. ${HOW_TO_INSTALL}`);
  return found;
}

/** Fails with a message for the user if `program --version` does not tell a version we can talk to. */
export async function requireVersion(program: string): Promise<void> {
  const said = await new Promise<string>((resolve, reject) => {
    execFile(program, ["--version"], { timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${whatWentWrong(error, stderr)}`));
      else resolve(stdout);
    });
  });
  requireRecent(program, said);
}

/** Why a program did not tell its version, as the end of a sentence about it. */
export function whatWentWrong(error: ExecFileException, stderr: string): string {
  if (error.killed) return `did not answer within ${PATIENCE_MS / 1000} seconds.`;
  switch (error.code as string | number | null | undefined) {
    case "EACCES":
      return "is there, but you are not allowed to run it.";
    case "ENOEXEC":
    case "UNKNOWN":
      return "cannot run here: it was made for another kind of computer, or the file is damaged.";
    default: {
      const lastWords = stderr.trim().split("\n").at(-1);
      return `cannot run here: ${lastWords || error.message}`;
    }
  }
}

/** Fails unless `said`, the answer to `--version`, names Lacuna in a version we can talk to. */
export function requireRecent(program: string, said: string): void {
  const version = /^lacuna (\d+)\.(\d+)\.(\d+)/.exec(said)?.slice(1).map(Number);
  if (version === undefined) throw new Error(`${program} does not seem to be Lacuna: it told no version.`);
  const at = version.findIndex((part, index) => part !== OLDEST[index]);
  if (at >= 0 && (version[at] ?? 0) < (OLDEST[at] ?? 0)) {
    throw new Error(
      `${program} is version ${version.join(".")}; this extension needs ${OLDEST.join(".")} or newer. ` +
        "Update it with “cargo install lacuna”.",
    );
  }
}
