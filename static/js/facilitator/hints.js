// What a table may need, in plain sentences, and what one can do about it at once.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { clockText, list } from "../format.js";
import { t, tn } from "../i18n.js";
import { Telling } from "./control.js";

/**
 * A hint as server/reports/hints.py makes it; `delegations` after `combined`.
 * @typedef {object} Hint
 * @property {string} kind
 * @property {boolean} [urgent]
 * @property {string} [delegation]
 * @property {string[]} [delegations]
 * @property {string} [forum]
 * @property {string[]} [proposals]
 * @property {string} [issue]
 * @property {string[]} [missing]
 * @property {number} [since]
 * @property {number} [until]
 */
/**
 * What the sentences need to know of a table.
 * @typedef {object} About
 * @property {Record<string, {short: string}>} seats
 * @property {Record<string, {title: string}>} forums
 */
/** @typedef {(name: string, body: object) => void} Give */

const TOGETHER = new Set(["absent", "empty", "silent"]);

/**
 * Hints of one kind that differ in the delegation only become one.
 * @param {Hint[]} hints
 * @returns {Hint[]}
 */
export function combined(hints) {
  /** @type {Hint[]} */
  const found = [];
  for (const hint of hints) {
    const one = hint.delegation ? [hint.delegation] : [];
    const same = TOGETHER.has(hint.kind) && found.find((h) => h.kind === hint.kind);
    if (same) {
      same.delegations?.push(...one);
      same.since = Math.max(same.since ?? 0, hint.since ?? 0) || undefined;
    } else found.push({ ...hint, delegations: one });
  }
  return found;
}

/**
 * @param {Hint} hint
 * @param {About} table
 * @param {number} now the server's time
 */
export function hintText(hint, table, now) {
  const named = (/** @type {string[]} */ ids) =>
    list(ids.map((id) => table.seats[id]?.short ?? id));
  const ids = hint.delegations ?? (hint.delegation ? [hint.delegation] : []);
  const who = named(ids);
  const minutes = hint.since === undefined ? 0 : Math.floor((now - hint.since) / 60_000);
  const left = clockText(Math.max(0, (hint.until ?? now) - now));
  const forum = table.forums[hint.forum ?? ""]?.title ?? hint.forum ?? "";
  const [a, b] = hint.proposals ?? [];
  switch (hint.kind) {
    case "help":
      return t("{who} asks for help", { who });
    case "approval":
      return t("{who} asks its capital about {n}", { who, n: a });
    case "empty":
      return tn(ids.length, "{who} has nobody", "{who} have nobody", { who });
    case "absent":
      return tn(ids.length, "{who} is away", "{who} are away", { who });
    case "silent":
      return tn(minutes, "{who} silent for {n} minute", "{who} silent for {n} minutes", { who });
    case "stuck":
      return tn(minutes, "Nobody has acted for {n} minute", "Nobody has acted for {n} minutes");
    case "untabled":
      return t("Nothing is tabled and {left} are left: {forum}", { left, forum });
    case "lapsing":
      return t("{n} lapses in {left}; no answer from {who}", {
        n: a,
        left,
        who: named(hint.missing ?? []),
      });
    case "breach":
      return a === undefined
        ? t("{who} agreed across its own red line: {forum}", { who, forum })
        : t("{who} accepts {n} across its own red line", { who, n: a });
    case "twins":
      return hint.issue
        ? t("{a} and {b} differ in one issue only: {issue}", { a, b, issue: hint.issue })
        : t("{a} and {b} are the same package", { a, b });
    default:
      return hint.kind;
  }
}

/**
 * What to write, to be changed before it is sent.
 * @param {Hint} hint
 * @param {About} table
 */
export function draftFor(hint, table) {
  const [a, b] = hint.proposals ?? [];
  switch (hint.kind) {
    case "untabled":
      return t(
        "Time runs out and nothing is on the table. Table a package, even an incomplete one.",
      );
    case "stuck":
      return t("Where do you stand? Which issue matters least to whom?");
    case "twins":
      return hint.issue
        ? t("{a} and {b} differ in one issue only: {issue}. What would settle it?", {
            a,
            b,
            issue: hint.issue,
          })
        : t("{a} and {b} are the same package. Support one of them.", { a, b });
    case "lapsing":
      return t("{n} lapses at the end of the phase. Accept, reject or reserve it now.", { n: a });
    case "breach":
      return t("Read your red lines again before you stay with this.");
    default:
      return table && "";
  }
}

/** @param {{hint: Hint, table: About, give: Give}} props */
export function HintActs({ hint, table, give }) {
  const [to, write] = useState(/** @type {string | null} */ (null));
  const ids = hint.delegations ?? (hint.delegation ? [hint.delegation] : []);
  const short = (/** @type {string} */ id) => table.seats[id]?.short ?? id;
  const [first] = ids;
  const bots = hint.kind === "absent" || hint.kind === "empty";
  const forAll = ["untabled", "stuck", "twins", "lapsing"].includes(hint.kind);
  const more = ["untabled", "lapsing"].includes(hint.kind);
  const forOne = hint.kind === "silent" || hint.kind === "breach";
  return html`<span class="acts">
    ${
      bots &&
      html`<button type="button" onClick=${() => {
        for (const delegation of ids) give("seat_bot", { delegation });
      }}>${tn(ids.length, "Seat a bot", "Seat {n} bots")}</button>`
    }
    ${forOne && ids.map((id) => html`<button key=${id} type="button" onClick=${() => write(id)}>${ids.length > 1 ? t("Word to {who}…", { who: short(id) }) : t("Send a word…")}</button>`)}
    ${forAll && html`<button type="button" onClick=${() => write("")}>${t("Tell the table…")}</button>`}
    ${more && html`<button type="button" onClick=${() => give("extend", { seconds: 120 })}>${t("+2 min")}</button>`}
    ${
      to !== null &&
      html`<${Telling} title=${to === "" ? t("Tell the table") : t("A word to {who}", { who: short(to || first) })}
        hint=${to === "" ? undefined : t("Only this delegation reads it.")} draft=${draftFor(hint, table)}
        send=${(/** @type {string} */ text) => (to === "" ? give("announce", { text }) : give("message", { to, text }))}
        onClose=${() => write(null)} />`
    }</span>`;
}
