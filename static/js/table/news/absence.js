// How long this seat's table was not looked at, remembered in the browser.

import { signal } from "@preact/signals";
import { kept } from "../../dom.js";

/** So long away that somebody wants to be told what happened. */
export const LONG_AWAY_MS = 10 * 60 * 1000;
const EVERY_MS = 30 * 1000;

/** @typedef {{from: number, until: number}} Away what was missed: from leaving to coming back, in ms */

export class Absence {
  /**
   * @param {string} owner talks and seat, so that two seats in one browser do not mix
   * @param {() => number} now the server's time in ms, by which entities are dated
   */
  constructor(owner, now) {
    this.key = `present:${owner}`;
    this.now = now;
    const held = kept.get(this.key, /** @type {{last?: number, away?: Away | null}} */ ({}));
    this.last = held?.last ?? 0;
    /** What was missed and is not yet put away; a reload does not put it away. */
    this.away = signal(/** @type {Away | null} */ (held?.away ?? null));
  }

  /** The page is looked at: what was missed is what happened since it last was. */
  look() {
    const now = this.now();
    if (this.last > 0 && now - this.last > LONG_AWAY_MS)
      this.away.value = { from: this.away.peek()?.from ?? this.last, until: now };
    this.last = now;
    this.#keep();
  }

  putAway() {
    this.away.value = null;
    this.#keep();
  }

  #keep() {
    kept.set(this.key, { last: this.last, away: this.away.peek() });
  }

  /**
   * Look now, every half minute and when the page is shown or hidden.
   * @param {() => boolean} looking false while the page tells nothing, as without a line
   * @returns {() => void} ends it
   */
  follow(looking) {
    const look = () => {
      if (document.visibilityState !== "hidden" && looking()) this.look();
    };
    const turn = () => {
      // Hidden by now, but looked at until now.
      if (looking()) this.look();
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", turn);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
    };
  }
}
