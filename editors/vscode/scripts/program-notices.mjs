/** The notices of the works of others that the program holds: its crates, and the word lists of its lexicon. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const REPOSITORY = "../..";

export function programNotices() {
  const crates = cratesInside().map(notice);
  const lexicon = readFileSync(join(REPOSITORY, "src/lexicon/NOTICE"), "utf8").trim();
  return `Lacuna contains these works of others, under their own licences.\n${crates.join("")}${entry("The English lexicon", lexicon)}`;
}

/** The crates that are linked into the program, by name. */
function cratesInside() {
  const target = /^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))[1];
  const metadata = JSON.parse(
    execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--filter-platform", target], {
      cwd: REPOSITORY,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    }),
  );
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const inside = new Set([metadata.resolve.root]);
  for (const id of inside) {
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) inside.add(pkg);
    }
  }
  inside.delete(metadata.resolve.root);
  return metadata.packages.filter(({ id }) => inside.has(id)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The licence of a crate, with the texts that it brings along. */
function notice({ name, version, license, license_file, manifest_path }) {
  if (!license && !license_file) throw new Error(`${name} ${version} tells no licence: it cannot be packed`);
  const folder = dirname(manifest_path);
  const files = readdirSync(folder).filter(
    (file) => /^(licen[cs]e|copying|notice)/i.test(file) && /(^[^.]+|\.(md|txt|mit|apache))$/i.test(file),
  );
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
  return entry(`${name} ${version} (${license ?? license_file})`, texts.join("\n\n"));
}

function entry(title, text) {
  return `\n${"-".repeat(80)}\n${title}\n${text === "" ? "" : `\n${text}\n`}`;
}
