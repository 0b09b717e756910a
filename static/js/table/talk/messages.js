// Messages by channel, kept as they come so that one more costs the same however many there are;
// and how far each channel was read.

import { batch, signal } from "@preact/signals";
import { kept } from "../../dom.js";

/** @typedef {import("../../entities").Message} Message */
/**
 * @template T
 * @typedef {import("@preact/signals").Signal<T>} Signal
 */

/** Under this name is kept how far the facilitator's words were read; no channel is called so. */
const NOTES = ".notes";

export class Messages {
  /** @type {Map<string, Signal<readonly Message[]>>} */
  #channels = new Map();
  /** @type {Map<string, Signal<number>>} */
  #read = new Map();

  /**
   * @param {import("../../store.js").Store} store
   * @param {string} owner whose reading is remembered
   */
  constructor(store, owner) {
    this.owner = owner;
    for (const message of store.all("message")) this.#take(message);
    store.onChange((changes) => batch(() => this.#follow(changes)));
  }

  /** @param {string} channel */
  in(channel) {
    let cell = this.#channels.get(channel);
    if (cell === undefined) {
      cell = signal(/** @type {readonly Message[]} */ ([]));
      this.#channels.set(channel, cell);
    }
    return cell;
  }

  /**
   * How many messages of others came after what was read.
   * @param {string} channel
   * @param {string} mine my delegation
   */
  unread(channel, mine) {
    const all = this.in(channel).value;
    const read = this.#readUpTo(channel).value;
    let n = 0;
    for (let at = all.length - 1; at >= 0 && all[at].at > read; at--) {
      if (all[at].by !== mine) n++;
    }
    return n;
  }

  /** @param {string} channel everything in it has been seen */
  markRead(channel) {
    const last = this.in(channel).peek().at(-1);
    const read = this.#readUpTo(channel);
    if (last === undefined || read.peek() >= last.at) return;
    read.value = last.at;
    kept.set(`read:${this.owner}:${channel}`, last.at);
  }

  /**
   * How many of the facilitator's words to me came after what was read.
   * @param {readonly {at: number}[]} notes
   */
  unreadNotes(notes) {
    const read = this.#readUpTo(NOTES).value;
    return notes.filter((note) => note.at > read).length;
  }

  /** @param {readonly {at: number}[]} notes all of them have been seen */
  markNotesRead(notes) {
    const last = Math.max(0, ...notes.map((note) => note.at));
    const read = this.#readUpTo(NOTES);
    if (read.peek() >= last) return;
    read.value = last;
    kept.set(`read:${this.owner}:${NOTES}`, last);
  }

  /** @param {string} channel */
  #readUpTo(channel) {
    let cell = this.#read.get(channel);
    if (cell === undefined) {
      cell = signal(kept.get(`read:${this.owner}:${channel}`, 0));
      this.#read.set(channel, cell);
    }
    return cell;
  }

  /** @param {import("../../store.js").Change[]} changes */
  #follow(changes) {
    for (const { key, before, after } of changes) {
      if (!key.startsWith("message/")) continue;
      if (before === undefined) this.#take(/** @type {Message} */ (after));
      else this.#renew(/** @type {Message} */ (before), /** @type {Message | undefined} */ (after));
    }
  }

  /** @param {Message} message */
  #take(message) {
    const cell = this.in(message.channel);
    const all = cell.peek();
    const last = all.at(-1);
    if (last === undefined || last.at <= message.at) cell.value = [...all, message];
    else cell.value = [...all, message].sort((a, b) => a.at - b.at);
  }

  /**
   * @param {Message} before
   * @param {Message | undefined} after
   */
  #renew(before, after) {
    const cell = this.in(before.channel);
    cell.value = cell
      .peek()
      .filter((m) => after !== undefined || m.id !== before.id)
      .map((m) => (m.id === before.id && after ? after : m));
  }
}
