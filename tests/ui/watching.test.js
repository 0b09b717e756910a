// An observer's table: framed, with nothing on it that acts, for whatever the link shows.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import { render } from "preact";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { Store } = await import("../../static/js/store.js");
const { Table } = await import("../../static/js/table/model.js");
const { News } = await import("../../static/js/table/news/news.js");
const { Watching } = await import("../../static/js/table/watching.js");

beforeEach(clearPage);

const DELEGATION = {
  name: "Republic of Korea",
  colour: "a",
  flag: "kr",
  pattern: "plain",
  delegates: [],
  bot: null,
  ready: false,
};

/** @param {string | null} delegation */
function entities(delegation) {
  return {
    talks: {
      id: "t1",
      table: 3,
      title: "Talks",
      state: "running",
      phase: "negotiation",
      paused: false,
      round: 1,
      rounds: [{ id: "r", title: "Energy", forums: ["energy"] }],
      round_title: "Energy",
      forums_now: ["energy"],
      policies: {},
      revealed: [],
    },
    clock: { running: false, remaining_ms: 0, ends_at: null, length_ms: 0, server_now: 0 },
    me: { audience: delegation ? "delegation" : "public", delegation },
    may: {},
    "delegation/rok": { ...DELEGATION, id: "rok", code: "ROK", short: "ROK", order: 0 },
    "delegation/usa": { ...DELEGATION, id: "usa", code: "USA", short: "US", order: 1 },
    "forum/energy": {
      id: "energy",
      title: "Energy",
      chair: null,
      parties: ["rok", "usa"],
      observers: [],
      state: "open",
      now: true,
      issues: [{ id: "oil", title: "Oil", options: [{ id: "low", text: "Low", clause: "Low." }] }],
      settled: {},
      text: [],
      rule_text: "Both must accept.",
    },
    "channel/plenary": {
      id: "plenary",
      kind: "plenary",
      members: ["rok", "usa"],
      readers: [],
      readers_text: "Everybody reads this.",
      reads: true,
    },
  };
}

/**
 * @param {string} sees
 * @param {string | null} delegation
 */
function opened(sees, delegation) {
  const store = new Store();
  store.replace(entities(delegation), "1");
  /** @type {any} */
  const line = {
    status: signal("connected"),
    refusal: signal(null),
    offset: signal(0),
    pending: signal(0),
    now: () => 0,
    onNotice: () => () => {},
  };
  const tables = [1, 3].map((n) => ({ table: n, here: n === 3, href: `?table=${n}` }));
  /** @type {any} */
  const watching = { sees, delegation, label: "Dean", told: true, title: "IR", tables };
  const table = new Table({ store, line, boot: { talks: "t1", watching } });
  const root = document.body.appendChild(document.createElement("div"));
  render(html`<${Watching} table=${table} news=${new News(table)} />`, root);
  return { line, text: () => document.body.textContent ?? "" };
}

test("a public observer finds no place to write, build, take a stance or be ready", () => {
  const { text } = opened("public", null);
  assert.match(text(), /You watch: table 3, what is public there\./);
  assert.match(text(), /Nothing you do here acts\./);
  assert.match(text(), /Those you watch know of it\./);
  assert.equal(document.querySelectorAll("textarea, form, .builder, #ready, .ask").length, 0);
  assert.equal(document.querySelector("[data-name=mandate]"), null);
  const links = [...document.querySelectorAll(".watching-frame a")];
  assert.deepEqual(
    links.map((a) => [a.textContent, a.getAttribute("aria-current")]),
    [
      ["Table 1", null],
      ["Table 3", "page"],
    ],
  );
});

test("through a delegation's eyes nothing acts either", () => {
  const { text } = opened("delegation", "rok");
  assert.match(text(), /table 3, through the eyes of ROK/);
  assert.equal(document.querySelectorAll("textarea, form, .builder, #ready, .ask").length, 0);
  assert.notEqual(document.querySelector("[data-name=mandate]"), null);
});

test("a link that was taken back leaves nothing of the table", async () => {
  const { line, text } = opened("public", null);
  line.status.value = "refused";
  await new Promise((done) => setTimeout(done, 20));
  assert.match(text(), /does not open the table any more/);
  assert.doesNotMatch(text(), /Energy/);
});
