// What is owed in short: what counts as kept or broken, what needs somebody first, how many.

import { html } from "../dom.js";
import { tn } from "../i18n.js";
import { useStore } from "./context.js";

/** @typedef {import("../entities").Obligation} Obligation */

const OWED = new Set(["open", "delayed"]);
const KEPT = new Set(["done", "kept"]);
const BROKEN = new Set(["refused", "broken", "lapsed"]);

/** @param {Obligation} o its owner still has to */
export const isOwed = (o) => OWED.has(o.status);
/** @param {Obligation} o */
export const isKept = (o) => KEPT.has(o.status);
/** @param {Obligation} o */
export const isBroken = (o) => BROKEN.has(o.status);

/** In the order of what needs somebody: contested, due, later, then what is over. @param {Obligation} o */
function urgency(o) {
  if (o.status === "contested") return 0;
  if (isOwed(o)) return o.due_now ? 1 : 2;
  return 3;
}

/**
 * @param {Obligation} a
 * @param {Obligation} b
 */
export const inOrder = (a, b) =>
  urgency(a) - urgency(b) || a.due_round - b.due_round || (a.id < b.id ? -1 : 1);

/** The ledger in one line: how many are due, kept, broken. */
export function Tally() {
  const n = useStore().get("scoreboard")?.obligations;
  if (!n || n.due + n.open === 0) return null;
  return html`<p class="tally">${tn(n.kept, "{n} kept", "{n} kept")} · ${tn(n.broken, "{n} broken", "{n} broken")} · ${tn(n.open, "{n} open", "{n} open")}</p>`;
}
