// What needs the facilitator, over all tables: help requests with an answer box, then alarms.

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { timeOfDay } from "../format.js";
import { t } from "../i18n.js";
import { Telling } from "./control.js";
import { alarmText } from "./glance.js";

/** @typedef {import("./glance.js").Glance} Glance */
/** @typedef {(talks: string, name: string, body: object) => void} Give */

/** @param {{tables: Glance[], now: () => number, desk: (talks: string) => string, give: Give}} props */
export function Needs({ tables, now, desk, give }) {
  const helps = tables.flatMap((table) => (table.helps ?? []).map((help) => ({ table, help })));
  const alarms = tables
    .filter((table) => table.state === "running")
    .flatMap((table) => (table.alarms ?? []).map((alarm) => ({ table, alarm })))
    .filter(({ alarm }) => alarm.kind !== "help");
  return html`<section aria-labelledby="needs"><h2 id="needs">${t("Needs you")}</h2>
    ${helps.length + alarms.length === 0 && html`<p class="note">${t("Nothing needs you now.")}</p>`}
    <ol class="need">
      ${helps.map(({ table, help }) => html`<li key=${`${table.talks}/${help.id}`}><${Help} table=${table} help=${help} give=${give} /></li>`)}
      ${alarms.map(
        ({ table, alarm }) => html`<li key=${`${table.talks}/${alarm.kind}/${alarm.delegation}`}>
          <a href=${desk(table.talks)}><b>${t("Table {n}", { n: table.table })}</b></a> ${alarmText(alarm, table, now())}
          ${
            (alarm.kind === "absent" || alarm.kind === "empty") &&
            html`<button type="button" onClick=${() => give(table.talks, "seat_bot", { delegation: alarm.delegation })}>${t("Seat a bot")}</button>`
          }
          ${alarm.kind === "silent" && html`<${Nudge} table=${table} delegation=${alarm.delegation} give=${give} />`}
        </li>`,
      )}
    </ol>
  </section>`;
}

/** @param {{table: Glance, help: NonNullable<Glance["helps"]>[number], give: Give}} props */
function Help({ table, help, give }) {
  const [answering, answer] = useState(false);
  const who = table.seats[help.delegation ?? ""]?.short ?? "";
  return html`<p><b>${t("Table {n}", { n: table.table })}</b> ${help.name}${who && html` (${who})`}, ${timeOfDay(help.at)}: <q>${help.text}</q></p>
    <button type="button" onClick=${() => answer(true)}>${t("Answer…")}</button>
    ${
      answering &&
      html`<${Telling} title=${t("Answer {who}", { who: help.name })} hint=${help.text}
        send=${(/** @type {string} */ text) => give(table.talks, "message", { to: help.person, text })} onClose=${() => answer(false)} />`
    }`;
}

/** @param {{table: Glance, delegation: string, give: Give}} props */
function Nudge({ table, delegation, give }) {
  const [open, setOpen] = useState(false);
  const who = table.seats[delegation]?.short ?? delegation;
  return html`<button type="button" onClick=${() => setOpen(true)}>${t("Send a word…")}</button>
    ${
      open &&
      html`<${Telling} title=${t("A word to {who}", { who })} hint=${t("Only this delegation reads it.")}
      send=${(/** @type {string} */ text) => give(table.talks, "message", { to: delegation, text })} onClose=${() => setOpen(false)} />`
    }`;
}
