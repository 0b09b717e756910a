// Time that nobody can set. The computer's clock may be put right, or jump after sleep, while a page
// is open; what counts down here counts on the browser's own clock, which only runs forward.
//
//   mono()            milliseconds, near the computer's time when the page was opened
//   beat.value        the same, renewed four times a second: reading it draws again
//   onGap(ask)        told when time may have passed that mono() did not count: the two clocks came
//                     apart, no timer ran for a while (sleep, a tab put to rest), the page is seen
//                     again, the network is back

import { signal } from "@preact/signals-core";

const BEAT_MS = 250;
const APART_MS = 500;
const STILL_MS = 2000;

export const mono = () => performance.timeOrigin + performance.now();

export const beat = signal(mono());

/** @type {Set<() => void>} */
const hearers = new Set();
let apart = Date.now() - mono();

/** @param {boolean} [gap] there was one, whatever the clocks say */
function tick(gap = false) {
  const now = mono();
  const still = now - beat.peek();
  const difference = Date.now() - now;
  const jumped = Math.abs(difference - apart) > APART_MS;
  if (jumped) apart = difference;
  beat.value = now;
  if (gap || jumped || still > STILL_MS) for (const hearer of hearers) hearer();
}

setInterval(tick, BEAT_MS);
addEventListener("pageshow", () => tick(true));
addEventListener("online", () => tick(true));
document.addEventListener("visibilitychange", () => tick(!document.hidden));

/** @param {() => void} hearer */
export function onGap(hearer) {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

const SAMPLES = 12;

/** The server's time, from what it says of it and the time that has passed here since. */
export class ServerTime {
  /** What to add to mono(), in milliseconds. */
  offset = signal(Date.now() - mono());
  /** @type {number[]} */
  #samples = [];
  #doubted = false;

  now() {
    return mono() + this.offset.value;
  }

  /** What was learned before counts only until the server is heard again. */
  doubt() {
    this.#doubted = true;
  }

  /**
   * The sample that travelled fastest is nearest the truth: the largest of the last few. An answer
   * cannot be older than its question, so one that says so proves the earlier ones wrong.
   * @param {unknown} serverNow
   * @param {number} [asked] mono() when the server was asked
   */
  heard(serverNow, asked = -Infinity) {
    if (typeof serverNow !== "number") return;
    if (this.#doubted || this.offset.peek() > serverNow - asked) this.#samples = [];
    this.#doubted = false;
    this.#samples.push(serverNow - mono());
    if (this.#samples.length > SAMPLES) this.#samples.shift();
    this.offset.value = Math.max(...this.#samples);
  }
}
