// What became of one's seat without one's doing.

import { signal } from "@preact/signals";
import { html, kept } from "../dom.js";
import { shortName } from "../elements/code.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";

const understood = signal(kept.get("moved", 0));

/** Said to whoever was moved without their doing, until they have read it. */
export function Moved() {
  const table = useTable();
  const me = table.me.value;
  const moved = me?.moved;
  if (!moved || (moved.kind !== "released" && moved.at <= understood.value)) return null;
  const n = table.talks.value?.table ?? 0;
  if (moved.kind === "released") {
    return html`<p class="banner warn" role="alert"><b>${t("You have no seat at this table now.")}</b> ${
      moved.reason === "moved"
        ? t("Your facilitator gave you a seat at another one.")
        : moved.reason
          ? t("Your facilitator says: {reason}", { reason: moved.reason })
          : t("Your facilitator released it; ask them for another.")
    } <a class="button" href="">${t("Open the page again")}</a></p>`;
  }
  const where = me?.delegation ? shortName(table.store, me.delegation) : "";
  return html`<p class="banner warn" role="status"><b>${
    moved.kind === "observer"
      ? t("You watch table {n} now.", { n })
      : t("Your facilitator gave you this seat: {where}, table {n}.", { where, n })
  }</b> ${
    moved.kind === "observer"
      ? t("You read what everybody may read, and act for no delegation.")
      : t("The mandates here are those of your seat; those you had are no longer yours to use.")
  } <button type="button" onClick=${() => {
    understood.value = moved.at;
    kept.set("moved", moved.at);
  }}>${t("Understood")}</button></p>`;
}
