// Modifiers, conditions and news in sentences people read.

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { bearing, effectText, shiftText, whenText } from "../../static/js/effects.js";
import { dayText } from "../../static/js/elements/words.js";
import { Store } from "../../static/js/store.js";
import { marksOf } from "../../static/js/table/news/changes.js";
import { newsSentence } from "../../static/js/table/news/newsroom.js";
import { Reading } from "../../static/js/table/news/reading.js";
import { worldSentence } from "../../static/js/table/news/world.js";
import { ideal } from "../../static/js/table/proposals/worths.js";

function store() {
  const made = new Store();
  made.replace(
    {
      "forum/energy": {
        id: "energy",
        title: "Energy",
        issues: [
          { id: "oil", title: "Oil", options: [{ id: "mt1", text: "A million: all of it" }] },
        ],
      },
      "delegation/rok": { id: "rok", short: "ROK" },
      "delegation/usa": { id: "usa", short: "US" },
      "track/mistrust": { id: "mistrust", title: "Mistrust" },
      ladder: { rungs: [{ id: "habit", title: "A habit" }] },
    },
    "0",
  );
  return made;
}

/** @returns {any} */
const change = (/** @type {string} */ kind, /** @type {object} */ more) => ({
  kind,
  delegation: null,
  forum: "energy",
  issue: null,
  option: null,
  track: null,
  amount: 0,
  why: "",
  ...more,
});
const AT = { issue: "oil", option: "mt1" };

test("each kind of modifier is a sentence; to oneself it says you", () => {
  const say = (/** @type {string} */ kind, /** @type {object} */ more) =>
    effectText(store(), change(kind, more), "rok");
  assert.equal(
    say("reservation", { delegation: "rok", amount: -200 }),
    "You: walk-away −2.0 points (Energy)",
  );
  assert.equal(
    say("reservation", { delegation: "usa", amount: 150 }),
    "US: walk-away +1.5 points (Energy)",
  );
  assert.equal(
    say("weight", { delegation: "usa", issue: "oil", amount: 6 }),
    "US: Oil weighs +6 of 100 (Energy)",
  );
  assert.equal(
    say("value", { delegation: "usa", ...AT, amount: -30 }),
    "US: “A million” is worth −30 of 100 (Oil, Energy)",
  );
  assert.match(say("red_line", { delegation: "rok", ...AT }), /^You: new red line, “A million”/);
  assert.match(say("no_red_line", { delegation: "rok", ...AT }), /no red line any more/);
  assert.equal(say("bar", AT), "“A million” is barred (Oil, Energy)");
  assert.equal(say("open", AT), "“A million” can be agreed again (Oil, Energy)");
  assert.equal(say("track", { track: "mistrust", amount: -1 }), "Mistrust falls by 1 step");
  assert.equal(say("track", { track: "mistrust", amount: 2 }), "Mistrust rises by 2 steps");
  assert.equal(say("score", { delegation: "usa", amount: -200 }), "US: −2.0 points in total");
  assert.equal(say("clock", { amount: -60 }), "60 seconds less on the clock");
  assert.equal(say("rule", { amount: 5 }), "Energy: 5 acceptances are enough");
});

test("a change of the own mandate says before and after", () => {
  const say = (/** @type {any} */ shift) => shiftText(store(), shift);
  assert.equal(say(change("reservation", { before: 4200, after: 3500 })), "Walk-away: 42.0 → 35.0");
  assert.equal(
    say(change("weight", { issue: "oil", before: 30, after: 38 })),
    "Weight of Oil: 30 → 38",
  );
  assert.equal(
    say(change("value", { ...AT, before: 60, after: 30 })),
    "Value of “A million” (Oil): 60 → 30",
  );
  assert.equal(
    say(change("red_line", { ...AT, before: null, after: 300 })),
    "New red line: “A million” (Oil)",
  );
});

test("conditions in words", () => {
  const when = {
    all: [
      { forum: "energy", issue: "oil", options: ["mt1"] },
      { not: { any: [{ agreed: "energy" }, { not_agreed: "energy" }] } },
      { track: "mistrust", at_most: 5 },
      { rung: "habit" },
      { obligations_kept: 1 },
    ],
  };
  assert.equal(
    whenText(store(), when),
    "Energy agrees on “A million”, not (Energy is agreed or Energy ends without agreement), " +
      "Mistrust stands at 5 or below, “A habit” is reached, and 1 obligation is kept",
  );
});

