// The vendored libraries work together: Preact draws what htm describes, and a changed signal
// changes the text, without the whole being drawn anew.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import htm from "htm";
import { h, render } from "preact";
import { useState } from "preact/hooks";
import { clearPage } from "./page.js";

const html = htm.bind(h);

beforeEach(clearPage);

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a signal read in a component redraws it", async () => {
  const stance = signal("reserve");
  render(html`<p><${Stance} of=${stance} /></p>`, document.body);
  const before = document.querySelector("i");
  assert.equal(before?.textContent, "reserve");
  stance.value = "accept";
  await settled();
  assert.equal(before?.textContent, "accept");
  assert.equal(document.querySelector("i"), before);
});

test("a signal as a child changes its text node only", async () => {
  let drawn = 0;
  const clock = signal("10:00");
  const Clock = () => {
    drawn += 1;
    return html`<time>${clock}</time>`;
  };
  render(html`<${Clock} />`, document.body);
  clock.value = "09:59";
  await settled();
  assert.equal(document.querySelector("time")?.textContent, "09:59");
  assert.equal(drawn, 1);
});

test("hooks keep state between drawings", async () => {
  const Ready = () => {
    const [ready, setReady] = useState(false);
    return html`<button aria-pressed=${ready} onClick=${() => setReady(!ready)}>Ready</button>`;
  };
  render(html`<${Ready} />`, document.body);
  const button = document.querySelector("button");
  button?.click();
  await settled();
  assert.equal(button?.getAttribute("aria-pressed"), "true");
});

/** @param {{of: import("@preact/signals").Signal<string>}} props */
function Stance({ of }) {
  return html`<i>${of.value}</i>`;
}
