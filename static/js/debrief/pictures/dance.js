// The negotiation dance: each proposal's worth to each delegation, in the order they were tabled,
// against its walk-away; silence periods and the adoption marked.

import { html } from "../../dom.js";
import { clockText, points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { Figure } from "../figure.js";
import { AxisLeft, Label, Legend, Line, Mark } from "../marks.js";
import { offerState, stanceWord } from "../names.js";
import { extent, linear, ticks } from "../scale.js";

/** @typedef {import("../data").Offer} Offer */
/** @typedef {import("../data").DebriefForum} DebriefForum */
/** @typedef {import("../names.js").Names} Names */

const LEFT = 44;
const RIGHT = 12;
const TOP = 42;
const GAP = 26;

/**
 * The delegations to whom what was tabled in a forum is known to be worth something.
 * @param {DebriefForum} forum
 * @param {import("../data").Debrief} data
 */
export const dancers = (forum, data) =>
  data.delegations.map((d) => d.id).filter((id) => forum.offers.some((o) => id in o.scores));

/** @param {{forum: DebriefForum, names: Names, only?: readonly string[]}} props `only` these sides */
export function Dance({ forum, names, only }) {
  const offers = forum.offers;
  const sides = dancers(forum, names.data).filter((id) => only?.includes(id) ?? true);
  if (offers.length === 0 || sides.length === 0) return null;
  return html`<${Figure} name=${`dance-${forum.id}`} title=${t("What each proposal was worth")}
    summary=${summary(forum, sides, names)} sheet=${sheet(offers, sides, names)}
    draw=${(/** @type {number} */ width) => drawn(width, forum, sides, names)}
    legend=${html`<${Legend} entries=${[
      { words: t("at or above the walk-away") },
      { class: "hollow", words: t("below it") },
      { shape: "diamond", words: t("its own proposal") },
      { kind: "line", class: "walk-away", words: t("walk-away") },
      { kind: "line", class: "silence", words: t("a silence period began") },
      { kind: "line", class: "adopted", words: t("adopted") },
    ]} />`} />`;
}

/**
 * @param {DebriefForum} forum
 * @param {string[]} sides
 * @param {Names} names
 */
function summary(forum, sides, names) {
  const whole = forum.offers.filter((o) => o.complete);
  const said = [tn(forum.offers.length, "{n} proposal was tabled.", "{n} proposals were tabled.")];
  const mine = sides.length === 1 ? sides[0] : null;
  if (mine !== null) {
    const above = whole.filter((o) => o.scores[mine] >= o.walk_aways[mine]).length;
    said.push(
      t("{above} of the {all} complete ones were at or above your walk-away.", {
        above,
        all: whole.length,
      }),
    );
  } else {
    const fine = whole.filter((o) => forum.parties.every((d) => o.scores[d] >= o.walk_aways[d]));
    said.push(
      fine.length === 0
        ? t("None of them was at or above the walk-away of every party.")
        : t("At or above the walk-away of every party: {proposals}.", {
            proposals: fine.map((o) => names.called(o)).join(", "),
          }),
    );
  }
  const adopted = forum.offers.find((o) => o.state === "adopted");
  said.push(
    adopted
      ? t("{proposal} was adopted.", { proposal: names.called(adopted) })
      : t("None was adopted."),
  );
  return said.join(" ");
}

/**
 * @param {Offer[]} offers
 * @param {string[]} sides
 * @param {Names} names
 */
function sheet(offers, sides, names) {
  return {
    columns: [
      t("Proposal"),
      t("By"),
      t("Round"),
      t("Clock"),
      t("What became of it"),
      ...sides.flatMap((d) => [
        names.side(d).code,
        t("{code} walk-away", { code: names.side(d).code }),
      ]),
    ],
    rows: offers.map((o) => [
      o.label,
      names.short(o.by),
      o.round,
      clockText(o.clock),
      o.complete ? offerState(o.state) : t("{state} (in part)", { state: offerState(o.state) }),
      ...sides.flatMap((d) =>
        d in o.scores ? [o.scores[d] / 100, o.walk_aways[d] / 100] : [null, null],
      ),
    ]),
  };
}

/**
 * @param {number} width
 * @param {DebriefForum} forum
 * @param {string[]} sides
 * @param {Names} names
 */
function drawn(width, forum, sides, names) {
  const offers = forum.offers;
  const tall = sides.length === 1 ? 180 : width < 480 ? 72 : 84;
  const inset = 16;
  const x = (/** @type {number} */ n) =>
    offers.length === 1
      ? (LEFT + width - RIGHT) / 2
      : linear([0, offers.length - 1], [LEFT + inset, width - RIGHT - inset])(n);
  const every = Math.ceil((offers.length * 30) / Math.max(width - LEFT - RIGHT, 1));
  const all = sides.flatMap((d) =>
    offers.filter((o) => d in o.scores).flatMap((o) => [o.scores[d], o.walk_aways[d]]),
  );
  const domain = extent(all, 4);
  /** @type {import("../data").Stop[]} */
  const stops = [];
  const height = TOP + sides.length * (tall + GAP) + 4;
  const panels = sides.map((d, row) => {
    const top = TOP + row * (tall + GAP);
    const y = linear(domain, [top + tall, top]);
    const side = names.side(d);
    const known = offers.map((o) => (d in o.scores ? o : null));
    const last = known.findLast((o) => o !== null);
    return html`<g key=${d} data-colour=${side.colour}>
      <${AxisLeft} ticks=${ticks(domain[0], domain[1], 3)} at=${y} x=${LEFT} end=${width - RIGHT} words=${(/** @type {number} */ v) => String(v / 100)} />
      <${Line} class="walk-away" points=${steps(known, d, x, y, width)} />
      <${Line} class="series" points=${known.map((o, n) => (o?.complete ? [x(n), y(o.scores[d])] : null)).filter((p) => p !== null)} />
      ${known.map((o, n) => o && html`<${Mark} key=${n} x=${x(n)} y=${y(o.scores[d])} r=${o.by === d ? 4.5 : 4} shape=${o.by === d ? "diamond" : "circle"} class=${o.scores[d] >= o.walk_aways[d] ? "dot" : "dot hollow"} />`)}
      <${Label} x=${LEFT} y=${top - 6} class="panel-name">${side.code} <tspan class="faint">${last ? t("walk-away {points}", { points: points(last.walk_aways[d]) }) : ""}</tspan></${Label}>
    </g>`;
  });
  offers.forEach((o, n) => {
    for (const [row, d] of sides.entries()) {
      if (!(d in o.scores)) continue;
      const top = TOP + row * (tall + GAP);
      stops.push({
        x: x(n),
        y: linear(domain, [top + tall, top])(o.scores[d]),
        text: told(o, d, names),
      });
    }
  });
  const marks = html`
    ${offers.map(
      (o, n) => html`<g key=${o.proposal}>
      ${o.silences.map((s) => html`<path key=${s.clock} class="line silence" d=${`M${x(n) - 3} ${TOP - 8}V${height - GAP}`} />`)}
      ${o.state === "adopted" && html`<path class="line adopted" d=${`M${x(n)} ${TOP - 8}V${height - GAP}`} />`}
      ${n % every === 0 && html`<${Label} x=${x(n)} y=${12} anchor="middle" class=${o.state === "adopted" ? "strong" : ""}>${o.label}</${Label}>`}
    </g>`,
    )}
    ${panels}`;
  return { height, marks, stops };
}

/**
 * The walk-away as steps: it moves when the mandate does.
 * @param {(Offer | null)[]} known
 * @param {string} d
 * @param {(n: number) => number} x
 * @param {(v: number) => number} y
 * @param {number} width
 */
function steps(known, d, x, y, width) {
  /** @type {[number, number][]} */
  const found = [];
  known.forEach((o, n) => {
    if (o === null) return;
    const at = y(o.walk_aways[d]);
    if (found.length === 0) found.push([LEFT, at]);
    else {
      const middle = (x(n - 1) + x(n)) / 2;
      found.push([middle, found[found.length - 1][1]], [middle, at]);
    }
  });
  if (found.length > 0) found.push([width - RIGHT, found[found.length - 1][1]]);
  return found;
}

/**
 * @param {Offer} o
 * @param {string} d
 * @param {Names} names
 */
function told(o, d, names) {
  const gain = o.scores[d] - o.walk_aways[d];
  const worth = o.complete
    ? gain >= 0
      ? t("{points} to {delegation}, {gain} above its walk-away", {
          points: points(o.scores[d]),
          delegation: names.short(d),
          gain: points(gain),
        })
      : t("{points} to {delegation}, {gain} below its walk-away", {
          points: points(o.scores[d]),
          delegation: names.short(d),
          gain: points(-gain),
        })
    : t("in part, so far {points} to {delegation}", {
        points: points(o.scores[d]),
        delegation: names.short(d),
      });
  const stood = t("{delegation} {stands}", {
    delegation: names.short(d),
    stands: stanceWord(o.stances[d]),
  });
  return t("{proposal}: {worth}. {stood}; {state}.", {
    proposal: names.called(o),
    worth,
    stood,
    state: offerState(o.state),
  });
}
