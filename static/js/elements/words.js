// Words that every page has for the same things: phases, roles, how forums stand, days.

import { language, t } from "../i18n.js";

/** @param {import("../entities").Talks | undefined} talks */
export function phaseWord(talks) {
  if (talks === undefined) return "";
  if (talks.state === "lobby") return t("Lobby");
  if (talks.state !== "running") return t("Concluded");
  const words = { briefing: t("Briefing"), negotiation: t("Negotiation"), result: t("Result") };
  return words[/** @type {keyof typeof words} */ (talks.phase)] ?? "";
}

/**
 * How a delegation is played for which no person acts: by the built-in negotiator, or by a program
 * of somebody's.
 * @param {{agent?: object}} played
 */
export const automatedWord = (played) => (played.agent ? t("automated (agent)") : t("automated"));

/** @param {string} role */
export function roleWord(role) {
  const words = {
    head: t("head of delegation"),
    deputy: t("deputy head"),
    specialist: t("specialist"),
    press: t("press officer"),
    note_taker: t("note-taker"),
  };
  return words[/** @type {keyof typeof words} */ (role)] ?? role;
}

/** @param {string | undefined} state */
export function stateWord(state) {
  const words = { agreed: t("agreed"), failed: t("not agreed"), open: t("open"), closed: "" };
  return words[/** @type {keyof typeof words} */ (state)] ?? "";
}

/**
 * A day as people write it; what is no day stays as it is.
 * @param {string} date 2007-08-16, 2007-08, 2007 or empty
 */
export function dayText(date) {
  const [year, month, day] = date.split("-").map(Number);
  if (!month) return date;
  const at = new Date(Date.UTC(year, month - 1, day || 1));
  if (Number.isNaN(at.getTime())) return date;
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { year: "numeric", month: "long", timeZone: "UTC" };
  return at.toLocaleDateString(language(), day ? { ...parts, day: "numeric" } : parts);
}
