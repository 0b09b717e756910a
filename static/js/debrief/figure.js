// The frame round every picture: title, summary, the drawing with a cursor for the keyboard, its
// data as a table, and files of both.

import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { cx, html } from "../dom.js";
import { t } from "../i18n.js";
import { csvText, pngOf, save, svgText } from "./files.js";

/** @typedef {import("./data").Sheet} Sheet */
/** @typedef {import("./data").Stop} Stop */

/** How many times larger than on a desk pictures are drawn: for a room's last row. */
export const Zoom = createContext(1);

/** How wide a picture is before its place has been measured, and the least it is drawn at. */
const WIDTH = 720;
const LEAST = 280;

/** Columns that a phone has room for, when words break. */
const FEW = 3;

const TOUCHED = typeof matchMedia === "function" && matchMedia("(hover: none)").matches;

/**
 * The width of the element behind `ref`, in pixels, as it changes.
 * @returns {[{current: any}, number]}
 */
function useWidth() {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, keep] = useState(WIDTH);
  useEffect(() => {
    const place = ref.current;
    if (place === null || typeof ResizeObserver === "undefined") return;
    const look = new ResizeObserver(() => keep(Math.max(LEAST, Math.floor(place.clientWidth))));
    look.observe(place);
    return () => look.disconnect();
  }, []);
  return [ref, width];
}

/**
 * @param {{name: string, title: string, summary: string, sheet: Sheet, children?: any,
 *   draw: (width: number) => {height: number, marks: any, stops: Stop[]}, legend?: any, open?: boolean}} props
 *   `name` is that of its files; `draw` makes marks for a width, and the places one can step to;
 *   children stand between summary and drawing, such as choices; `open` shows the numbers at once,
 *   and on paper
 */
export function Figure({ name, title, summary, sheet, draw, legend, children, open = false }) {
  const zoom = useContext(Zoom);
  const [place, wide] = useWidth();
  const width = Math.max(LEAST, Math.round(wide / zoom));
  const svg = useRef(/** @type {SVGSVGElement | null} */ (null));
  const [at, go] = useState(-1);
  const { height, marks, stops } = draw(width);
  const stop = stops[Math.min(at, stops.length - 1)];
  /** @param {KeyboardEvent} event */
  const step = (event) => {
    const to = moved(event.key, at, stops.length);
    if (to === null) return;
    event.preventDefault();
    go(to);
  };
  /** @param {PointerEvent} event */
  const point = (event) => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined) return;
    const scale = width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    go(nearest(stops, x, y));
  };
  return html`<figure class="picture" id=${`picture-${name}`}>
    <figcaption><h3>${title}</h3><p>${summary}</p></figcaption>
    ${children}
    <div class="drawing" ref=${place}>
      <div class="steps" role="slider" tabindex="0" aria-label=${title} aria-valuemin="0" aria-valuemax=${Math.max(0, stops.length - 1)}
        aria-valuenow=${Math.max(0, at)} aria-valuetext=${stop?.text ?? t("Use the arrow keys to step through it.")}
        onKeyDown=${step} onPointerDown=${point} onPointerMove=${(/** @type {PointerEvent} */ e) => e.pointerType === "mouse" && point(e)}>
        <svg ref=${svg} width=${width * zoom} height=${height * zoom} viewBox=${`0 0 ${width} ${height}`} aria-hidden="true">
          ${marks}
          ${stop && html`<circle class="cursor" cx=${stop.x} cy=${stop.y} r="9" />`}
        </svg>
      </div>
      <p class="readout">${stop?.text ?? html`<span class="quiet">${TOUCHED ? t("Touch it to read what stands there.") : t("Point at it, or step through it with the arrow keys.")}</span>`}</p>
    </div>
    ${legend}
    <details class=${open ? "data kept" : "data"} open=${open}><summary>${open ? t("Side by side") : t("The numbers behind it")}</summary><${DataTable} sheet=${sheet} title=${title} /></details>
    <p class="files no-print"><span class="quiet">${t("Save as")}</span>
      <button type="button" onClick=${() => svg.current && save(new Blob([svgText(svg.current, title)], { type: "image/svg+xml" }), `${name}.svg`)}>SVG</button>
      <button type="button" onClick=${async () => svg.current && save(await pngOf(svg.current, title), `${name}.png`)}>PNG</button>
      <button type="button" onClick=${() => save(new Blob([csvText(sheet)], { type: "text/csv" }), `${name}.csv`)}>CSV</button></p>
  </figure>`;
}

/** @param {{sheet: Sheet, title: string}} props */
export function DataTable({ sheet, title }) {
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("The numbers: {title}", { title })}><table class=${cx("lines", sheet.columns.length <= FEW && "few")}>
    <thead><tr>${sheet.columns.map((c) => html`<th key=${c} scope="col">${c}</th>`)}</tr></thead>
    <tbody>${sheet.rows.map((row, n) => html`<tr key=${n}>${row.map((cell, m) => (m === 0 ? html`<th key="0" scope="row">${cell}</th>` : html`<td key=${m}>${cell ?? "–"}</td>`))}</tr>`)}</tbody></table></div>`;
}

/**
 * Where a key takes the cursor; null for one that is not for it.
 * @param {string} key
 * @param {number} at -1 before the first step
 * @param {number} many
 */
export function moved(key, at, many) {
  if (many === 0) return null;
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(at + 1, many - 1);
    case "ArrowLeft":
    case "ArrowDown":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return many - 1;
    default:
      return null;
  }
}

/**
 * @param {Stop[]} stops
 * @param {number} x
 * @param {number} y
 */
function nearest(stops, x, y) {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  stops.forEach((stop, n) => {
    const away = (stop.x - x) ** 2 + (stop.y - y) ** 2;
    if (away < least) [best, least] = [n, away];
  });
  return best;
}
