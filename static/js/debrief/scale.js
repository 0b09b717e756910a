// Linear scales and their ticks, as far as the pictures need them.

/**
 * Maps a domain to a range, both given by their ends.
 * @param {[number, number]} domain
 * @param {[number, number]} range
 * @returns {(value: number) => number}
 */
export function linear([from, to], [start, end]) {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/**
 * The step of 1, 2 or 5 times a power of ten that cuts a span into about `count` pieces.
 * @param {number} span
 * @param {number} count
 */
export function step(span, count) {
  const rough = Math.max(span, 1e-9) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const error = rough / power;
  return power * (error >= 7.07 ? 10 : error >= 3.16 ? 5 : error >= 1.41 ? 2 : 1);
}

/**
 * Round numbers from `low` to `high`, both within.
 * @param {number} low
 * @param {number} high
 * @param {number} count about how many
 */
export function ticks(low, high, count) {
  const by = step(high - low, count);
  const first = Math.ceil(low / by);
  const found = [];
  for (let n = first; n * by <= high + by * 1e-9; n++) found.push(n * by);
  return found;
}

/**
 * The ends of the values, with a margin, on round numbers.
 * @param {number[]} values
 * @param {number} count about how many ticks there will be
 * @returns {[number, number]}
 */
export function extent(values, count) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const by = step(high - low || Math.abs(high) || 1, count);
  return [Math.floor(low / by) * by, Math.ceil(high / by) * by];
}
