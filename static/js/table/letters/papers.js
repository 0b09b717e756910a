// What is on paper: obligations and side letters in short, and what falls due this round.

import { signal } from "@preact/signals";
import { html } from "../../dom.js";
import { inOrder, Tally } from "../../elements/obligations.js";
import { t, tn } from "../../i18n.js";
import { useTable } from "../model.js";
import { Count } from "../parts.js";

/** The own obligations that fall due now. @param {import("../model.js").Table} table */
function dueNow(table) {
  const due = table.store.all("obligation").filter((o) => o.by === table.mine.value && o.due_now);
  return due.sort((a, b) => Number(a.waits) - Number(b.waits) || inOrder(a, b));
}

/** Letters that wait for this delegation's signature. @param {import("../model.js").Table} table */
export function toSign(table) {
  const mine = table.mine.value;
  return table.store
    .all("letter")
    .filter((l) => l.state === "draft" && l.with.includes(mine) && !l.signed.includes(mine));
}

/** What waits for this delegation on paper, to be seen from another panel. @param {import("../model.js").Table} table */
export const waiting = (table) => dueNow(table).length + toSign(table).length;

export function Papers() {
  const table = useTable();
  const talks = table.talks.value;
  if (!talks || talks.state === "lobby") return null;
  const due = dueNow(table).length;
  const unsigned = toSign(table).length;
  /** @param {string} kind */
  const open = (kind) => {
    table.dialog.value = { kind };
  };
  return html`<section class="papers" aria-label=${t("On paper")}><h2 class="visually-hidden">${t("On paper")}</h2>
    <div class="acts">
      <button type="button" onClick=${() => open("ledger")}>${t("Obligations")} <${Count} n=${due} label=${t("due this round")} /></button>
      ${table.mine.value && html`<button type="button" onClick=${() => open("letters")}>${t("Side letters")} <${Count} n=${unsigned} label=${t("to sign")} /></button>`}
    </div><${Tally} /></section>`;
}

/** Rounds whose notice was put away. */
const seen = signal(/** @type {readonly number[]} */ ([]));

/** At the start of a round: what this delegation owes by its end. */
export function DueNotice() {
  const table = useTable();
  const talks = table.talks.value;
  const due = dueNow(table);
  if (talks?.state !== "running" || due.length === 0 || seen.value.includes(talks.round))
    return null;
  return html`<p class="banner due"><b>${tn(due.length, "Your delegation owes this by the end of the round:", "Your delegation owes these by the end of the round:")}</b>
    <span>${due.map((o) => o.what).join("; ")}</span>
    <button type="button" onClick=${() => {
      table.dialog.value = { kind: "ledger" };
    }}>${t("To the ledger")}</button>
    <button type="button" class="plain" aria-label=${t("Put this notice away")} onClick=${() => {
      seen.value = [...seen.value, talks.round];
    }}>✕</button></p>`;
}
