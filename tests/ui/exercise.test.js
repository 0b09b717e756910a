// The exercise "One change away", reckoned beside every package there is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { listed } from "../../static/js/debrief/packages.js";
import { exercises, passes, solved, tried, willing } from "../../static/js/debrief/solving.js";
import { DATA, FORUM, PARTIES, SPACE } from "./debriefed.js";

test("an exercise has a solution, which changes least and pays most; what needs no change is none", () => {
  const forum = { ...FORUM, outcome: { rok: { score: 30, walk_away: 30, best: 80 } } };
  const was = { oil: "high", pace: "slow" };
  const answer = solved(forum, "rok", was);
  // By every package there is: rok must have more than 30, usa at least 40.
  const all = listed(SPACE, PARTIES);
  assert.ok(all);
  const good = Array.from({ length: all.many }, (_, n) => n).filter(
    (n) => all.zone[n] === 1 && all.worth.rok[n] > 30,
  );
  assert.deepEqual(good.map(all.package), [answer]);
  const found = tried(forum, "rok", was, answer ?? {});
  assert.ok(found.solved);
  assert.equal(found.changed, 2);
  assert.equal(tried(forum, "rok", was, was).solved, false);
  assert.deepEqual(willing(SPACE, PARTIES, was), ["rok", "usa"]);
  const more = { ...forum, outcome: { rok: { score: 40, walk_away: 30, best: 80 } } };
  assert.equal(solved(more, "rok", was), null, "nothing pays more than it got");
});

test("exercises come from offers that failed, and never from an opening or one that needed no change", () => {
  const outcome = {
    rok: { score: 30, walk_away: 30, best: 80 },
    usa: { score: 40, walk_away: 40, best: 100 },
  };
  const bad = { ...FORUM.offers[1], package: { oil: "low", pace: "slow" } };
  const of = (/** @type {any[]} */ offers) =>
    exercises({ ...DATA, moments: [], forums: [{ ...FORUM, outcome, offers }] }, "rok").map(
      (x) => x.offer.proposal,
    );
  assert.deepEqual(of([FORUM.offers[0], bad]), ["e-2"]);
  assert.deepEqual(of([FORUM.offers[0], { ...bad, opening: true }]), []);
  assert.deepEqual(of([{ ...bad, state: "adopted" }]), []);
});

test("a rule passes as the server's does: who must, how many, who may not reject, the chair's tie", () => {
  const rule = {
    all_of: ["a"],
    at_least: 3,
    veto: ["b"],
    tie_break: /** @type {string | null} */ ("c"),
  };
  assert.equal(passes(rule, ["a", "b", "c"]), true);
  assert.equal(passes(rule, ["a", "b"]), false, "one short, and not the chair");
  assert.equal(passes({ ...rule, tie_break: null }, ["a", "b"]), false);
  assert.equal(
    passes({ ...rule, at_least: 4 }, ["a", "b", "c"]),
    true,
    "one short, the chair among them",
  );
  assert.equal(passes(rule, ["a", "c", "d"]), false, "one with a veto does not accept");
  assert.equal(passes(rule, ["b", "c", "d"]), false);
});
