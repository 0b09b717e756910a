// Where each party stands on a proposal: code, sign and word, so that colour never stands alone.

import { cx, html } from "../dom.js";
import { t } from "../i18n.js";
import { shortName } from "./code.js";
import { useStore } from "./context.js";

/** @typedef {import("../entities").Proposal} Proposal */

const SIGNS = { accept: "✓", reject: "✕", reserve: "…" };

/** @param {string | undefined} stance */
export function stanceSign(stance) {
  return SIGNS[/** @type {keyof typeof SIGNS} */ (stance)] ?? "·";
}

/** @param {string | undefined} stance */
export function stanceWord(stance) {
  switch (stance) {
    case "accept":
      return t("accepts");
    case "reject":
      return t("rejects");
    case "reserve":
      return t("reserves");
    default:
      return t("no stance yet");
  }
}

/** @param {{proposal: Proposal, parties: string[], me?: string}} props */
export function Stances({ proposal, parties, me }) {
  const store = useStore();
  return html`<ul class="stances" aria-label=${t("Stances")}>
    ${parties.map((id) => {
      const stance = proposal.stances[id]?.stance;
      const d = store.get(`delegation/${id}`);
      const said = `${d?.short ?? id}: ${stanceWord(stance)}`;
      return html`<li key=${id} class=${cx(stance ?? "none", id === me && "me")} title=${said}>
        <span aria-hidden="true">${d?.code ?? id} ${stanceSign(stance)}</span>
        <span class="visually-hidden">${said}</span>
      </li>`;
    })}
  </ul>`;
}

/**
 * What was said with the stances.
 * @param {{proposal: Proposal}} props
 */
export function Reasons({ proposal }) {
  const store = useStore();
  const said = Object.entries(proposal.stances).filter(([, stance]) => stance.reason);
  if (said.length === 0) return null;
  return html`<ul class="reasons">
    ${said.map(
      ([id, { stance, reason }]) =>
        html`<li key=${id}><b>${t("{who} {stance}", { who: shortName(store, id), stance: stanceWord(stance) })}</b>: ${reason}</li>`,
    )}
  </ul>`;
}
