// What needs the facilitator, over all tables: questions answered in place, then hints.

import { html } from "../../dom.js";
import { t, tn } from "../../i18n.js";
import { beat } from "../../time.js";
import { combined, HintActs, hintText } from "../hints.js";
import { Question } from "../question.js";
import { byNeed } from "./glance.js";

/** @typedef {import("./glance.js").Glance} Glance */
/** @typedef {(table: Glance, name: string, body: object) => void} Give */

/** @param {{tables: Glance[], now: () => number, desk: (talks: string) => string, give: Give}} props */
export function Needs({ tables, now, desk, give }) {
  const asked = tables
    .flatMap((table) => (table.helps ?? []).map((help) => ({ table, help })))
    .sort((a, b) => Number(a.help.answered) - Number(b.help.answered) || a.help.at - b.help.at);
  const hinted = byNeed(tables)
    .map((table) => ({
      table,
      hints: combined((table.alarms ?? []).filter((a) => a.kind !== "help")),
    }))
    .filter(({ hints }) => hints.length > 0);
  const waiting = asked.filter(({ help }) => !help.answered).length;
  const place = (/** @type {Glance} */ table) =>
    html`<a href=${desk(table.talks)}><b>${t("Table {n}", { n: table.table })}</b></a>`;
  return html`<section aria-labelledby="needs" class="needs"><h2 id="needs" tabindex="-1">${t("Needs you")}</h2>
    ${waiting > 0 && html`<p class="note">${tn(waiting, "{n} question waits", "{n} questions wait")}</p>`}
    ${asked.length + hinted.length === 0 && html`<p class="note">${t("Nothing needs you now.")}</p>`}
    <ol class="need">
      ${asked.map(
        ({
          table,
          help,
        }) => html`<li key=${`${table.talks}/${help.id}`}><${Question} help=${help} place=${place(table)}
          who=${table.seats[help.delegation ?? ""]?.short ?? ""} give=${(/** @type {string} */ name, /** @type {object} */ body) => give(table, name, body)} /></li>`,
      )}
      ${hinted.map(({ table, hints }) => html`<li key=${table.talks}>${place(table)}<${Hints} table=${table} hints=${hints} now=${now} give=${(/** @type {string} */ name, /** @type {object} */ body) => give(table, name, body)} /></li>`)}
    </ol>
  </section>`;
}

/**
 * @param {{table: import("../hints.js").About, hints: import("../hints.js").Hint[], now: () => number,
 *   give: (name: string, body: object) => void}} props
 */
export function Hints({ table, hints, now, give }) {
  beat.value;
  return html`<ul class="hints">${hints.map(
    (hint) =>
      html`<li key=${hint.kind + (hint.forum ?? "") + (hint.delegation ?? "") + (hint.proposals ?? []).join()} class=${hint.urgent ? "urgent" : ""}>
      ${hintText(hint, table, now())} <${HintActs} hint=${hint} table=${table} give=${give} /></li>`,
  )}</ul>`;
}
