// My own arithmetic agrees with the rules, and the sensible act is never to accept a bad package.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  actsFor,
  byPromise,
  changesBetween,
  crossed,
  ideal,
  isBelow,
  isSame,
  outlook,
} from "../../static/js/table/proposals/worths.js";

/** @type {any} */
const MANDATE = {
  issues: {
    volume: { weight: 60, worth: { high: 6000, low: 1500 } },
    payer: { weight: 40, worth: { us: 0, all: 4000, them: 2000 } },
  },
  reservation: 5000,
  best: 10000,
  red_lines: [
    { issue: "payer", option: "us", why: "Never alone.", unless: null },
    {
      issue: "volume",
      option: "low",
      why: "Too little.",
      unless: { issue: "payer", options: ["them"] },
    },
  ],
};

/** @returns {any} */
const proposal = (/** @type {object} */ more) => ({
  id: "p",
  number: 1,
  by: "china",
  cosponsors: [],
  state: "tabled",
  stances: {},
  accepts: 1,
  ...more,
});

const seat = { me: "rok", party: true, bad: false, open: true };

test("a partial package is worth what it settles and can reach my best on the rest", () => {
  assert.deepEqual(outlook(MANDATE, { volume: "low" }), {
    sure: 1500,
    reach: 5500,
    complete: false,
  });
  assert.deepEqual(outlook(MANDATE, { volume: "high", payer: "all" }), {
    sure: 10000,
    reach: 10000,
    complete: true,
  });
});

test("only a package that can no longer reach the walk-away is below it", () => {
  assert.equal(isBelow(MANDATE, { volume: "low" }), false);
  assert.equal(isBelow(MANDATE, { volume: "low", payer: "them" }), true);
  assert.equal(isBelow(MANDATE, { volume: "high", payer: "us" }), false);
});

test("red lines are crossed unless something in the package lifts them", () => {
  const issues = (/** @type {Record<string, string>} */ p) =>
    crossed(MANDATE, p).map((l) => l.issue);
  assert.deepEqual(issues({ payer: "us", volume: "high" }), ["payer"]);
  assert.deepEqual(issues({ volume: "low" }), ["volume"]);
  assert.deepEqual(issues({ volume: "low", payer: "them" }), []);
});

test("my best keeps what is settled", () => {
  assert.deepEqual(ideal(MANDATE, { payer: "us" }), { payer: "us", volume: "high" });
});

test("differences name what is put, changed and taken out", () => {
  assert.deepEqual(changesBetween({ a: "1", b: "2" }, { b: "3", c: "4" }), {
    a: null,
    b: "3",
    c: "4",
  });
  assert.equal(isSame({ a: "1", b: "2" }, { b: "2", a: "1" }), true);
});

test("a good package: accept first; once accepted nothing is pressed on me", () => {
  assert.equal(actsFor(proposal({}), seat).primary, "accept");
  const accepted = proposal({ stances: { rok: { stance: "accept" } } });
  assert.equal(actsFor(accepted, seat).primary, null);
  assert.ok(!actsFor(accepted, seat).others.includes("accept"));
});

test("a bad package: never accept first, in no state and with no stance of mine", () => {
  for (const state of ["tabled", "silence", "adopted", "withdrawn", "lapsed"]) {
    for (const stance of [undefined, "accept", "reject", "reserve"]) {
      const p = proposal({ state, stances: stance ? { rok: { stance } } : {} });
      assert.notEqual(actsFor(p, { ...seat, bad: true }).primary, "accept", `${state} ${stance}`);
    }
  }
  const acts = actsFor(proposal({}), { ...seat, bad: true });
  assert.equal(acts.primary, "amend");
  assert.equal(acts.others.at(-1), "accept", "it stays possible, last");
  assert.equal(actsFor(proposal({ state: "silence" }), { ...seat, bad: true }).primary, "break");
});

test("every stance a party can still take is offered exactly once", () => {
  for (const bad of [true, false]) {
    for (const mine of [undefined, "accept", "reject", "reserve"]) {
      const p = proposal({ stances: mine ? { rok: { stance: mine } } : {} });
      const { primary, others } = actsFor(p, { ...seat, bad });
      const all = [primary, ...others].filter((a) => a !== null);
      assert.equal(new Set(all).size, all.length, `${all}`);
      for (const stance of ["accept", "reject", "reserve"]) {
        assert.equal(
          all.includes(/** @type {any} */ (stance)),
          stance !== mine,
          `${stance} ${mine}`,
        );
      }
    }
  }
});

test("observers propose but take no stance; the author may withdraw; a closed forum offers nothing", () => {
  const observer = actsFor(proposal({}), { ...seat, party: false });
  assert.deepEqual(observer, { primary: null, others: ["amend", "cosponsor"] });
  assert.ok(actsFor(proposal({ by: "rok" }), seat).others.includes("withdraw"));
  assert.ok(!actsFor(proposal({}), seat).others.includes("withdraw"));
  assert.deepEqual(actsFor(proposal({}), { ...seat, open: false }), { primary: null, others: [] });
  assert.deepEqual(actsFor(proposal({ state: "lapsed" }), seat), {
    primary: null,
    others: ["reuse"],
  });
});

test("nearest to adoption first", () => {
  const order = byPromise([
    proposal({ number: 1, accepts: 3 }),
    proposal({ number: 2, accepts: 5 }),
    proposal({ number: 3, accepts: 4, state: "silence" }),
    proposal({ number: 4, accepts: 5 }),
    proposal({ number: 5, accepts: 6, state: "withdrawn" }),
  ]);
  assert.deepEqual(
    order.map((p) => p.number),
    [3, 4, 2, 1],
  );
});
