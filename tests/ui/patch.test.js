// What turns one set of entities into another, and which patches fit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, fits } from "../../static/js/patch.js";

const held = new Map(Object.entries({ a: { n: 1 }, b: { n: 2 }, c: { n: 3 } }));

test("a whole view becomes only what differs", () => {
  const patch = difference(held, { a: { n: 1 }, b: { n: 20 }, d: { n: 4 } });
  assert.deepEqual(patch, { put: { b: { n: 20 }, d: { n: 4 } }, drop: ["c"] });
});

test("an equal view changes nothing", () => {
  assert.deepEqual(difference(held, Object.fromEntries(held)), { put: {}, drop: [] });
});

test("a patch fits only the state it was made against", () => {
  assert.equal(fits("e1", { base: "e1" }), true);
  assert.equal(fits("e2", { base: "e1" }), false);
  assert.equal(fits(null, { base: "e1" }), false);
});
