// Light, dark, or as the system says; kept in this browser.

import { signal } from "@preact/signals";
import { html, kept } from "../dom.js";
import { t } from "../i18n.js";

/** @typedef {"auto"|"light"|"dark"} Theme */

const theme = signal(/** @type {Theme} */ (kept.get("theme", "auto")));
applyTheme(theme.value);

/** @param {Theme} chosen */
function applyTheme(chosen) {
  if (chosen === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

/** @param {Theme} chosen */
function choose(chosen) {
  theme.value = chosen;
  kept.set("theme", chosen === "auto" ? undefined : chosen);
  applyTheme(chosen);
}

export function ThemeChoice() {
  /** @type {[Theme, string][]} */
  const choices = [
    ["auto", t("Auto")],
    ["light", t("Light")],
    ["dark", t("Dark")],
  ];
  return html`<div class="theme" role="group" aria-label=${t("Theme")}>
    <span>${t("Theme")}</span>
    <span class="choices">
      ${choices.map(
        ([name, label]) =>
          html`<button key=${name} type="button" aria-pressed=${theme.value === name} onClick=${() => choose(name)}>${label}</button>`,
      )}
    </span>
  </div>`;
}
