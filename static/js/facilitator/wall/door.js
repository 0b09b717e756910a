// People at the door who gave a name of the class: admit them, or not. And who is still expected.

import { useState } from "preact/hooks";
import { at } from "../../address.js";
import { html } from "../../dom.js";
import { announce } from "../../elements/live.js";
import { t } from "../../i18n.js";

/** @typedef {import("./glance.js").Glance} Glance */
/** @typedef {{id: string, name: string, person: string, listed: string}} Knock */

/**
 * @param {{room: string | undefined, waiting: Knock[], tables: Glance[], csrf: string}} props
 */
export function AtTheDoor({ room, waiting, tables, csrf }) {
  const [problem, tell] = useState("");
  if (waiting.length === 0) return null;
  /**
   * @param {Knock} one
   * @param {"admit" | "newcomer" | "refuse"} answer
   */
  const give = async (one, answer) => {
    tell("");
    try {
      const path = `/api/v1/classrooms/${room}/admissions/${encodeURIComponent(one.id)}`;
      const response = await fetch(at(path), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
        body: JSON.stringify({ answer }),
      });
      if (response.ok) announce(t("Answered."));
      else tell((await response.json()).error?.message ?? "");
    } catch {
      tell(t("The server cannot be reached; nothing was changed."));
    }
  };
  return html`<section class="at-door" aria-labelledby="at-door"><h2 id="at-door">${t("At the door")}</h2>
    <ol class="need">${waiting.map(
      (one) => html`<li key=${one.id}><p>${where(one, tables)}</p>
      <p class="acts"><button type="button" class="primary" onClick=${() => give(one, "admit")}>${t("Admit")}</button>
        <button type="button" onClick=${() => give(one, "newcomer")}>${t("Somebody else of this name")}</button>
        <button type="button" onClick=${() => give(one, "refuse")}>${t("Refuse")}</button></p></li>`,
    )}</ol>
    ${problem && html`<p class="refused" role="alert">${problem}</p>`}
  </section>`;
}

/**
 * Who says to be whom, where that seat is, and whether somebody has it.
 * @param {Knock} one
 * @param {Glance[]} tables
 */
function where(one, tables) {
  for (const table of tables)
    for (const seat of Object.values(table.seats)) {
      const sits = seat.delegates?.find((d) => d.person === one.person);
      if (!sits) continue;
      const said = { name: one.name, code: seat.code, n: table.table };
      return html`${t("{name} wants the seat of {code} at table {n}.", said)} <b>${sits.present ? t("Somebody sits there now.") : t("Nobody is there now.")}</b>`;
    }
  return t("{name} is on the list, and has no seat yet.", { name: one.name });
}
