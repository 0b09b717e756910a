// What somebody is writing or choosing, kept in the browser until it is sent.

import { effect, signal } from "@preact/signals";
import { kept } from "../dom.js";

/**
 * @template T
 * @typedef {import("@preact/signals").Signal<T>} Signal
 */

export class Drafts {
  /** @type {Map<string, Signal<any>>} */
  #cells = new Map();

  /** @param {string} owner talks and person, so that two seats in one browser do not mix */
  constructor(owner) {
    this.owner = owner;
  }

  /**
   * The draft under a name, a signal; setting it to `empty` forgets it.
   * @template T
   * @param {string} name
   * @param {T} empty
   * @returns {Signal<T>}
   */
  of(name, empty) {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      const key = `draft:${this.owner}:${name}`;
      const made = signal(kept.get(key, empty));
      effect(() => kept.set(key, made.value === empty ? undefined : made.value));
      this.#cells.set(name, made);
      cell = made;
    }
    return cell;
  }
}
