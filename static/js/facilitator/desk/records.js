// The audit list: who among facilitators and assistants did what, when and why; newest first.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { timeOfDay } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { factText, GROUPS, groupOf } from "../facts.js";
import { ask } from "../questions.js";

/** @typedef {import("../facts.js").Fact} Fact */
/** @typedef {{talks: string, table: number, seq: number, at: number, by: string, facts: Fact[]}} Line */
/** @typedef {{lines: Line[], more: number, names: Record<string, string>}} Answer */
/**
 * @typedef {{seats: Record<string, {short: string}>, forums: Record<string, {title: string}>}} About
 */

/** @param {{room?: string, tables: import("../wall/glance.js").Glance[], onClose: () => void}} props */
export function RecordsDialog({ room, tables, onClose }) {
  const numbers = [...tables].map((x) => x.table).sort((a, b) => a - b);
  return html`<${Dialog} title=${t("Records: who did what")} onClose=${onClose}>
    <${Records} room=${room} tables=${numbers} about=${tables[0] ?? { seats: {}, forums: {} }} />
  </${Dialog}>`;
}

/** @param {{room?: string, tables: number[], about: About}} props one table: no choice of tables */
export function Records({ room, tables, about }) {
  const [table, at] = useState(tables.length === 1 ? String(tables[0]) : "0");
  const [who, by] = useState("");
  const [group, of] = useState("");
  const [found, find] = useState(/** @type {Partial<Answer> & {problem?: string}} */ ({}));
  const look = async () => {
    const { answer, problem } = await ask(`/classrooms/${room}/audit`, { table });
    find(answer ?? { problem });
  };
  useEffect(() => {
    look();
  }, [table]);
  const all = found.lines ?? [];
  const people = [...new Set(all.map((line) => line.by))].sort();
  const shown = all
    .filter((line) => who === "" || line.by === who)
    .filter((line) => group === "" || line.facts.some((fact) => groupOf(fact) === group));
  return html`<div class="records">
    <div class="filters">
      ${
        tables.length > 1 &&
        html`<label>${t("Table")}<select value=${table} onChange=${(/** @type {any} */ e) => at(e.currentTarget.value)}>
        <option value="0">${t("All tables")}</option>
        ${tables.map((n) => html`<option key=${n} value=${String(n)}>${t("Table {n}", { n })}</option>`)}</select></label>`
      }
      <label>${t("Who")}<select value=${who} onChange=${(/** @type {any} */ e) => by(e.currentTarget.value)}>
        <option value="">${t("Everybody")}</option>${people.map((name) => html`<option key=${name} value=${name}>${name}</option>`)}</select></label>
      <label>${t("What")}<select value=${group} onChange=${(/** @type {any} */ e) => of(e.currentTarget.value)}>
        <option value="">${t("Everything")}</option>${GROUPS().map(([id, label]) => html`<option key=${id} value=${id}>${label}</option>`)}</select></label>
      <button type="button" onClick=${look}>${t("Look again")}</button>
      <p class="note" role="status">${found.problem ?? tn(shown.length, "{n} act", "{n} acts")}${(found.more ?? 0) > 0 ? `, ${t("and {n} older ones", { n: found.more ?? 0 })}` : ""}</p>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("Records")}><table class="lines">
      <thead><tr><th scope="col">${t("When")}</th><th scope="col">${t("Table")}</th><th scope="col">${t("Who")}</th><th scope="col">${t("What and why")}</th></tr></thead>
      <tbody>${shown.map(
        (line) =>
          html`<tr key=${`${line.talks}/${line.seq}`}><td><time>${timeOfDay(line.at)}</time></td><td>${line.table}</td><td><bdi>${line.by}</bdi></td>
          <td>${[...new Set(line.facts.map((fact) => factText(fact, about, found.names ?? {})))].join(" ")}</td></tr>`,
      )}</tbody></table></div>
  </div>`;
}
