// The ledger as everybody reads it: who owes what, what waits for what, what became of it.

import { cx, html } from "../dom.js";
import { language, t } from "../i18n.js";
import { Code, names, seated, shortName } from "./code.js";
import { useStore } from "./context.js";
import { inOrder, isBroken, isKept } from "./obligations.js";

/** @typedef {import("../entities").Obligation} Obligation */
/** @typedef {"round" | "delegation"} By */

/** @param {Obligation} o */
export function statusWord(o) {
  switch (o.status) {
    case "done":
      return t("reported done");
    case "delayed":
      return t("delayed");
    case "refused":
      return t("refused");
    case "contested":
      return t("contested");
    case "kept":
      return t("kept");
    case "broken":
      return t("broken");
    case "lapsed":
      return t("lapsed");
    case "released":
      return t("released");
    default:
      return o.waits ? t("waits") : t("open");
  }
}

/** @param {Obligation} o a sign that does not depend on colour */
function sign(o) {
  if (isKept(o)) return "✓";
  if (isBroken(o)) return "✕";
  if (o.status === "contested") return "?";
  return o.status === "released" ? "–" : o.waits ? "⋯" : "○";
}

/** @param {Obligation} o */
export function dueWord(o) {
  if (o.after_talks) return t("after the talks");
  return o.due_now ? t("due this round") : t("due in round {n}", { n: o.due_round });
}

/** @param {import("../entities").Obligation["after"][number]} step */
function stepWord(step) {
  switch (step.step) {
    case "kept":
      return t("kept");
    case "not_agreed":
      return t("not agreed yet");
    case "gone":
      return t("will not come");
    default:
      return t("not yet kept");
  }
}

/** @param {number} quantity metric tons */
export const tons = (quantity) =>
  t("{n} t", { n: new Intl.NumberFormat(language()).format(quantity) });

/**
 * The whole ledger in groups. `acts` draws what the reader can do with one.
 * @param {{all: Obligation[], by: By, acts?: (o: Obligation) => unknown}} props
 */
export function Ledger({ all, by, acts }) {
  const store = useStore();
  /** @type {Map<string, Obligation[]>} */
  const groups = new Map();
  const order = seated(store).map((d) => d.id);
  for (const o of [...all].sort(inOrder)) {
    const key =
      by === "delegation" ? o.by : o.after_talks ? "after" : String(o.due_round).padStart(4, "0");
    groups.set(key, [...(groups.get(key) ?? []), o]);
  }
  const keys = [...groups.keys()].sort((a, b) =>
    by === "delegation" ? order.indexOf(a) - order.indexOf(b) : a < b ? -1 : 1,
  );
  return keys.map(
    (key) => html`<section key=${key} class="owed-group">
    <h3>${by === "delegation" ? names(store, [key]) : key === "after" ? t("After the talks") : t("Round {n}", { n: Number(key) })}</h3>
    <ul class="owed">${groups.get(key)?.map((o) => html`<${Entry} key=${o.id} o=${o} acts=${acts} />`)}</ul></section>`,
  );
}

/** @param {{o: Obligation, acts?: (o: Obligation) => unknown, brief?: boolean}} props `brief` without words */
export function Entry({ o, acts, brief }) {
  const store = useStore();
  const look = isKept(o) ? "kept" : isBroken(o) ? "broken" : o.status;
  return html`<li class=${cx("obligation", look, o.due_now && "due")} data-obligation=${o.id}>
    <p class="what"><${Code} id=${o.by} /> <span>${o.what}</span></p>
    <p class="state"><b class="mark"><span aria-hidden="true">${sign(o)}</span> ${statusWord(o)}</b>
      <span>${dueWord(o)}</span>${o.quantity > 0 && html` <span>${tons(o.quantity)}</span>`}
      <small>${t("to {who}", { who: names(store, o.to) })} · ${sourceWord(o)}</small></p>
    ${o.after.map((step) => html`<p key=${step.id} class=${cx("after", step.step)}>${t("after: {what}", { what: step.by ? `${shortName(store, step.by)}: ${step.what}` : step.what })} <b>(${stepWord(step)})</b></p>`)}
    ${!brief && o.note && html`<p class="word-on"><b>${shortName(store, o.by)}:</b> ${o.note}</p>`}
    ${!brief && o.contested_by && html`<p class="word-on"><b>${t("{who} contests it:", { who: shortName(store, o.contested_by) })}</b> ${o.contest_note}</p>`}
    ${!brief && o.settled && html`<p class="word-on"><b>${t("Settled by the facilitator:")}</b> ${statusWord(o)}${o.settle_note && `. ${o.settle_note}`}</p>`}
    ${acts?.(o)}
  </li>`;
}

/** @param {Obligation} o */
function sourceWord(o) {
  return o.source.kind === "letter"
    ? t("side letter, {title}", { title: o.source.title })
    : o.source.title;
}

/** Fuel oil by country: what was pledged, what was delivered, and how far the total is. @param {{all: Obligation[]}} props */
export function Oil({ all }) {
  const store = useStore();
  const oil = all.filter((o) => o.unit === "t_hfo" && o.source.kind === "forum");
  if (oil.length === 0) return null;
  const counted = oil.filter((o) => o.status !== "released");
  const sum = (/** @type {Obligation[]} */ some) => some.reduce((n, o) => n + o.quantity, 0);
  const givers = seated(store).filter((d) => counted.some((o) => o.by === d.id));
  const pledged = sum(counted);
  const delivered = sum(counted.filter(isKept));
  return html`<table class="oil lines"><caption>${t("Heavy fuel oil, in metric tons")}</caption>
    <thead><tr><th scope="col">${t("Delegation")}</th><th scope="col">${t("Pledged")}</th><th scope="col">${t("Delivered")}</th></tr></thead>
    <tbody>${givers.map((d) => {
      const own = counted.filter((o) => o.by === d.id);
      return html`<tr key=${d.id} data-colour=${d.colour}><th scope="row"><${Code} id=${d.id} /></th><td>${tons(sum(own))}</td><td>${tons(sum(own.filter(isKept)))}</td></tr>`;
    })}</tbody>
    <tfoot><tr><th scope="row">${t("Total")}</th><td>${tons(pledged)}</td><td>${tons(delivered)}</td></tr></tfoot></table>
    <p class="note">${t("{delivered} of the {pledged} promised has been delivered.", { delivered: tons(delivered), pledged: tons(pledged) })}</p>`;
}
