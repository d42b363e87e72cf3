import assert from "node:assert/strict";
import { test } from "node:test";

import { findProgram, requireRecent, whatWentWrong } from "../src/program";

const places = {
  setting: "",
  extension: "/extension",
  path: "/one:/two:here",
  platform: "linux" as const,
  computer: "this computer",
};
const having =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);

test("the program set is taken before all others", () => {
  const exists = having("/mine/lacuna", "/extension/server/lacuna", "/one/lacuna");
  assert.equal(findProgram({ ...places, setting: " /mine/lacuna " }, exists), "/mine/lacuna");
});

test("the program that came along is taken before the PATH", () => {
  assert.equal(
    findProgram(places, having("/extension/server/lacuna", "/one/lacuna")),
    "/extension/server/lacuna",
  );
});

test("the first on the PATH is taken last", () => {
  assert.equal(findProgram(places, having("/two/lacuna")), "/two/lacuna");
});

test("a wrong setting is told, not passed over", () => {
  assert.throws(
    () => findProgram({ ...places, setting: "/gone" }, having("/one/lacuna")),
    /lacuna\.path.*\/gone/,
  );
});

test("without a program the user is told how to install it", () => {
  assert.throws(() => findProgram(places, having()), /not on this computer.*cargo install lacuna/);
});

test("a folder on the PATH that depends on where one stands is passed over", () => {
  assert.throws(() => findProgram(places, having("here/lacuna", "lacuna")), /not on this computer/);
});

test("what hinders a program is told in words", () => {
  const error = (also: object) => Object.assign(new Error("spawn failed"), also);
  assert.match(whatWentWrong(error({ code: "EACCES" }), ""), /not allowed/);
  assert.match(whatWentWrong(error({ code: "ENOEXEC" }), ""), /another kind of computer/);
  assert.match(whatWentWrong(error({ killed: true }), ""), /within 10 seconds/);
  assert.match(whatWentWrong(error({ code: 1 }), "loading\nno libc\n"), /cannot run here: no libc$/);
  assert.match(whatWentWrong(error({ code: 1 }), ""), /spawn failed/);
});

test("an old or foreign program is refused, a recent one taken", () => {
  assert.throws(() => requireRecent("lacuna", "lacuna 0.0.9\n"), /0\.0\.9/);
  assert.throws(() => requireRecent("lacuna", "something else"), /does not seem/);
  requireRecent("lacuna", "lacuna 0.1.0\n");
  requireRecent("lacuna", "lacuna 1.0.0\n");
});
