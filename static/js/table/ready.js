// What "Ready" would end, said before it counts.

import { html } from "../dom.js";
import { msLeft } from "../elements/clock.js";
import { Confirm } from "../elements/dialog.js";
import { clockText, list } from "../format.js";
import { t, tn } from "../i18n.js";
import { beat } from "../time.js";
import { isInitiative, useTable } from "./model.js";
import { isLive } from "./proposals/worths.js";

/** @typedef {import("./model.js").Table} Table */

/**
 * Who is here, counts, and has not said it yet.
 * @param {Table} table
 */
function missing(table) {
  const mine = table.mine.value;
  return table.store
    .all("delegation")
    .filter(
      (d) => d.id !== mine && d.bot === null && !d.ready && d.delegates.some((x) => x.present),
    );
}

/** @param {{seen: {round: number, phase: string}, onClose: () => void}} props the phase that was pressed for */
export function ReadyDialog({ seen, onClose }) {
  const table = useTable();
  const { store, line } = table;
  const talks = table.talks.value;
  const lapsing = store.all("proposal").filter((p) => isLive(p) && !isInitiative(store, p.forum));
  const ms = msLeft(store.get("clock"), beat.value + line.offset.value);
  const others = missing(table);
  const early = talks?.policies.early_end !== false;
  return html`<${Confirm} title=${t("Ready to end the negotiation?")} yes=${t("Ready")} onClose=${onClose}
    onYes=${() => table.give("set_ready", { ready: true, ...seen }, "ready")}>
    <p>${ms !== null && t("{left} left.", { left: clockText(ms) })} ${lapsing.length > 0 && tn(lapsing.length, "{n} proposal on the table lapses when it ends.", "{n} proposals on the table lapse when it ends.")}</p>
    <p>${
      !early
        ? t("Here the clock alone ends it; the others see that you are done.")
        : others.length === 0
          ? html`<b>${t("Nobody else is missing: it ends at once.")}</b>`
          : t(
              "It ends when everybody here is ready. Still missing: {who}. Until then you can take it back.",
              {
                who: list(others.map((d) => d.short)),
              },
            )
    }</p></${Confirm}>`;
}
