// Where the reader is. The talks go on by themselves; the page stays until the reader goes along.

import { batch, computed, effect, signal, untracked } from "@preact/signals";
import { phaseWord } from "../elements/words.js";
import { t } from "../i18n.js";

/** @typedef {import("../entities").Talks} Talks */
/** @typedef {{state: "lobby" | "running" | "over", round: number, phase: string}} Moment */

/** @type {Moment} */
const LOBBY = { state: "lobby", round: 0, phase: "" };

/** @param {Talks} talks @returns {Moment} */
export function momentOf(talks) {
  if (talks.state === "lobby") return LOBBY;
  if (talks.state !== "running") return { state: "over", round: 0, phase: "" };
  return { state: "running", round: talks.round, phase: talks.phase ?? "" };
}

/** @param {Moment} one @param {Moment} other */
const isSame = (one, other) =>
  one.state === other.state && one.round === other.round && one.phase === other.phase;

/**
 * Whether a page goes along by itself: from waiting to what was waited for, and nowhere else.
 * @param {Moment} at
 * @param {Moment} now
 */
export function goesAlong(at, now) {
  if (at.state === "lobby") return true;
  return now.state === "running" && at.round === now.round && at.phase === "briefing";
}

export class Place {
  /** Whether the reader has asked to go on, by pressing "Ready". */
  wantsOn = false;
  #at = signal(/** @type {Moment | null} */ (null));

  /** @param {import("./model.js").Table} table */
  constructor(table) {
    this.table = table;
    effect(() => {
      const talks = table.talks.value;
      if (!talks) return;
      const now = momentOf(talks);
      const at = this.#at.peek();
      // Who said "ready" has asked to go on; who plays alone sees at the end what it came to.
      const asked = this.wantsOn || (table.boot.solo && now.state === "over");
      if (at === null || goesAlong(at, now) || (asked && !isSame(at, now)))
        untracked(() => this.goToNow());
    });
  }

  /** The moment on show. */
  at = computed(() => {
    const talks = this.table.talks.value;
    return this.#at.value ?? (talks ? momentOf(talks) : LOBBY);
  });

  /** True while the page shows what goes on now. */
  isNow = computed(() => {
    const talks = this.table.talks.value;
    return !talks || isSame(this.at.value, momentOf(talks));
  });

  /** The forums of the moment on show, those that are open at any time among them. */
  forums = computed(() => {
    const talks = this.table.talks.value;
    const { state, round } = this.at.value;
    if (!talks || state !== "running") return talks?.forums_now ?? [];
    const always = talks.forums_now.filter(
      (id) => !talks.rounds.some((r) => r.forums.includes(id)),
    );
    return [...(talks.rounds[round - 1]?.forums ?? []), ...always];
  });

  /** Show what goes on now. */
  goToNow() {
    const talks = this.table.talks.peek();
    if (!talks) return;
    batch(() => {
      this.#at.value = momentOf(talks);
      this.wantsOn = false;
      this.table.followAgenda();
    });
  }

  /** What happened meanwhile and where it can be seen; null when nothing did. */
  onward = computed(() => {
    const { table } = this;
    const talks = table.talks.value;
    const forum = table.forum.value;
    if (!talks) return null;
    if (!this.isNow.value)
      return { text: this.#sentence(talks), label: this.#label(talks), go: () => this.goToNow() };
    const adopted = table.agreement.value;
    if (!adopted || this.at.value.phase !== "negotiation" || table.laid.laid.value.agreed)
      return null;
    return {
      text: t("{forum}: agreed.", { forum: forum?.title ?? "" }),
      label: t("See the agreement"),
      go: () => table.laid.tidy(table.forumId.peek()),
    };
  });

  /** @param {Talks} talks */
  #sentence(talks) {
    const now = momentOf(talks);
    const { round } = this.at.value;
    if (now.state === "over") return t("The talks are concluded.");
    if (now.state === "lobby") return t("The talks are back in the lobby.");
    if (now.round > round)
      return t("Round {n} has begun: {title}.", { n: now.round, title: talks.round_title });
    if (now.phase !== "result")
      return t("The facilitator went back: round {n}, {phase}.", {
        n: now.round,
        phase: phaseWord(talks),
      });
    const ended = talks.forums_now.flatMap((id) => this.table.store.get(`forum/${id}`) ?? []);
    const failed = ended.filter((f) => f.state === "failed");
    return failed.length > 0
      ? t("The round has ended. Not agreed: {what}.", {
          what: failed.map((f) => f.title).join("; "),
        })
      : t("The round has ended with an agreement.");
  }

  /** @param {Talks} talks */
  #label(talks) {
    if (talks.state === "running")
      return talks.phase === "result" ? t("See the result") : t("Go there");
    return t("See how they ended");
  }
}
