// On the table: proposals as cards, and the builder docked below them.

import { html, later } from "../../dom.js";
import { names } from "../../elements/code.js";
import { clause } from "../../elements/treaty.js";
import { t, tn } from "../../i18n.js";
import { useTable } from "../model.js";
import { Builder } from "./builder.js";
import { Card } from "./card.js";
import { byPromise } from "./worths.js";

const Plenary = later(() => import("../mandate/plenary.js").then((m) => m.Plenary));

export function ProposalsPanel() {
  const table = useTable();
  const forum = table.forum.value;
  const all = table.proposals.value;
  const live = byPromise(all);
  const past = all.filter((p) => p.state !== "tabled" && p.state !== "silence");
  const agreement = table.agreement.value;
  return html`<section class="panel proposals" data-name="proposals" aria-label=${t("On the table")}>
    <header class="head">
      <h2>${t("On the table")}</h2>
      <p class="note">${forum?.rule_text}</p>
    </header>
    <div class="scroll">
      ${forum?.endorses && html`<${Plenary} forum=${forum} />`}
      ${agreement && html`<${AgreementCard} agreement=${agreement} forum=${forum} />`}
      ${live.map((p) => html`<${Card} key=${p.id} id=${p.id} />`)}
      ${
        live.length === 0 &&
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
        past.length > 0 &&
        html`<details class="past"><summary>${tn(past.length, "{n} earlier proposal", "{n} earlier proposals")}</summary>
        ${past.map((p) => html`<${Card} key=${p.id} id=${p.id} />`)}</details>`
      }
    </div>
    <${Builder} />
  </section>`;
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
