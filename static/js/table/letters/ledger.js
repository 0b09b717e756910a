// The ledger at the table: everybody's obligations; report the own ones, contest the others'.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Dialog } from "../../elements/dialog.js";
import { Ledger, Oil } from "../../elements/ledger.js";
import { isOwed, Tally } from "../../elements/obligations.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";

/** @typedef {import("../../entities").Obligation} Obligation */
/** @typedef {"done" | "delayed" | "refused" | "contest"} Saying */

const by = signal(/** @type {import("../../elements/ledger.js").By} */ ("round"));

/** @param {{onClose: () => void}} props */
export function LedgerDialog({ onClose }) {
  const table = useTable();
  const all = table.store.all("obligation");
  const live = table.talks.value?.state === "running";
  return html`<${Dialog} title=${t("Obligations")} onClose=${onClose}>
    <p class="note">${t("Action for action: what an agreement obliges to, by which round, and what became of it. Everybody sees this; what a side letter obliges to is seen by its signatories.")}</p>
    ${all.length === 0 && html`<p>${t("Nobody owes anything yet. Obligations appear here when a forum agrees, or a side letter is signed.")}</p>`}
    ${
      all.length > 0 &&
      html`<div class="ledger-head"><${Tally} /><fieldset class="choice"><legend>${t("Order")}</legend>
      ${[
        ["round", t("by round")],
        ["delegation", t("by delegation")],
      ].map(
        ([id, label]) =>
          html`<button key=${id} type="button" aria-pressed=${by.value === id} onClick=${() => {
            by.value = /** @type {any} */ (id);
          }}>${label}</button>`,
      )}</fieldset></div>`
    }
    <${Ledger} all=${all} by=${by.value} acts=${live ? (/** @type {Obligation} */ o) => html`<${Acts} o=${o} />` : undefined} />
    <${Oil} all=${all} />
  </${Dialog}>`;
}

/** @param {{o: Obligation}} props what this delegation can say about it */
function Acts({ o }) {
  const table = useTable();
  const [saying, say] = useState(/** @type {Saying | null} */ (null));
  const mine = table.mine.value;
  const place = `obligation/${o.id}`;
  const owner = o.by === mine;
  const open = isOwed(o) || (o.status === "refused" && !o.overdue);
  const party = o.source.parties.includes(mine) || o.to.includes(mine);
  const contestable = !owner && party && (o.status === "done" || o.status === "delayed");
  if (!(owner && open) && !contestable) return html`<${Refused} place=${place} />`;
  /** @type {[Saying, string][]} */
  const choices = owner
    ? [
        ["done", t("Report done")],
        ...(o.delayed ? [] : [/** @type {[Saying, string]} */ (["delayed", t("Delayed…")])]),
        ...(o.status === "refused"
          ? []
          : [/** @type {[Saying, string]} */ (["refused", t("Refuse…")])]),
      ]
    : [["contest", t("Contest…")]];
  return html`<div class="acts">${choices.map(
    ([what, label]) =>
      html`<${CommandButton} key=${what} command=${what === "contest" ? "contest_obligation" : "report_obligation"}
        class=${what === "done" && !o.waits ? "primary" : ""} onClick=${() => say(what)}>${label}</${CommandButton}>`,
  )}</div>
  <${Refused} place=${place} />
  ${saying && html`<${Note} o=${o} saying=${saying} place=${place} done=${() => say(null)} />`}`;
}

/** @param {{o: Obligation, saying: Saying, place: string, done: () => void}} props */
function Note({ o, saying, place, done }) {
  const table = useTable();
  const draft = table.drafts.of(`obligation:${o.id}`, "");
  const id = `note-${o.id}`;
  const needed = saying === "contest";
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const note = draft.value.trim();
    const obligation_id = o.id;
    const given = needed
      ? await table.give("contest_obligation", { obligation_id, note }, place)
      : await table.give("report_obligation", { obligation_id, status: saying, note }, place);
    if (given) draft.value = "";
    done();
  };
  const questions = {
    done: t("How it was done (whoever sees this obligation reads it)"),
    delayed: t("Why it takes one round longer (whoever sees this obligation reads it)"),
    refused: t("Why you refuse (whoever sees this obligation reads it)"),
    contest: t("What is not so (whoever sees this obligation reads it)"),
  };
  const answers = {
    done: t("Report done"),
    delayed: t("Report a delay"),
    refused: t("Refuse it"),
    contest: t("Contest it"),
  };
  return html`<form class="reason" onSubmit=${send}>
    <label for=${id}>${questions[saying]}</label>
    <textarea id=${id} rows="2" maxlength=${limits.text} dir="auto" required=${needed} autofocus value=${draft} onInput=${(
      /** @type {any} */ e,
    ) => {
      draft.value = e.currentTarget.value;
    }}></textarea>
    <div class="acts"><button class=${saying === "refused" ? "danger" : "primary"}>${answers[saying]}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button></div>
  </form>`;
}
