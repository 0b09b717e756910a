// The marks that pictures are made of. They wear classes and --hue, never a colour of their own:
// debrief.css dresses them for both themes.

import { cx, html } from "../dom.js";

/** @typedef {"circle" | "diamond" | "square" | "star" | "ring" | "cross"} Shape */

/**
 * The outline of a shape round a point.
 * @param {Shape} shape
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function outline(shape, x, y, r) {
  switch (shape) {
    case "diamond":
      return `M${x} ${y - r * 1.3}L${x + r * 1.3} ${y}L${x} ${y + r * 1.3}L${x - r * 1.3} ${y}Z`;
    case "square":
      return `M${x - r} ${y - r}H${x + r}V${y + r}H${x - r}Z`;
    case "cross":
      return `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;
    case "star": {
      const points = Array.from({ length: 10 }, (_, n) => {
        const far = n % 2 === 0 ? r * 1.6 : r * 0.7;
        const turn = (Math.PI * n) / 5 - Math.PI / 2;
        return `${round(x + far * Math.cos(turn))} ${round(y + far * Math.sin(turn))}`;
      });
      return `M${points.join("L")}Z`;
    }
    default:
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
}

/** @param {number} n */
const round = (n) => Math.round(n * 10) / 10;

/** @param {{shape?: Shape, x: number, y: number, r?: number, class?: string, colour?: string}} props */
export function Mark({ shape = "circle", x, y, r = 4, class: name, colour }) {
  return html`<path class=${cx("mark", name)} data-colour=${colour} d=${outline(shape, round(x), round(y), r)} />`;
}

/**
 * A line through points; a missing point breaks it.
 * @param {{points: ([number, number] | null)[], class?: string, colour?: string}} props
 */
export function Line({ points, class: name, colour }) {
  let pen = "M";
  let d = "";
  for (const point of points) {
    if (point === null) pen = "M";
    else {
      d += `${pen}${round(point[0])} ${round(point[1])}`;
      pen = "L";
    }
  }
  return html`<path class=${cx("line", name)} data-colour=${colour} d=${d} />`;
}

/**
 * A cloud of points as one path, one dot a pixel: thousands are drawn at once.
 * @param {{points: Iterable<readonly [number, number]>, class?: string}} props
 */
export function Cloud({ points, class: name }) {
  const seen = new Set();
  for (const [x, y] of points) seen.add(`M${Math.round(x)} ${Math.round(y)}h0`);
  return html`<path class=${cx("cloud", name)} d=${[...seen].join("")} />`;
}

/**
 * @param {{x: number, y: number, class?: string, anchor?: "start" | "middle" | "end",
 *   colour?: string, children?: any}} props
 */
export function Label({ x, y, class: name, anchor = "start", colour, children }) {
  return html`<text class=${cx("label", name)} x=${round(x)} y=${round(y)} text-anchor=${anchor} data-colour=${colour}>${children}</text>`;
}

/**
 * Ticks below, with their words and faint lines up through the picture.
 * @param {{ticks: number[], at: (value: number) => number, y: number, top: number,
 *   words?: (value: number) => string}} props
 */
export function AxisBelow({ ticks, at, y, top, words = String }) {
  return html`<g class="axis">${ticks.map(
    (tick) => html`<g key=${tick}><path class="grid" d=${`M${round(at(tick))} ${top}V${y}`} />
      <text x=${round(at(tick))} y=${y + 16} text-anchor="middle">${words(tick)}</text></g>`,
  )}</g>`;
}

/**
 * Ticks at the left, with their words and faint lines across the picture.
 * @param {{ticks: number[], at: (value: number) => number, x: number, end: number,
 *   words?: (value: number) => string}} props
 */
export function AxisLeft({ ticks, at, x, end, words = String }) {
  return html`<g class="axis">${ticks.map(
    (tick) => html`<g key=${tick}><path class="grid" d=${`M${x} ${round(at(tick))}H${end}`} />
      <text x=${x - 6} y=${round(at(tick)) + 4} text-anchor="end">${words(tick)}</text></g>`,
  )}</g>`;
}

/**
 * What the marks mean, in words beside each.
 * @param {{entries: {shape?: Shape, class?: string, kind?: "line" | "mark", words: string}[]}} props
 */
export function Legend({ entries }) {
  return html`<ul class="legend">${entries.map(
    (entry) =>
      html`<li key=${entry.words}><svg width="24" height="14" viewBox="0 0 24 14" aria-hidden="true">${
        entry.kind === "line"
          ? html`<path class=${cx("line", entry.class)} d="M1 7H23" />`
          : html`<${Mark} shape=${entry.shape} x=${12} y=${7} r=${4} class=${entry.class} />`
      }</svg>${entry.words}</li>`,
  )}</ul>`;
}
