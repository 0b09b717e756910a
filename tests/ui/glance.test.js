// The order of tables on the wall, and the sentences of what they need.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { byNeed, leadingText, left, phaseText, tone } = await import(
  "../../static/js/facilitator/wall/glance.js"
);
const { combined, draftFor, hintText } = await import("../../static/js/facilitator/hints.js");

/** @returns {any} */
const table = (/** @type {object} */ more = {}) => ({
  table: 1,
  state: "running",
  paused: false,
  phase: "negotiation",
  clock: { running: true, ends_at: 90_000, remaining_ms: 0 },
  leading: null,
  alarms: [],
  seats: { rok: { code: "ROK", short: "ROK" }, usa: { code: "USA", short: "US" } },
  forums: { energy: { title: "Energy" } },
  ...more,
});

test("tables that need somebody come first: the worst, questions, how much, then by number", () => {
  const silent = { kind: "silent", delegation: "rok", urgent: false };
  const away = { kind: "absent", delegation: "rok", urgent: true };
  const tables = [
    table({ table: 1 }),
    table({ table: 2, alarms: [silent] }),
    table({ table: 3, alarms: [away] }),
    table({ table: 4, alarms: [away, silent] }),
    table({ table: 5, alarms: [{ kind: "help", urgent: true }], help_open: 1 }),
    table({ table: 6, alarms: [silent] }),
  ];
  assert.deepEqual(
    byNeed(tables).map((x) => x.table),
    [5, 4, 3, 2, 6, 1],
  );
  assert.deepEqual(tables.map(tone), ["ok", "warn", "bad", "bad", "bad", "warn"]);
});

test("phases, clocks and the leading proposal in words", () => {
  assert.equal(phaseText(table({ state: "lobby" })), "Lobby");
  assert.equal(phaseText(table({ state: "debrief" })), "Concluded");
  assert.equal(phaseText(table()), "Negotiation");
  assert.equal(left(table(), 30_000), 60_000);
  assert.equal(left(table({ state: "concluded" }), 0), null);
  assert.equal(leadingText(table()), "Nothing tabled yet");
  assert.equal(leadingText(table({ phase: "briefing" })), "");
  const leading = { number: 3, label: "E-3", by: "usa", accepts: 2, of: 6 };
  assert.equal(leadingText(table({ leading })), "E-3 by USA: 2 of 6 accept");
});

test("hints that differ in the delegation only are one sentence", () => {
  const hints = combined([
    { kind: "absent", delegation: "rok" },
    { kind: "breach", delegation: "rok", proposals: ["E-1"] },
    { kind: "absent", delegation: "usa" },
    { kind: "breach", delegation: "usa", proposals: ["E-2"] },
  ]);
  const said = hints.map((h) => hintText(h, table(), 0));
  assert.deepEqual(said, [
    "ROK and US are away",
    "ROK accepts E-1 across its own red line",
    "US accepts E-2 across its own red line",
  ]);
});

test("every hint of the server has its sentence", () => {
  /** @type {[any, string][]} */
  const said = [
    [{ kind: "help", delegation: "usa" }, "US asks for help"],
    [{ kind: "empty", delegation: "usa" }, "US has nobody"],
    [{ kind: "silent", delegation: "usa", since: 0 }, "US silent for 5 minutes"],
    [{ kind: "stuck", since: 240_000 }, "Nobody has acted for 1 minute"],
    [
      { kind: "untabled", forum: "energy", until: 361_000 },
      "Nothing is tabled and 01:01 are left: Energy",
    ],
    [
      { kind: "lapsing", proposals: ["E-4"], missing: ["rok", "usa"], until: 360_000 },
      "E-4 lapses in 01:00; no answer from ROK and US",
    ],
    [
      { kind: "breach", delegation: "usa", forum: "energy" },
      "US agreed across its own red line: Energy",
    ],
    [{ kind: "twins", proposals: ["E-1", "E-2"] }, "E-1 and E-2 are the same package"],
    [
      { kind: "twins", proposals: ["E-1", "E-2"], issue: "Oil" },
      "E-1 and E-2 differ in one issue only: Oil",
    ],
  ];
  for (const [hint, sentence] of said) assert.equal(hintText(hint, table(), 300_000), sentence);
});

test("a draft is offered where there is something to say", () => {
  assert.match(
    draftFor({ kind: "twins", proposals: ["E-1", "E-2"], issue: "Oil" }, table()),
    /Oil/,
  );
  assert.equal(draftFor({ kind: "silent", delegation: "usa" }, table()), "");
});
