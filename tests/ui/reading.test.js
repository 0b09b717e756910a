import assert from "node:assert/strict";
import { test } from "node:test";
import { typed } from "../../static/js/debrief/dates.js";
import { closeWords, moved } from "../../static/js/debrief/reading.js";

test("how close a guess is is said in words", () => {
  const words = [
    [6, 6],
    [5, 6],
    [4, 6],
    [3, 6],
    [2, 6],
    [0, 0],
  ].map(([right, of]) => closeWords(right, of));
  assert.equal(new Set(words).size, words.length);
  assert.equal(words[0], "exactly its order");
  assert.ok(words.every((one) => !/\d|%/.test(one)));
});

test("an issue moves a place, and stays at the ends", () => {
  const order = ["a", "b", "c"];
  assert.deepEqual(moved(order, 0, 1), ["b", "a", "c"]);
  assert.deepEqual(moved(order, 2, -1), ["a", "c", "b"]);
  assert.equal(moved(order, 0, -1), order);
  assert.equal(moved(order, 2, 1), order);
});

test("a date is typed in the zone of whoever types it", () => {
  const at = new Date(2026, 10, 8, 9, 5).getTime();
  assert.equal(typed(at), "2026-11-08T09:05");
  assert.equal(new Date(typed(at)).getTime(), at);
});
