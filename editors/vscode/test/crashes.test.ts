import assert from "node:assert/strict";
import { test } from "node:test";

import { Crashes } from "../src/crashes";

test("a server that keeps ending is left alone", () => {
  const crashes = new Crashes();
  const allowed = [0, 1, 2, 3, 4].map((second) => crashes.another(second * 1000));
  assert.deepEqual(allowed, [true, true, true, false, false]);
});

test("a server that ends now and then is started again", () => {
  const crashes = new Crashes();
  for (let minute = 0; minute < 20; minute += 1) assert.ok(crashes.another(minute * 60_000 * 2));
});
