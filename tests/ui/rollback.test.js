// What a roll back undoes, in sentences; and what the table is told of it.

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "../../static/js/facilitator/desk/rollback.js";
import { Store } from "../../static/js/store.js";
import { steeringText } from "../../static/js/table/news/interventions.js";

function store() {
  const made = new Store();
  made.replace(
    {
      talks: { rounds: [{ title: "First" }, { title: "Second" }] },
      "forum/energy": { id: "energy", title: "Energy" },
      "delegation/rok": { id: "rok", short: "ROK" },
    },
    "0",
  );
  return made;
}

const NOTHING = {
  phases: [],
  proposals: [],
  stances: 0,
  agreements: [],
  failures: [],
  obligations: [],
  letters: [],
  causes: [],
};

test("nothing to undo is said", () => {
  assert.match(lines(store(), NOTHING).join(), /only the clock/);
});

test("agreements come first, then proposals, phases and stances", () => {
  const said = lines(store(), {
    ...NOTHING,
    agreements: ["energy"],
    proposals: [
      {
        id: "p",
        label: "E-2",
        forum: "energy",
        by: "rok",
        gone: false,
        back: true,
        stances: 1,
      },
    ],
    phases: [{ round: 2, phase: "briefing" }],
    stances: 3,
  });
  assert.deepEqual(said, [
    "Agreement undone: Energy",
    "E-2 by ROK is open again (Energy)",
    "Phase ahead again: Second, Briefing",
    "3 stances are taken back",
  ]);
});

test("the table reads what the facilitator did, and why", () => {
  /** @type {any} */
  const act = { kind: "voided", forum: "energy", reason: "a mistake", seconds: 0 };
  assert.equal(
    steeringText(store(), act),
    "The facilitator voids the agreement: Energy. Reason: a mistake",
  );
  assert.equal(
    steeringText(store(), { ...act, kind: "extended", seconds: 300 }),
    "The facilitator adds 5 minutes.",
  );
  assert.equal(steeringText(store(), { ...act, kind: "paused" }), null);
});
