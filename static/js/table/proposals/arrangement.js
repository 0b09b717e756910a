// In which order a forum's proposals lie before the reader, and which of them are open. What was
// opened stays open and where it is; what is new joins folded at the end, until the reader tidies up.

import { computed, signal } from "@preact/signals";
import { byPromise, isLive } from "./worths.js";

/** @typedef {import("../../entities").Proposal} Proposal */
/**
 * `ids` lay here when the reader came, the nearest to adoption first; `past` were closed by then;
 * `met` the reader has seen; `agreed`: the forum had its agreement by then.
 * @typedef {{ids: readonly string[], past: readonly string[], met: readonly string[], agreed: boolean}} Laid
 */

/** @type {Laid} */
const NOTHING = { ids: [], past: [], met: [], agreed: false };

/**
 * The proposals as they lie: those that lay there, then what came since.
 * @param {Laid} laid
 * @param {readonly Proposal[]} all
 */
export function asLaid(laid, all) {
  const there = new Set(laid.past);
  const cards = laid.ids.flatMap((id) => all.find((p) => p.id === id) ?? []);
  for (const p of cards) there.add(p.id);
  const since = all.filter((p) => !there.has(p.id)).sort((a, b) => a.number - b.number);
  return [...cards, ...since];
}

export class Arrangement {
  /** @type {Map<string, import("@preact/signals").Signal<Laid>>} */
  #forums = new Map();
  /** What the reader opened or folded by hand. */
  #byHand = signal(/** @type {ReadonlyMap<string, boolean>} */ (new Map()));

  /** @param {import("../model.js").Table} table */
  constructor(table) {
    this.table = table;
  }

  laid = computed(() => this.#of(this.table.forumId.value).value);

  /** The cards of the forum on show, in their places. */
  cards = computed(() => asLaid(this.laid.value, this.table.proposals.value));

  /** Those that were over when the reader came, the newest first. */
  past = computed(() => {
    const over = new Set(this.laid.value.past);
    return this.table.proposals.value.filter((p) => over.has(p.id));
  });

  /** What came since and was not looked at yet. */
  fresh = computed(() => {
    const { met } = this.laid.value;
    const mine = this.table.mine.value;
    return this.cards.value.filter((p) => isLive(p) && p.by !== mine && !met.includes(p.id));
  });

  /** Cards that are over and only lie there so that nothing moves. */
  over = computed(() => this.cards.value.filter((p) => !isLive(p)));

  /** @param {string} forum */
  #of(forum) {
    let cell = this.#forums.get(forum);
    if (cell === undefined) {
      cell = signal(this.#anew(forum));
      this.#forums.set(forum, cell);
    }
    return cell;
  }

  /** @param {string} forum @returns {Laid} */
  #anew(forum) {
    const { store } = this.table;
    const all = store.ids("proposal").flatMap((id) => store.peek(`proposal/${id}`) ?? []);
    const here = all.filter((p) => p.forum === forum);
    if (here.length === 0) return NOTHING;
    return {
      ids: byPromise(here).map((p) => p.id),
      past: here.filter((p) => !isLive(p)).map((p) => p.id),
      met: here.map((p) => p.id),
      agreed: store.peek(`agreement/${forum}`) !== undefined,
    };
  }

  /** Put the forum's cards in order, as the reader asked. @param {string} forum */
  tidy(forum) {
    const laid = this.#anew(forum);
    if (!this.#forums.has(forum)) this.#forums.set(forum, signal(laid));
    this.#of(forum).value = laid;
  }

  /** The reader has seen what came. */
  meet() {
    const cell = this.#of(this.table.forumId.peek());
    const met = this.cards.peek().map((p) => p.id);
    cell.value = { ...cell.peek(), met };
  }

  /** The first card is open until the reader folds it. @param {string} id */
  isOpen(id) {
    return this.#byHand.value.get(id) ?? this.cards.value[0]?.id === id;
  }

  /** @param {string} id @param {boolean} open */
  set(id, open) {
    this.#byHand.value = new Map(this.#byHand.peek()).set(id, open);
    const cell = this.#of(this.table.forumId.peek());
    if (open && !cell.peek().met.includes(id))
      cell.value = { ...cell.peek(), met: [...cell.peek().met, id] };
  }
}
