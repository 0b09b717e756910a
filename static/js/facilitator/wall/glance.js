// Words and order for tables seen at a glance: what state they are in and who needs the facilitator.

import { msLeft } from "../../elements/clock.js";
import { t } from "../../i18n.js";

/**
 * A table on the wall, as server/realtime/summary.py makes it.
 * @typedef {object} Glance
 * @property {string} talks null on the projector where tables go by letters
 * @property {number} table its number; on the projector a letter, where tables are compared by letters
 * @property {string} state
 * @property {boolean} paused
 * @property {number} round
 * @property {number} rounds
 * @property {string} round_title
 * @property {string | null} phase
 * @property {import("../../entities").Clock} clock
 * @property {Record<string, GlanceSeat>} seats
 * @property {number} proposals_open
 * @property {{label: string, forum: string, by: string, accepts: number, of: number, state: string,
 *   silence_ends_at: number | null, lines?: {issue: string, option: string}[]} | null} leading
 * @property {Record<string, {title: string, state: string, now: boolean}>} forums
 * @property {number} agreements
 * @property {boolean} [locked]
 * @property {{person: string, name: string, present: boolean}[]} [observers]
 * @property {number | null} [last_activity_at]
 * @property {number} [help_open]
 * @property {Alarm[]} [alarms]
 * @property {Record<string, number> | null} [totals]
 * @property {{rungs: {reached: number, of: number}, tracks: Record<string, number>,
 *   news: {title: string, date: string, story: string, at: number} | null} | null} [world]
 * @property {string[]} [revealed] the cards of the debrief that lie open
 * @property {Record<string, {sum_share_bp: number, nash_share_bp: number}> | null} [joint]
 * @property {{id: string, person: string, name: string, delegation: string | null, text: string,
 *   at: number, answered: boolean}[]} [helps]
 * @property {{name: string, by: string, forum: string, terms: string[], may_break: string[],
 *   ends_at: number, seconds: number}[]} [silences]
 * @property {{forum: string, title: string, partial: boolean, signatories: string[],
 *   clauses: string[]}[]} [agreed]
 * @property {{text: string, at: number} | null} [said]
 * @property {boolean} [early_end]
 * @property {number} [flags]
 * @property {import("../../debrief/turning.js").Guessing} [reading] who has said what they think
 *   mattered to others, until the mandates lie open
 */
/** @typedef {import("../hints.js").Hint} Alarm */
/** @typedef {{person: string, name: string, role: string, present: boolean,
 *   prepared?: import("../desk/preparation.js").Prepared}} GlanceDelegate */
/** @typedef {{people: string[], here?: boolean[], present: boolean, bot: boolean, ready: boolean,
 *   stance: string | null, code: string, short: string, colour: string, flag?: string,
 *   temperament?: string, agent?: {name: string, paused: boolean}, delegates?: GlanceDelegate[]}} GlanceSeat */

/** @param {Glance} table */
export function phaseText(table) {
  if (table.state === "lobby") return t("Lobby");
  if (table.state !== "running") return t("Concluded");
  const words = { briefing: t("Briefing"), negotiation: t("Negotiation"), result: t("Result") };
  return words[/** @type {keyof typeof words} */ (table.phase)] ?? "";
}

/**
 * How urgently a table needs somebody: bad, warn or ok.
 * @param {Glance} table
 */
export function tone(table) {
  const alarms = table.alarms ?? [];
  if (alarms.some((a) => a.urgent)) return "bad";
  return alarms.length > 0 ? "warn" : "ok";
}

const ORDER = { bad: 0, warn: 1, ok: 2 };

/**
 * Those that need somebody first: by the worst, then by how much there is of it, then by number.
 * @param {Glance[]} tables
 */
export function byNeed(tables) {
  const rank = (/** @type {Glance} */ x) => ORDER[/** @type {keyof typeof ORDER} */ (tone(x))];
  const asks = (/** @type {Glance} */ x) => Number((x.help_open ?? 0) > 0);
  const kinds = (/** @type {Glance} */ x) => new Set((x.alarms ?? []).map((a) => a.kind)).size;
  return [...tables].sort(
    (a, b) => rank(a) - rank(b) || asks(b) - asks(a) || kinds(b) - kinds(a) || a.table - b.table,
  );
}

/**
 * What the leading proposal has come to.
 * @param {Glance} table
 */
export function leadingText(table) {
  const p = table.leading;
  if (table.state !== "running") return "";
  if (p === null) return table.phase === "negotiation" ? t("Nothing tabled yet") : "";
  const who = table.seats[p.by]?.code ?? p.by;
  return t("{n} by {who}: {accepts} of {of} accept", {
    n: p.label,
    who,
    accepts: p.accepts,
    of: p.of,
  });
}

/**
 * Milliseconds left at a table, or null.
 * @param {Glance} table
 * @param {number} now
 */
export function left(table, now) {
  return table.state === "running" ? msLeft(table.clock, now) : null;
}

/**
 * True once there is something to compare: two tables that have begun, and a forum that ended.
 * @param {Glance[]} tables
 */
export function comparable(tables) {
  const begun = tables.filter((x) => x.state !== "lobby");
  const closed = (/** @type {Glance} */ x) =>
    Object.values(x.forums).some((f) => f.state === "agreed" || f.state === "failed");
  return begun.length > 1 && begun.some((x) => x.state !== "running" || closed(x));
}
