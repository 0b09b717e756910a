// Looks up what the debrief's ids stand for, and puts them into words.

import { stanceWord as wordOf } from "../elements/stances.js";
import { brief, list } from "../format.js";
import { t } from "../i18n.js";

/** @typedef {import("./data").Debrief} Debrief */
/** @typedef {import("./data").DebriefForum} DebriefForum */
/** @typedef {import("./data").Offer} Offer */

export class Names {
  /** @param {Debrief} data */
  constructor(data) {
    this.data = data;
  }

  /** @param {string} id */
  side(id) {
    const found = this.data.delegations.find((d) => d.id === id);
    return found ?? { id, code: id.toUpperCase(), short: id, name: id, colour: "", pattern: "" };
  }

  /** @param {string} id */
  short(id) {
    return this.side(id).short;
  }

  /**
   * "USA, ROK and China", in seating order.
   * @param {Iterable<string>} ids
   */
  all(ids) {
    const wanted = new Set(ids);
    return list(this.data.delegations.filter((d) => wanted.has(d.id)).map((d) => d.short));
  }

  /** @param {string | null} id */
  forum(id) {
    return this.data.forums.find((f) => f.id === id) ?? null;
  }

  /**
   * @param {DebriefForum | null} forum
   * @param {string} issue
   */
  issue(forum, issue) {
    return forum?.issues.find((i) => i.id === issue)?.title ?? issue;
  }

  /**
   * @param {DebriefForum | null} forum
   * @param {string} issue
   * @param {string} option
   */
  option(forum, issue, option) {
    const found = forum?.issues.find((i) => i.id === issue)?.options.find((o) => o.id === option);
    return brief(found?.text ?? option);
  }

  /**
   * @param {DebriefForum | null} forum
   * @param {string} proposal
   * @returns {Offer | null}
   */
  offer(forum, proposal) {
    return forum?.offers.find((o) => o.proposal === proposal) ?? null;
  }

  /**
   * "D-3 (China)".
   * @param {Offer | null} offer
   */
  called(offer) {
    if (offer === null) return t("a proposal");
    return t("{proposal} ({delegation})", {
      proposal: offer.label,
      delegation: this.short(offer.by),
    });
  }
}

/** @param {string | undefined} stance */
export const stanceWord = (stance) => (stance ? wordOf(stance) : t("said nothing"));

/** @param {string} state */
export function offerState(state) {
  switch (state) {
    case "adopted":
      return t("adopted");
    case "withdrawn":
      return t("withdrawn");
    case "lapsed":
      return t("lapsed");
    case "silence":
      return t("in its silence period");
    default:
      return t("on the table");
  }
}

/** @param {string} state */
export function forumState(state) {
  switch (state) {
    case "agreed":
      return t("Agreed");
    case "failed":
      return t("Not agreed");
    case "open":
      return t("Still open");
    default:
      return t("Not opened");
  }
}
