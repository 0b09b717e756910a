// A delegation's code and flag, and sentences that name delegations.

import { at } from "../address.js";
import { html } from "../dom.js";
import { list } from "../format.js";
import { useStore } from "./context.js";

/** @typedef {import("../entities").Delegation} Delegation */

/**
 * The three-letter code in the delegation's hue; the full name for who hovers or listens.
 * @param {{id: string}} props
 */
export function Code({ id }) {
  const d = useStore().get(`delegation/${id}`);
  return html`<abbr class="code" data-colour=${d?.colour ?? id} title=${d?.name ?? id}>${d?.code ?? id.toUpperCase()}</abbr>`;
}

/** @param {{id: string, large?: boolean}} props */
export function Flag({ id, large }) {
  const d = useStore().get(`delegation/${id}`);
  const src = at(`/static/flags/${d?.flag ?? "neutral"}.svg`);
  return html`<img class=${large ? "flag large" : "flag"} src=${src} alt="" width="24" height="16" />`;
}

/**
 * Short names in seating order, as a sentence part.
 * @param {import("../store.js").Store} store
 * @param {Iterable<string>} ids
 */
export function names(store, ids) {
  return list([...ids].map((id) => shortName(store, id)));
}

/**
 * @param {import("../store.js").Store} store
 * @param {string} id
 */
export function shortName(store, id) {
  return store.get(`delegation/${id}`)?.short ?? id.toUpperCase();
}

/**
 * All delegations in seating order.
 * @param {import("../store.js").Store} store
 */
export function seated(store) {
  return store.all("delegation").sort((a, b) => a.order - b.order);
}
