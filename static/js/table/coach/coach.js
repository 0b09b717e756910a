// A strip for the first table: the one next step, until it is done; put away for good when one likes.

import { useEffect } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { course, did, follow, putAway } from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("../model.js").Table} Table */

/** @returns {Record<Step, [string, string]>} a word and a sentence for each step */
const WORDS = () => ({
  read: [
    t("Read"),
    t(
      "Open an issue of your mandate: what brings you most, and the walk-away below which you do not sign.",
    ),
  ],
  build: [
    t("Build"),
    t("Choose an option for each issue, and watch what the package is worth to you."),
  ],
  table: [t("Table"), t("Table your package: only then do the others see it and answer.")],
  persuade: [
    t("Persuade"),
    t("Write to the others: ask what they need, say what you could give for it."),
  ],
  accept: [
    t("Accept"),
    t(
      "Accept a proposal above your walk-away. When enough parties do, a silence period adopts it.",
    ),
  ],
});

/**
 * Go where a step is done.
 * @param {Table} table
 * @param {Step} step
 */
function lead(table, step) {
  const at = {
    read: "mandate",
    build: "proposals",
    table: "proposals",
    persuade: "talk",
    accept: "proposals",
  };
  table.go(/** @type {import("../model.js").Panel} */ (at[step]));
  if (step === "build" || step === "table") table.building.value = true;
  const where = {
    read: ".mandate summary",
    build: ".builder select, .builder input",
    table: ".builder .sending button, .builder .toggle",
    persuade: ".composer textarea",
    accept: ".card button",
  };
  setTimeout(() => {
    const found = [...document.querySelectorAll(where[step])].find((e) => e.checkVisibility());
    found?.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | undefined} */ (found)?.focus();
  }, 150);
}

export function Coach() {
  const table = useTable();
  useEffect(() => follow(table), [table]);
  const { steps, done, next } = course(table);
  const words = WORDS();
  return html`<aside class="coach" aria-label=${t("Your first table")}>
    <ol aria-label=${t("Steps")}>${steps.map(
      (
        step,
      ) => html`<li key=${step} class=${cx(done.includes(step) && "done")} aria-current=${step === next ? "step" : undefined}>
        <span aria-hidden="true">${done.includes(step) ? "✓" : "○"}</span> ${words[step][0]}${done.includes(step) && html`<span class="visually-hidden"> ${t("(done)")}</span>`}</li>`,
    )}</ol>
    <p>${next ? words[next][1] : t("You have done it all once. From here on it is yours.")}</p>
    <div class="acts">
      ${next && html`<button type="button" onClick=${() => lead(table, next)}>${t("Show me where")}</button>`}
      ${next && html`<button type="button" class="plain" onClick=${() => did(next)}>${t("Skip")}</button>`}
      <button type="button" class="plain" onClick=${putAway}>${next ? t("Put away for good") : t("Put away")}</button>
    </div>
  </aside>`;
}
