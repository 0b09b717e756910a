// The inject dialog: what is found, what a written change becomes, what a preview says.

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, triggerText } from "../../static/js/facilitator/injects/deck.js";
import { fitted, modifierOf } from "../../static/js/facilitator/injects/own.js";
import { isDangerous, zoneText } from "../../static/js/facilitator/injects/zones.js";
import { Store } from "../../static/js/store.js";

/** @returns {any} */
const inject = (/** @type {object} */ more) => ({
  id: "x",
  date: "2007-08-16",
  title: "Floods",
  story: "Homes are hit.",
  to: [],
  effects: [],
  round: null,
  minute: 0,
  when: null,
  fired: false,
  ...more,
});

test("injects are found by every word and stand in order of time", () => {
  const script = [
    inject({ id: "late", date: "2008-07-11", title: "A shot" }),
    inject({ id: "floods" }),
    inject({ id: "same", date: "2007-08-02", title: "A relief convoy" }),
  ];
  assert.deepEqual(
    grouped(script, "").map(([month, all]) => [month, all.map((x) => x.id)]),
    [
      ["2007-08", ["same", "floods"]],
      ["2008-07", ["late"]],
    ],
  );
  assert.deepEqual(
    grouped(script, "august HOMES flood").flatMap(([, all]) => all.map((x) => x.id)),
    ["floods"],
  );
  assert.deepEqual(grouped(script, "nowhere"), []);
});

function store() {
  const made = new Store();
  const issue = (/** @type {string} */ id) => ({
    id,
    title: id,
    options: [{ id: `${id}-1`, text: id }],
  });
  made.replace(
    {
      talks: { rounds: [{ id: "r1", title: "Energy" }] },
      "forum/a": {
        id: "a",
        order: 0,
        title: "A",
        parties: ["usa"],
        observers: [],
        issues: [issue("oil")],
      },
      "forum/b": {
        id: "b",
        order: 1,
        title: "B",
        parties: ["rok"],
        observers: [],
        issues: [issue("pace")],
      },
      "mandate/a/usa": {},
      "mandate/b/rok": {},
      "delegation/usa": { id: "usa", short: "US", order: 0 },
      "delegation/rok": { id: "rok", short: "ROK", order: 1 },
      "track/mistrust": { id: "mistrust", title: "Mistrust" },
    },
    "0",
  );
  return made;
}

test("when an inject fires by itself is said", () => {
  assert.equal(
    triggerText(store(), inject({ round: "r1", minute: 3 })),
    "By itself after 3 minutes of negotiation in Energy.",
  );
  assert.equal(
    triggerText(store(), inject({ when: { agreed: "a" } })),
    "By itself as soon as A is agreed.",
  );
  assert.equal(triggerText(store(), inject({})), "Never by itself.");
});

/** @returns {any} */
const row = (/** @type {object} */ more) => ({
  kind: "reservation",
  delegation: "",
  forum: "",
  issue: "",
  option: "",
  track: "",
  amount: 2,
  why: "",
  ...more,
});

test("a row follows the forum: what does not exist there is replaced", () => {
  const first = fitted(store(), row({}));
  assert.deepEqual([first.forum, first.delegation, first.issue], ["a", "usa", "oil"]);
  const moved = fitted(store(), { ...first, forum: "b" });
  assert.deepEqual([moved.delegation, moved.issue, moved.option], ["rok", "pace", "pace-1"]);
  assert.equal(fitted(store(), row({ kind: "score" })).delegation, "usa");
  assert.equal(fitted(store(), row({ kind: "track" })).track, "mistrust");
});

test("a written change holds what its kind needs, points in hundredths", () => {
  const full = row({
    delegation: "usa",
    forum: "a",
    issue: "oil",
    option: "oil-1",
    track: "mistrust",
  });
  assert.deepEqual(modifierOf({ ...full, amount: -1.5, why: " hunger " }), {
    kind: "reservation",
    delegation: "usa",
    forum: "a",
    amount: -150,
    why: "hunger",
  });
  assert.deepEqual(modifierOf({ ...full, kind: "bar" }), {
    kind: "bar",
    forum: "a",
    issue: "oil",
    option: "oil-1",
  });
  assert.deepEqual(modifierOf({ ...full, kind: "track", amount: 1 }), {
    kind: "track",
    track: "mistrust",
    amount: 1,
  });
});

test("a preview in words", () => {
  assert.equal(zoneText("Energy", 26, 28), "Energy: 26 → 28 packages");
  assert.equal(zoneText("Energy", 5, 5), "Energy: 5 packages, as before");
  assert.equal(zoneText("Energy", null, null), "Energy: too large to count");
  const table = { talks: "t", table: 1 };
  const warning = { forum: "a", message: "none left" };
  assert.equal(isDangerous(null), false);
  assert.equal(isDangerous([{ table, answer: { forums: {}, warnings: [] } }]), false);
  assert.equal(isDangerous([{ table, answer: { forums: {}, warnings: [warning] } }]), true);
});
