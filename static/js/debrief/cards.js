// The cards of a debrief: which lie open, and for whoever runs the table the buttons to turn them.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { t } from "../i18n.js";
import { CardDate } from "./dates.js";
import { useTurning } from "./turning.js";

/** What each card is called, and what it shows. @returns {Record<string, [string, string]>} */
export const cardWords = () => ({
  channels: [t("Private channels"), t("What was said in caucuses.")],
  letters: [t("Side letters"), t("What was promised in letters, and what became of it.")],
  mandates: [t("Mandates"), t("What everybody wanted, and their walk-aways.")],
  scores: [t("Scores"), t("Everybody's totals and the joint gain.")],
  moments: [t("What stands out"), t("Where it turned, and what was one change away.")],
  possible: [t("What was possible"), t("Every package, and which all would have accepted.")],
  record: [t("What really happened"), t("The record of 2003 to 2009 beside what was agreed here.")],
});

/**
 * @param {{cards: {all: string[], turned: string[], open: string[]}, alone: boolean,
 *   turn: ((stage: string, everywhere: boolean) => Promise<string>) | null,
 *   reading?: import("./turning.js").Guessing, planned: Record<string, number>,
 *   plan: ((stage: string, at: number | null, everywhere: boolean) => Promise<string>) | null,
 *   children?: any}} props `planned` are the cards that turn by themselves, and when
 */
export function Cards({ cards, turn, alone, reading, planned, plan, children }) {
  const [everywhere, choose] = useState(false);
  const [said, say] = useState("");
  const [first, question] = useTurning(
    [reading],
    async (stage) => turn && say(await turn(stage, everywhere)),
  );
  if (alone) return null;
  const of = cardWords();
  const turned = cards.all.filter((stage) => cards.turned.includes(stage)).length;
  return html`<section class="cards-row no-print" aria-labelledby="cards"><h2 id="cards">${t("The cards")}</h2>
    <p class="quiet">${turn ? t("You see everything. Students see what you turn, at once.") : t("{n} of {all} lie open. Your facilitator turns the others; this page follows.", { n: turned, all: cards.all.length })}</p>
    ${turn && html`<label class="check"><input type="checkbox" checked=${everywhere} onChange=${(/** @type {any} */ e) => choose(e.target.checked)} /> ${t("Turn each card at every table of the class that has ended; set a date at every table")}</label>`}
    ${children}
    <ol class="deck">${cards.all.map((stage) => {
      const [title, what] = of[stage] ?? [stage, ""];
      const open = cards.turned.includes(stage);
      return html`<li key=${stage} class=${open ? "open" : ""}><b>${title}</b><span class="note">${what}</span>
        ${open ? html`<span class="tag">${t("Laid open")}</span>` : turn ? html`<button type="button" onClick=${() => first(stage)}>${t("Lay open")}</button>` : html`<span class="tag">${t("Face down")}</span>`}
        ${!open && html`<${CardDate} title=${title} at=${planned[stage]} plan=${plan && ((/** @type {number | null} */ at) => plan(stage, at, everywhere))} />`}
        ${open && turn && everywhere && html`<button type="button" class="plain" onClick=${async () => say(await turn(stage, true))}>${t("At the other tables too")}</button>`}</li>`;
    })}</ol>${question}
    <p role="status" class="note">${said}</p></section>`;
}
