// Which news of the outside world this seat has read, remembered in the browser.

import { computed, signal } from "@preact/signals";
import { kept } from "../../dom.js";

/** @typedef {import("../../entities").Inject} Inject */
/** @typedef {import("../../store.js").Store} Store */

/**
 * What happened, the newest first.
 * @param {Store} store
 */
export function newsOf(store) {
  return [...store.all("inject")].sort((a, b) => b.at - a.at);
}

/** True where there could ever be news. @param {Store} store */
export function hasNewsroom(store) {
  return ["inject", "linkage", "track"].some((kind) => store.ids(kind).length > 0);
}

/** Which news this seat has read; an inject that is taken back is news again. */
export class Reading {
  /**
   * @param {Store} store
   * @param {string} owner whose reading is remembered
   */
  constructor(store, owner) {
    this.store = store;
    this.key = `news:${owner}`;
    this.read = signal(/** @type {readonly string[]} */ (kept.get(this.key, [])));
    this.away = signal(/** @type {readonly string[]} */ (kept.get(`${this.key}:away`, [])));
    this.open = signal(/** @type {string | null} */ (null));
  }

  unread = computed(() => newsOf(this.store).filter((one) => !this.read.value.includes(mark(one))));

  /** What came since the notice was last put away. */
  fresh = computed(() => this.unread.value.filter((one) => !this.away.value.includes(mark(one))));

  putAway() {
    this.away.value = this.unread.peek().map(mark);
    kept.set(`${this.key}:away`, this.away.value);
  }

  /** @param {Inject} one */
  has(one) {
    return this.read.value.includes(mark(one));
  }

  /** @param {Inject} one */
  markRead(one) {
    if (this.has(one)) return;
    this.read.value = [...this.read.peek(), mark(one)];
    kept.set(this.key, this.read.value);
  }
}

/** @param {Inject} one */
const mark = (one) => `${one.id}@${one.at}${one.undone ? ":undone" : ""}`;
