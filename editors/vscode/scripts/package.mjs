/**
 * usage: npm run package [-- LACUNA [OUT]] – the extension as a .vsix: with the program LACUNA inside and the
 * schemas it prints, for computers like this one; without an argument for all computers and without a program.
 */

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { programNotices } from "./program-notices.mjs";

const [lacuna, out = "."] = process.argv.slice(2);
// The pictures of the README come along with it, so that they need no address on the web.
const options = ["package", "--no-rewrite-relative-links", "--out", out];
rmSync("server", { recursive: true, force: true });
rmSync("schemas", { recursive: true, force: true });

if (lacuna !== undefined) {
  const inside = `server/${basename(lacuna)}`;
  mkdirSync("server");
  copyFileSync(lacuna, inside);
  chmodSync(inside, 0o755);
  writeFileSync("server/THIRD-PARTY-NOTICES.txt", programNotices());
  mkdirSync("schemas");
  for (const [file, schema] of [
    ["lacuna", "config"],
    ["authority", "authority"],
  ]) {
    writeFileSync(`schemas/${file}.schema.json`, execFileSync(inside, ["schema", schema]));
  }
  options.push("--target", `${process.platform}-${process.arch}`);
}
execFileSync("npx", ["vsce", ...options], { stdio: "inherit" });
