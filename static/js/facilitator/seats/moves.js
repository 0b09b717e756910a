// What the seat map does: every move is a command, is said in a sentence, and can be moved back.

import { signal } from "@preact/signals";
import { announce } from "../../elements/live.js";
import { t } from "../../i18n.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */
/**
 * Somebody of the class; `talks` null without a seat, `delegation` null for an observer too.
 * @typedef {{person: string, name: string, present: boolean, talks: string | null,
 *   table: number | null, delegation: string | null, code: string, role: string | null,
 *   prepared?: import("../desk/preparation.js").Prepared}} Somebody
 */
/** @typedef {{talks: string, table: number, delegation: string | null, code: string}} Place */
/** @typedef {[talks: string, name: string, body: object]} Step */

export class Seating {
  /** Who is picked up, to be put elsewhere. */
  picked = signal(/** @type {Somebody | null} */ (null));
  /** True while they are dragged: then nothing may move under the pointer. */
  dragging = signal(false);
  /** What was done last, or why it was not; `undo` takes it back. */
  told = signal(/** @type {{text: string, undo?: Step[], bad?: boolean} | null} */ (null));
  busy = signal(false);

  /** @param {import("../door.js").Door} door */
  constructor(door) {
    this.door = door;
  }

  /**
   * Give commands one after another; the first that is refused ends it.
   * @param {Step[]} steps
   * @param {string} done
   * @param {Step[]} [undo]
   */
  async #do(steps, done, undo) {
    if (this.busy.value) return false;
    this.busy.value = true;
    try {
      for (const [talks, name, body] of steps) {
        const receipt = await this.door.give(talks, name, body);
        if (!receipt.accepted && receipt.refusal !== "nothing_changes") {
          const text = receipt.message ?? t("That was not possible.");
          this.told.value = { text, bad: true };
          announce(text);
          return false;
        }
      }
    } finally {
      this.busy.value = false;
    }
    this.picked.value = null;
    this.told.value = { text: done, undo };
    announce(done);
    return true;
  }

  /** Take the last thing back. */
  async undo() {
    const steps = this.told.value?.undo;
    if (steps) await this.#do(steps, t("Taken back."));
  }

  /**
   * Seat somebody at a place, from wherever they are.
   * @param {Somebody} who
   * @param {Place} to
   * @param {string | undefined} bot the temperament of the bot that plays there now
   */
  put(who, to, bot) {
    const params = { name: who.name, n: to.table, code: to.code };
    const done =
      to.delegation === null
        ? t("{name} watches table {n}.", params)
        : t("{name} sits at table {n} for {code}.", params);
    const undo = back(who, to);
    if (bot !== undefined)
      undo.push([to.talks, "seat_bot", { delegation: to.delegation, temperament: bot }]);
    return this.#do([seat(who.person, to.talks, to.delegation)], done, undo);
  }

  /**
   * @param {Somebody} one
   * @param {Somebody} other
   */
  swap(one, other) {
    const at = one.talks ?? other.talks ?? "";
    /** @type {Step} */
    const step = [at, "swap_seats", { person: one.person, with: other.person }];
    return this.#do(
      [step],
      t("{one} and {other} changed seats.", { one: one.name, other: other.name }),
      [step],
    );
  }

  /**
   * @param {Somebody} who
   * @param {string} role
   * @param {string} word
   */
  part(who, role, word) {
    const talks = who.talks ?? "";
    return this.#do(
      [[talks, "set_inner_role", { person: who.person, inner_role: role }]],
      t("{name} is now {part}.", { name: who.name, part: word }),
      [[talks, "set_inner_role", { person: who.person, inner_role: who.role }]],
    );
  }

  /**
   * @param {Somebody} who
   * @param {string} reason
   */
  release(who, reason) {
    return this.#do(
      [[who.talks ?? "", "release_seat", { person: who.person, reason }]],
      t("{name} has no seat now.", { name: who.name }),
      back(who, null),
    );
  }

  /**
   * Hand a delegation to a bot, or with null take it back.
   * @param {Place} place
   * @param {string | null} temperament
   * @param {string | undefined} before the temperament of the bot that plays now
   */
  bot(place, temperament, before) {
    /** @param {string | null | undefined} how @returns {Step} */
    const step = (how) =>
      how
        ? [place.talks, "seat_bot", { delegation: place.delegation, temperament: how }]
        : [place.talks, "unseat_bot", { delegation: place.delegation }];
    const params = { n: place.table, code: place.code };
    const done = temperament
      ? t("A bot plays {code} at table {n}.", params)
      : t("People play {code} at table {n} again.", params);
    return this.#do([step(temperament)], done, [step(before)]);
  }

  /**
   * @param {Glance[]} tables
   * @param {boolean} locked
   */
  lock(tables, locked) {
    const some = tables.filter((x) => x.locked !== locked);
    /** @param {boolean} how @returns {Step[]} */
    const steps = (how) => some.map((x) => [x.talks, "lock_seats", { locked: how }]);
    const done = locked ? t("Seats are locked.") : t("Seats are open.");
    return this.#do(steps(locked), done, steps(!locked));
  }
}

/**
 * @param {string} person
 * @param {string} talks
 * @param {string | null} delegation
 * @param {string | null} [role]
 * @returns {Step}
 */
function seat(person, talks, delegation, role) {
  if (delegation === null) return [talks, "seat_observer", { person }];
  return [
    talks,
    "assign_seat",
    role ? { person, delegation, inner_role: role } : { person, delegation },
  ];
}

/**
 * The way back to where somebody was.
 * @param {Somebody} who
 * @param {Place | null} from where they are then
 * @returns {Step[]}
 */
function back(who, from) {
  if (who.talks !== null) return [seat(who.person, who.talks, who.delegation, who.role)];
  return from ? [[from.talks, "release_seat", { person: who.person, reason: "" }]] : [];
}

/**
 * Everybody at a table, delegates first.
 * @param {Glance} table
 * @returns {Somebody[]}
 */
export function peopleAt(table) {
  const at = { talks: table.talks, table: table.table };
  const delegates = Object.entries(table.seats).flatMap(([id, s]) =>
    (s.delegates ?? []).map((d) => ({ ...d, ...at, delegation: id, code: s.code })),
  );
  const watching = (table.observers ?? []).map((o) => ({
    ...o,
    ...at,
    delegation: null,
    code: "",
    role: null,
  }));
  return [...delegates, ...watching];
}
