// In a closing plenary: every agreement the groups report, to endorse or to set aside.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Endorsements, reported, Verdict } from "../../elements/endorsements.js";
import { points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";

/** @typedef {import("../../entities").Agreement} Agreement */
/** @typedef {import("../../entities").Forum} Forum */

/** @param {{forum: Forum}} props the plenary */
export function Plenary({ forum }) {
  const { store, open, mine } = useTable();
  const all = reported(store, forum);
  const waiting = open.value || (forum.now && store.get("talks")?.phase === "negotiation");
  if (all.length === 0 && !waiting) return null;
  const left = forum.parties.includes(mine.value)
    ? all.filter((a) => a.endorsements[mine.value] === undefined).length
    : 0;
  return html`<details class="plenary" open=${left > 0 || all.length === 0}>
    <summary><h3>${t("Before the plenary")}</h3>
      ${left > 0 && waiting && html`<b>${tn(left, "{n} agreement awaits your word", "{n} agreements await your word")}</b>`}</summary>
    <p class="note">${
      all.length === 0
        ? t("No group has reported an agreement, so there is nothing to endorse.")
        : t(
            "What every party endorses enters the Joint Statement. What one party sets aside stays an agreement of its own parties, and counts for them as before, but does not enter the Statement's body.",
          )
    }</p>
    ${all.map((a) => html`<${Reported} key=${a.forum} agreement=${a} plenary=${forum} />`)}
  </details>`;
}

/** @param {{agreement: Agreement, plenary: Forum}} props */
function Reported({ agreement, plenary }) {
  const table = useTable();
  const [asking, ask] = useState(false);
  const mine = agreement.endorsements[table.mine.value];
  const place = `endorse/${agreement.forum}`;
  const sits = plenary.now && table.talks.value?.phase === "negotiation";
  const give = (/** @type {string} */ stance, reason = "") =>
    table.give("endorse", { forum: agreement.forum, stance, reason }, place);
  return html`<article class="card reported" aria-label=${agreement.title}>
    <header><h4>${agreement.title}</h4><${Verdict} agreement=${agreement} /></header>
    <${WorthToMe} agreement=${agreement} />
    <details><summary>${tn(agreement.clauses.length, "{n} clause", "{n} clauses")}</summary>
      <ol class="clauses">${agreement.clauses.map((c) => html`<li key=${c.issue}>${c.clause}</li>`)}</ol></details>
    <${Endorsements} agreement=${agreement} parties=${plenary.parties} me=${table.mine.value} />
    ${
      sits &&
      plenary.parties.includes(table.mine.value) &&
      html`<div class="acts">
      <${CommandButton} command="endorse" class=${mine === undefined ? "primary" : ""} pressed=${mine === "endorse"}
        onClick=${() => mine !== "endorse" && give("endorse")}>${t("Endorse")}</${CommandButton}>
      <${CommandButton} command="endorse" pressed=${mine === "set_aside"} onClick=${() => ask(!asking)}>${t("Set aside…")}</${CommandButton}>
    </div>`
    }
    <${Refused} place=${place} />
    ${asking && html`<${Reason} give=${give} forum=${agreement.forum} done=${() => ask(false)} />`}
  </article>`;
}

/** @param {{agreement: Agreement}} props */
function WorthToMe({ agreement }) {
  const mandate = useTable().store.get(`mandate/${agreement.forum}`);
  if (mandate === undefined) return null;
  const worth = Object.entries(agreement.package).reduce(
    (sum, [issue, option]) => sum + (mandate.issues[issue]?.worth[option] ?? 0),
    0,
  );
  return html`<p class="note">${t("Worth {n} to you; your walk-away there was {m}.", { n: points(worth), m: points(mandate.reservation) })}</p>`;
}

/** @param {{give: (stance: string, reason?: string) => Promise<boolean>, forum: string, done: () => void}} props */
function Reason({ give, forum, done }) {
  const table = useTable();
  const draft = table.drafts.of(`endorse:${forum}`, "");
  const id = `aside-${forum}`;
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    if (!(await give("set_aside", draft.value.trim()))) return;
    draft.value = "";
    done();
  };
  return html`<form class="reason" onSubmit=${send}>
    <label for=${id}>${t("Why you set it aside (everybody reads it)")}</label>
    <textarea id=${id} rows="2" maxlength=${limits.text} dir="auto" autofocus value=${draft} onInput=${(
      /** @type {any} */ e,
    ) => {
      draft.value = e.currentTarget.value;
    }}></textarea>
    <div class="acts"><button class="primary">${t("Set aside")}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button></div>
  </form>`;
}
