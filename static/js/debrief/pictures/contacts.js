// Who spoke with whom in private, round by round: a line for each pair, as wide as they spoke much.

import { html } from "../../dom.js";
import { t, tn } from "../../i18n.js";
import { Figure } from "../figure.js";
import { Label } from "../marks.js";
import { roundAt } from "../when.js";

/** @typedef {import("../names.js").Names} Names */

/**
 * Messages in caucuses that the viewer may read, by round and pair ("usa rok", in seating order).
 * @param {import("../../store.js").Store} store
 * @param {import("../data").Debrief} data
 * @returns {Map<string, number[]>} pair -> messages by round, from the first
 */
export function spoken(store, data) {
  const channels = new Map(store.all("channel").map((c) => [c.id, c]));
  const order = data.delegations.map((d) => d.id);
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const message of store.all("message")) {
    const channel = channels.get(message.channel);
    if (channel?.kind !== "caucus" || message.by === null) continue;
    for (const other of channel.members) {
      if (other === message.by) continue;
      const pair = [message.by, other]
        .sort((a, b) => order.indexOf(a) - order.indexOf(b))
        .join(" ");
      const rounds = found.get(pair) ?? data.rounds.map(() => 0);
      rounds[roundAt(data, message.at) - 1] += 1;
      found.set(pair, rounds);
    }
  }
  return found;
}

/** @param {{store: import("../../store.js").Store, names: Names}} props */
export function Contacts({ store, names }) {
  const data = names.data;
  const pairs = spoken(store, data);
  if (pairs.size === 0) return null;
  const total = (/** @type {number[]} */ n) => n.reduce((sum, one) => sum + one, 0);
  const sorted = [...pairs].sort((a, b) => total(b[1]) - total(a[1]));
  const called = (/** @type {string} */ pair) =>
    pair
      .split(" ")
      .map((d) => names.side(d).code)
      .join("–");
  const silent = data.delegations.filter(
    (d) => ![...pairs.keys()].some((p) => p.split(" ").includes(d.id)),
  );
  const open = data.cards.open.includes("channels");
  const summary = [
    tn(
      total(sorted[0][1]),
      "{pair} spoke most in private: {n} message.",
      "{pair} spoke most in private: {n} messages.",
      { pair: called(sorted[0][0]) },
    ),
    silent.length > 0 && open
      ? t("{delegations} sat in no caucus where anything was said.", {
          delegations: names.all(silent.map((d) => d.id)),
        })
      : "",
    open ? "" : t("Only what your delegation could read is counted."),
  ]
    .filter(Boolean)
    .join(" ");
  const used = data.rounds.filter((_, n) => [...pairs.values()].some((c) => c[n] > 0));
  return html`<${Figure} name="contacts" title=${t("Who spoke with whom")} summary=${summary}
    sheet=${{
      columns: [
        t("Pair"),
        ...data.rounds.map((r) => t("Round {n}", { n: r.number })),
        t("Together"),
      ],
      rows: sorted.map(([pair, counts]) => [called(pair), ...counts, total(counts)]),
    }}
    draw=${(/** @type {number} */ width) => drawn(width, names, pairs, used, called)} />`;
}

/**
 * @param {number} width @param {Names} names @param {Map<string, number[]>} pairs
 * @param {import("../data").Debrief["rounds"]} used @param {(pair: string) => string} called
 */
function drawn(width, names, pairs, used, called) {
  const across = Math.max(1, Math.min(used.length, Math.floor(width / 230)));
  const cell = Math.min(width / across, 330);
  const tall = cell * 0.8 + 24;
  const most = Math.max(...[...pairs.values()].flat());
  /** @type {import("../data").Stop[]} */
  const stops = [];
  const marks = used.map((round, n) => {
    const cx = (n % across) * cell + cell / 2;
    const top = Math.floor(n / across) * tall;
    const cy = top + 24 + cell * 0.4;
    const seats = new Map(
      names.data.delegations.map((d, k, all) => {
        const turn = (2 * Math.PI * k) / all.length - Math.PI / 2;
        return [
          d.id,
          { x: cx + Math.cos(turn) * cell * 0.34, y: cy + Math.sin(turn) * cell * 0.31 },
        ];
      }),
    );
    const at = (/** @type {string} */ d) => seats.get(d) ?? { x: cx, y: cy };
    return html`<g key=${round.number}>
      <${Label} x=${cx} y=${top + 14} anchor="middle" class="strong">${t("Round {n}", { n: round.number })}</${Label}>
      ${[...pairs].map(([pair, counts]) => {
        const many = counts[round.number - 1];
        if (many === 0) return null;
        const [a, b] = pair.split(" ").map(at);
        stops.push({
          x: (a.x + b.x) / 2,
          y: (a.y + b.y) / 2,
          text: tn(
            many,
            "Round {round}: {pair}, {n} message",
            "Round {round}: {pair}, {n} messages",
            { round: round.number, pair: called(pair) },
          ),
        });
        return html`<path key=${pair} class="tie" stroke-width=${1 + (8 * many) / most} d=${`M${a.x} ${a.y}L${b.x} ${b.y}`} />`;
      })}
      ${names.data.delegations.map((d) => html`<g key=${d.id} data-colour=${d.colour}><circle class="seat" cx=${at(d.id).x} cy=${at(d.id).y} r="17" /><${Label} x=${at(d.id).x} y=${at(d.id).y + 4} anchor="middle" class="panel-name">${d.code}</${Label}></g>`)}
    </g>`;
  });
  return { height: Math.ceil(used.length / across) * tall, marks, stops };
}
