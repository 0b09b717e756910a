// The mandates laid open: side by side, the own one among them.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { render } from "preact";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { Stage } = await import("../../static/js/elements/context.js");
const { Mandates } = await import("../../static/js/elements/mandates.js");
const { Store } = await import("../../static/js/store.js");

beforeEach(clearPage);

/** @param {string} delegation @param {number} worth in hundredths */
const mandate = (delegation, worth) => ({
  forum: "energy",
  delegation,
  issues: { oil: { weight: 100, worth: { low: worth } } },
  red_lines: [],
  reservation: 4000,
  best: 10000,
});

test("a delegate reads the own mandate beside those that are laid open", () => {
  const store = new Store();
  const forum = /** @type {any} */ ({
    id: "energy",
    title: "Energy",
    parties: ["rok", "usa", "dprk"],
    observers: [],
    issues: [{ id: "oil", title: "Oil", options: [{ id: "low", text: "Low", clause: "Low." }] }],
  });
  const named = (/** @type {string} */ id) => ({ id, code: id.toUpperCase(), short: id, name: id });
  store.replace(
    /** @type {any} */ ({
      "forum/energy": forum,
      "delegation/rok": named("rok"),
      "delegation/usa": named("usa"),
      "mandate/energy": mandate("rok", 1100),
      "mandate/energy/usa": mandate("usa", 2200),
    }),
    "1",
  );
  const root = document.body.appendChild(document.createElement("div"));
  render(
    html`<${Stage.Provider} value=${store}><${Mandates} forum=${forum} /></${Stage.Provider}>`,
    root,
  );
  const cells = [...document.querySelectorAll("tbody tr:not(.issue) td")].map((c) => c.textContent);
  assert.deepEqual(cells, ["11.0", "22.0"]);
});
