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

const SECRET = { forum: "far", issue: "x", options: [] };

/** What a seat cannot know; what it can is in cases.test.js. @type {[object, boolean | null][]} */
const CASES = [
  [SECRET, null],
  [{ not: SECRET }, null],
  [{ all: [{ agreed: "energy" }, SECRET] }, null],
  [{ all: [{ agreed: "peace" }, SECRET] }, false],
  [{ any: [{ agreed: "energy" }, SECRET] }, true],
  [{ any: [{ agreed: "peace" }, SECRET] }, null],
  [{ something_new: 1 }, null],
];

test("what depends on a secret agreement stays open", () => {
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
