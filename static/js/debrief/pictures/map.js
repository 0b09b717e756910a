// The map of packages: what every package is worth to two delegations (or their smallest and total
// gain), the zone of agreement, its edge, fair packages, the path of offers, the agreement.

import { useMemo, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { Figure } from "../figure.js";
import { AxisBelow, AxisLeft, Cloud, Label, Legend, Line, Mark } from "../marks.js";
import { along, listed, SMALLEST, TOTAL, upperRight } from "../packages.js";
import { extent, linear, ticks } from "../scale.js";

/** @typedef {import("../data").DebriefForum} DebriefForum */
/** @typedef {import("../names.js").Names} Names */
/** @typedef {{name: string, worth: (side: string) => number, shape: import("../marks.js").Shape, class: string}} Named */

const LEFT = 46;
const BOTTOM = 44;
const TOP = 24;
const RIGHT = 14;

/** @param {{forum: DebriefForum, names: Names}} props */
export function PackageMap({ forum, names }) {
  const [x, chooseX] = useState(forum.parties.length > 2 ? TOTAL : forum.parties[0]);
  const [y, chooseY] = useState(forum.parties.length > 2 ? SMALLEST : forum.parties[1]);
  const possible = forum.possible;
  const space = possible?.space;
  const all = useMemo(() => (space ? listed(space, forum.parties) : null), [space]);
  if (!possible || !space) {
    return possible?.left_out ? html`<p class="notice">${possible.left_out.message}</p>` : null;
  }
  const known = named(forum, names);
  const axes = { x, y };
  const choice = (
    /** @type {string} */ words,
    /** @type {string} */ value,
    /** @type {(v: string) => void} */ choose,
  ) =>
    html`<label>${words} <select value=${value} onChange=${(/** @type {any} */ e) => choose(e.target.value)}>
      ${[TOTAL, SMALLEST, ...Object.keys(space.worth)].map((a) => html`<option key=${a} value=${a} selected=${a === value}>${axisName(a, names)}</option>`)}
    </select></label>`;
  return html`<${Figure} name=${`packages-${forum.id}`} title=${t("Every package there was")}
    summary=${summary(forum, names)} sheet=${sheet(forum, names, known)}
    draw=${(/** @type {number} */ width) => drawn(width, forum, names, axes, all, known)}
    legend=${html`<${Legend} entries=${[
      ...(all === null
        ? []
        : [
            { class: "in-cloud", words: t("a package") },
            { class: "in-zone", words: t("acceptable to every party") },
            {
              kind: /** @type {const} */ ("line"),
              class: "edge",
              words: t("the edge of the zone: no package is better for both"),
            },
          ]),
      { kind: "line", class: "walk-away", words: t("walk-away") },
      { shape: "diamond", class: "offer", words: t("the proposals, in their order") },
      { shape: "star", class: "fair", words: t("Nash package: largest product of gains") },
      { shape: "ring", class: "agreed", words: t("the agreement") },
    ]} />`}>
    <p class="choices no-print">${choice(t("Across"), x, chooseX)} ${choice(t("Up"), y, chooseY)}</p>
  </${Figure}>`;
}

/** @param {string} axis @param {Names} names */
function axisName(axis, names) {
  if (axis === TOTAL) return t("Total gain of all parties");
  if (axis === SMALLEST) return t("Smallest gain of a party");
  return names.short(axis);
}

/** @param {DebriefForum} forum @param {Names} names */
function summary(forum, names) {
  const p = /** @type {import("../data").Possible} */ (forum.possible);
  const said = [
    t("{packages} packages could be agreed; {zone} of them were acceptable to every party.", {
      packages: p.packages,
      zone: p.zone ?? 0,
    }),
  ];
  const a = p.agreement;
  if (a) {
    if (a.sum_share_bp !== null && a.nash_share_bp !== null) {
      said.push(
        t("The agreement took {sum}% of the best joint gain, and {nash}% by the Nash ratio.", {
          sum: Math.round(a.sum_share_bp / 100),
          nash: Math.round(a.nash_share_bp / 100),
        }),
      );
    }
    said.push(
      a.left === 0
        ? t("No package was better for some and worse for nobody.")
        : t("{points} points more could be had at nobody's expense.", { points: points(a.left) }),
    );
  } else {
    const inside = forum.offers.filter(
      (o) => o.complete && forum.parties.every((d) => o.scores[d] >= o.walk_aways[d]),
    );
    if (inside.length === 0) said.push(t("None of these was tabled."));
    else
      said.push(
        tn(
          inside.length,
          "{n} of these was tabled: {names}.",
          "{n} of these were tabled: {names}.",
          {
            names: inside.map((o) => names.called(o)).join(", "),
          },
        ),
      );
  }
  return said.join(" ");
}

/**
 * Packages that have a name: the offers, the agreement, the fair ones.
 * @param {DebriefForum} forum @param {Names} names
 */
function named(forum, names) {
  const offers = forum.offers
    .filter((o) => o.complete)
    .map((o) => ({ ...one(names.called(o), o.scores, "diamond", "offer"), short: o.label }));
  const p = /** @type {import("../data").Possible} */ (forum.possible);
  /** @type {[string, import("../data").Outcome | null][]} */
  const fair = [
    [t("Nash package"), p.nash],
    [t("Kalai-Smorodinsky package"), p.kalai_smorodinsky],
    [t("Utilitarian package: largest total"), p.utilitarian],
    [t("Egalitarian package: largest smallest gain"), p.egalitarian],
  ];
  const stars = fair.flatMap(([name, outcome], n) =>
    outcome ? [one(name, outcome.scores, "star", n === 0 ? "fair" : "untold")] : [],
  );
  const agreed =
    forum.state === "agreed"
      ? [
          one(
            t("The agreement"),
            mapped(forum.outcome, (o) => o.score),
            "ring",
            "agreed",
          ),
        ]
      : [];
  return { offers, stars, agreed };
}

/**
 * @param {string} name @param {Record<string, number>} scores
 * @param {import("../marks.js").Shape} shape @param {string} dress
 * @returns {Named}
 */
const one = (name, scores, shape, dress) => ({
  name,
  worth: (side) => scores[side] ?? 0,
  shape,
  class: dress,
});

/**
 * @template T
 * @param {Record<string, T>} record
 * @param {(value: T) => number} by
 */
function mapped(record, by) {
  return Object.fromEntries(Object.entries(record).map(([k, v]) => [k, by(v)]));
}

/** @param {DebriefForum} forum @param {Names} names @param {ReturnType<typeof named>} known */
function sheet(forum, names, known) {
  const space = /** @type {import("../data").Space} */ (forum.possible?.space);
  const sides = Object.keys(space.worth);
  const axis = (/** @type {string} */ a) => along(a, forum.parties, space.walk_aways);
  return {
    columns: [
      t("Package"),
      ...sides.map((d) => names.side(d).code),
      axisName(SMALLEST, names),
      axisName(TOTAL, names),
    ],
    rows: [
      [t("Walk-away"), ...sides.map((d) => space.walk_aways[d] / 100), 0, 0],
      ...[...known.offers, ...known.stars, ...known.agreed].map((k) => [
        k.name,
        ...sides.map((d) => k.worth(d) / 100),
        axis(SMALLEST)(k.worth) / 100,
        axis(TOTAL)(k.worth) / 100,
      ]),
    ],
  };
}

/**
 * @param {number} width @param {DebriefForum} forum @param {Names} names
 * @param {{x: string, y: string}} axes
 * @param {import("../packages.js").Listed | null} all @param {ReturnType<typeof named>} known
 */
function drawn(width, forum, names, axes, all, known) {
  const space = /** @type {import("../data").Space} */ (forum.possible?.space);
  const alongX = along(axes.x, forum.parties, space.walk_aways);
  const alongY = along(axes.y, forum.parties, space.walk_aways);
  /** @type {(of: Named) => [number, number]} */
  const at = (k) => [alongX(k.worth), alongY(k.worth)];
  /** @type {[number, number][]} */
  const cloud = [];
  /** @type {[number, number][]} */
  const zone = [];
  for (let n = 0; all !== null && n < all.many; n++) {
    if (all.allowed[n] === 0) continue;
    const worth = (/** @type {string} */ side) => all.worth[side][n];
    (all.zone[n] === 1 ? zone : cloud).push([alongX(worth), alongY(worth)]);
  }
  const shown = [...known.offers, ...known.stars.slice(0, 1), ...known.agreed];
  const places = [...cloud, ...zone, ...shown.map(at)];
  const height = Math.min(Math.round(width * (width < 480 ? 1.05 : 0.75)), 520);
  const few = width < 480 ? 4 : 7;
  const xs = extent(span(places, 0), few);
  const ys = extent(span(places, 1), 6);
  const sx = linear(xs, [LEFT, width - RIGHT]);
  const sy = linear(ys, [height - BOTTOM, TOP]);
  const least = (/** @type {string} */ axis) => space.walk_aways[axis] ?? 0;
  /** @type {(p: readonly [number, number]) => [number, number]} */
  const placed = ([px, py]) => [sx(px), sy(py)];
  const edge = upperRight(zone.length > 0 ? zone : cloud);
  const words = (/** @type {number} */ v) => String(Math.round(v) / 100);
  const marks = html`
    <${AxisBelow} ticks=${ticks(xs[0], xs[1], few)} at=${sx} y=${height - BOTTOM} top=${TOP} words=${words} />
    <${AxisLeft} ticks=${ticks(ys[0], ys[1], 6)} at=${sy} x=${LEFT} end=${width - RIGHT} words=${words} />
    <${Label} x=${width - RIGHT} y=${height - 8} anchor="end" class="axis-name">${axisName(axes.x, names)} →</${Label}>
    <${Label} x=${4} y=${12} class="axis-name">↑ ${axisName(axes.y, names)}</${Label}>
    <${Cloud} points=${cloud.map(placed)} class="in-cloud" />
    <${Cloud} points=${zone.map(placed)} class="in-zone" />
    <path class="line walk-away" d=${`M${sx(least(axes.x))} ${TOP}V${height - BOTTOM}M${LEFT} ${sy(least(axes.y))}H${width - RIGHT}`} />
    ${edge.length > 1 && html`<${Line} class="edge" points=${edge.map(placed)} />`}
    <${Line} class="path" points=${known.offers.map((k) => placed(at(k)))} />
    ${shown.map((k) => {
      const [px, py] = placed(at(k));
      return html`<${Mark} key=${k.name} shape=${k.shape} x=${px} y=${py} r=${k.shape === "ring" ? 9 : 5} class=${k.class} />`;
    })}
    ${apart(together(known.offers.map((k) => ({ short: k.short, place: placed(at(k)) })))).map(
      ({ words, place: [px, py] }) =>
        html`<${Label} key=${words} x=${px > width - 90 ? px - 8 : px + 8} y=${py - 6} anchor=${px > width - 90 ? "end" : "start"} class="halo">${words}</${Label}>`,
    )}`;
  const stops = shown.map((k) => {
    const [px, py] = placed(at(k));
    const all = forum.parties.map((d) => `${names.side(d).code} ${points(k.worth(d))}`).join(", ");
    return { x: px, y: py, text: t("{package}: {worths}", { package: k.name, worths: all }) };
  });
  return { height, marks, stops };
}

/**
 * One label for the proposals that lie on one spot.
 * @param {{short: string, place: [number, number]}[]} offers
 */
function together(offers) {
  /** @type {Map<string, {words: string, place: [number, number]}>} */
  const spots = new Map();
  for (const { short, place } of offers) {
    const spot = place.map((n) => Math.round(n / 6)).join();
    const found = spots.get(spot);
    spots.set(spot, { words: found ? `${found.words}, ${short}` : short, place });
  }
  return [...spots.values()];
}

/**
 * The labels that do not lie on an earlier one; the cursor and the table name the others.
 * @param {{words: string, place: [number, number]}[]} labels
 */
function apart(labels) {
  /** @type {typeof labels} */
  const kept = [];
  for (const label of labels.reverse()) {
    const clear = kept.every(
      ({ place: [x, y], words }) =>
        Math.abs(y - label.place[1]) > 13 ||
        Math.abs(x - label.place[0]) > 7 * Math.max(words.length, label.words.length) + 4,
    );
    if (clear) kept.push(label);
  }
  return kept;
}

/** @param {[number, number][]} places @param {0 | 1} n */
function span(places, n) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    low = Math.min(low, place[n]);
    high = Math.max(high, place[n]);
  }
  return [low, high];
}
