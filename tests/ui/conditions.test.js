// Conditions hold as the rules have it, and stay open where a seat cannot know.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  barredIn,
  holds,
  ifAgreed,
  isBarred,
  triggers,
  unmet,
} from "../../static/js/conditions.js";

/** @type {import("../../static/js/conditions.js").World} */
const WORLD = {
  states: { energy: "agreed", peace: "open", far: "agreed", lost: "failed" },
  agreed: { energy: { oil: "high", pace: "low" } },
  partial: new Set(),
  tracks: { mistrust: 5 },
  rungs: new Set(["habit"]),
  kept: 2,
  broken: 1,
};

/** @type {[object, boolean | null][]} */
const CASES = [
  [{ agreed: "energy" }, true],
  [{ agreed: "peace" }, false],
  [{ not_agreed: "lost" }, true],
  [{ not_agreed: "peace" }, false],
  [{ forum: "energy", issue: "oil", options: ["high", "middle"] }, true],
  [{ forum: "energy", issue: "oil", options: ["low"] }, false],
  [{ forum: "energy", issue: "payer", options: ["all"] }, false],
  [{ forum: "peace", issue: "oil", options: ["high"] }, false],
  [{ forum: "far", issue: "oil", options: ["high"] }, null],
  [{ track: "mistrust", at_most: 5 }, true],
  [{ track: "mistrust", at_most: 4 }, false],
  [{ track: "mistrust", at_least: 5 }, true],
  [{ track: "unknown", at_least: 0 }, false],
  [{ rung: "habit" }, true],
  [{ rung: "house" }, false],
  [{ obligations_kept: 2 }, true],
  [{ obligations_broken: 2 }, false],
  [{ not: { agreed: "peace" } }, true],
  [{ not: { forum: "far", issue: "oil", options: ["high"] } }, null],
  [{ all: [] }, true],
  [{ any: [] }, false],
  [{ all: [{ agreed: "energy" }, { agreed: "peace" }] }, false],
  [{ any: [{ agreed: "energy" }, { agreed: "peace" }] }, true],
  [{ all: [{ agreed: "energy" }, { forum: "far", issue: "x", options: [] }] }, null],
  [{ all: [{ agreed: "peace" }, { forum: "far", issue: "x", options: [] }] }, false],
  [{ any: [{ agreed: "energy" }, { forum: "far", issue: "x", options: [] }] }, true],
  [{ any: [{ agreed: "peace" }, { forum: "far", issue: "x", options: [] }] }, null],
  [{ something_new: 1 }, null],
];

test("every kind of condition", () => {
  for (const [condition, expected] of CASES)
    assert.equal(holds(condition, WORLD), expected, JSON.stringify(condition));
});

test("an agreement in part leaves open what it does not settle", () => {
  const wants = { forum: "peace", issue: "oil", options: ["high"] };
  const issues = ["oil", "pace"];
  assert.equal(holds(wants, ifAgreed(WORLD, "peace", { pace: "low" }, issues)), null);
  assert.equal(holds(wants, ifAgreed(WORLD, "peace", { oil: "high" }, issues)), true);
  assert.equal(holds(wants, ifAgreed(WORLD, "peace", { oil: "low" }, issues)), false);
  assert.equal(WORLD.states.peace, "open", "the world itself is not changed");
});

test("a package says which ties it would put in force and which it would lift", () => {
  /** @type {any[]} */
  const ties = [
    { id: "starts", active: false, when: { forum: "peace", issue: "oil", options: ["high"] } },
    { id: "lifted", active: true, when: { not: { agreed: "peace" } } },
    { id: "stays", active: true, when: { agreed: "energy" } },
    { id: "unknown", active: false, when: { forum: "far", issue: "oil", options: ["high"] } },
  ];
  const { starts, ends } = triggers(ties, WORLD, "peace", { oil: "high" }, ["oil"]);
  assert.deepEqual([starts.map((x) => x.id), ends.map((x) => x.id)], [["starts"], ["lifted"]]);
});

/** @type {any} */
const FORUM = {
  issues: [
    {
      id: "oil",
      options: [
        { id: "high", text: "High", barred_by: { name: "Oil first", why: "Peace waits." } },
        { id: "low", text: "Low" },
      ],
    },
    {
      id: "pace",
      options: [
        { id: "fast", text: "Fast", requires: [{ issue: "oil", options: ["high"], why: "Why." }] },
        { id: "slow", text: "Slow" },
      ],
    },
  ],
};

test("barred options, and needs that are not met beside", () => {
  assert.equal(isBarred(FORUM, "oil", "high"), true);
  assert.equal(isBarred(FORUM, "oil", "low"), false);
  assert.deepEqual(
    barredIn(FORUM, { oil: "high" }).map((b) => b.by.name),
    ["Oil first"],
  );
  assert.equal(unmet(FORUM, { pace: "fast" }).length, 0, "an open issue stands in nobody's way");
  assert.equal(unmet(FORUM, { pace: "fast", oil: "high" }).length, 0);
  assert.deepEqual(
    unmet(FORUM, { pace: "fast", oil: "low" }).map((u) => [u.issue, u.needs, u.why]),
    [["pace", "oil", "Why."]],
  );
});
