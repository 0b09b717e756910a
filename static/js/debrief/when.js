// When something happened: which round, and what the table's clock had run.

/** @typedef {import("./data").Debrief} Debrief */

/**
 * The round (from 1) that a moment (ms) belongs to.
 * @param {Debrief} data
 * @param {number} at
 */
export function roundAt(data, at) {
  return data.turns.findLast((turn) => turn.at <= at)?.round ?? 1;
}

/**
 * Milliseconds that the table's clock had run at a moment (ms), pauses left out.
 * @param {Debrief} data
 * @param {number} at
 */
export function clockAt(data, at) {
  return data.running
    .filter(([from]) => from < at)
    .reduce((sum, [from, to]) => sum + Math.min(at, to) - from, 0);
}
