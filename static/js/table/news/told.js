// What a change means, in sentences.

import { shortName } from "../../elements/code.js";
import { stanceWord } from "../../elements/stances.js";
import { phaseWord } from "../../elements/words.js";
import { againstWalkAway } from "../../elements/worth.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { paperNews } from "../letters/news.js";
import { channelName, isVisible } from "../talk/channels.js";
import { handOverText } from "../talk/log.js";
import { steeringText } from "./interventions.js";
import { newsSentence } from "./newsroom.js";
import { worldSentence } from "./world.js";

/** @typedef {import("../../entities").Proposal} Proposal */
/** @typedef {import("../../entities").Talks} Talks */
/** @typedef {import("../../entities").Forum} Forum */
/** @typedef {import("../../entities").Agreement} Agreement */
/** @typedef {import("../../entities").Message} Message */
/** @typedef {import("../../entities").Me} Me */
/** @typedef {import("../../entities").Inject} Inject */
/** @typedef {import("../../store.js").Change} Change */

export class Told {
  /**
   * @param {import("../model.js").Table} table
   * @param {(text: string, quietly?: boolean, forum?: string) => void} say
   */
  constructor(table, say) {
    this.table = table;
    this.say = say;
  }

  /** @param {Change} change */
  tell({ key, before, after }) {
    const kind = key.split("/", 1)[0];
    if (after === undefined) return;
    if (kind === "proposal")
      this.#proposal(/** @type {Proposal | undefined} */ (before), /** @type {Proposal} */ (after));
    else if (kind === "message") this.#message(/** @type {Message} */ (after));
    else if (kind === "steering")
      this.#steering(/** @type {import("../../entities").Steering} */ (after));
    else if (kind === "obligation" || kind === "letter") {
      const sentence = paperNews(this.table, kind, before, after);
      if (sentence) this.say(sentence);
    } else if (kind === "inject")
      this.#happened(/** @type {Inject | undefined} */ (before), /** @type {Inject} */ (after));
    else if (before === undefined) return;
    else if (kind === "talks")
      this.#talks(/** @type {Talks} */ (before), /** @type {Talks} */ (after));
    else if (kind === "forum")
      this.#forum(/** @type {Forum} */ (before), /** @type {Forum} */ (after));
    else if (kind === "agreement")
      this.#agreement(/** @type {Agreement} */ (before), /** @type {Agreement} */ (after));
    else if (kind === "me") this.#me(/** @type {Me} */ (before), /** @type {Me} */ (after));
    else for (const text of worldSentence(this.table.store, key, before, after)) this.say(text);
  }

