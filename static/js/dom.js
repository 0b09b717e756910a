// The thin layer between Preact and the page: html`...` templates, class names, the boot data,
// values kept in the browser.

import { signal } from "@preact/signals";
import htm from "htm";
import { h } from "preact";
import { limits } from "./limits.js";

/** html`<p class=${cx("a", open && "b")}>...</p>` makes Preact nodes without a compiler. */
export const html = /** @type {(strings: TemplateStringsArray, ...values: unknown[]) => any} */ (
  htm.bind(/** @type {any} */ (h))
);

/**
 * Class names; falsy ones are left out.
 * @param {...(string | false | null | undefined)} names
 */
export const cx = (...names) => names.filter(Boolean).join(" ");

/**
 * What the server wrote into the page.
 * @returns {import("./entities").Boot}
 */
export function readBoot() {
  const boot = JSON.parse(document.getElementById("boot")?.textContent || "{}");
  Object.assign(limits, boot.limits);
  return boot;
}

/**
 * Values kept in this browser; a browser that keeps nothing (private mode, full) is no error.
 */
export const kept = {
  /**
   * @template T
   * @param {string} key
   * @param {T} otherwise
   * @returns {T}
   */
  get(key, otherwise) {
    try {
      const text = localStorage.getItem(`sixparty:${key}`);
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  },
  /**
   * @param {string} key
   * @param {unknown} value undefined forgets
   */
  set(key, value) {
    try {
      if (value === undefined) localStorage.removeItem(`sixparty:${key}`);
      else localStorage.setItem(`sixparty:${key}`, JSON.stringify(value));
    } catch {
      // Nothing is lost but the convenience.
    }
  },
};

const SETTLED_MS = 3000;

/**
 * Fetch what will be needed once the page has settled, so that it is there without a line.
 * @param {() => Promise<unknown>} load
 */
export const soon = (load) =>
  setTimeout(() => load().catch(() => undefined /* asked for again when needed */), SETTLED_MS);

/**
 * A component that is fetched when it is first drawn, so that a page starts with what it shows.
 * @param {() => Promise<any>} load
 * @returns {(props: any) => any} draws nothing until it is there
 */
export function later(load) {
  const here = signal(/** @type {any} */ (null));
  let asked = false;
  return (props) => {
    if (here.value !== null) return h(here.value, props);
    if (!asked) {
      asked = true;
      load().then(
        (component) => {
          here.value = component;
        },
        () => {
          asked = false; // no line now: asked for again with what is drawn next
        },
      );
    }
    return null;
  };
}
