// Who stood where on each proposal, in the order they were tabled; a stance that changed shows both.

import { html } from "../../dom.js";
import { t, tn } from "../../i18n.js";
import { Figure } from "../figure.js";
import { Label, Legend, Mark } from "../marks.js";
import { stanceWord } from "../names.js";

/** @typedef {import("../data").DebriefForum} DebriefForum */
/** @typedef {import("../data").Offer} Offer */
/** @typedef {import("../names.js").Names} Names */

const LEFT = 44;
const TOP = 26;
const ROW = 30;

/** @type {Record<string, {shape: import("../marks.js").Shape, class: string}>} */
const GLYPHS = {
  accept: { shape: "circle", class: "accept" },
  reject: { shape: "cross", class: "reject" },
  reserve: { shape: "diamond", class: "reserve" },
};

/** @param {{forum: DebriefForum, names: Names}} props */
export function Stances({ forum, names }) {
  if (forum.offers.length === 0) return null;
  return html`<${Figure} name=${`stances-${forum.id}`} title=${t("Who stood where")} summary=${summary(forum, names)}
    sheet=${sheet(forum, names)} draw=${(/** @type {number} */ width) => drawn(width, forum, names)}
    legend=${html`<${Legend} entries=${[
      { ...GLYPHS.accept, words: t("accepts") },
      { ...GLYPHS.reject, words: t("rejects") },
      { ...GLYPHS.reserve, words: t("reserves") },
      { class: "silent", words: t("said nothing") },
      { shape: "ring", class: "author", words: t("its author") },
    ]} />`} />`;
}

/**
 * Everything a party said to a proposal, in order.
 * @param {Offer} offer @param {string} party
 */
const history = (offer, party) => offer.said.filter((s) => s.by === party).map((s) => s.stance);

/** @param {DebriefForum} forum @param {Names} names */
function summary(forum, names) {
  const nearest = forum.offers
    .map((o) => ({ o, yes: forum.parties.filter((d) => o.stances[d] === "accept") }))
    .reduce((best, one) => (one.yes.length > best.yes.length ? one : best));
  const changed = forum.offers.reduce(
    (n, o) => n + forum.parties.filter((d) => history(o, d).length > 1).length,
    0,
  );
  return [
    t("{proposal} was accepted by most: {yes} of {all} parties ({who}).", {
      proposal: names.called(nearest.o),
      yes: nearest.yes.length,
      all: forum.parties.length,
      who: names.all(nearest.yes),
    }),
    changed === 0
      ? t("Nobody changed a stance.")
      : tn(changed, "A stance was changed {n} time.", "Stances were changed {n} times."),
  ].join(" ");
}

/** @param {DebriefForum} forum @param {Names} names */
function sheet(forum, names) {
  return {
    columns: [t("Proposal"), t("By"), ...forum.parties.map((d) => names.side(d).code)],
    rows: forum.offers.map((o) => [
      o.label,
      names.short(o.by),
      ...forum.parties.map(
        (d) => history(o, d).map(stanceWord).join(" → ") || stanceWord(undefined),
      ),
    ]),
  };
}

/** @param {number} width @param {DebriefForum} forum @param {Names} names */
function drawn(width, forum, names) {
  const offers = forum.offers;
  const wide = Math.min((width - LEFT - 8) / offers.length, 90);
  const x = (/** @type {number} */ n) => LEFT + wide * (n + 0.5);
  const y = (/** @type {number} */ row) => TOP + ROW * (row + 0.5);
  const every = Math.ceil(34 / wide);
  const height = TOP + ROW * forum.parties.length + 6;
  const r = Math.min(6, wide / 3);
  /** @type {import("../data").Stop[]} */
  const stops = [];
  offers.forEach((o, n) => {
    forum.parties.forEach((d, row) => {
      const reasons = o.said.filter((s) => s.by === d && s.reason).map((s) => s.reason);
      const reason = reasons.at(-1);
      const said = t("{proposal}: {delegation} {stands}.", {
        proposal: names.called(o),
        delegation: names.short(d),
        stands: history(o, d).map(stanceWord).join(", ") || stanceWord(undefined),
      });
      stops.push({ x: x(n), y: y(row), text: reason ? `${said} “${reason}”` : said });
    });
  });
  const marks = html`
    ${forum.parties.map(
      (
        d,
        row,
      ) => html`<g key=${d} data-colour=${names.side(d).colour}><path class="grid" d=${`M${LEFT} ${y(row)}H${LEFT + wide * offers.length}`} />
      <${Label} x=${4} y=${y(row) + 4} class="panel-name">${names.side(d).code}</${Label}></g>`,
    )}
    ${offers.map(
      (o, n) => html`<g key=${o.proposal}>
      ${o.state === "adopted" && html`<rect class="column" x=${x(n) - wide / 2} y=${TOP} width=${wide} height=${height - TOP - 6} />`}
      ${n % every === 0 && html`<${Label} x=${x(n)} y=${14} anchor="middle" class=${o.state === "adopted" ? "strong" : ""}>${o.label}</${Label}>`}
      ${forum.parties.map((d, row) => {
        const all = history(o, d);
        const now = all.at(-1);
        const before = all.length > 1 && wide >= 30 ? all.at(-2) : undefined;
        const place = before ? x(n) + r * 1.4 : x(n);
        return html`<g key=${d}>
          ${before && html`<${Mark} ...${GLYPHS[before]} class=${`${GLYPHS[before].class} was`} x=${x(n) - r * 1.2} y=${y(row)} r=${r * 0.6} />`}
          ${now ? html`<${Mark} ...${GLYPHS[now]} x=${place} y=${y(row)} r=${r} />` : html`<${Mark} class="silent" x=${x(n)} y=${y(row)} r=${1.5} />`}
          ${o.by === d && html`<${Mark} shape="ring" class="author" x=${place} y=${y(row)} r=${r + 3} />`}</g>`;
      })}</g>`,
    )}`;
  return { height, marks, stops };
}
