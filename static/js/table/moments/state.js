// What has just happened at the table and should be seen on whatever panel is open, and the words of
// the facilitator that were not put away yet. What draws them comes when there is something to draw.

import { computed, signal } from "@preact/signals";
import { kept } from "../../dom.js";

/** @typedef {{kind: "agreed" | "failed", forum: string, at: number}} Moment */
/** @typedef {{id: string, alone: boolean, text: string, at: number}} Word */

const KNOWN = 60;

/** Whether a moment may be heard as well. */
export const sound = signal(kept.get("sound", false));

export class Moments {
  /** @type {import("@preact/signals").Signal<readonly Moment[]>} */
  shown = signal(/** @type {readonly Moment[]} */ ([]));
  /** Somebody reads one of them: the pointer or the focus is on it. */
  held = false;
  #words = signal(/** @type {readonly Word[]} */ ([]));
  #away;

  /**
   * @param {import("../../store.js").Store} store
   * @param {string} owner whose words these are
   * @param {() => number} now the server's time
   */
  constructor(store, owner, now) {
    this.store = store;
    this.now = now;
    this.key = `words:${owner}`;
    this.#away = signal(
      /** @type {{since: number, ids: string[]} | null} */ (kept.get(this.key, null)),
    );
    store.onChange((changes, first) => {
      // Who comes for the first time is not met by what was said to those who were here.
      if (first && this.#away.peek() === null) this.#keep({ since: now(), ids: [] });
      for (const change of changes) this.#hear(change, first);
    });
  }

  /** Words that were not put away, newest first. */
  words = computed(() => {
    const { since, ids } = this.#away.value ?? { since: Infinity, ids: [] };
    return this.#words.value.filter((w) => w.at >= since && !ids.includes(w.id));
  });

  /** The proposals in their silence period that can be seen from here. */
  silences = computed(() =>
    this.store.all("proposal").filter((p) => p.state === "silence" && p.silence_ends_at !== null),
  );

  any = computed(
    () =>
      this.words.value.length > 0 || this.shown.value.length > 0 || this.silences.value.length > 0,
  );

  /** @param {Word[]} words */
  putAway(...words) {
    const { since, ids } = this.#away.peek() ?? { since: 0, ids: [] };
    this.#keep({ since, ids: [...ids, ...words.map((w) => w.id)].slice(-KNOWN) });
  }

  /** @param {Moment} moment */
  show(moment) {
    const others = this.shown.peek().filter((m) => m.forum !== moment.forum);
    this.shown.value = [...others, moment];
  }

  /** @param {Moment} moment */
  dismiss(moment) {
    this.held = false;
    this.shown.value = this.shown.peek().filter((m) => m !== moment);
  }

  /** @param {{since: number, ids: string[]}} away */
  #keep(away) {
    this.#away.value = away;
    kept.set(this.key, away);
  }

  /** @param {Word} word */
  #add(word) {
    if (this.#words.peek().some((w) => w.id === word.id)) return;
    this.#words.value = [word, ...this.#words.peek()].sort((a, b) => b.at - a.at);
  }

  /**
   * @param {import("../../store.js").Change} change
   * @param {boolean} first
   */
  #hear({ key, before, after }, first) {
    const [kind, id] = key.split("/", 2);
    if (kind === "message") {
      const said = /** @type {import("../../entities").Message | undefined} */ (after);
      if (said?.kind === "announce") this.#add({ id, alone: false, text: said.text, at: said.at });
    } else if (kind === "me") {
      const me = /** @type {import("../../entities").Me | undefined} */ (after);
      for (const note of me?.notes ?? [])
        this.#add({ id: `me/${note.at}`, alone: true, text: note.text, at: note.at });
    } else if (!first && kind === "agreement") this.#agreed(id, before, after);
    else if (!first && kind === "forum") this.#failed(id, before, after);
  }

  /**
   * @param {string} forum
   * @param {any} before
   * @param {any} after
   */
  #agreed(forum, before, after) {
    const same = JSON.stringify(before?.package) === JSON.stringify(after?.package);
    if (after && !same) this.show({ kind: "agreed", forum, at: this.now() });
  }

  /**
   * @param {string} forum
   * @param {any} before
   * @param {any} after
   */
  #failed(forum, before, after) {
    if (before?.state === "open" && after?.state === "failed" && after.kind !== "initiative")
      this.show({ kind: "failed", forum, at: this.now() });
  }
}