  /**
   * @param {Inject | undefined} before
   * @param {Inject} after
   */
  #happened(before, after) {
    const text = newsSentence(this.table.store, before, after, this.table.mine.peek());
    if (text) this.say(text, true);
  }

  /**
   * @param {Proposal | undefined} before
   * @param {Proposal} after
   */
  #proposal(before, after) {
    const { store, mine } = this.table;
    const n = after.label;
    if (before === undefined) {
      if (after.by === mine.peek()) return;
      const mandate = store.peek(`mandate/${after.forum}`);
      const worth =
        mandate && after.worth !== null && after.complete
          ? ` ${t("{worth} to you, {gap}.", { worth: points(after.worth), gap: againstWalkAway(after.worth, mandate) })}`
          : "";
      this.say(t("{who} tables {n}.", { who: shortName(store, after.by), n }) + worth);
      return;
    }
    for (const [who, stance] of Object.entries(after.stances)) {
      if (before.stances[who]?.stance === stance.stance || who === mine.peek()) continue;
      this.say(
        t("{who} {stance} {n}.", {
          who: shortName(store, who),
          stance: stanceWord(stance.stance),
          n,
        }) + (stance.reason ? ` ${stance.reason}` : ""),
      );
    }
    if (before.state === after.state) return;
    const sentences = {
      silence: t(
        "{n} meets the rule. Its silence period runs: it is adopted unless a party breaks silence.",
        { n },
      ),
      tabled: t("Silence on {n} was broken.", { n }),
      adopted: t("{n} is adopted.", { n }),
      withdrawn: t("{n} was withdrawn.", { n }),
      lapsed: t("{n} lapsed.", { n }),
    };
    this.say(sentences[after.state]);
  }

  /** @param {Message} message */
  #message(message) {
    const { store, mine } = this.table;
    if (message.kind === "hand_over") this.say(handOverText(message));
    if (message.by === mine.peek()) return;
    const who = message.by === null ? t("Facilitator") : shortName(store, message.by);
    const channel = store.peek(`channel/${message.channel}`);
    const where = channel ? channelName(store, channel, mine.peek()) : "";
    const text = message.text.length > 160 ? `${message.text.slice(0, 160)}…` : message.text;
    if (message.kind === "press") this.say(t("{who} to the press: {text}", { who, text }));
    else this.say(t("{who} in {where}: {text}", { who, where, text }), message.by !== null);
    if (
      isVisible(this.table) &&
      this.table.channel.peek() === message.channel &&
      document.visibilityState === "visible"
    ) {
      this.table.messages.markRead(message.channel);
    }
  }

  /** What the facilitator did; pauses and phases are told where they show. @param {import("../../entities").Steering} act */
  #steering(act) {
    const sentence = steeringText(this.table.store, act);
    if (sentence) this.say(sentence);
  }

  /**
   * @param {Talks} before
   * @param {Talks} after
   */
  #talks(before, after) {
    if (before.paused !== after.paused)
      this.say(after.paused ? t("The talks are paused.") : t("The talks go on."));
    if (
      before.phase === after.phase &&
      before.round === after.round &&
      before.state === after.state
    )
      return;
    this.say(
      after.round_title && after.state === "running"
        ? `${after.round_title}: ${phaseWord(after)}.`
        : `${phaseWord(after)}.`,
    );
  }

  /**
   * @param {Forum} before
   * @param {Forum} after
   */
  #forum(before, after) {
    if (before.state === after.state) return;
    if (after.state === "agreed")
      this.say(t("{forum}: agreed.", { forum: after.title }), false, after.id);
    if (after.state === "failed") this.say(t("{forum}: not agreed.", { forum: after.title }));
  }

  /**
   * @param {Agreement} before
   * @param {Agreement} after
   */
  #agreement(before, after) {
    const { store, mine } = this.table;
    for (const [who, stance] of Object.entries(after.endorsements)) {
      if (before.endorsements[who] === stance || who === mine.peek()) continue;
      const said = { who: shortName(store, who), forum: after.title };
      this.say(
        stance === "endorse"
          ? t("{who} endorses {forum}.", said)
          : t("{who} sets {forum} aside.", said),
      );
    }
    if (after.endorsed && !before.endorsed)
      this.say(t("The plenary endorses {forum}.", { forum: after.title }));
  }

  /** @param {Me} me */
  #moved(me) {
    const { kind, reason } = me.moved ?? {};
    // The seat is at another table now: the server leads there.
    if (kind === "released" && reason === "moved") location.reload();
    const where = me.delegation ? shortName(this.table.store, me.delegation) : "";
    if (kind === "seated") this.say(t("You sit for {where} now.", { where }));
    if (kind === "observer") this.say(t("You are an observer now."));
    if (kind === "released") this.say(t("You have no seat at this table now."));
  }

  /**
   * @param {Me} before
   * @param {Me} after
   */
  #me(before, after) {
    if (after.moved && after.moved.at !== before.moved?.at) this.#moved(after);
    const fresh = (after.notes ?? []).slice((before.notes ?? []).length);
    for (const note of fresh) this.say(t("The facilitator tells you: {text}", { text: note.text }));
  }
}
