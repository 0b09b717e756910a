// The tracks over the talks, and the rungs of the ladder where they were reached.

import { html } from "../../dom.js";
import { clockText } from "../../format.js";
import { t } from "../../i18n.js";
import { Figure } from "../figure.js";
import { AxisBelow, AxisLeft, Label, Legend, Line, Mark } from "../marks.js";
import { linear, step } from "../scale.js";
import { clockAt } from "../when.js";

/** @typedef {import("../names.js").Names} Names */
/** @typedef {import("../../entities").Track} Track */

const LEFT = 30;
const RIGHT = 12;
const TALL = 62;
const GAP = 28;

/** @param {{store: import("../../store.js").Store, names: Names}} props */
export function Tracks({ store, names }) {
  const tracks = /** @type {Track[]} */ (store.all("track"));
  const rungs = (store.get("ladder")?.rungs ?? []).filter(
    (r) => r.reached && r.reached_at !== null,
  );
  if (tracks.length === 0) return null;
  const data = names.data;
  const end = Math.max(1, ...data.running.map(([, to]) => clockAt(data, to)));
  const moved = tracks.filter((x) => x.value !== x.start);
  const summary = [
    moved.length === 0
      ? t("No track moved.")
      : moved
          .map((x) =>
            t("{track} went from {start} to {value}.", {
              track: x.title,
              start: x.start,
              value: x.value,
            }),
          )
          .join(" "),
    rungs.length === 0
      ? t("No rung of the ladder was reached.")
      : t("Rungs reached: {rungs}.", { rungs: rungs.map((r) => r.title).join(", ") }),
  ].join(" ");
  const rows = tracks.flatMap((x) => [
    [x.title, clockText(0), x.start, t("start")],
    ...x.moves.reduce(
      (/** @type {{at: number, rows: (string | number)[][]}} */ run, move) => {
        run.at += move.by;
        run.rows.push([x.title, clockText(clockAt(data, move.at)), run.at, move.title]);
        return run;
      },
      { at: x.start, rows: [] },
    ).rows,
  ]);
  return html`<${Figure} name="tracks" title=${t("Tracks and ladder")} summary=${summary}
    sheet=${{ columns: [t("Track"), t("Clock"), t("Value"), t("Because of")], rows: [...rows, ...rungs.map((r) => [r.title, clockText(clockAt(data, r.reached_at ?? 0)), null, t("rung reached")])] }}
    draw=${(/** @type {number} */ width) => drawn(width, tracks, rungs, data, end)}
    legend=${html`<${Legend} entries=${[
      { class: "dot", words: t("a step, and where it led") },
      ...(rungs.length > 0
        ? [
            {
              kind: /** @type {const} */ ("line"),
              class: "adopted",
              words: t("a rung was reached"),
            },
          ]
        : []),
    ]} />`} />`;
}

/**
 * @param {number} width @param {Track[]} tracks
 * @param {import("../../entities").Ladder["rungs"]} rungs
 * @param {import("../data").Debrief} data @param {number} end
 */
function drawn(width, tracks, rungs, data, end) {
  const x = linear([0, end], [LEFT, width - RIGHT]);
  const height = 8 + tracks.length * (TALL + GAP) + 22;
  /** @type {import("../data").Stop[]} */
  const stops = [];
  const panels = tracks.map((track, row) => {
    const top = 24 + row * (TALL + GAP);
    const y = linear([0, track.max], [top + TALL, top]);
    let value = track.start;
    /** @type {[number, number][]} */
    const line = [[x(0), y(value)]];
    const dots = track.moves.map((move) => {
      const at = x(clockAt(data, move.at));
      line.push([at, y(value)]);
      value += move.by;
      line.push([at, y(value)]);
      stops.push({
        x: at,
        y: y(value),
        text: t("{track}: {by} to {value}, because of {title}.", {
          track: track.title,
          by: move.by > 0 ? `+${move.by}` : `−${-move.by}`,
          value,
          title: move.title,
        }),
      });
      return { at, y: y(value) };
    });
    line.push([x(end), y(value)]);
    return html`<g key=${track.id}>
      <${AxisLeft} ticks=${[0, track.max / 2, track.max]} at=${y} x=${LEFT} end=${width - RIGHT} />
      <${Line} class="step" points=${line} />
      ${dots.map((d, n) => html`<${Mark} key=${n} class="dot" x=${d.at} y=${d.y} r=${3.5} />`)}
      <${Label} x=${LEFT} y=${top - 7} class="strong">${track.title}</${Label}></g>`;
  });
  const by = Math.max(1, step(end / 60_000, 6)) * 60_000;
  const minutes = Array.from({ length: Math.floor(end / by) + 1 }, (_, n) => n * by);
  const marks = html`
    <${AxisBelow} ticks=${minutes} at=${x} y=${height - 24} top=${24} words=${(/** @type {number} */ ms) => t("{n} min", { n: Math.round(ms / 60_000) })} />
    ${panels}
    ${rungs.map((r) => html`<path key=${r.id} class="line adopted" d=${`M${x(clockAt(data, r.reached_at ?? 0))} ${20}V${height - 24}`} />`)}`;
  for (const r of rungs) {
    stops.push({
      x: x(clockAt(data, r.reached_at ?? 0)),
      y: 24,
      text: t("Rung reached: {rung}", { rung: r.title }),
    });
  }
  return { height, marks, stops: stops.sort((a, b) => a.x - b.x) };
}
