// On the table: proposals as cards that stay where they are, and the builder docked below them.

import { html, later, soon } from "../../dom.js";
import { names } from "../../elements/code.js";
import { clause } from "../../elements/treaty.js";
import { t, tn } from "../../i18n.js";
import { focusSoon } from "../focus.js";
import { useTable } from "../model.js";
import { Builder } from "./builder.js";

const card = () => import("./card.js").then((m) => m.Card);
const Card = later(card);
soon(card);
const Plenary = later(() => import("../mandate/plenary.js").then((m) => m.Plenary));

export function ProposalsPanel() {
  const table = useTable();
  const forum = table.forum.value;
  const { cards, past, fresh, laid } = table.laid;
  const isNew = new Set(fresh.value.map((p) => p.id));
  const agreement = table.agreement.value;
  const agreed = agreement && html`<${AgreementCard} agreement=${agreement} forum=${forum} />`;
  return html`<section class="panel proposals" data-name="proposals" aria-label=${t("On the table")}>
    <header class="head">
      <h2>${t("On the table")}</h2>
      <p class="note">${forum?.rule_text}</p>
      <${Fresh} />
    </header>
    <div class="scroll">
      ${forum?.endorses && html`<${Plenary} forum=${forum} />`}
      ${laid.value.agreed && agreed}
      ${cards.value.map((p) => html`<${Card} key=${p.id} id=${p.id} fresh=${isNew.has(p.id)} />`)}
      ${!laid.value.agreed && agreed}
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
      ${
        past.value.length > 0 &&
        html`<details class="past"><summary>${tn(past.value.length, "{n} earlier proposal", "{n} earlier proposals")}</summary>
        ${past.value.map((p) => html`<${Card} key=${p.id} id=${p.id} />`)}</details>`
      }
      <${TidyUp} />
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

/** Cards that are over lie where they were until somebody puts them away. */
function TidyUp() {
  const table = useTable();
  const n = table.laid.over.value.length;
  if (n === 0) return null;
  return html`<p class="tidy"><button type="button" class="plain" onClick=${() => {
    table.laid.tidy(table.forumId.peek());
    focusSoon(".card .number");
  }}>${tn(n, "Put {n} closed one away, the nearest to adoption first", "Put {n} closed ones away, the nearest to adoption first")}</button></p>`;
}

/** @param {{agreement: import("../../entities").Agreement, forum: import("../../entities").Forum | undefined}} props */
export function AgreementCard({ agreement, forum }) {
  const { store } = useTable();
  return html`<article class="card agreement">
    <header><h3>${agreement.partial ? t("Agreed in part") : t("Agreed")}</h3>
      <small>${agreement.recorded ? t("reached face to face, recorded by the facilitator") : names(store, agreement.signatories)}</small></header>
    <ol class="clauses">
      ${agreement.clauses.map((c) => html`<li key=${c.issue}>${c.clause || (forum && clause(forum, c.issue, c.option))}</li>`)}
    </ol>
  </article>`;
}
