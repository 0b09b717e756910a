// What comes over the projector's foot: what was just agreed or not, and the facilitator's words.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { render } from "preact";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { ClassMoments } = await import("../../static/js/facilitator/moments.js");

beforeEach(clearPage);

// What stands for a while must not keep the tests from ending.
const soon = globalThis.setTimeout;
Object.defineProperty(globalThis, "setTimeout", {
  value: (/** @type {() => void} */ act, /** @type {number} */ ms) =>
    ms > 1000 ? soon(act, ms).unref() : soon(act, ms),
  configurable: true,
  writable: true,
});

/** @returns {any} */
const table = (/** @type {number | string} */ name, /** @type {string} */ energy, more = {}) => ({
  table: name,
  state: "running",
  seats: {},
  forums: { energy: { title: "Energy", state: energy, now: true } },
  ...more,
});

/** A projector; what it shows after the tables became these. */
function projector() {
  const root = document.body.appendChild(document.createElement("div"));
  return async (/** @type {any[]} */ ...tables) => {
    render(
      html`<${ClassMoments} tables=${tables} known line=${/** @type {any} */ ({})} words projected />`,
      root,
    );
    for (let n = 0; n < 3; n += 1) await new Promise((done) => setTimeout(done, 30));
    return root.textContent ?? "";
  };
}

test("a failure at a table that is known comes, and goes when a card is turned", async () => {
  const shows = projector();
  assert.doesNotMatch(await shows(table("A", "open"), table("B", "failed")), /Not agreed/);
  assert.match(
    await shows(table("A", "failed"), table("B", "failed")),
    /Not agreedTable A · Energy/,
  );
  const turned = { revealed: ["mandates"] };
  assert.doesNotMatch(
    await shows(table("A", "failed", turned), table("B", "failed")),
    /Not agreed/,
  );
});

test("tables that get numbers for letters, one after another, bring nothing new", async () => {
  const shows = projector();
  await shows(table("A", "failed"), table("B", "failed"));
  assert.equal(await shows(table(1, "failed")), "");
  assert.equal(await shows(table(1, "failed"), table(2, "failed")), "");
});

test("a word to everybody folds to a line by itself and opens again", async () => {
  const shows = projector();
  const said = { said: { text: "Five minutes.", at: 1000 } };
  mock.timers.enable({ apis: ["setTimeout"] });
  const shown = shows(table(1, "open", said));
  for (let n = 0; n < 20; n += 1) {
    mock.timers.tick(30);
    await new Promise((done) => setImmediate(done));
  }
  assert.match(await shown, /to everybody.*Five minutes/);
  mock.timers.tick(61_000);
  for (let n = 0; n < 5; n += 1) await new Promise((done) => setImmediate(done));
  mock.timers.reset();
  const line = document.querySelector(".words-strip.folded");
  assert.match(line?.textContent ?? "", /Five minutes/);
  document.querySelector(/** @type {"button"} */ (".words-strip [aria-expanded]"))?.click();
  assert.match(await shows(table(1, "open", said)), /to everybody.*Five minutes/);
});
