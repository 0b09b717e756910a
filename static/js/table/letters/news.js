// What happened to obligations and side letters, in a sentence.

import { names, shortName } from "../../elements/code.js";
import { t } from "../../i18n.js";

/** @typedef {import("../../entities").Obligation} Obligation */
/** @typedef {import("../../entities").Letter} Letter */

/**
 * @param {import("../model.js").Table} table
 * @param {"obligation" | "letter"} kind
 * @param {object | undefined} before
 * @param {object} after
 * @returns {string} empty when there is nothing to tell
 */
export function paperNews(table, kind, before, after) {
  return kind === "letter"
    ? ofLetter(table, /** @type {Letter | undefined} */ (before), /** @type {Letter} */ (after))
    : ofObligation(
        table,
        /** @type {Obligation | undefined} */ (before),
        /** @type {Obligation} */ (after),
      );
}

/**
 * @param {import("../model.js").Table} table
 * @param {Obligation | undefined} before
 * @param {Obligation} after
 */
function ofObligation({ store, mine }, before, after) {
  const who = shortName(store, after.by);
  const { what } = after;
  if (before === undefined)
    return after.by === mine.peek() ? t("Your delegation now owes: {what}", { what }) : "";
  if (before.status === after.status) return "";
  switch (after.status) {
    case "done":
      return t("{who} reports done: {what}", { who, what });
    case "delayed":
      return t("{who} delays by one round: {what}", { who, what });
    case "refused":
      return t("{who} refuses: {what}", { who, what });
    case "contested":
      return t("{other} contests what {who} reported: {what}", {
        other: shortName(store, after.contested_by ?? ""),
        who,
        what,
      });
    case "kept":
      return t("{who} kept: {what}", { who, what });
    case "broken":
      return t("{who} broke: {what}", { who, what });
    case "lapsed":
      return t("{who} let lapse: {what}", { who, what });
    case "released":
      return t("{who} is released from: {what}", { who, what });
    default:
      return t("Open again for {who}: {what}", { who, what });
  }
}

/**
 * @param {import("../model.js").Table} table
 * @param {Letter | undefined} before
 * @param {Letter} after
 */
function ofLetter({ store, mine }, before, after) {
  const me = mine.peek();
  const all = names(store, after.with);
  if (after.disclosed_by && !before?.disclosed_by)
    return t("{who} makes a side letter of {all} public.", {
      who: shortName(store, after.disclosed_by),
      all,
    });
  if (!after.with.includes(me)) return "";
  const author = shortName(store, after.by);
  if (before === undefined)
    return after.by === me
      ? ""
      : t("{who} drafts a side letter for you: {all}.", { who: author, all });
  if (after.state === "in_force" && before.state !== "in_force")
    return t("The side letter of {all} is in force.", { all });
  if (after.state === "declined" && before.state !== "declined")
    return t("{who} declines the side letter of {all}.", {
      who: shortName(store, after.declined_by ?? ""),
      all,
    });
  const fresh = after.signed.filter((id) => !before.signed.includes(id) && id !== me);
  if (fresh.length > 0)
    return t("{who} signs the side letter of {all}.", { who: names(store, fresh), all });
  return after.text !== before.text && after.by !== me
    ? t("{who} changed the draft of a side letter: {all}.", { who: author, all })
    : "";
}
