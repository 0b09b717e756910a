// The coach of the first table: each step goes when it is done, and none comes back.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import { render } from "preact";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { Store } = await import("../../static/js/store.js");
const { Table, TableContext } = await import("../../static/js/table/model.js");
const { isAway, memory, remember } = await import("../../static/js/table/coach/away.js");
const { Coach } = await import("../../static/js/table/coach/coach.js");
const { achieved, course, did, follow } = await import("../../static/js/table/coach/steps.js");

beforeEach(() => {
  clearPage();
  remember({ away: false, done: [] });
});

const PROPOSAL = {
  id: "p1",
  forum: "energy",
  by: "rok",
  state: "tabled",
  stances: {},
  package: {},
};

/** @param {Record<string, object>} more */
function opened(more = {}) {
  const store = new Store();
  const issues = ["oil", "pace"].map((id) => ({ id, title: id, options: [] }));
  store.replace(
    {
      talks: { id: "t1", state: "running", phase: "briefing", rounds: [], forums_now: ["energy"] },
      me: { audience: "delegate", delegation: "rok", acts: true },
      may: {},
      "forum/energy": {
        id: "energy",
        parties: ["rok", "usa"],
        observers: [],
        state: "open",
        issues,
      },
      "channel/plenary": { id: "plenary", kind: "plenary", members: ["rok", "usa"] },
      "channel/team~rok": { id: "team~rok", kind: "delegation", members: ["rok"] },
      ...more,
    },
    "1",
  );
  /** @type {any} */
  const line = {
    status: signal("connected"),
    pending: signal(0),
    offset: signal(0),
    now: () => 0,
    onNotice: () => () => {},
  };
  const table = new Table({ store, line, boot: { talks: "t1" } });
  return { store, table };
}

/**
 * @param {InstanceType<typeof Store>} store
 * @param {Record<string, object>} put
 */
function arrives(store, put) {
  const base = store.etag.peek() ?? "";
  store.patch({ base, etag: `${base}+`, put: /** @type {any} */ (put), drop: [], server_now: 0 });
}

test("reading, building, tabling, persuading and accepting are seen when they are done", () => {
  const { store, table } = opened();
  const stop = follow(table);
  assert.equal(course(table).next, "read");
  arrives(store, { talks: { ...store.peek("talks"), phase: "negotiation" } });
  assert.equal(course(table).next, "build", "the briefing showed the mandate");
  table.draft().value = { package: { oil: "low" }, amends: null, note: "" };
  assert.equal(course(table).next, "build", "half a package is none yet");
  table.draft().value = { package: { oil: "low", pace: "low" }, amends: null, note: "" };
  assert.equal(course(table).next, "table");
  arrives(store, { "proposal/p1": PROPOSAL });
  assert.equal(course(table).next, "persuade");
  arrives(store, {
    "message/m1": { id: "m1", channel: "team~rok", by: "rok", kind: "say", at: 1 },
  });
  assert.equal(course(table).next, "persuade", "the own team need not be persuaded");
  arrives(store, { "message/m2": { id: "m2", channel: "plenary", by: "rok", kind: "say", at: 2 } });
  assert.equal(course(table).next, "accept");
  const stances = { rok: { stance: "accept", reason: "", at: 3 } };
  arrives(store, { "proposal/p2": { ...PROPOSAL, id: "p2", by: "usa", stances } });
  assert.equal(course(table).next, null);
  arrives(store, { "proposal/p2": { ...PROPOSAL, id: "p2", by: "usa", stances: {} } });
  assert.equal(course(table).next, null, "what was done once stays done");
  stop();
});

test("whoever does not act for the delegation is shown what there is to do", () => {
  const { table } = opened({ me: { audience: "delegate", delegation: "rok", acts: false } });
  assert.deepEqual(course(table).steps, ["read", "persuade"]);
});

test("nothing of others counts as done", () => {
  const { table } = opened({
    "proposal/p1": { ...PROPOSAL, by: "usa" },
    "message/m1": { id: "m1", channel: "plenary", by: "usa", kind: "say", at: 1 },
  });
  assert.deepEqual(achieved(table), []);
});

test("put away it stays away, in this browser, at every table", () => {
  const { table } = opened();
  const root = document.body.appendChild(document.createElement("div"));
  render(
    html`<${TableContext.Provider} value=${table}><${Coach} /></${TableContext.Provider}>`,
    root,
  );
  assert.match(root.textContent ?? "", /Open an issue of your mandate/);
  assert.equal(document.querySelectorAll("dialog, [aria-modal]").length, 0);
  const buttons = [...document.querySelectorAll("button")];
  /** @type {HTMLElement} */ (buttons.find((b) => b.textContent === "Put away for good")).click();
  assert.equal(isAway.value, true);
  assert.equal(JSON.parse(localStorage.getItem("sixparty:coach") ?? "{}").away, true);
  render(null, root);
});

test("a step that is skipped is not asked for again", () => {
  const { table } = opened();
  did("read");
  did("read");
  assert.equal(course(table).next, "build");
  assert.deepEqual(memory.value.done, ["read"]);
});
