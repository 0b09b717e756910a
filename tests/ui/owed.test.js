import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { brought } = await import("../../static/js/table/proposals/owed.js");

/** @param {string} id @param {Record<string, string[]>} when */
const term = (id, when) =>
  /** @type {any} */ ({ id, by: "rok", to: [], what: id, due: 0, when, after: [] });

test("an agreement brings the terms whose every option is in it", () => {
  const terms = [
    term("always", {}),
    term("much", { volume: ["mt1", "mt1_plus"] }),
    term("equal", { volume: ["mt1"], burden: ["five_equal"] }),
  ];
  const ids = (/** @type {Record<string, string>} */ whole) =>
    brought(terms, whole).map((x) => x.id);
  assert.deepEqual(ids({}), ["always"]);
  assert.deepEqual(ids({ volume: "mt1_plus" }), ["always", "much"]);
  assert.deepEqual(ids({ volume: "mt1", burden: "five_equal" }), ["always", "much", "equal"]);
});
