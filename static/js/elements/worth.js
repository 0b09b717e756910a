// What a package is worth to me, always against my walk-away.

import { cx, html } from "../dom.js";
import { points } from "../format.js";
import { t } from "../i18n.js";

/** @typedef {import("../entities").Mandate} Mandate */

/**
 * @param {number} worth hundredths
 * @param {Mandate} mandate
 */
export function againstWalkAway(worth, mandate) {
  const gap = worth - mandate.reservation;
  if (gap === 0) return t("exactly your walk-away");
  return gap > 0
    ? t("{n} above walk-away", { n: points(gap) })
    : t("{n} below walk-away", { n: points(-gap) });
}

/**
 * The number in a card's row; in words it stands where one decides.
 * @param {{worth: number | null, mandate: Mandate | undefined}} props after all costs
 */
export function Worth({ worth, mandate }) {
  if (worth === null || worth === undefined || mandate === undefined) return null;
  const below = worth < mandate.reservation;
  return html`<span class=${cx("worth", below ? "down" : "up")}>
    <b>${points(worth)}</b> <small aria-hidden="true">${below ? "▼" : "▲"}</small>
    <span class="visually-hidden">${againstWalkAway(worth, mandate)}</span>
  </span>`;
}

/**
 * A scale from nothing to my best with my walk-away marked on it.
 * @param {{worth: number, mandate: Mandate, partial?: boolean}} props
 */
export function Meter({ worth, mandate, partial }) {
  const best = Math.max(mandate.best, 1);
  const at = (/** @type {number} */ n) => `${Math.max(0, Math.min(100, (100 * n) / best))}%`;
  const below = worth < mandate.reservation;
  const label = t("{worth} to you; walk-away {walk}, best {best}", {
    worth: points(worth),
    walk: points(mandate.reservation),
    best: points(best),
  });
  return html`<div class=${cx("meter", below && "below", partial && "partial")} role="img" aria-label=${label}>
    <i style=${{ "--at": at(worth) }}></i>
    <em style=${{ "--at": at(mandate.reservation) }}><span>${t("walk-away {n}", { n: points(mandate.reservation) })}</span></em>
  </div>`;
}
