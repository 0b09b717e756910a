// Obligations and side letters for the facilitator: contested ones first, to settle.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Code, shortName } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { Ledger, Oil } from "../../elements/ledger.js";
import { inOrder, Tally } from "../../elements/obligations.js";
import { t, tn } from "../../i18n.js";
import { limits } from "../../limits.js";
import { readers, signatures, stateWord, supportWord } from "../../table/letters/list.js";
import { Promises } from "./promises.js";

/** @typedef {import("../../entities").Obligation} Obligation */
/** @typedef {import("../../entities").Letter} Letter */
/** @typedef {(name: string, body: object) => Promise<string[]>} Give */

/** @param {{give: Give}} props */
export function Papers({ give }) {
  const store = useStore();
  const all = store.all("obligation").sort(inOrder);
  const contested = all.filter((o) => o.status === "contested");
  const rest = all.filter((o) => o.status !== "contested");
  const acts = (/** @type {Obligation} */ o) => html`<${Settle} o=${o} give=${give} />`;
  const letters = store.all("letter").sort((a, b) => b.at - a.at);
  return html`<div class="papers-desk"><section class="pane ledger"><h2>${t("Obligations")}</h2>
      ${all.length === 0 && html`<p class="note">${t("Nobody owes anything yet. Obligations appear here when a forum agrees, or a side letter is signed.")}</p>`}
      <${Tally} />
      ${
        contested.length > 0 &&
        html`<div class="contested-first"><p class="warn-line">${tn(contested.length, "{n} is contested: settle it.", "{n} are contested: settle them.")}</p>
        <${Ledger} all=${contested} by="delegation" acts=${acts} /></div>`
      }
      <${Ledger} all=${rest} by="round" acts=${acts} /><${Oil} all=${all} /></section>
    <div><${Promises} />
    <section class="pane ledger"><h2>${t("Side letters")}</h2>
      ${letters.length === 0 && html`<p class="note">${t("No delegation has drafted one.")}</p>`}
      ${letters.map((letter) => html`<${Shown} key=${letter.id} letter=${letter} />`)}</section></div></div>`;
}

/** @param {{letter: Letter}} props */
function Shown({ letter }) {
  const store = useStore();
  return html`<article class="letter">
    <header><h3>${letter.with.map((id) => html`<${Code} key=${id} id=${id} /> `)}</h3><b class="tag">${stateWord(letter)}</b></header>
    <p class="paper-readers">${readers(store, letter)}</p><p class="text" dir="auto">${letter.text}</p>
    <ul class="promises">${letter.obligations.map((p, at) => html`<li key=${at}><${Code} id=${p.by} /> ${p.what}${p.forum && html` <small>· ${supportWord(store, p)}</small>`}</li>`)}</ul>
    <p class="note">${signatures(store, letter)}</p>
    ${letter.declined_by && html`<p class="word-on"><b>${t("{who} declined.", { who: shortName(store, letter.declined_by) })}</b> ${letter.reason}</p>`}
  </article>`;
}

/** @param {{o: Obligation, give: Give}} props */
function Settle({ o, give }) {
  const [open, setOpen] = useState(o.status === "contested");
  const [note, setNote] = useState("");
  const [refused, refuse] = useState("");
  const settle = async (/** @type {string} */ status) => {
    const sentences = await give("settle_obligation", { obligation_id: o.id, status, note });
    refuse(sentences.join(" "));
    if (sentences.length === 0) setOpen(false);
  };
  const id = `settle-${o.id}`;
  if (!open)
    return html`<div class="acts"><button type="button" class="plain" onClick=${() => setOpen(true)}>${t("Settle…")}</button></div>`;
  /** @type {[string, string][]} */
  const choices = [
    ["kept", t("Kept")],
    ["broken", t("Broken")],
    ["open", t("Open again")],
    ["released", t("Release")],
  ];
  return html`<div class="settle"><label for=${id}>${t("Why (whoever sees this obligation reads it)")}</label>
    <input id=${id} value=${note} maxlength=${limits.text} onInput=${(/** @type {any} */ e) => setNote(e.currentTarget.value)} />
    <div class="acts">${choices.map(([status, label]) => html`<button key=${status} type="button" onClick=${() => settle(status)}>${label}</button>`)}</div>
    ${refused && html`<p class="refused" role="alert">${refused}</p>`}</div>`;
}
