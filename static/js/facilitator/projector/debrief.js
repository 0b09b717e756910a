// After the end: the tables side by side as far as the class compares them, and the cards that were turned.

import { html } from "../../dom.js";
import { Board, boardChange, useBoard } from "../../elements/board.js";
import { t } from "../../i18n.js";
import { cards } from "../desk/debrief.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */

/** @param {{boot: import("../../entities").Boot, tables: Glance[]}} props */
export function Debrief({ boot, tables }) {
  return html`<div class="debriefing"><${Open} boot=${boot} tables=${tables} /><${Turned} stages=${tables.flatMap((x) => x.revealed ?? [])} /><${Compared} boot=${boot} tables=${tables} /></div>`;
}

/**
 * The way to each table's debrief, for whoever runs the projector; tables under letters have none here.
 * @param {{boot: import("../../entities").Boot, tables: {talks: string | null, table: number}[]}} props
 */
export function Open({ boot, tables }) {
  const href = boot.urls?.debrief;
  const known = tables.filter((x) => x.talks !== null);
  if (!href || known.length === 0) return null;
  return html`<p class="to-debrief">${known.map((x) => html`<a key=${x.table} class="button" href=${href.replace("TALKS", x.talks ?? "")}>${t("Debrief of table {n}", { n: x.table })}</a>`)}</p>`;
}

/** The cards that lie open at any table. @param {{stages: string[]}} props */
export function Turned({ stages }) {
  const turned = cards().filter(([stage]) => stages.includes(stage));
  if (turned.length === 0) return null;
  return html`<ul class="turned" aria-label=${t("Laid open")}>${turned.map(
    ([stage, title, what]) =>
      html`<li key=${stage} data-stage=${stage}><h2>${title}</h2><p>${what}</p></li>`,
  )}</ul>`;
}

/** The tables side by side, as far as the policies show them. @param {{boot: import("../../entities").Boot, tables: Glance[]}} props */
export function Compared({ boot, tables }) {
  const board = useBoard(`/classrooms/${boot.classroom}/board`, boardChange(tables), boot.token);
  if (board === null || board.tables.length === 0) return null;
  return html`<section class="compared"><h2>${t("Tables side by side")}</h2><${Board} board=${board} /></section>`;
}
