// The tables of a page side by side, with as much of each as there is room for.

import { html } from "../../dom.js";
import { Fitted } from "./fit.js";
import { TableTile } from "./tile.js";
import { sameClock } from "./together.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */

/**
 * How full a tile is: with the texts of package and clauses or without; how close its parts stand
 * (1 without the names of issues, 2 with the lights in a line); and how large.
 * @typedef {{texts: boolean, close: 0 | 1 | 2, size: string}} Fill
 */

/** With more tables than this a tile has no room for the texts of packages and clauses. */
export const TEXTS = 3;

/** @type {readonly Fill[]} */
const BRIEF = [
  { texts: false, close: 0, size: "125%" },
  { texts: false, close: 0, size: "105%" },
  { texts: false, close: 1, size: "105%" },
  { texts: false, close: 1, size: "92%" },
  { texts: false, close: 2, size: "95%" },
  { texts: false, close: 2, size: "80%" },
];
/** @type {readonly Fill[]} */
const FULL = [
  { texts: true, close: 0, size: "120%" },
  { texts: true, close: 0, size: "105%" },
  { texts: true, close: 1, size: "115%" },
  { texts: true, close: 1, size: "100%" },
  ...BRIEF,
];

/**
 * @param {{tables: readonly Glance[], clock: Glance | null, now: () => number,
 *   settled?: (texts: boolean) => void}} props
 *   `clock`: the table whose clock the room watches; `settled` is told whether there was room for texts
 */
export function Tiles({ tables, clock, now, settled }) {
  const fills = tables.length <= TEXTS ? FULL : BRIEF;
  // What tiles hold, without the clocks, which count in a width of their own.
  const of = JSON.stringify(tables.map((x) => ({ ...x, clock: null, said: null, world: x.phase })));
  const draw = (/** @type {number} */ step) => {
    const { texts, close, size } = fills[step];
    return html`<div class="grid" data-tables=${Math.min(tables.length, 12)} data-close=${close} style=${{ fontSize: size }}>${tables.map(
      (x) => html`<${TableTile} key=${x.table} table=${x} now=${now} brief=${!texts}
        apart=${x.state === "running" && (clock === null || !sameClock(clock, x))} />`,
    )}</div>`;
  };
  return html`<${Fitted} of=${of} steps=${fills.length} draw=${draw} settled=${(/** @type {number} */ step) => settled?.(fills[step].texts)} />`;
}
