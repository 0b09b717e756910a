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
    cost: 0,
    reach: 5500,
    complete: false,
  });
  assert.deepEqual(outlook(MANDATE, { volume: "high", payer: "all" }), {
    sure: 10000,
    cost: 0,
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

/** @param {import("../../static/js/table/proposals/worths.js").Slot[]} slots */
const sensible = (slots) => slots.find((slot) => slot.primary)?.act ?? null;
/** @param {import("../../static/js/table/proposals/worths.js").Slot[]} slots */
const places = (slots) => slots.map((slot) => slot.act);

test("a good package: accept first; once accepted nothing is pressed on me", () => {
  assert.equal(sensible(actsFor(proposal({}), seat)), "accept");
  const accepted = proposal({ stances: { rok: { stance: "accept" } } });
  assert.equal(sensible(actsFor(accepted, seat)), null);
  assert.ok(actsFor(accepted, seat).find((slot) => slot.act === "accept")?.pressed);
});

test("a bad package: never accept first, in no state and with no stance of mine", () => {
  for (const state of ["tabled", "silence", "adopted", "withdrawn", "lapsed"]) {
    for (const stance of [undefined, "accept", "reject", "reserve"]) {
      const p = proposal({ state, stances: stance ? { rok: { stance } } : {} });
      assert.notEqual(sensible(actsFor(p, { ...seat, bad: true })), "accept", `${state} ${stance}`);
    }
  }
  const acts = actsFor(proposal({}), { ...seat, bad: true });
  assert.equal(sensible(acts), "amend");
  assert.ok(places(acts).includes("accept"), "people do");
  const silent = actsFor(proposal({ state: "silence" }), { ...seat, bad: true });
  assert.equal(sensible(silent), "break");
});

test("no stance of mine, and no silence period, moves an act from its place", () => {
  for (const bad of [true, false]) {
    const before = places(actsFor(proposal({}), { ...seat, bad }));
    for (const mine of ["accept", "reject", "reserve"]) {
      const p = proposal({ stances: { rok: { stance: mine } } });
      assert.deepEqual(places(actsFor(p, { ...seat, bad })), before);
      const pressed = actsFor(p, { ...seat, bad }).filter((slot) => slot.pressed);
      assert.deepEqual(places(pressed), [mine]);
    }
    const silent = places(actsFor(proposal({ state: "silence" }), { ...seat, bad }));
    assert.deepEqual(
      silent.map((act) => (act === "break" ? "reject" : act)),
      before,
    );
  }
});

test("observers propose but take no stance; the author may withdraw; a closed forum offers nothing", () => {
  const observer = actsFor(proposal({}), { ...seat, party: false });
  assert.deepEqual(places(observer), ["amend", "cosponsor"]);
  assert.ok(places(actsFor(proposal({ by: "rok" }), seat)).includes("withdraw"));
  assert.ok(!places(actsFor(proposal({}), seat)).includes("withdraw"));
  assert.deepEqual(actsFor(proposal({}), { ...seat, open: false }), []);
  assert.deepEqual(places(actsFor(proposal({ state: "lapsed" }), seat)), ["reuse"]);
});

test("a package over a red line is worth what is left after its cost, and below walk-away by it", () => {
  const costly = {
    ...MANDATE,
    red_lines: MANDATE.red_lines.map((/** @type {any} */ l) => ({ ...l, cost: 1500 })),
  };
  const chosen = { volume: "high", payer: "us" };
  assert.deepEqual(outlook(costly, chosen), {
    sure: 4500,
    cost: 1500,
    reach: 4500,
    complete: true,
  });
  assert.equal(isBelow(costly, chosen), true);
  assert.equal(outlook({ ...costly, role: "observer" }, chosen).sure, 6000);
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
