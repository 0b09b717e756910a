// On the table: proposals as cards that stay where they are, and the builder docked below them.

import { html, later, soon } from "../../dom.js";
import { names } from "../../elements/code.js";
import { t, tn } from "../../i18n.js";
import { dressed } from "../../sheets.js";
import { focusSoon } from "../focus.js";
import { useTable } from "../model.js";
import { Builder } from "./builder.js";

const cards = () => dressed("teams", import("./cards.js")).then((m) => m.Cards);
const Cards = later(cards);
soon(cards);
const Plenary = later(() =>
  dressed("teams", import("../mandate/plenary.js")).then((m) => m.Plenary),
);

export function ProposalsPanel() {
  const table = useTable();
  const forum = table.forum.value;
  const { cards, past } = table.laid;
  const agreement = table.agreement.value;
  return html`<section class="panel proposals" data-name="proposals" aria-label=${t("On the table")}>
    <header class="head">
      <h2>${t("On the table")}</h2>
      <p class="note">${forum?.rule_text}</p>
      <${Fresh} />
    </header>
    <div class="scroll">
      ${forum?.endorses && html`<${Plenary} forum=${forum} />`}
      ${(cards.value.length > 0 || past.value.length > 0 || agreement) && html`<${Cards} />`}
      ${
        cards.value.length === 0 &&
        !agreement &&
        table.open.value &&
        html`<div class="empty">
        <p><b>${t("No proposal yet.")}</b></p>
        ${!table.watches && html`<p>${t("Build a package below; what it is worth to you updates as you choose. Nobody sees it until you table it.")}</p>`}
      </div>`
      }
      ${
        !table.attends(table.forumId.value) &&
        forum &&
        html`<div class="empty">
        <p><b>${table.guest.value ? t("Closed to observers.") : t("Your delegation does not sit in this forum.")}</b></p>
        <p>${t("{who} negotiate here.", { who: names(table.store, forum.parties) })}</p></div>`
      }
    </div>
    <${Builder} />
  </section>`;
}

/** What came while one was busy: a count that leads there. */
function Fresh() {
  const table = useTable();
  const fresh = table.laid.fresh.value;
  if (fresh.length === 0) return null;
  return html`<button type="button" class="fresh" onClick=${() => {
    focusSoon(`#p-${CSS.escape(fresh[0].id)} .number`);
    table.laid.meet();
  }}>${tn(fresh.length, "{n} new proposal", "{n} new proposals")} <span aria-hidden="true">↓</span></button>`;
}
