// What the tables of a class have in common: one clock for the whole room, one line of news.

import { left } from "../wall/glance.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */

/** Clocks this near each other are one: the tables were started one after another. */
const NEAR_MS = 5000;

/** News is told at length for this long, then in a line. */
export const FRESH_MS = 90_000;

/**
 * Tables by their number or letter: 2 before 10, B before AA.
 * @param {Glance[]} tables
 */
export function inOrder(tables) {
  const key = (/** @type {Glance} */ x) => String(x.table);
  return [...tables].sort((a, b) => key(a).length - key(b).length || (key(a) < key(b) ? -1 : 1));
}

/**
 * The table whose clock the whole room watches: one of the largest group that stands at the same
 * point, the earlier one where two are as large.
 * @param {Glance[]} tables
 * @returns {Glance | null}
 */
export function roomClock(tables) {
  const running = tables.filter((x) => x.state === "running");
  const size = (/** @type {Glance} */ x) => running.filter((y) => sameClock(x, y)).length;
  return running.reduce(
    (/** @type {Glance | null} */ best, x) => (best === null || size(x) > size(best) ? x : best),
    null,
  );
}

/**
 * True when two tables are at the same point of the same round with the same time left.
 * @param {Glance} a
 * @param {Glance} b
 */
export function sameClock(a, b) {
  const same = a.round === b.round && a.phase === b.phase && a.paused === b.paused;
  if (!same || a.state !== b.state) return false;
  const [one, other] = [left(a, 0), left(b, 0)];
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) < NEAR_MS;
}

/**
 * The newest news, and the tables that had it; `everywhere` when that is all that have begun.
 * @param {Glance[]} tables
 */
export function latestNews(tables) {
  const told = tables.filter((x) => x.world?.news);
  const newest = told.reduce(
    (/** @type {Glance | null} */ best, x) =>
      best === null || (x.world?.news?.at ?? 0) > (best.world?.news?.at ?? 0) ? x : best,
    null,
  );
  const news = newest?.world?.news;
  if (!news) return null;
  const at = inOrder(told.filter((x) => x.world?.news?.title === news.title));
  return { ...news, tables: at.map((x) => x.table), everywhere: at.length === tables.length };
}
