// What the control bar offers, given where its tables stand; and the records in sentences.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { actsFor } = await import("../../static/js/facilitator/control.js");
const { factText, groupOf } = await import("../../static/js/facilitator/facts.js");
const { hrefOf } = await import("../../static/js/facilitator/wall/search.js");

const AT = { round: 1, phase: "briefing" };
const LOBBY = { state: "lobby", round: 0, phase: null, paused: false, early_end: true };
const RUNNING = { ...AT, state: "running", paused: false, early_end: true };
const PAUSED = { ...AT, state: "running", paused: true, early_end: false };
const OVER = { ...AT, state: "concluded", paused: false, early_end: true };

const offered = (/** @type {any[]} */ tables) =>
  actsFor(tables)
    .filter((a) => a.show)
    .map((a) => a.label);

test("a lobby can be started or ended, and nothing else makes sense", () => {
  assert.deepEqual(offered([LOBBY]), ["Start", "Early end: on", "End"]);
  assert.deepEqual(offered([OVER]), []);
});

test("a running table is paused, a paused one resumed, a mixed class both", () => {
  assert.ok(offered([RUNNING]).includes("Pause"));
  assert.ok(!offered([RUNNING]).includes("Resume"));
  assert.ok(offered([PAUSED]).includes("Resume"));
  assert.ok(!offered([PAUSED]).includes("Pause"));
  const both = offered([RUNNING, PAUSED, LOBBY]);
  for (const label of ["Start", "Pause all", "Resume all"]) assert.ok(both.includes(label), label);
});

test("going back says for which table, to what, and what is lost", () => {
  const back = (/** @type {any[]} */ tables) =>
    actsFor(tables).find((a) => a.name === "step_back")?.sure ?? "";
  const one = { ...RUNNING, table: 3, before: { round: 1, phase: "negotiation" } };
  assert.match(back([one]), /^Table 3: round 1, Negotiation, begins again/);
  assert.match(back([one]), /open when a negotiation ended are open again/);
  const other = { ...one, table: 4 };
  const third = { ...one, table: 5, before: { round: 2, phase: "briefing" } };
  assert.match(back([one, other, third]), /^Tables 3 and 4: round 1.* Table 5: round 2, Briefing/);
});

test("what is hard to undo asks first, and the end is marked as dangerous", () => {
  const acts = actsFor([RUNNING]);
  const sure = acts.filter((a) => a.sure).map((a) => a.name);
  assert.deepEqual(sure, ["advance", "step_back", "conclude"]);
  assert.deepEqual(
    acts.filter((a) => a.danger).map((a) => a.name),
    ["conclude"],
  );
});

test("the early end is on only when it is on everywhere, and the switch turns it", () => {
  const early = (/** @type {any[]} */ tables) =>
    actsFor(tables).find((a) => a.name === "set_policy");
  assert.deepEqual(early([RUNNING, PAUSED])?.body, { early_end: true });
  assert.deepEqual(early([RUNNING])?.body, { early_end: false });
});

test("records name people, forums and reasons", () => {
  const table = { seats: { rok: { short: "ROK" } }, forums: { energy: { title: "Energy" } } };
  const say = (/** @type {string} */ kind, /** @type {object} */ about) =>
    factText({ kind, about }, table, { p1: "Kim Minji" });
  assert.equal(
    say("agreement_voided", { forum: "energy", reason: "a slip" }),
    "Voided the agreement: Energy. Reason: a slip",
  );
  assert.equal(say("note_sent", { to: "p1", text: "Well done" }), "Told Kim Minji: Well done");
  assert.equal(say("note_sent", { to: "rok", text: "Well done" }), "Told ROK: Well done");
  assert.equal(
    say("phase_began", { round: 1, phase: "briefing", why: "advanced" }),
    "Round 2, Briefing begins.",
  );
  assert.equal(
    say("inject_fired", { title: "Floods", why: "facilitator" }),
    "Fired an event: Floods.",
  );
  assert.equal(
    say("inject_fired", { title: "Floods", why: "clock" }),
    "An event happened by itself: Floods.",
  );
  assert.equal(say("something_new", { title: "Odd" }), "something new: Odd.");
  assert.equal(groupOf({ kind: "paused", about: {} }), "clock");
  assert.equal(groupOf({ kind: "inject_fired", about: {} }), "world");
});

test("a hit leads to the message in its table's transcript", () => {
  const hit = /** @type {any} */ ({ talks: "t1", kind: "message", id: "m1~rok" });
  const desk = (/** @type {string} */ talks) => `/facilitate/c/talks/${talks}`;
  assert.equal(hrefOf(hit, desk), "/facilitate/c/talks/t1?message=m1~rok");
  assert.equal(hrefOf({ ...hit, kind: "help" }, desk), "/facilitate/c/talks/t1");
});
