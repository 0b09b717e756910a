// The page's one polite live region. announce() says a sentence to who listens; nothing else does.

import { signal } from "@preact/signals";
import { html } from "../dom.js";

const saying = signal("");
/** @type {string[]} */
let waiting = [];
let timer = 0;

/**
 * Sentences that come together are said together.
 * @param {string} sentence
 */
export function announce(sentence) {
  waiting.push(sentence);
  if (timer !== 0) return;
  timer = window.setTimeout(() => {
    saying.value = waiting.slice(-6).join(" ");
    waiting = [];
    timer = 0;
  }, 150);
}

export function LiveRegion() {
  return html`<div class="visually-hidden" aria-live="polite" role="status" id="live">${saying}</div>`;
}
