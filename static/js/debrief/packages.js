// Every package of a forum and what it is worth: scores add up over the issues, so the server sends
// the parts and the browser adds. Whole numbers, hundredths of a point.

/** @typedef {import("./data").Space} Space */

/** More packages than this are not listed: the map shows named ones only. */
export const MOST = 60_000;

/**
 * @typedef {object} Listed
 * @property {number} many
 * @property {Record<string, Int32Array>} worth delegation -> worth of each package
 * @property {Uint8Array} allowed 1 where each option has beside it what it needs
 * @property {Uint8Array} zone 1 where no party is below its walk-away and the package is allowed
 * @property {(at: number) => Record<string, string>} package
 */

/**
 * All packages in order, the last issue fastest; null where there are too many.
 * @param {Space} space
 * @param {string[]} parties
 * @returns {Listed | null}
 */
export function listed(space, parties) {
  const sizes = space.issues.map((issue) => issue.options.length);
  const many = sizes.reduce((product, size) => product * size, 1);
  if (many > MOST || many === 0) return null;
  /** @type {Record<string, Int32Array>} */
  const worth = {};
  for (const [side, rows] of Object.entries(space.worth)) {
    let sums = new Int32Array([0]);
    for (const issue of space.issues) {
      const next = new Int32Array(sums.length * issue.options.length);
      let at = 0;
      for (const sum of sums) for (const o of issue.options) next[at++] = sum + rows[issue.id][o];
      sums = next;
    }
    worth[side] = sums;
  }
  const of = (/** @type {number} */ at) => {
    /** @type {Record<string, string>} */
    const made = {};
    let rest = at;
    for (let n = sizes.length - 1; n >= 0; n--) {
      made[space.issues[n].id] = space.issues[n].options[rest % sizes[n]];
      rest = Math.floor(rest / sizes[n]);
    }
    return made;
  };
  const allowed = new Uint8Array(many).fill(1);
  if (space.needs.length > 0) {
    for (let at = 0; at < many; at++) {
      const one = of(at);
      const fits = space.needs.every(
        (need) => one[need.issue] !== need.option || need.options.includes(one[need.beside]),
      );
      allowed[at] = fits ? 1 : 0;
    }
  }
  const zone = allowed.slice();
  for (const party of parties) {
    const least = space.walk_aways[party];
    const row = worth[party];
    for (let at = 0; at < many; at++) if (row[at] < least) zone[at] = 0;
  }
  return { many, worth, allowed, zone, package: of };
}

/** What an axis of the map can show: a delegation, or everybody's smallest or total gain. */
export const SMALLEST = "smallest";
export const TOTAL = "total";

/**
 * A package's place on an axis. @param {string} axis @param {string[]} parties
 * @param {Record<string, number>} walkAways
 * @returns {(worth: (side: string) => number) => number}
 */
export function along(axis, parties, walkAways) {
  if (axis !== SMALLEST && axis !== TOTAL) return (worth) => worth(axis);
  return (worth) => {
    const gains = parties.map((d) => worth(d) - walkAways[d]);
    return axis === TOTAL ? gains.reduce((sum, g) => sum + g, 0) : Math.min(...gains);
  };
}

/**
 * The points no other one beats in both: from the largest x to the smallest.
 * @param {Iterable<readonly [number, number]>} points
 * @returns {[number, number][]}
 */
export function upperRight(points) {
  const sorted = [...points].sort((a, b) => b[0] - a[0] || b[1] - a[1]);
  /** @type {[number, number][]} */
  const found = [];
  for (const [x, y] of sorted) {
    if (found.length === 0 || y > found[found.length - 1][1]) found.push([x, y]);
  }
  return found;
}
