// What is told of an absence: only what happened in it, what waits now, and until it is put away.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import { render } from "preact";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { Store } = await import("../../static/js/store.js");
const { Absence, LONG_AWAY_MS } = await import("../../static/js/table/news/absence.js");
const { digestOf } = await import("../../static/js/table/news/digest.js");
const { Table, TableContext } = await import("../../static/js/table/model.js");
const { Stage } = await import("../../static/js/elements/context.js");
const { Missed } = await import("../../static/js/table/banners.js");

beforeEach(clearPage);

const [BEFORE, FROM, MEANWHILE, UNTIL, NOW] = [500, 1000, 2000, 3000, 4000];
const AWAY = { from: FROM, until: UNTIL };

/** @param {Record<string, object>} entities */
function storeOf(entities) {
  const store = new Store();
  store.replace(
    {
      "forum/energy": { id: "energy", title: "Energy", parties: ["rok", "usa"] },
      "forum/other": { id: "other", title: "Other", parties: ["usa", "japan"] },
      "channel/plenary": { id: "plenary", kind: "plenary", members: [], reads: true },
      ...entities,
    },
    "1",
  );
  return store;
}

/** @param {string} id @param {object} [more] */
const proposal = (id, more) => ({
  id,
  number: Number(id.slice(1)),
  forum: "energy",
  by: "usa",
  state: "tabled",
  stances: {},
  silence_ends_at: null,
  at: BEFORE,
  ...more,
});

/** @param {object} [more] */
const obligation = (more) => ({
  id: "o1",
  by: "rok",
  what: "Ship the oil",
  status: "open",
  due_now: false,
  overdue: false,
  waits: false,
  at: null,
  ...more,
});

/** @param {Record<string, object>} entities */
const digest = (entities) => digestOf(storeOf(entities), "rok", AWAY, NOW);

test("nothing missed and nothing waiting is an empty digest, whatever the clock says", () => {
  const entities = {
    clock: { running: true, ends_at: NOW + 1 },
    "proposal/p1": proposal("p1", { stances: { rok: { stance: "accept", at: BEFORE } } }),
    "message/m1": { id: "m1", channel: "plenary", at: FROM, text: "read", by: "usa" },
    "message/m2": { id: "m2", channel: "plenary", at: UNTIL + 1, text: "seen", by: "usa" },
    "inject/i1": { id: "i1", at: BEFORE },
    "agreement/energy": { forum: "energy", adopted_at: null },
    "obligation/o1": obligation({ at: BEFORE }),
  };
  assert.equal(digest(entities).empty, true);
  assert.deepEqual(digest(entities).deadlines, [{ at: NOW + 1, proposal: null }]);
});

test("open proposals of my forums that I have not answered wait, with the stances I missed", () => {
  const { answers, tabled } = digest({
    "proposal/p1": proposal("p1", {
      stances: {
        usa: { stance: "accept", at: MEANWHILE },
        russia: { stance: "accept", at: BEFORE },
        japan: { stance: "reject", at: MEANWHILE },
      },
    }),
    "proposal/p2": proposal("p2", { at: MEANWHILE, stances: { rok: { stance: "accept", at: 1 } } }),
    "proposal/p3": proposal("p3", { forum: "other", at: MEANWHILE }),
    "proposal/p4": proposal("p4", { state: "withdrawn", at: MEANWHILE }),
  });
  assert.deepEqual(
    answers.map(({ proposal: p, stances }) => [p.id, stances]),
    [["p1", [{ who: "japan", stance: "reject" }]]],
  );
  assert.deepEqual(
    tabled.map((p) => p.id),
    ["p2", "p3", "p4"],
  );
});

test("messages are counted by channel, the last one kept, the liveliest channel last spoken first", () => {
  /** @param {string} id @param {string} channel @param {number} at */
  const message = (id, channel, at) => ({ id, channel, at, text: id, by: "usa" });
  const { said } = digest({
    "message/m1": message("m1", "plenary", MEANWHILE + 1),
    "message/m2": message("m2", "plenary", MEANWHILE),
    "message/m3": message("m3", "team", MEANWHILE + 2),
  });
  assert.deepEqual(
    said.map(({ channel, count, last }) => [channel, count, last.id]),
    [
      ["team", 1, "m3"],
      ["plenary", 2, "m1"],
    ],
  );
});

