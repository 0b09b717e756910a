// More than a screen holds, page after page: each for a while, until somebody holds one.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { t } from "../../i18n.js";

/**
 * A page: its name for whoever turns to it, whether it matters more than the others just now.
 * @typedef {{key: string, name: string, urgent?: boolean, draw: () => unknown}} Sheet
 */

const SHOWN_MS = 12_000;

/** @param {{sheets: readonly Sheet[]}} props at least one */
export function Pages({ sheets }) {
  const [key, turn] = useState("");
  const [held, hold] = useState(false);
  const urgent = sheets.filter((x) => x.urgent);
  const round = urgent.length > 0 && !held ? urgent : sheets;
  const here = round.find((x) => x.key === key) ?? round[0];
  const next = round[(round.indexOf(here) + 1) % round.length];
  useEffect(() => {
    if (held || next === here) return;
    const timer = setTimeout(() => turn(next.key), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, here.key, next.key]);
  /** @param {number} by */
  const step = (by) => {
    hold(true);
    turn(sheets[(sheets.indexOf(here) + by + sheets.length) % sheets.length].key);
  };
  return html`<div class="pages">
    <div class="page-shown" key=${here.key}>${here.draw()}</div>
    ${
      sheets.length > 1 &&
      html`<nav class="turning" aria-label=${t("Pages of the screen")}>
      <button type="button" class="plain" aria-label=${t("Page before")} onClick=${() => step(-1)}>‹</button>
      <span>${t("{n} of {of}", { n: sheets.indexOf(here) + 1, of: sheets.length })} · ${here.name}</span>
      <button type="button" class="plain" aria-label=${t("Next page")} onClick=${() => step(1)}>›</button>
      <button type="button" class="plain" aria-pressed=${held ? "true" : "false"} onClick=${() => hold(!held)}>${t("Hold this page")}</button></nav>`
    }
  </div>`;
}
