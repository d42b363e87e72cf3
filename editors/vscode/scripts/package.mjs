/**
 * usage: npm run package -- LACUNA [OUT] – the extension as a .vsix for the computer this runs on, with
 * the program LACUNA inside and the schemas it prints.
 */

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const [lacuna, out = "."] = process.argv.slice(2);
if (lacuna === undefined) {
  console.error("usage: npm run package -- LACUNA [OUT]");
  process.exit(2);
}

const inside = `server/${basename(lacuna)}`;
rmSync("server", { recursive: true, force: true });
mkdirSync("server");
copyFileSync(lacuna, inside);
chmodSync(inside, 0o755);

mkdirSync("schemas", { recursive: true });
for (const [file, schema] of [
  ["lacuna", "config"],
  ["authority", "authority"],
]) {
  writeFileSync(`schemas/${file}.schema.json`, execFileSync(inside, ["schema", schema]));
}

const target = `${process.platform}-${process.arch}`;
execFileSync("npx", ["vsce", "package", "--target", target, "--out", out], { stdio: "inherit" });
