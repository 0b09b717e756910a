// How far somebody has come in this browser with the coach of the first table. Small: it decides
// whether the rest is fetched.

import { computed, signal } from "@preact/signals";
import { kept } from "../../dom.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {{away: boolean, done: Step[]}} Kept */

const KEY = "coach";

/** @type {import("@preact/signals").Signal<Kept>} */
export const memory = signal(kept.get(KEY, { away: false, done: [] }));

/** @param {Kept} now */
export function remember(now) {
  memory.value = now;
  kept.set(KEY, now);
}

/** True once somebody put the coach away, or has done it all. */
export const isAway = computed(() => memory.value.away);
