// What each delegation owed, and what became of it: a mark for each obligation.

import { html } from "../../dom.js";
import { isBroken, isKept } from "../../elements/obligations.js";
import { t } from "../../i18n.js";
import { Figure } from "../figure.js";
import { Label, Legend, Mark } from "../marks.js";

/** @typedef {import("../names.js").Names} Names */
/** @typedef {import("../../entities").Obligation} Obligation */

const LEFT = 48;
const ROW = 32;

/** @param {{store: import("../../store.js").Store, names: Names}} props */
export function Owed({ store, names }) {
  const all = /** @type {Obligation[]} */ (store.all("obligation"));
  if (all.length === 0) return null;
  const sides = names.data.delegations.filter((d) => all.some((o) => o.by === d.id));
  const kept = all.filter(isKept).length;
  const broken = all.filter(isBroken);
  const summary = [
    t("{kept} of {all} obligations were kept, {broken} broken.", {
      kept,
      all: all.length,
      broken: broken.length,
    }),
    broken.length > 0
      ? t("Broken by {delegations}.", { delegations: names.all(broken.map((o) => o.by)) })
      : "",
  ]
    .filter(Boolean)
    .join(" ");
  return html`<${Figure} name="obligations" title=${t("Obligations kept and broken")} summary=${summary}
    sheet=${{
      columns: [
        t("Delegation"),
        t("What"),
        t("To"),
        t("Due in round"),
        t("What became of it"),
        t("Note"),
      ],
      rows: all.map((o) => [
        names.short(o.by),
        o.what,
        names.all(o.to),
        o.due_round,
        became(o),
        o.settle_note || o.contest_note || o.note,
      ]),
    }}
    draw=${(/** @type {number} */ width) => drawn(width, all, sides, names)}
    legend=${html`<${Legend} entries=${[
      { shape: "square", class: "accept", words: t("kept") },
      { shape: "cross", class: "reject", words: t("broken") },
      { shape: "square", class: "pending", words: t("open, delayed or released") },
    ]} />`} />`;
}

/** @param {Obligation} o */
function became(o) {
  switch (o.status) {
    case "kept":
      return t("kept");
    case "done":
      return t("reported done");
    case "broken":
      return t("broken");
    case "refused":
      return t("refused");
    case "lapsed":
      return t("not reported in time");
    case "delayed":
      return t("delayed");
    case "contested":
      return t("contested");
    case "released":
      return t("released");
    default:
      return t("open");
  }
}

/** @param {number} width @param {Obligation[]} all @param {Names["data"]["delegations"]} sides @param {Names} names */
function drawn(width, all, sides, names) {
  const most = Math.max(...sides.map((d) => all.filter((o) => o.by === d.id).length));
  const wide = Math.min(34, (width - LEFT - 8) / most);
  /** @type {import("../data").Stop[]} */
  const stops = [];
  const marks = sides.map((d, row) => {
    const y = ROW * (row + 0.5) + 4;
    return html`<g key=${d.id} data-colour=${d.colour}><${Label} x=${4} y=${y + 4} class="panel-name">${d.code}</${Label}>
      ${all
        .filter((o) => o.by === d.id)
        .map((o, n) => {
          const x = LEFT + wide * (n + 0.5);
          stops.push({
            x,
            y,
            text: t("{delegation}: {what} ({became})", {
              delegation: names.short(d.id),
              what: o.what,
              became: became(o),
            }),
          });
          const [shape, dress] = isKept(o)
            ? ["square", "accept"]
            : isBroken(o)
              ? ["cross", "reject"]
              : ["square", "pending"];
          return html`<${Mark} key=${o.id} shape=${shape} class=${dress} x=${x} y=${y} r=${7} />`;
        })}</g>`;
  });
  return { height: ROW * sides.length + 8, marks, stops };
}
