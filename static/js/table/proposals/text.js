// The panel of the negotiating text; it may be folded to give the proposals room.

import { signal } from "@preact/signals";
import { html, kept } from "../../dom.js";
import { progress, Treaty } from "../../elements/treaty.js";
import { t } from "../../i18n.js";
import { useMyWorth } from "../mandate/mandate.js";
import { useTable } from "../model.js";

const folded = signal(kept.get("text-folded", false));

export function TextPanel() {
  const table = useTable();
  const forum = table.forum.value;
  const worthOf = useMyWorth();
  if (!forum?.text) return null;
  const open = !folded.value || table.layout.value === "phone";
  const toggle = () => {
    folded.value = !folded.value;
    kept.set("text-folded", folded.value || undefined);
  };
  return html`<section class="panel text" data-name="text" aria-label=${t("Negotiating text")}>
    <header class="head">
      <h2>${t("Negotiating text")}</h2>
      <p class="note">${progress(forum)}</p>
      <button type="button" class="plain fold" aria-expanded=${open ? "true" : "false"} onClick=${toggle}>
        ${open ? t("Fold") : t("Show")}
      </button>
    </header>
    ${open && html`<div class="scroll sheet" tabindex="0" role="group" aria-label=${t("Negotiating text")}><${Treaty} forum=${forum} worthOf=${worthOf} /></div>`}
  </section>`;
}
