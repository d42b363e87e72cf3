/** Bundles the extension, and writes the notices of the modules that went into the bundle. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "out/extension.js",
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  metafile: true,
});

const bundled = Object.keys(metafile.inputs).flatMap((file) => {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return folder === undefined ? [] : [folder];
});
const notices = [...new Set(bundled)].sort().map(notice);
writeFileSync(
  "THIRD-PARTY-NOTICES.txt",
  `Lacuna for VS Code contains these works of others, under their own licences.\n${notices.join("")}`,
);

/** What the licence of a module asks to be handed on; a module without a licence may not be bundled. */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (license === undefined || file === undefined || !existsSync(join(folder, file))) {
    throw new Error(`${folder} tells no licence: it cannot be bundled`);
  }
  const text = readFileSync(join(folder, file), "utf8").trim();
  return `\n${"-".repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}
