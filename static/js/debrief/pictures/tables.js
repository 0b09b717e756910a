// The tables of the class compared: each delegation's total at every table, beside what it would
// have had without any agreement at this one.

import { html } from "../../dom.js";
import { boardChange, useBoard } from "../../elements/board.js";
import { list, points } from "../../format.js";
import { t } from "../../i18n.js";
import { Figure } from "../figure.js";
import { AxisBelow, Label, Legend, Mark } from "../marks.js";
import { extent, linear, ticks } from "../scale.js";

/** @typedef {import("../names.js").Names} Names */
/** @typedef {import("../../elements/board.js").BoardData} BoardData */

const LEFT = 48;
const ROW = 34;

/** @param {{names: Names, path: string, token?: string}} props */
export function Tables({ names, path, token }) {
  const board = useBoard(path, boardChange([names.data.cards.open.join()]), token);
  if (board === null || board.tables.length < 2) return null;
  const sides = board.delegations.filter((d) => board.tables.some((x) => d.id in x.totals));
  const mine = board.mine ?? names.data.table;
  return html`<${Figure} name="tables" title=${t("The tables compared")}
    summary=${summary(board, sides, mine, names)}
    sheet=${tablesSheet(board, sides, names.data.no_deal)}
    draw=${(/** @type {number} */ width) => drawn(width, board, sides, mine, names)}
    legend=${html`<${Legend} entries=${[
      { shape: "diamond", class: "offer here", words: t("this table") },
      { class: "offer", words: t("the other tables") },
      { shape: "cross", class: "none", words: t("without any agreement here") },
    ]} />`} />`;
}

/**
 * Totals, and the duplicate score: two for each table where the same delegation did worse, one for a
 * tie, of the most there can be.
 * @param {BoardData} board @param {BoardData["delegations"]} sides @param {Record<string, number>} none
 */
export function tablesSheet(board, sides, none) {
  return {
    columns: [
      t("Table"),
      ...sides.map((d) => d.code),
      ...sides.map((d) => t("{code}, duplicate score", { code: d.code })),
      t("Joint gain, %"),
    ],
    rows: [
      ...board.tables.map((x) => [
        tableName(x.label),
        ...sides.map((d) => (x.totals[d.id] ?? 0) / 100),
        ...sides.map((d) => {
          const placed = x.placings[d.id];
          return placed ? t("{n} of {most}", { n: placed.points, most: placed.most }) : null;
        }),
        x.joint_bp === null ? null : x.joint_bp / 100,
      ]),
      [
        t("Without agreement (this table)"),
        ...sides.map((d) => (d.id in none ? none[d.id] / 100 : null)),
        ...sides.map(() => null),
        null,
      ],
    ],
  };
}

/** @param {number | string} label */
const tableName = (label) => t("Table {n}", { n: label });

/**
 * @param {BoardData} board @param {BoardData["delegations"]} sides
 * @param {number | string} mine @param {Names} names
 */
function summary(board, sides, mine, names) {
  const said = sides.map((d) => {
    const most = Math.max(...board.tables.map((one) => one.totals[d.id]));
    const best = board.tables.filter((one) => one.totals[d.id] === most);
    const told = {
      delegation: names.short(d.id),
      n: list(best.map((one) => String(one.label))),
      points: points(most),
    };
    if (best.length === board.tables.length)
      return t("{delegation} came to the same everywhere ({points}).", told);
    if (best.length > 1) return t("{delegation} did best at tables {n} ({points}).", told);
    return best[0].label === mine
      ? t("{delegation} did best here.", told)
      : t("{delegation} did best at table {n} ({points}).", told);
  });
  return [
    typeof mine === "string"
      ? t("Your table is table {n} here and on the projector.", { n: mine })
      : "",
    t("Each delegation is compared with the same one elsewhere, since roles are not equal."),
    ...said,
  ]
    .filter(Boolean)
    .join(" ");
}

/**
 * @param {number} width @param {BoardData} board @param {BoardData["delegations"]} sides
 * @param {number | string} mine @param {Names} names
 */
function drawn(width, board, sides, mine, names) {
  const none = names.data.no_deal;
  const values = sides.flatMap((d) => [
    ...board.tables.map((x) => x.totals[d.id]),
    ...(d.id in none ? [none[d.id]] : []),
  ]);
  const few = width < 480 ? 4 : 8;
  const domain = extent(values, few);
  const x = linear(domain, [LEFT + 8, width - 14]);
  const height = ROW * sides.length + 30;
  /** @type {import("../data").Stop[]} */
  const stops = [];
  const marks = html`
    <${AxisBelow} ticks=${ticks(domain[0], domain[1], few)} at=${x} y=${height - 22} top=${4} words=${(/** @type {number} */ v) => String(v / 100)} />
    ${sides.map((d, row) => {
      const y = ROW * (row + 0.5) + 4;
      const others = board.tables.filter((table) => table.label !== mine);
      const here = board.tables.filter((table) => table.label === mine);
      for (const table of [...others, ...here]) {
        stops.push({
          x: x(table.totals[d.id]),
          y,
          text: t("{delegation}, table {n}: {points}", {
            delegation: d.short,
            n: table.label,
            points: points(table.totals[d.id]),
          }),
        });
      }
      return html`<g key=${d.id} data-colour=${d.colour}>
        <path class="grid" d=${`M${LEFT} ${y}H${width - 14}`} />
        <${Label} x=${4} y=${y + 4} class="panel-name">${d.code}</${Label}>
        ${d.id in none && html`<${Mark} shape="cross" class="none" x=${x(none[d.id])} y=${y} r=${5} />`}
        ${others.map((table) => html`<${Mark} key=${table.label} class="dot hollow" x=${x(table.totals[d.id])} y=${y} r=${5} />`)}
        ${here.map((table) => html`<${Mark} key=${table.label} shape="diamond" class="dot" x=${x(table.totals[d.id])} y=${y} r=${6} />`)}
      </g>`;
    })}`;
  return { height, marks, stops };
}
