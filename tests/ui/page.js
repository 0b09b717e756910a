// A page for modules under test that draw; import it before them.
//
//   import { clearPage } from "./page.js";
//   beforeEach(clearPage);

import { Window } from "happy-dom";

const window = new Window({ url: "http://localhost/" });

const NAMES = /** @type {const} */ ([
  "window",
  "document",
  "location",
  "localStorage",
  "sessionStorage",
  "customElements",
  "matchMedia",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "Node",
  "Element",
  "HTMLElement",
  "HTMLButtonElement",
  "HTMLDialogElement",
  "HTMLFormElement",
  "HTMLInputElement",
  "HTMLSelectElement",
  "HTMLTextAreaElement",
  "SVGElement",
  "Event",
  "CustomEvent",
  "KeyboardEvent",
  "MouseEvent",
]);

for (const name of NAMES) {
  const value = name === "window" ? window : window[name];
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

// A page's heartbeat must not keep the tests from ending.
const beating = globalThis.setInterval;
Object.defineProperty(globalThis, "setInterval", {
  value: (/** @type {() => void} */ act, /** @type {number} */ ms) => beating(act, ms).unref(),
  configurable: true,
});

Object.defineProperty(globalThis, "addEventListener", {
  value: window.addEventListener.bind(window),
});

/** An empty body and nothing kept in the browser. */
export function clearPage() {
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
}
