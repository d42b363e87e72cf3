import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const GRAMMAR = "syntaxes/transcription.tmLanguage.json";

/** The pieces of a line that are marked, each with the third part from the end of its scope. */
async function marked(line: string): Promise<[string, string][]> {
  await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"))).catch(() => undefined);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(GRAMMAR, "utf8"), GRAMMAR),
  });
  const grammar = await registry.loadGrammar("text.transcription");
  assert.ok(grammar);
  return grammar.tokenizeLine(line, INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const scope = scopes.at(-1) ?? "";
    return scope === "text.transcription"
      ? []
      : [[line.slice(startIndex, endIndex), scope.split(".").at(-2) ?? ""]];
  });
}

test("header keys are marked at the beginning of a line, and only there", async () => {
  assert.deepEqual(await marked("Original Language:"), [
    ["Original Language", "header"],
    [":", "header"],
  ]);
  assert.deepEqual(await marked("He gave the date: May 1."), []);
});

test("what the editor says is told apart from what he supplies", async () => {
  const line = "The [Fir]st ship [illegible] came on [Monday?] [sic] with ⟨the⟩ mail. [Signed]";
  assert.deepEqual(await marked(line), [
    ["[Fir]", "editorial"],
    ["[illegible]", "gap"],
    ["[Monday?]", "unclear"],
    ["[sic]", "remark"],
    ["⟨the⟩", "editorial"],
    ["[Signed]", "remark"],
  ]);
});

test("TEI elements and pages are marked", async () => {
  assert.deepEqual(await marked('a <gap reason="illegible"/> b <b>c</b>'), [
    ['<gap reason="illegible"/>', "element"],
  ]);
  assert.deepEqual(await marked("(p. 12)"), [["(p. 12)", "page"]]);
  assert.deepEqual(await marked("as we saw (p. 12) before"), []);
});

test("a run of filler is one piece", async () => {
  assert.deepEqual(await marked("□ □ □□ st of all"), [["□ □ □□", "filler"]]);
});
