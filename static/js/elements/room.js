// The map of the room: the seats round the table in their fixed order, seen from one's own chair.
// Works for any number of delegations.

import { cx, html } from "../dom.js";
import { t } from "../i18n.js";
import { seated, shortName } from "./code.js";
import { useStore } from "./context.js";
import { stanceSign, stanceWord } from "./stances.js";
import { automatedWord } from "./words.js";

const WIDE = 260;
const HIGH = 236;
const [RX, RY] = [96, 84];

/**
 * Where seat `at` of `n` stands; seat `bottom` is nearest the viewer.
 * @param {number} at
 * @param {number} n
 * @param {number} bottom
 */
export function seatPoint(at, n, bottom) {
  const angle = Math.PI / 2 + (2 * Math.PI * (at - bottom)) / n;
  return { x: WIDE / 2 + RX * Math.cos(angle), y: HIGH / 2 + RY * Math.sin(angle) };
}

/**
 * @param {{me?: string, forum?: import("../entities").Forum,
 *   proposal?: import("../entities").Proposal | null, centre?: unknown, showReady?: boolean}} props
 *   `centre` is drawn over the middle of the table
 */
export function Room({ me, forum, proposal, centre, showReady }) {
  const store = useStore();
  const all = seated(store);
  const n = Math.max(all.length, 2);
  const mine = all.findIndex((d) => d.id === me);
  const bottom = mine >= 0 ? mine : Math.floor(n / 2);
  const places = new Map(all.map((d, at) => [d.id, seatPoint(at, n, bottom)]));
  const corners = all.map((_, at) => {
    const angle = Math.PI / 2 + (2 * Math.PI * (at - bottom + 0.5)) / n;
    return `${WIDE / 2 + RX * 0.74 * Math.cos(angle)},${HIGH / 2 + RY * 0.74 * Math.sin(angle)}`;
  });
  const said = all.map((d) => seatSentence(store, d, proposal, forum, showReady)).join(" ");
  return html`<figure class="room">
    <svg viewBox=${`0 0 ${WIDE} ${HIGH}`} role="img" aria-label=${`${t("The room.")} ${said}`}>
      ${n > 2 && html`<polygon class="top" points=${corners.join(" ")} />`}
      ${caucuses(store, places)}
      ${all.map((d) => seatMark(d, /** @type {any} */ (places.get(d.id)), { me, forum, proposal, showReady }))}
    </svg>
    ${centre && html`<figcaption>${centre}</figcaption>`}
  </figure>`;
}

/**
 * Lines between those who share a caucus, as far as this seat may know.
 * @param {import("../store.js").Store} store
 * @param {Map<string, {x: number, y: number}>} places
 */
function caucuses(store, places) {
  return store
    .all("channel")
    .filter((channel) => channel.kind === "caucus")
    .map((channel) => {
      const points = channel.members.map((id) => places.get(id)).filter((p) => p !== undefined);
      const path = points.map((p) => `${p.x},${p.y}`).join(" ");
      return html`<polygon key=${channel.id} class="line" points=${path} />`;
    });
}

/**
 * @param {import("../entities").Delegation} d
 * @param {{x: number, y: number}} place
 * @param {{me?: string, forum?: import("../entities").Forum, proposal?: import("../entities").Proposal | null, showReady?: boolean}} props
 */
function seatMark(d, place, { me, forum, proposal, showReady }) {
  const party = forum?.parties.includes(d.id) ?? true;
  const stance = proposal?.stances[d.id]?.stance;
  const here = d.bot !== null || d.delegates.some((one) => one.present);
  const sign = showReady ? (d.ready ? "✓" : "") : proposal && party ? stanceSign(stance) : "";
  const tone = showReady ? d.ready && "accept" : stance;
  const shape = cx("seat", !here && "away", !party && "aside", d.id === me && "me");
  return html`<g key=${d.id} class=${shape} data-colour=${d.colour} transform=${`translate(${place.x},${place.y})`}>
    <title>${d.name}</title>
    <circle r="22" />
    <text class="name" y="4">${d.code}</text>
    ${d.bot !== null && html`<text class="kind" y="16">${d.bot.agent ? t("agent") : t("bot")}</text>`}
    ${d.id === me && html`<text class="kind" y="16">${t("you")}</text>`}
    ${forum?.chair === d.id && html`<text class="kind" y="-9">${t("chair")}</text>`}
    ${sign && html`<g class=${cx("sign", tone || "none")} transform="translate(19,-17)"><circle r="9" /><text y="4">${sign}</text></g>`}
  </g>`;
}

/**
 * @param {import("../store.js").Store} store
 * @param {import("../entities").Delegation} d
 * @param {import("../entities").Proposal | null | undefined} proposal
 * @param {import("../entities").Forum | undefined} forum
 * @param {boolean | undefined} showReady
 */
function seatSentence(store, d, proposal, forum, showReady) {
  const parts = [shortName(store, d.id)];
  if (d.bot !== null) parts.push(automatedWord(d.bot));
  else if (!d.delegates.some((one) => one.present)) parts.push(t("away"));
  if (forum?.chair === d.id) parts.push(t("chair"));
  if (showReady) parts.push(d.ready ? t("ready") : t("not ready"));
  else if (proposal && (forum?.parties.includes(d.id) ?? true))
    parts.push(stanceWord(proposal.stances[d.id]?.stance));
  return `${parts.join(", ")}.`;
}
