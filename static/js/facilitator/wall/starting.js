// Before the start: who is missing at which table, and what to do about it.

import { html } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { list } from "../../format.js";
import { isolated, t, tn } from "../../i18n.js";

/** @typedef {Pick<import("./glance.js").Glance, "talks" | "table"> & {seats: Record<string, Sat>}} Begun */
/** @typedef {{short: string, people: string[], present: boolean, bot: boolean}} Sat */
/** @typedef {{delegation: string, short: string, people: string[]}} Missing */

/**
 * The delegations for which nobody is here, with those who should be.
 * @param {Pick<Begun, "seats">} table
 * @returns {Missing[]}
 */
export function missing(table) {
  return Object.entries(table.seats)
    .filter(([, s]) => !s.bot && !s.present)
    .map(([delegation, s]) => ({ delegation, short: s.short, people: s.people }));
}

/**
 * @template {Begun} T
 * @param {{tables: T[], start: (table: T) => Promise<string>, onClose: () => void,
 *   seatBot: (table: T, delegation: string) => Promise<string>,
 *   refuse: (message: string) => void}} props
 */
export function Starting({ tables, start, seatBot, refuse, onClose }) {
  const empty = tables.flatMap((x) => missing(x).filter((m) => m.people.length === 0));
  const go = async (/** @type {boolean} */ bots) => {
    onClose();
    /** @type {string[]} */
    const said = [];
    for (const table of tables) {
      const seats = bots ? missing(table).filter((m) => m.people.length === 0) : [];
      said.push(...(await Promise.all(seats.map((m) => seatBot(table, m.delegation)))));
      said.push(await start(table));
    }
    refuse(said.find(Boolean) ?? "");
  };
  return html`<${Dialog} title=${t("Not everybody is here")} onClose=${onClose} actions=${html`
    <button type="button" autofocus onClick=${onClose}>${t("Wait")}</button>
    <button type="button" onClick=${() => go(false)}>${t("Start all the same")}</button>
    ${empty.length > 0 && html`<button type="button" class="primary" onClick=${() => go(true)}>${tn(empty.length, "Start with a bot in {n} empty seat", "Start with bots in {n} empty seats")}</button>`}`}>
    <ul class="missing-list">${tables
      .map((x) => ({ x, who: missing(x) }))
      .filter(({ who }) => who.length > 0)
      .map(
        ({ x, who }) =>
          html`<li key=${x.talks}><h3>${t("Table {n}", { n: x.table })}</h3><${Lines} who=${who} /></li>`,
      )}</ul>
    <p class="note">${t("Whoever comes later takes the seat with the code; a bot in an empty seat makes room at once. People who are away keep theirs.")}</p>
  </${Dialog}>`;
}

/** @param {{who: Missing[]}} props */
function Lines({ who }) {
  const empty = who.filter((m) => m.people.length === 0).map((m) => m.short);
  const away = who.filter((m) => m.people.length > 0);
  return html`${empty.length > 0 && html`<p>${t("Nobody for {who}.", { who: list(empty) })}</p>`}
    ${away.map((m) => html`<p key=${m.delegation}>${t("{who}: {people} not here.", { who: m.short, people: list(m.people.map(isolated)) })}</p>`)}`;
}
