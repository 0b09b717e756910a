// What a closing plenary says of an agreement: who endorses it, who sets it aside, what comes of it.

import { cx, html } from "../dom.js";
import { t } from "../i18n.js";
import { shortName } from "./code.js";
import { useStore } from "./context.js";

/** @typedef {import("../entities").Agreement} Agreement */

const SIGNS = { endorse: "✓", set_aside: "✕" };

/** @param {string | undefined} stance */
export function endorsementWord(stance) {
  switch (stance) {
    case "endorse":
      return t("endorses it");
    case "set_aside":
      return t("sets it aside");
    default:
      return t("has not spoken");
  }
}

/** @param {Agreement} agreement */
export function verdictWord(agreement) {
  if (agreement.endorsed === null) return t("undecided");
  return agreement.endorsed ? t("endorsed by all") : t("set aside");
}

/** @param {{agreement: Agreement}} props */
export function Verdict({ agreement }) {
  const look = agreement.endorsed === null ? "" : agreement.endorsed ? "yes" : "no";
  return html`<b class=${cx("verdict", look)}>${verdictWord(agreement)}</b>`;
}

/** @param {{agreement: Agreement, parties: string[], me?: string}} props */
export function Endorsements({ agreement, parties, me }) {
  const store = useStore();
  const reasons = Object.entries(agreement.endorsement_reasons);
  return html`<ul class="stances" aria-label=${t("Endorsements")}>
    ${parties.map((id) => {
      const stance = agreement.endorsements[id];
      const said = `${shortName(store, id)}: ${endorsementWord(stance)}`;
      const look = stance === "endorse" ? "accept" : stance === "set_aside" ? "reject" : "none";
      return html`<li key=${id} class=${cx(look, id === me && "me")} title=${said}>
        <span aria-hidden="true">${store.get(`delegation/${id}`)?.code ?? id} ${SIGNS[stance] ?? "·"}</span>
        <span class="visually-hidden">${said}</span></li>`;
    })}
  </ul>
  ${
    reasons.length > 0 &&
    html`<ul class="reasons">${reasons.map(
      ([id, reason]) =>
        html`<li key=${id}><b>${shortName(store, id)} ${endorsementWord(agreement.endorsements[id])}</b>: ${reason}</li>`,
    )}</ul>`
  }`;
}

/**
 * The agreements that a forum's plenary speaks of, in the order of the agenda.
 * @param {import("../store.js").Store} store
 * @param {import("../entities").Forum} plenary
 */
export function reported(store, plenary) {
  return store
    .all("agreement")
    .filter((a) => {
      const forum = store.get(`forum/${a.forum}`);
      if (a.forum === plenary.id || forum?.state !== "agreed") return false;
      const sees = [...forum.parties, ...(forum.observers ?? [])];
      return forum.open !== false || plenary.parties.every((id) => sees.includes(id));
    })
    .sort((a, b) => order(store, a) - order(store, b));
}

/**
 * @param {import("../store.js").Store} store
 * @param {Agreement} agreement
 */
const order = (store, agreement) => store.get(`forum/${agreement.forum}`)?.order ?? 0;
