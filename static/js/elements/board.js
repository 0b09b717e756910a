// The scoreboard of a class: its tables side by side, each delegation beside the same one elsewhere.

import { useEffect, useState } from "preact/hooks";
import { at } from "../address.js";
import { cx, html } from "../dom.js";
import { points } from "../format.js";
import { t, tn } from "../i18n.js";

/**
 * A board as server/reports/comparison.py makes it; a table has counts only where it goes by its number.
 * @typedef {object} BoardData
 * @property {{id: string, code: string, short: string, colour: string}[]} delegations
 * @property {Line[]} tables
 * @property {number | string} [mine] the label of the viewer's own table
 */
/** @typedef {{label: number | string, over: boolean, joint_bp: number | null,
 *   totals: Record<string, number>, placings: Record<string, {points: number, most: number,
 *   share_bp: number}>, agreed?: number, forums?: number, obligations?: number, kept?: number,
 *   broken?: number, talks?: string}} Line */

const PAUSE = 1200;

/** With fewer tables a duplicate score is mostly chance. */
const FEW = 4;

/**
 * The board at a path of the API, asked for again (soon, and once) whenever `change` changes.
 * @param {string} path
 * @param {string} change
 * @param {string} [token] for a page that has no cookie
 * @returns {BoardData | null}
 */
export function useBoard(path, change, token) {
  const [board, keep] = useState(/** @type {BoardData | null} */ (null));
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      /** @type {Record<string, string>} */
      const headers = token ? { Authorization: `Bearer ${token}` } : {};
      try {
        const answer = await fetch(at(`/api/v1${path}`), { headers });
        if (answer.ok && wanted) keep(await answer.json());
      } catch {
        // The next change asks again; what is shown stays.
      }
    };
    const timer = setTimeout(ask, board === null ? 0 : PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [path, change]);
  return board;
}

/**
 * What makes a new board worth asking for.
 * @param {readonly any[]} tables tables as the wall has them
 */
export const boardChange = (tables) =>
  JSON.stringify(
    tables.map((x) => [
      x.table,
      x.state,
      x.round,
      x.phase,
      x.agreements,
      x.totals,
      x.policies,
      x.obligations,
    ]),
  );

/** @param {{board: BoardData | null, totals?: boolean}} props `totals` shows points beside shares */
export function Board({ board, totals = false }) {
  if (board === null || board.tables.length === 0) return null;
  const counted = board.tables.some((x) => x.agreed !== undefined);
  const owed = board.tables.some((x) => (x.obligations ?? 0) > 0);
  const compared = board.tables.some((x) => Object.keys(x.placings).length > 0);
  return html`<div class="board">
    ${typeof board.mine === "string" && html`<p><b>${t("Your table is table {n} here and on the projector.", { n: board.mine })}</b></p>`}
    <div class="scroll-x" tabindex="0" role="region" aria-label=${t("Tables side by side")}><table class="lines">
      <thead><tr><th scope="col">${t("Table")}</th>
        ${counted && html`<th scope="col">${t("Agreed")}</th>`}
        <th scope="col">${t("Joint gain")}</th>
        ${owed && html`<th scope="col">${t("Kept")}</th>`}
        ${board.delegations.map((d) => html`<th key=${d.id} scope="col" data-colour=${d.colour}><abbr title=${d.short} class="code">${d.code}</abbr></th>`)}</tr></thead>
      <tbody>${board.tables.map(
        (x) => html`<tr key=${x.label} class=${cx(x.label === board.mine && "me")}>
        <th scope="row">${tableName(x.label)}${x.label === board.mine && html` <small>${t("(yours)")}</small>`}${!x.over && html` <small>${t("still negotiating")}</small>`}</th>
        ${counted && html`<td>${x.agreed} / ${x.forums}</td>`}
        <td>${x.joint_bp === null ? "–" : percent(x.joint_bp)}</td>
        ${owed && html`<td>${x.kept} / ${x.obligations}${x.broken ? html` <small>${tn(x.broken, "{n} broken", "{n} broken")}</small>` : ""}</td>`}
        ${board.delegations.map((d) => html`<td key=${d.id}><${Placing} line=${x} id=${d.id} totals=${totals} /></td>`)}</tr>`,
      )}</tbody></table></div>
    <p class="note">${compared ? t("Roles are not equal, so each delegation is compared only with the same delegation at the other tables: two points for each table it did better than, one for each tie, as a share of the most there could be.") : t("A comparison of delegations needs at least two tables.")}${" "}
      ${t("Joint gain: what all parties together gained over their walk-aways, as a share of the most that they could have; the mean of the forums that ended.")}${" "}
      ${compared && board.tables.length < FEW && html`<b>${t("With fewer than {n} tables these percentages mean little: one table more or less turns them round.", { n: FEW })}</b> `}
      <b>${t("This describes what the talks came to. It is not a grade.")}</b></p>
  </div>`;
}

/** @param {{line: Line, id: string, totals: boolean}} props */
function Placing({ line, id, totals }) {
  const placing = line.placings[id];
  const total = points(line.totals[id] ?? 0);
  if (placing === undefined) return html`${total}`;
  const said = t("{points} of {most} match points", {
    points: placing.points,
    most: placing.most,
  });
  return html`<span title=${said}>${percent(placing.share_bp)}</span>${totals && html` <small>${total}</small>`}`;
}

/** @param {number | string} label */
const tableName = (label) => t("Table {n}", { n: label });

/** @param {number} basisPoints */
const percent = (basisPoints) => `${Math.round(basisPoints / 100)}%`;
