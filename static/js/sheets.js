// Style sheets of what is only drawn when it is needed: fetched with it, not with the page.

import { at } from "./address.js";

/** @type {Map<string, Promise<void>>} */
const fetched = new Map();

/**
 * A module together with the style sheet of what it draws.
 * @template T
 * @param {string} name
 * @param {Promise<T>} module
 * @returns {Promise<T>}
 */
export const dressed = (name, module) => Promise.all([module, sheet(name)]).then(([m]) => m);

/**
 * Fetch a style sheet once; what waits for it is drawn in its clothes.
 * @param {string} name without folder and ending
 * @returns {Promise<void>} settled once it is there, or cannot be had
 */
export function sheet(name) {
  let here = fetched.get(name);
  if (here === undefined) {
    here = new Promise((done) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.addEventListener("load", () => done());
      link.addEventListener("error", () => done());
      link.href = at(`/static/css/${name}.css`);
      document.head.append(link);
    });
    fetched.set(name, here);
  }
  return here;
}
