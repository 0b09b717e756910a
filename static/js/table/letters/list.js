// Side letters: read, sign, decline, make public; and the way to a new one.

import { useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { Code, names, shortName } from "../../elements/code.js";
import { Confirm, Dialog } from "../../elements/dialog.js";
import { optionText } from "../../elements/package.js";
import { list } from "../../format.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";
import { blankLetter, LetterForm } from "./form.js";

/** @typedef {import("../../entities").Letter} Letter */

const ORDER = { draft: 0, in_force: 1, declined: 2 };

/** @param {{onClose: () => void, writing?: boolean}} props `writing`: at once a new one */
export function LettersDialog({ onClose, writing: begins = false }) {
  const table = useTable();
  const [writing, write] = useState(begins ? "new" : "");
  const live = table.talks.value?.state === "running";
  const all = table.store
    .all("letter")
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || b.at - a.at);
  const done = () => write("");
  return html`<${Dialog} title=${t("Side letters")} onClose=${onClose}>
    <p class="note">${t("What you promise each other in a letter is between its signatories until one of them makes it public.")} ${!table.boot.solo && t("The facilitator reads every letter.")}</p>
    ${writing !== "" && html`<${LetterForm} key=${writing} name=${writing} done=${done} />`}
    ${
      writing === "" &&
      live &&
      html`<div class="acts"><${CommandButton} command="draft_side_letter" class="primary" onClick=${() => write("new")}>${t("Draft a letter…")}</${CommandButton}></div>`
    }
    ${all.length === 0 && writing === "" && html`<p>${t("No letters yet. Two to six delegations can promise each other something here; it is in force when all of them have signed.")}</p>`}
    ${all.map((letter) => html`<${LetterCard} key=${letter.id} letter=${letter} live=${live} edit=${() => edit(table, letter, write)} />`)}
  </${Dialog}>`;
}

/**
 * @param {import("../model.js").Table} table
 * @param {Letter} letter
 * @param {(name: string) => void} write
 */
function edit(table, letter, write) {
  const others = letter.with.filter((id) => id !== table.mine.value);
  const rows = letter.obligations.map((p) => ({
    by: p.by,
    what: p.what,
    due_round: p.due_round,
    forum: p.forum ?? "",
    issue: p.issue ?? "",
    option: p.option ?? "",
  }));
  const name = letter.id.split("~")[0];
  table.drafts.of(`letter:${name}`, blankLetter()).value = {
    with: others,
    text: letter.text,
    obligations: rows,
  };
  write(name);
}

/** @param {{letter: Letter, live: boolean, edit: () => void}} props */
function LetterCard({ letter, live, edit }) {
  const table = useTable();
  const { store } = table;
  return html`<article class=${cx("letter", letter.state)} data-letter=${letter.id} aria-label=${names(store, letter.with)}>
    <header><h3>${letter.with.map((id) => html`<${Code} key=${id} id=${id} /> `)}</h3><b class="tag">${stateWord(letter)}</b></header>
    <p class="paper-readers">${readers(store, letter, Boolean(table.boot.solo))}</p>
    <p class="text" dir="auto">${letter.text}</p>
    ${
      letter.obligations.length > 0 &&
      html`<ul class="promises">${letter.obligations.map(
        (p, at) =>
          html`<li key=${at}><${Code} id=${p.by} /> ${p.what} <small>· ${p.due_round > (table.talks.value?.rounds.length ?? 0) ? t("after the talks") : t("by round {n}", { n: p.due_round })}${p.forum && ` · ${supportWord(store, p)}`}</small></li>`,
      )}</ul>`
    }
    <p class="note">${signatures(store, letter)}</p>
    ${letter.declined_by && html`<p class="word-on"><b>${t("{who} declined.", { who: shortName(store, letter.declined_by) })}</b> ${letter.reason}</p>`}
    ${live && letter.with.includes(table.mine.value) && html`<${Acts} letter=${letter} edit=${edit} />`}
  </article>`;
}

/** @param {Letter} letter */
export function stateWord(letter) {
  if (letter.disclosed_by) return t("in force, public");
  if (letter.state === "draft") return t("draft");
  return letter.state === "in_force" ? t("in force") : t("declined");
}

/**
 * @param {import("../../store.js").Store} store
 * @param {Letter} letter
 * @param {boolean} [alone] there is no facilitator
 */
