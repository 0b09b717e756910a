// A question left open: what is sent is what stood on the screen when it was opened.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { render } from "preact";
import { clearPage } from "./page.js";

const { Stage } = await import("../../static/js/elements/context.js");
const { Store } = await import("../../static/js/store.js");
const { html } = await import("../../static/js/dom.js");
const { Control } = await import("../../static/js/facilitator/control.js");
const { Door } = await import("../../static/js/facilitator/door.js");
const { RollBack } = await import("../../static/js/facilitator/desk/rollback.js");
const { meant } = await import("../../static/js/facilitator/seen.js");

beforeEach(clearPage);

const BRIEFING = { state: "running", paused: false, round: 1, phase: "briefing" };
const NEGOTIATION = { ...BRIEFING, phase: "negotiation" };
const LOBBY = { state: "lobby", paused: false, round: 0, phase: null };

const pause = () => new Promise((done) => setTimeout(done, 5));

/** A bar on the page that keeps what it was told to give. */
function bar() {
  /** @type {any[]} */
  const given = [];
  const place = document.body.appendChild(document.createElement("div"));
  const draw = (/** @type {any} */ table) =>
    render(
      html`<${Control} tables=${[table]} give=${async (/** @type {any[]} */ ...all) => {
        given.push(all);
        return [];
      }} />`,
      place,
    );
  const press = (/** @type {string} */ label) => {
    const all = [...document.querySelectorAll("button")].filter((b) => b.textContent === label);
    all.at(-1)?.click();
  };
  return { given, draw, press };
}

test("a command that goes by the phase says which phase was seen", () => {
  assert.deepEqual(meant("extend", { seconds: 60 }, NEGOTIATION), {
    seconds: 60,
    round: 1,
    phase: "negotiation",
  });
  assert.deepEqual(meant("conclude", undefined, LOBBY), { round: 0, phase: "lobby" });
  assert.deepEqual(meant("announce", { text: "Hear" }, NEGOTIATION), { text: "Hear" });
});

test("a question keeps the phase it was opened in, however long it stands", async () => {
  const { given, draw, press } = bar();
  draw(BRIEFING);
  press("Next phase");
  await pause();
  draw(NEGOTIATION);
  await pause();
  press("Next phase");
  await pause();
  assert.deepEqual(given, [["advance", undefined, [BRIEFING]]]);
});

test("two deliberate presses mean two phases", async () => {
  const { given, draw, press } = bar();
  for (const table of [BRIEFING, NEGOTIATION]) {
    draw(table);
    await pause();
    press("Next phase");
    await pause();
    press("Next phase");
    await pause();
  }
  assert.deepEqual(
    given.map(([, , [seen]]) => seen.phase),
    ["briefing", "negotiation"],
  );
});

test("what asks no question goes by what is on the screen", async () => {
  const { given, draw, press } = bar();
  draw(BRIEFING);
  press("+1 min");
  await pause();
  assert.deepEqual(given, [["extend", { seconds: 60 }, [BRIEFING]]]);
});

test("of several tables each is told its own phase", async () => {
  /** @type {any[]} */
  const sent = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ _path, /** @type {any} */ given) => {
      sent.push(JSON.parse(given.body).body);
      return { json: async () => ({ accepted: true }) };
    }
  );
  const tables = [
    { ...BRIEFING, talks: "a" },
    { ...NEGOTIATION, talks: "b", round: 2 },
  ];
  await new Door("").giveAll(tables, "advance");
  assert.deepEqual(sent, [
    { round: 1, phase: "briefing" },
    { round: 2, phase: "negotiation" },
  ]);
});

test("a roll back means the phase in which its question was opened", async () => {
  globalThis.fetch = /** @type {any} */ (
    async () => ({
      ok: true,
      json: async () => ({
        phases: [],
        proposals: [],
        stances: 0,
        agreements: [],
        failures: [],
        obligations: [],
        letters: [],
        causes: [],
      }),
    })
  );
  const store = new Store();
  const talks = { ...BRIEFING, id: "t1", rounds: [{ title: "One" }] };
  const checkpoints = [{ seq: 4, round: 1, phase: "briefing", at: 0 }];
  store.replace({ talks: { ...talks, checkpoints } }, "0");
  /** @type {any[]} */
  const given = [];
  const give = async (/** @type {any[]} */ ...all) => {
    given.push(all);
    return [];
  };
  const place = document.body.appendChild(document.createElement("div"));
  const draw = () =>
    render(
      html`<${Stage.Provider} value=${store}><${RollBack} give=${give} /></${Stage.Provider}>`,
      place,
    );
  const press = (/** @type {string} */ label) =>
    [...document.querySelectorAll("button")].find((b) => b.textContent === label)?.click();
  draw();
  press("Roll back…");
  await pause();
  await pause();
  store.replace({ talks: { ...talks, phase: "negotiation", checkpoints } }, "1");
  await pause();
  press("Roll back");
  await pause();
  assert.equal(given.length, 1);
  const [name, body, [seen]] = given[0];
  assert.deepEqual([name, body.to_seq, seen.phase], ["roll_back", 4, "briefing"]);
});
