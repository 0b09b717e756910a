// What was opened stays where it is, and nobody is moved by what happens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { goesAlong } from "../../static/js/table/place.js";
import { asLaid } from "../../static/js/table/proposals/arrangement.js";

/** @returns {any} */
const proposal = (/** @type {string} */ id, /** @type {number} */ number) => ({ id, number });
const laid = { ids: ["b", "a"], past: ["old"], met: [], agreed: false };

test("cards keep their places, and what came since joins at the end in the order it came", () => {
  const all = [
    proposal("d", 5),
    proposal("a", 2),
    proposal("c", 4),
    proposal("b", 3),
    proposal("old", 1),
  ];
  assert.deepEqual(
    asLaid(laid, all).map((p) => p.id),
    ["b", "a", "c", "d"],
  );
});

test("what is gone altogether leaves no hole, and what was over is not among the cards", () => {
  assert.deepEqual(
    asLaid(laid, [proposal("old", 1), proposal("a", 2)]).map((p) => p.id),
    ["a"],
  );
});

/** @returns {any} */
const moment = (/** @type {number} */ round, /** @type {string} */ phase) => ({
  state: "running",
  round,
  phase,
});
const LOBBY = /** @type {any} */ ({ state: "lobby", round: 0, phase: "" });
const OVER = /** @type {any} */ ({ state: "over", round: 0, phase: "" });

test("a page goes along from the lobby and from a briefing to its negotiation, and nowhere else", () => {
  assert.ok(goesAlong(LOBBY, moment(1, "briefing")));
  assert.ok(goesAlong(moment(1, "briefing"), moment(1, "negotiation")));
  assert.ok(!goesAlong(moment(1, "negotiation"), moment(1, "result")));
  assert.ok(!goesAlong(moment(1, "result"), moment(2, "briefing")));
  assert.ok(!goesAlong(moment(1, "briefing"), moment(2, "briefing")));
  assert.ok(!goesAlong(moment(5, "result"), OVER));
});