export function readers(store, letter, alone = false) {
  if (letter.disclosed_by)
    return t("{who} made this public: everybody can read it.", {
      who: shortName(store, letter.disclosed_by),
    });
  if (store.get("talks")?.revealed.includes("letters"))
    return t("Laid open at the debrief: every delegation can read it.");
  return t("{readers} can read this.", {
    readers: list([
      ...letter.with.map((id) => shortName(store, id)),
      ...(alone ? [] : [t("the facilitator")]),
    ]),
  });
}

/**
 * @param {import("../../store.js").Store} store
 * @param {Letter} letter
 */
export function signatures(store, letter) {
  const signed = letter.signed.length
    ? t("Signed by {who}.", { who: names(store, letter.signed) })
    : t("Nobody has signed yet.");
  const waits = letter.state === "draft" && letter.signed.length > 0 && letter.missing.length > 0;
  return waits
    ? `${signed} ${t("Waits for {who}.", { who: names(store, letter.missing) })}`
    : signed;
}

/**
 * @param {import("../../store.js").Store} store
 * @param {{forum: string | null, issue: string | null, option: string | null}} p
 */
export function supportWord(store, p) {
  const forum = store.get(`forum/${p.forum}`);
  const option = forum?.issues ? optionText(forum, p.issue ?? "", p.option ?? "") : p.option;
  return t("supports in {forum}: {option}", {
    forum: forum?.title ?? p.forum ?? "",
    option: option ?? "",
  });
}

/** @param {{letter: Letter, edit: () => void}} props */
function Acts({ letter, edit }) {
  const table = useTable();
  const [asking, ask] = useState("");
  const mine = table.mine.value;
  const place = `letter/${letter.id}`;
  const letter_id = letter.id;
  const draft = letter.state === "draft";
  const author = letter.by === mine;
  const close = () => ask("");
  return html`<div class="acts">
    ${draft && !letter.signed.includes(mine) && html`<${CommandButton} command="sign_side_letter" class="primary" onClick=${() => ask("sign")}>${t("Sign…")}</${CommandButton}>`}
    ${draft && author && letter.signed.length === 0 && html`<${CommandButton} command="draft_side_letter" onClick=${edit}>${t("Change…")}</${CommandButton}>`}
    ${draft && html`<${CommandButton} command="decline_side_letter" onClick=${() => ask("decline")}>${author ? t("Take back…") : t("Decline…")}</${CommandButton}>`}
    ${letter.state === "in_force" && !letter.disclosed_by && html`<${CommandButton} command="disclose_side_letter" onClick=${() => ask("disclose")}>${t("Make public…")}</${CommandButton}>`}
  </div><${Refused} place=${place} />
  ${
    asking === "sign" &&
    html`<${Confirm} title=${t("Sign this letter?")} yes=${t("Sign")} onClose=${close}
    onYes=${() => table.give("sign_side_letter", { letter_id }, place)}>
    <p>${t("Its promises bind once everybody it is between has signed. It can no longer be changed from now on.")}</p></${Confirm}>`
  }
  ${
    asking === "disclose" &&
    html`<${Confirm} title=${t("Make this letter public?")} yes=${t("Make it public")} danger onClose=${close}
    onYes=${() => table.give("disclose_side_letter", { letter_id }, place)}>
    <p>${t("Everybody will read it, with your name as the one who published it. The other signatories are not asked, and it cannot be undone.")}</p></${Confirm}>`
  }
  ${asking === "decline" && html`<${Decline} letter=${letter} place=${place} done=${close} />`}`;
}

/** @param {{letter: Letter, place: string, done: () => void}} props */
function Decline({ letter, place, done }) {
  const table = useTable();
  const [reason, setReason] = useState("");
  const id = `decline-${letter.id}`;
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    await table.give("decline_side_letter", { letter_id: letter.id, reason: reason.trim() }, place);
    done();
  };
  return html`<form class="reason" onSubmit=${send}>
    <label for=${id}>${t("A reason, if you like (the letter's delegations read it)")}</label>
    <textarea id=${id} rows="2" maxlength=${limits.text} dir="auto" autofocus value=${reason} onInput=${(/** @type {any} */ e) => setReason(e.currentTarget.value)}></textarea>
    <div class="acts"><button class="danger">${letter.by === table.mine.value ? t("Take the draft back") : t("Decline the letter")}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button></div></form>`;
}
