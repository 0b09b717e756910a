// The choice of colours, drawn; pages/theme.js applies and remembers it.

import { signal } from "@preact/signals";
import { html } from "../dom.js";
import { t } from "../i18n.js";
import { setTheme, theme } from "../pages/theme.js";

const chosen = signal(theme());

export function ThemeChoice() {
  /** @type {[import("../pages/theme.js").Theme, string][]} */
  const choices = [
    ["", t("System")],
    ["light", t("Light")],
    ["dark", t("Dark")],
  ];
  return html`<div class="theme" role="group" aria-label=${t("Colours")}>
    <span>${t("Colours")}</span>
    <span class="choices">
      ${choices.map(
        ([name, label]) =>
          html`<button
            key=${name}
            type="button"
            aria-pressed=${chosen.value === name ? "true" : "false"}
            onClick=${() => {
              setTheme(name);
              chosen.value = name;
            }}
          >${label}</button>`,
      )}
    </span>
  </div>`;
}
