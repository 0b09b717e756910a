// What a command of the control bar was meant for: the round and phase that were on the screen when
// it was chosen. While a question stands open the phase may end by itself, or in another window;
// the server then refuses instead of ending the next one.

/** @typedef {import("../wire").Commands} Commands */
/** @typedef {{state: string, round: number, phase: string | null}} Seen where a table stood */

/**
 * Every command that takes a phase; the type checker knows when one is missing.
 * @type {{[K in keyof Commands as string extends keyof Commands[K] ? never : "phase" extends keyof Commands[K] ? K : never]: true}}
 */
const RELATIVE = {
  pause: true,
  extend: true,
  advance: true,
  step_back: true,
  conclude: true,
  roll_back: true,
  set_ready: true, // a delegate's: it too means the phase that was pressed for
};

/**
 * The body, with what was seen where the command goes by it.
 * @param {string} name
 * @param {object | undefined} body
 * @param {Seen | undefined} seen
 * @returns {object | undefined}
 */
export function meant(name, body, seen) {
  if (seen === undefined || !(name in RELATIVE)) return body;
  return { ...body, round: seen.round, phase: seen.phase ?? seen.state };
}