test("obligations changed and my own due ones, letters unsigned, news and agreements", () => {
  const found = digest({
    "obligation/o1": obligation({ due_now: true }),
    "obligation/o2": obligation({ id: "o2", by: "usa", status: "done", at: MEANWHILE }),
    "obligation/o3": obligation({ id: "o3", by: "usa", due_now: true }),
    "obligation/o4": obligation({ id: "o4", overdue: true }),
    "letter/l1": { id: "l1", state: "draft", with: ["rok", "usa"], signed: ["usa"] },
    "letter/l2": { id: "l2", state: "draft", with: ["rok", "usa"], signed: ["rok"] },
    "letter/l3": { id: "l3", state: "declined", with: ["rok", "usa"], signed: [] },
    "inject/i1": { id: "i1", at: UNTIL },
    "inject/i2": { id: "i2", at: MEANWHILE },
    "agreement/energy": { forum: "energy", adopted_at: MEANWHILE },
  });
  /** @param {{id: string}[]} all */
  const ids = (all) => all.map((one) => one.id);
  assert.deepEqual(ids(found.due), ["o1", "o4"]);
  assert.deepEqual(ids(found.changed), ["o2"]);
  assert.deepEqual(ids(found.letters), ["l1"]);
  assert.deepEqual(ids(found.news), ["i2", "i1"]);
  assert.deepEqual(
    found.agreed.map((a) => a.forum),
    ["energy"],
  );
});

test("deadlines ahead come soonest first; those behind and a clock that stands are none", () => {
  const silent = { state: "silence", at: BEFORE };
  const entities = {
    "proposal/p1": proposal("p1", { ...silent, silence_ends_at: NOW + 10 }),
    "proposal/p2": proposal("p2", { ...silent, silence_ends_at: NOW - 10 }),
  };
  /** @param {object} clock */
  const ahead = (clock) =>
    digest({ ...entities, clock }).deadlines.map((d) => d.proposal?.id ?? "phase");
  assert.deepEqual(ahead({ running: true, ends_at: NOW + 5 }), ["phase", "p1"]);
  assert.deepEqual(ahead({ running: false, ends_at: null }), ["p1"]);
});

test("only a long absence counts, and a reload before it is put away does not lose it", () => {
  let now = 1_000_000;
  const open = () => new Absence("t1:seat", () => now);
  const first = open();
  first.look();
  assert.equal(first.away.value, null, "nobody left before the first visit");
  now += LONG_AWAY_MS;
  const second = open();
  second.look();
  assert.equal(second.away.value, null);
  const left = now;
  now += LONG_AWAY_MS + 1;
  second.look();
  assert.deepEqual(second.away.value, { from: left, until: now });
  const again = open();
  assert.deepEqual(again.away.value, { from: left, until: now });
  const missed = now + LONG_AWAY_MS + 1;
  now = missed;
  again.look();
  assert.deepEqual(again.away.value, { from: left, until: missed });
  again.putAway();
  assert.equal(open().away.value, null);
  assert.equal(new Absence("t1:other", () => now).last, 0, "each seat by itself");
});

test("a browser that keeps nothing tells nothing and fails nothing", () => {
  const there = globalThis.localStorage;
  Object.defineProperty(globalThis, "localStorage", { value: undefined, configurable: true });
  try {
    const absence = new Absence("t1:seat", () => NOW);
    absence.look();
    assert.equal(absence.away.value, null);
  } finally {
    Object.defineProperty(globalThis, "localStorage", { value: there, configurable: true });
  }
});

/** @param {string} audience */
async function opened(audience) {
  const now = 100 * LONG_AWAY_MS;
  localStorage.setItem("sixparty:present:t1:", JSON.stringify({ last: now - 2 * LONG_AWAY_MS }));
  const store = storeOf({
    me: { audience, delegation: "rok" },
    talks: { id: "t1", state: "running", phase: "negotiation", forums_now: ["energy"], rounds: [] },
    clock: { running: true, ends_at: now + 1, remaining_ms: 1 },
    "delegation/usa": { id: "usa", short: "US" },
    "message/m1": { id: "m1", channel: "plenary", at: now - 5, text: "Hello", by: "usa" },
  });
  /** @type {any} */
  const line = {
    status: signal("connected"),
    offset: signal(0),
    now: () => now,
    onNotice: () => {},
  };
  const table = new Table({ store, line, boot: { talks: "t1" } });
  const root = document.body.appendChild(document.createElement("div"));
  render(
    html`<${Stage.Provider} value=${store}><${TableContext.Provider} value=${table}><${Missed} /></${TableContext.Provider}></${Stage.Provider}>`,
    root,
  );
  await new Promise((done) => setTimeout(done, 200));
  return root;
}

test("a delegate reads it under a heading, keeps the focus, and puts it away", async () => {
  const root = await opened("delegate");
  const section = root.querySelector("section");
  assert.match(root.querySelector("h2")?.textContent ?? "", /^Since you left \(.+\)$/);
  assert.match(section?.textContent ?? "", /Plenary: 1 message, of US: Hello/);
  assert.match(section?.textContent ?? "", /Negotiation: until /);
  assert.equal(document.activeElement, document.body);
  root.querySelector("button")?.click();
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(root.textContent, "");
  render(null, root);
});

test("who only watches is told nothing", async () => {
  const root = await opened("observer");
  assert.equal(root.textContent, "");
  render(null, root);
});
