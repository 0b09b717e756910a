// The scoreboard with everybody's total and what share of the joint gain the agreements realised.

import { html } from "../../dom.js";
import { Code, seated } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { JointLeftOut } from "../../elements/joint.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";

export function Scores() {
  const store = useStore();
  const board = store.get("scoreboard");
  if (!board?.others) return null;
  const totals = board.others;
  const open = store.get("talks")?.revealed.includes("scores");
  const joint = Object.entries(board.joint ?? {});
  return html`<section class="pane" id="scores"><h2>${t("Scores")}</h2>
    <p><b>${board.agreed}</b> / ${board.forums} ${t("forums agreed")}</p>
    <table class="lines"><tbody>${seated(store).map((d) => html`<tr key=${d.id}><th scope="row"><${Code} id=${d.id} /> ${d.short}</th><td data-total=${d.id}>${points(totals[d.id] ?? 0)}</td></tr>`)}</tbody></table>
    ${joint.map(
      ([id, share]) =>
        html`<p key=${id} class="note">${store.get(`forum/${id}`)?.title}: ${t("{sum}% of the most that all parties together could have gained over their walk-aways; Nash share {nash}%", { sum: percent(share.sum_share_bp), nash: percent(share.nash_share_bp) })}</p>`,
    )}
    <${JointLeftOut} />
    ${open || html`<p class="note">${t("Until you lay the scores open, others are shown points without what only some were told.")}</p>`}
  </section>`;
}

/** @param {number | null} basisPoints */
function percent(basisPoints) {
  return Math.round((basisPoints ?? 0) / 100);
}
