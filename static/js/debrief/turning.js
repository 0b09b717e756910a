// Turning a card: Mandates asks first while delegates are still saying what they think of it.

import { useState } from "preact/hooks";
import { html, later } from "../dom.js";
import { t } from "../i18n.js";

/** @typedef {{open: boolean, answered?: number, people?: number}} Guessing */

const Confirm = later(() => import("../elements/dialog.js").then((module) => module.Confirm));

/**
 * How many have answered of all who are asked; null where nobody is still at it.
 * @param {readonly (Guessing | undefined)[]} tables
 */
export function stillGuessing(tables) {
  let answered = 0;
  let people = 0;
  for (const one of tables) {
    if (!one?.open) continue;
    answered += one.answered ?? 0;
    people += one.people ?? 0;
  }
  return answered < people ? { answered, people } : null;
}

/**
 * How a card is turned, and the question that may come before.
 * @param {readonly (Guessing | undefined)[]} tables those at which Mandates would be turned
 * @param {(stage: string) => void} turn
 * @returns {[(stage: string) => void, unknown]}
 */
export function useTurning(tables, turn) {
  const [asked, ask] = useState(false);
  const found = stillGuessing(tables);
  const first = (/** @type {string} */ stage) =>
    stage === "mandates" && found ? ask(true) : turn(stage);
  if (!asked || !found) return [first, null];
  return [
    first,
    html`<${Confirm} title=${t("Turn Mandates now?")} yes=${t("Turn it")} no=${t("Not yet")}
      onYes=${() => turn("mandates")} onClose=${() => ask(false)}>
      <p>${t("{n} of {all} have said what they think mattered to others; turning it ends that.", { n: found.answered, all: found.people })}</p></${Confirm}>`,
  ];
}
