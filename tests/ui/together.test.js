// What the projector takes together: one clock for the room, one line of news, tables in their order.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { inOrder, latestNews, roomClock, sameClock } = await import(
  "../../static/js/facilitator/projector/together.js"
);

/** @returns {any} */
const table = (/** @type {object} */ more = {}) => ({
  table: 1,
  state: "running",
  paused: false,
  round: 1,
  phase: "negotiation",
  clock: { running: true, ends_at: 900_000, remaining_ms: 0 },
  world: null,
  ...more,
});
const ending = (/** @type {number} */ at) => ({ running: true, ends_at: at, remaining_ms: 0 });

test("numbers and letters stand in their order", () => {
  const order = (/** @type {any[]} */ names) =>
    inOrder(names.map((name) => table({ table: name }))).map((x) => x.table);
  assert.deepEqual(order([10, 2, 1]), [1, 2, 10]);
  assert.deepEqual(order(["AA", "B", "A"]), ["A", "B", "AA"]);
});

test("the room's clock is that of most tables; who stands elsewhere shows its own", () => {
  const late = table({ table: 3, clock: ending(960_000) });
  const near = [table({ table: 1 }), table({ table: 2, clock: ending(902_000) })];
  const chosen = roomClock([late, ...near]);
  assert.equal(chosen?.table, 1);
  assert.ok(sameClock(near[0], near[1]));
  assert.ok(!sameClock(near[0], late));
  assert.ok(!sameClock(near[0], table({ paused: true })));
  assert.ok(!sameClock(near[0], table({ phase: "result" })));
  assert.equal(roomClock([table({ state: "concluded" })]), null);
});

test("news names its tables unless all had it, and the newest counts", () => {
  const told = (/** @type {string} */ title, /** @type {number} */ at) => ({
    world: { rungs: { reached: 0, of: 0 }, tracks: {}, news: { title, date: "", story: "", at } },
  });
  const storm = [
    table({ table: 2, ...told("Storm", 5) }),
    table({ table: 1, ...told("Storm", 9) }),
  ];
  assert.deepEqual(latestNews(storm)?.tables, [1, 2]);
  assert.equal(latestNews(storm)?.everywhere, true);
  const more = [...storm, table({ table: 3, ...told("Thaw", 12) })];
  assert.deepEqual([latestNews(more)?.title, latestNews(more)?.tables], ["Thaw", [3]]);
  assert.equal(latestNews(more)?.everywhere, false);
  assert.equal(latestNews([table()]), null);
});
