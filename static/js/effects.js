// Modifiers and conditions in words: what an inject, a linkage, a rung or an option changes, when.

import { shortName } from "./elements/code.js";
import { optionText } from "./elements/package.js";
import { brief, list, points } from "./format.js";
import { t, tn } from "./i18n.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./entities").Modifier} Modifier */
/** @typedef {import("./entities").Shift} Shift */
/** @typedef {Partial<Modifier> & {kind: Modifier["kind"]}} SomeModifier */

/**
 * @param {Store} store
 * @param {string | null | undefined} id
 */
export function forumTitle(store, id) {
  return store.get(`forum/${id}`)?.title ?? id ?? "";
}

/**
 * The changes that bear on this class: its time plan may leave out a forum that the scenario has.
 * @template {{forum?: string | null}} M
 * @param {Store} store
 * @param {readonly M[]} effects
 */
export const bearing = (store, effects) =>
  effects.filter((m) => !m.forum || store.get(`forum/${m.forum}`) !== undefined);

/**
 * @param {Store} store
 * @param {string | null | undefined} forum
 * @param {string | null | undefined} issue
 */
export function issueTitle(store, forum, issue) {
  const found = store.get(`forum/${forum}`)?.issues?.find((i) => i.id === issue);
  return brief(found?.title ?? issue ?? "");
}

/**
 * @param {Store} store
 * @param {string | null | undefined} forum
 * @param {string | null | undefined} issue
 * @param {string | null | undefined} option
 */
export function optionTitle(store, forum, issue, option) {
  const known = store.get(`forum/${forum}`);
  return brief(known ? optionText(known, issue ?? "", option) : (option ?? ""));
}

/**
 * @param {Store} store
 * @param {string | null | undefined} id
 */
function trackTitle(store, id) {
  return store.get(`track/${id}`)?.title ?? id ?? "";
}

/** @param {number} n a whole number with its sign: +2, −3 */
export const signed = (n) => (n > 0 ? `+${n}` : `−${Math.abs(n)}`);

/** @param {number} n hundredths as points with their sign */
export const signedPoints = (n) => (n > 0 ? `+${points(n)}` : `−${points(Math.abs(n))}`);

/**
 * A change in one sentence, without its reason. To `mine` it speaks of "you".
 * @param {Store} store
 * @param {SomeModifier} m
 * @param {string} [mine] my delegation
 */
export function effectText(store, m, mine = "") {
  const who = m.delegation === mine && mine ? t("You") : shortName(store, m.delegation ?? "");
  const forum = forumTitle(store, m.forum);
  const issue = issueTitle(store, m.forum, m.issue);
  const option = optionTitle(store, m.forum, m.issue, m.option);
  const n = m.amount ?? 0;
  switch (m.kind) {
    case "weight":
      return t("{who}: {issue} weighs {n} of 100 ({forum})", { who, issue, n: signed(n), forum });
    case "value":
      return t("{who}: “{option}” is worth {n} of 100 ({issue}, {forum})", {
        who,
        option,
        n: signed(n),
        issue,
        forum,
      });
    case "reservation":
      return t("{who}: walk-away {n} points ({forum})", { who, n: signedPoints(n), forum });
    case "red_line":
      return t("{who}: new red line, “{option}” ({issue}, {forum})", { who, option, issue, forum });
    case "no_red_line":
      return t("{who}: “{option}” is no red line any more ({issue}, {forum})", {
        who,
        option,
        issue,
        forum,
      });
    case "bar":
      return t("“{option}” is barred ({issue}, {forum})", { option, issue, forum });
    case "open":
      return t("“{option}” can be agreed again ({issue}, {forum})", { option, issue, forum });
    case "track":
      return trackText(trackTitle(store, m.track), n);
    case "score":
      return t("{who}: {n} points in total", { who, n: signedPoints(n) });
    case "clock":
      return clockEffect(n);
    case "rule":
      return t("{forum}: {n} acceptances are enough", { forum, n });
    default:
      return String(m.kind);
  }
}

/**
 * @param {string} track
 * @param {number} n
 */
export function trackText(track, n) {
  return n > 0
    ? tn(n, "{track} rises by {n} step", "{track} rises by {n} steps", { track })
    : tn(-n, "{track} falls by {n} step", "{track} falls by {n} steps", { track });
}

/** @param {number} seconds */
function clockEffect(seconds) {
  return seconds > 0
    ? tn(seconds, "{n} second more on the clock", "{n} seconds more on the clock")
    : tn(-seconds, "{n} second less on the clock", "{n} seconds less on the clock");
}

/**
 * How my mandate in one forum changed, before and after; without the reason.
 * @param {Store} store
 * @param {Shift} s
 */
export function shiftText(store, s) {
  const issue = issueTitle(store, s.forum, s.issue);
  const option = optionTitle(store, s.forum, s.issue, s.option);
  const [before, after] = [s.before ?? 0, s.after ?? 0];
  switch (s.kind) {
    case "weight":
      return t("Weight of {issue}: {before} → {after}", { issue, before, after });
    case "value":
      return t("Value of “{option}” ({issue}): {before} → {after}", {
        option,
        issue,
        before,
        after,
      });
    case "reservation":
      return t("Walk-away: {before} → {after}", {
        before: points(before),
        after: points(after),
      });
    case "red_line":
      return t("New red line: “{option}” ({issue})", { option, issue });
    case "no_red_line":
      return t("No red line any more: “{option}” ({issue})", { option, issue });
    default:
      return effectText(store, s, s.delegation ?? "");
  }
}

/** @param {string} kind of a cause */
export function causeWord(kind) {
  const words = {
    linkage: t("linkage"),
    inject: t("news"),
    rung: t("ladder"),
    agreement: t("agreement"),
    obligation: t("obligation"),
  };
  return words[/** @type {keyof typeof words} */ (kind)] ?? kind;
}

/**
 * A condition in words: what must hold.
 * @param {Store} store
 * @param {Record<string, any>} c in the form of scenario files
 * @returns {string}
 */
export function whenText(store, c) {
  const each = (/** @type {Record<string, any>[]} */ parts) => parts.map((p) => whenText(store, p));
  if ("all" in c) return list(each(c.all));
  if ("any" in c) return list(each(c.any), "disjunction");
  if ("not" in c) return t("not ({text})", { text: whenText(store, c.not) });
  if ("agreed" in c) return t("{forum} is agreed", { forum: forumTitle(store, c.agreed) });
  if ("not_agreed" in c)
    return t("{forum} ends without agreement", { forum: forumTitle(store, c.not_agreed) });
  if ("forum" in c)
    return t("{forum} agrees on {options}", {
      forum: forumTitle(store, c.forum),
      options: list(
        c.options.map((/** @type {string} */ o) => `“${optionTitle(store, c.forum, c.issue, o)}”`),
        "disjunction",
      ),
    });
  if ("at_most" in c)
    return t("{track} stands at {n} or below", { track: trackTitle(store, c.track), n: c.at_most });
  if ("at_least" in c)
    return t("{track} stands at {n} or above", {
      track: trackTitle(store, c.track),
      n: c.at_least,
    });
  if ("rung" in c) {
    const rung = store.get("ladder")?.rungs.find((r) => r.id === c.rung);
    return t("“{rung}” is reached", { rung: rung?.title ?? c.rung });
  }
  if ("obligations_kept" in c)
    return tn(c.obligations_kept, "{n} obligation is kept", "{n} obligations are kept");
  if ("obligations_broken" in c)
    return tn(c.obligations_broken, "{n} obligation is broken", "{n} obligations are broken");
  return "";
}
