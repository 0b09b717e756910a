// The replay: its time stands, and it shows what was wished for last.

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";

const { held, Player, Recording } = await import("../../static/js/debrief/replay.js");

test("a replay's clock stands where it stood, and its time does too", () => {
  const clock = { running: true, ends_at: 9000, remaining_ms: 0 };
  assert.deepEqual(held({ clock, talks: 1 }, 4000), {
    clock: { running: false, ends_at: 9000, remaining_ms: 5000 },
    talks: 1,
  });
  const paused = { clock: { ...clock, running: false } };
  assert.equal(held(paused, 4000), paused);
  const line = new Recording();
  line.standAt(4000);
  assert.equal(line.now(), 4000);
});

test("a replay shows the moment that was wished for last, however the answers come in", async () => {
  const stops = ["phase", "tabled", "stance", "tabled", "concluded"].map((kind, n) => ({
    kind,
    at: n,
    label: `E-${n}`,
  }));
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  const fetched = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (
    (/** @type {string} */ path) =>
      new Promise((done) => {
        const n = new URL(path, "http://x").searchParams.get("stop");
        const body = n === null ? { stops } : { at: Number(n), entities: { n: Number(n) } };
        waiting.set(n ?? "all", () => done({ ok: true, json: async () => body }));
      })
  );
  /** @type {number[]} */
  const shown = [];
  const player = new Player("/replay?as=rok", (entities) => shown.push(entities.n));
  const settle = () => new Promise((done) => setTimeout(done, 5));
  const begun = player.start("E-3");
  waiting.get("all")?.();
  await settle();
  waiting.get("3")?.();
  await begun;
  assert.deepEqual(shown, [3], "begins where the proposal is tabled");
  const back = player.leap(-1, ["tabled"]);
  await settle();
  const on = player.go(4);
  await settle();
  waiting.get("4")?.();
  waiting.get("1")?.();
  await Promise.all([back, on]);
  assert.deepEqual(shown, [3, 4]);
  globalThis.fetch = fetched;
});
