// Who is missing before the start, and when the debrief of a class begins.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { missing } = await import("../../static/js/facilitator/wall/starting.js");
const { ended } = await import("../../static/js/facilitator/wall/after.js");

/** @returns {any} */
const seat = (/** @type {object} */ more) => ({ short: "ROK", people: [], bot: false, ...more });

test("missing are delegations that nobody plays now, and no bot", () => {
  const seats = {
    usa: seat({ short: "US", people: ["Ann"], present: true }),
    rok: seat({ people: ["Kim"], present: false }),
    dprk: seat({ short: "DPRK", present: false }),
    china: seat({ bot: true, present: false }),
  };
  assert.deepEqual(missing(/** @type {any} */ ({ seats })), [
    { delegation: "rok", short: "ROK", people: ["Kim"] },
    { delegation: "dprk", short: "DPRK", people: [] },
  ]);
});

test("a class is over when every table that began is; one that never did holds nobody up", () => {
  const states = (/** @type {string[]} */ ...all) =>
    ended(/** @type {any} */ (all.map((state) => ({ state }))));
  assert.equal(states("lobby"), false);
  assert.equal(states("running", "concluded"), false);
  assert.equal(states("concluded", "lobby"), true);
  assert.equal(states("debrief", "concluded"), true);
});

test("of those who are asked what mattered to others, the answers still to come are counted", async () => {
  const { stillGuessing } = await import("../../static/js/debrief/turning.js");
  const four = { open: true, answered: 2, people: 4 };
  assert.deepEqual(stillGuessing([four, undefined, { open: true, answered: 3, people: 3 }]), {
    answered: 5,
    people: 7,
  });
  assert.equal(stillGuessing([{ ...four, answered: 4 }]), null);
  assert.equal(stillGuessing([{ ...four, open: false }, undefined]), null);
});