test("what carries a mark", () => {
  /** @type {any} */
  const mandate = {
    changed: [
      { changes: [change("reservation", { before: 4200, after: 4000 })] },
      {
        changes: [
          change("reservation", { before: 4000, after: 3500 }),
          change("weight", { issue: "oil", before: 1, after: 2 }),
          change("red_line", { issue: "pace", option: "low", before: null, after: 0 }),
        ],
      },
    ],
  };
  const marks = marksOf(mandate);
  assert.equal(marks.walkAwayWas, 4200);
  assert.deepEqual([...marks.issues], ["oil", "pace"]);
  assert.deepEqual([...marks.options], ["pace/low"]);
  assert.equal(marksOf(undefined).walkAwayWas, null);
});

/** @returns {any} */
const news = (/** @type {object} */ more) => ({
  id: "storm",
  title: "Storm",
  story: "It blows.",
  at: 1,
  private: false,
  undone: false,
  effects: [change("track", { track: "mistrust", amount: 2 })],
  ...more,
});

test("news is told once, with what it changes; taken back it is told again", () => {
  const say = (/** @type {any} */ before, /** @type {any} */ after) =>
    newsSentence(store(), before, after, "rok");
  assert.equal(say(undefined, news({})), "News: Storm. It blows. Mistrust rises by 2 steps.");
  assert.match(say(undefined, news({ private: true })), /^News for you alone: Storm/);
  assert.equal(say(news({}), news({ effects: [] })), "");
  assert.equal(say(news({}), news({ undone: true })), "Taken back: Storm.");
  assert.equal(say(news({ undone: true }), news({ undone: true })), "");
  assert.match(say(news({ undone: true }), news({ at: 2 })), /^News: Storm/);
});

test("what was read stays read; what is taken back is news again", () => {
  localStorage.clear();
  const held = store();
  held.patch({ base: "0", etag: "1", put: { "inject/storm": news({}) }, drop: [], server_now: 0 });
  const reading = new Reading(held, "me");
  assert.equal(reading.unread.value.length, 1);
  reading.putAway();
  assert.deepEqual([reading.unread.value.length, reading.fresh.value.length], [1, 0]);
  reading.markRead(news({}));
  assert.equal(new Reading(held, "me").unread.value.length, 0);
  held.patch({
    base: "1",
    etag: "2",
    put: { "inject/storm": news({ undone: true }) },
    drop: [],
    server_now: 0,
  });
  assert.deepEqual([reading.unread.value.length, reading.fresh.value.length], [1, 1]);
});

test("days are written out; what is no day stays", () => {
  assert.equal(dayText("2007-08-16"), "August 16, 2007");
  assert.equal(dayText("2007-08"), "August 2007");
  assert.equal(dayText("2007"), "2007");
  assert.equal(dayText("late summer"), "late summer");
});

test("my best leaves out what is barred", () => {
  /** @type {any} */
  const mandate = { issues: { oil: { worth: { high: 60, low: 20 } } } };
  assert.deepEqual(ideal(mandate, {}), { oil: "high" });
  assert.deepEqual(
    ideal(mandate, {}, (_, option) => option === "high"),
    { oil: "low" },
  );
});

test("mandates, ties, tracks and rungs are told when they change", () => {
  const say = (/** @type {string} */ key, /** @type {any} */ a, /** @type {any} */ b) =>
    worldSentence(store(), key, a, b);
  const cause = { kind: "inject", id: "storm", at: 1, title: "Storm", changes: [] };
  const with_ = { forum: "energy", changed: [cause] };
  const without = { forum: "energy", changed: [] };
  assert.deepEqual(say("mandate/energy", without, with_), [
    "Your mandate has changed (Energy): Storm.",
  ]);
  assert.deepEqual(say("mandate/energy", with_, without), [
    "Your mandate is as before (Energy): Storm counts no more.",
  ]);
  const tie = { name: "Oil first", rule: "Peace waits.", active: false };
  assert.deepEqual(say("linkage/x", tie, { ...tie, active: true }), [
    "Oil first is in force. Peace waits.",
  ]);
  assert.deepEqual(say("linkage/x", tie, tie), []);
  assert.deepEqual(
    say("track/x", { title: "Mistrust", value: 6 }, { title: "Mistrust", value: 4 }),
    ["Mistrust: 6 → 4."],
  );
  const rung = { id: "habit", title: "A habit", reached: false };
  assert.deepEqual(say("ladder", { rungs: [rung] }, { rungs: [{ ...rung, reached: true }] }), [
    "A rung is reached: A habit.",
  ]);
});

test("what an inject changes in a forum that this class leaves out is not told", () => {
  const effects = [
    change("weight", { forum: "peace" }),
    change("bar", AT),
    change("clock", { forum: null }),
  ];
  assert.deepEqual(
    bearing(store(), effects).map((m) => m.kind),
    ["bar", "clock"],
  );
});
