// A page's time in the test's hands. Call clocks() before the modules are imported that beat.

import { mock } from "node:test";

/**
 * The page's clocks: `pass` lets time go by on both, in `rest` no timer runs meanwhile, `set` moves
 * the computer's clock only, as its user or sleep does.
 */
export function clocks() {
  const real = performance.now;
  let now = real.call(performance);
  let apart = performance.timeOrigin;
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  mock.method(performance, "now", () => now);
  mock.method(Date, "now", () => now + apart);
  return {
    pass(/** @type {number} */ ms) {
      for (let left = ms; left > 0; left -= 50) {
        now += Math.min(50, left);
        mock.timers.tick(Math.min(50, left));
      }
    },
    /** Time goes by and no timer runs, as in a tab that the browser has put to rest. */
    rest(/** @type {number} */ ms) {
      now += ms;
    },
    set(/** @type {number} */ ms) {
      apart += ms;
    },
    end() {
      mock.timers.reset();
      mock.restoreAll();
    },
  };
}
