// The cards of a forum in their order, those that are over folded away below, and its agreement.

import { html } from "../../dom.js";
import { names } from "../../elements/code.js";
import { clause } from "../../elements/treaty.js";
import { t, tn } from "../../i18n.js";
import { focusSoon } from "../focus.js";
import { useTable } from "../model.js";
import { Card } from "./card.js";

export function Cards() {
  const table = useTable();
  const { cards, past, fresh, laid } = table.laid;
  const isNew = new Set(fresh.value.map((p) => p.id));
  const agreement = table.agreement.value;
  const agreed =
    agreement && html`<${AgreementCard} agreement=${agreement} forum=${table.forum.value} />`;
  return html`
      ${laid.value.agreed && agreed}
      ${cards.value.map((p) => html`<${Card} key=${p.id} id=${p.id} fresh=${isNew.has(p.id)} />`)}
      ${!laid.value.agreed && agreed}
      ${
        past.value.length > 0 &&
        html`<details class="past"><summary>${tn(past.value.length, "{n} earlier proposal", "{n} earlier proposals")}</summary>
        ${past.value.map((p) => html`<${Card} key=${p.id} id=${p.id} />`)}</details>`
      }
      <${TidyUp} />`;
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
