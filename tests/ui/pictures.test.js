// Each picture's table holds its data: what is drawn is what is written, and what was given.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { render } from "preact";
import { DATA, FORUM } from "./debriefed.js";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { Names } = await import("../../static/js/debrief/names.js");
const { Clauses } = await import("../../static/js/debrief/pictures/clauses.js");
const { Contacts } = await import("../../static/js/debrief/pictures/contacts.js");
const { Dance } = await import("../../static/js/debrief/pictures/dance.js");
const { PackageMap } = await import("../../static/js/debrief/pictures/map.js");
const { Owed } = await import("../../static/js/debrief/pictures/owed.js");
const { Stances } = await import("../../static/js/debrief/pictures/stances.js");
const { Tables } = await import("../../static/js/debrief/pictures/tables.js");
const { Tracks } = await import("../../static/js/debrief/pictures/tracks.js");
const { Store } = await import("../../static/js/store.js");

beforeEach(clearPage);

const names = new Names(DATA);

/** @param {Record<string, any>} entities */
function stored(entities) {
  const store = new Store();
  store.replace(entities, "e");
  return store;
}

/** @param {any} what */
const drawn = (what) => render(what, document.body);

/** The table's rows as text; the head first. */
const table = () =>
  [...document.querySelectorAll("figure table tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );

/** How many places the picture can be stepped to. */
const stops = () =>
  Number(document.querySelector("[role=slider]")?.getAttribute("aria-valuemax")) + 1;

/** Every picture: a title, a summary, a cursor, a table and three files. */
function framed() {
  assert.equal(document.querySelectorAll("figure").length, 1);
  assert.ok((document.querySelector("figcaption h3")?.textContent ?? "").length > 3);
  assert.ok((document.querySelector("figcaption p")?.textContent ?? "").length > 10);
  assert.equal(document.querySelector("[role=slider]")?.getAttribute("tabindex"), "0");
  const files = [...document.querySelectorAll(".files button")].map((b) => b.textContent);
  assert.deepEqual(files, ["SVG", "PNG", "CSV"]);
  for (const cell of document.querySelectorAll("figure tbody th")) {
    assert.equal(cell.getAttribute("scope"), "row");
  }
}

test("the dance", () => {
  drawn(html`<${Dance} forum=${FORUM} names=${names} />`);
  framed();
  const [head, ...rows] = table();
  assert.equal(rows.length, FORUM.offers.length);
  for (const [n, offer] of FORUM.offers.entries()) {
    for (const side of ["rok", "usa"]) {
      const at = head.indexOf(side.toUpperCase());
      assert.equal(rows[n][at], String(offer.scores[side] / 100));
      assert.equal(rows[n][at + 1], String(offer.walk_aways[side] / 100));
    }
  }
  assert.equal(stops(), 2 * FORUM.offers.length);
});

test("the map", () => {
  drawn(html`<${PackageMap} forum=${FORUM} names=${names} />`);
  framed();
  const [, ...rows] = table();
  const offers = rows.filter((row) => /^E-/.test(row[0] ?? ""));
  assert.deepEqual(
    offers.map((row) => row.slice(1, 3)),
    FORUM.offers.map((/** @type {any} */ o) => [
      String(o.scores.rok / 100),
      String(o.scores.usa / 100),
    ]),
  );
});

test("stances over time", () => {
  drawn(html`<${Stances} forum=${FORUM} names=${names} />`);
  framed();
  const [head, ...rows] = table();
  for (const [n, offer] of FORUM.offers.entries()) {
    const said = offer.said.filter((/** @type {any} */ s) => s.by === "usa").length;
    assert.equal(rows[n][head.indexOf("USA")]?.split(" → ").length, said);
  }
  assert.equal(stops(), FORUM.offers.length * FORUM.parties.length);
});

test("who spoke with whom, by round", () => {
  drawn(
    html`<${Contacts} names=${names} store=${stored({
      "channel/c": { id: "c", kind: "caucus", members: ["rok", "usa"] },
      "message/1": { id: "1", channel: "c", by: "usa", at: 1500 },
      "message/2": { id: "2", channel: "c", by: "rok", at: 5500 },
      "message/3": { id: "3", channel: "c", by: "rok", at: 5600 },
    })} />`,
  );
  framed();
  assert.deepEqual(table()[1], ["ROK–USA", "1", "2", "3"]);
  const widths = [...document.querySelectorAll(".tie")].map((x) =>
    Number(x.getAttribute("stroke-width")),
  );
  assert.deepEqual(widths, [5, 9], "as wide as they spoke much");
});

const agreed = {
  ...FORUM,
  state: "agreed",
  settled: { oil: "low", pace: "even" },
  issues: FORUM.issues.map((/** @type {any} */ i) => ({
    ...i,
    options: i.options.map((/** @type {any} */ o) => ({
      ...o,
      record: o.id === "low" || o.id === "fast",
    })),
  })),
};
const elsewhere = {
  label: 2,
  forums: { energy: { state: "failed", settled: { oil: "high" } } },
};

test("clauses beside the other tables and the record", () => {
  const beside = new Names({ ...DATA, others: [elsewhere] });
  drawn(html`<${Clauses} forum=${agreed} names=${beside} />`);
  framed();
  assert.deepEqual(table(), [
    ["Issue", "This table", "Table 2", "2003 to 2009"],
    ["oil", "low", "high", "low"],
    ["pace", "even", "not agreed", "fast"],
  ]);
  const marks = [...document.querySelectorAll(".drawing .mark")].map((m) => m.classList[1]);
  assert.deepEqual(marks, ["accept", "pending", "accept", "pending", "none", "accept"]);
  assert.equal(stops(), 6);
  assert.match(document.querySelector("figcaption p")?.textContent ?? "", /1 of 2 issues/);
  assert.ok(document.querySelector("details.data")?.hasAttribute("open"), "it is the text itself");
});

test("obligations kept and broken", () => {
  const owed = (/** @type {string} */ id, /** @type {string} */ status) => ({
    id,
    by: "rok",
    to: ["usa"],
    what: `Ship ${id}`,
    due_round: 2,
    status,
    note: "",
    contest_note: "",
    settle_note: "",
  });
  const all = ["kept", "broken", "lapsed", "open"].map((status, n) => owed(`o${n}`, status));
  drawn(
    html`<${Owed} names=${names} store=${stored(Object.fromEntries(all.map((o) => [`obligation/${o.id}`, o])))} />`,
  );
  framed();
  const [, ...rows] = table();
  assert.deepEqual(
    rows.map((row) => [row[0], row[1], row[2], row[3]]),
    all.map((o) => ["rok", o.what, "usa", "2"]),
  );
  const marks = [...document.querySelectorAll(".drawing .mark")].map((m) => m.classList[1]);
  assert.deepEqual(marks, ["accept", "reject", "reject", "pending"]);
  assert.match(document.querySelector("figcaption p")?.textContent ?? "", /1 of 4 .* 2 broken/);
});

test("tracks and ladder over the talks", () => {
  const track = {
    id: "trust",
    title: "Trust",
    start: 2,
    value: 3,
    max: 4,
    moves: [
      { at: 1500, by: 2, title: "A shipment" },
      { at: 5500, by: -1, title: "A test" },
    ],
  };
  const rungs = [{ id: "r", title: "A forum", reached: true, reached_at: 5800 }];
  drawn(
    html`<${Tracks} names=${names} store=${stored({ "track/trust": track, ladder: { rungs } })} />`,
  );
  framed();
  const [, ...rows] = table();
  assert.deepEqual(
    rows.map((row) => [row[0], row[2], row[3]]),
    [
      ["Trust", "2", "start"],
      ["Trust", "4", "A shipment"],
      ["Trust", "3", "A test"],
      ["A forum", "–", "rung reached"],
    ],
  );
  assert.equal(document.querySelectorAll(".drawing .mark.dot").length, track.moves.length);
  assert.equal(stops(), track.moves.length + rungs.length);
});

test("tables compared, with duplicate scores and without an agreement", async () => {
  const placed = (/** @type {number} */ points) => ({ points, most: 2, share_bp: points * 5000 });
  const board = {
    delegations: DATA.delegations,
    tables: [
      {
        label: 1,
        over: true,
        joint_bp: 8000,
        totals: { rok: 5000, usa: 6000 },
        placings: { rok: placed(2), usa: placed(0) },
      },
      {
        label: 2,
        over: true,
        joint_bp: null,
        totals: { rok: 4000, usa: 7000 },
        placings: { rok: placed(0), usa: placed(2) },
      },
    ],
  };
  globalThis.fetch = /** @type {any} */ (async () => ({ ok: true, json: async () => board }));
  const known = new Names({ ...DATA, no_deal: { rok: 3000, usa: 3500 } });
  drawn(html`<${Tables} names=${known} path="/talks/t/board" />`);
  for (let n = 0; n < 50 && !document.querySelector("figure"); n++) {
    await new Promise((done) => setTimeout(done, 20));
  }
  framed();
  assert.deepEqual(table(), [
    ["Table", "ROK", "USA", "ROK, duplicate score", "USA, duplicate score", "Joint gain, %"],
    ["Table 1", "50", "60", "2 of 2", "0 of 2", "80"],
    ["Table 2", "40", "70", "0 of 2", "2 of 2", "–"],
    ["Without agreement (this table)", "30", "35", "–", "–", "–"],
  ]);
  const crosses = document.querySelectorAll(".drawing .mark.none");
  assert.equal(crosses.length, 2, "a mark for each walk-away");
  assert.equal(document.querySelectorAll(".drawing .mark.dot").length, 4);
});
