// Terms say what they mean where they stand; a score that says nothing yet is not shown.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { render } from "preact";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { Term } = await import("../../static/js/elements/term.js");
const { begun } = await import("../../static/js/table/scoreboard.js");

beforeEach(clearPage);

const settled = () => new Promise((done) => setTimeout(done, 20));
const WORDS = [
  "walk_away",
  "worth",
  "silence",
  "reserve",
  "ladder",
  "tracks",
  "joint_gain",
  "score",
];

test("every term opens to one sentence beside it and closes again", async () => {
  for (const word of WORDS) {
    const root = document.body.appendChild(document.createElement("div"));
    render(html`<${Term} word=${word} of="A term" />`, root);
    const button = /** @type {HTMLElement} */ (root.querySelector("button"));
    assert.equal(root.querySelector(".means"), null);
    button.click();
    await settled();
    const sentence = root.querySelector(".means")?.textContent ?? "";
    assert.match(sentence, /^[A-Z][^.]+\.$/, word);
    assert.equal(button.getAttribute("aria-expanded"), "true");
    assert.equal(button.getAttribute("aria-controls"), root.querySelector(".means")?.id);
    button.click();
    await settled();
    assert.equal(root.querySelector(".means"), null);
    render(null, root);
  }
});

test("a score that only adds up walk-aways is none yet", () => {
  const line = (/** @type {string} */ kind) => /** @type {any} */ ({ kind, amount: 1 });
  assert.equal(begun([line("open"), line("open")]), false);
  assert.equal(begun([line("open"), line("no_agreement")]), true);
  assert.equal(begun([line("track"), line("open")]), true);
});
