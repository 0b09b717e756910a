// The facilitator as the capital: what delegations ask, and the three answers.

import { useState } from "preact/hooks";
import { html } from "../../dom.js";
import { Code } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { Dialog } from "../../elements/dialog.js";
import { againstWalkAway } from "../../elements/worth.js";
import { points, timeOfDay } from "../../format.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";

/** @typedef {import("../../wire").ApprovalEntity} Approval */
/** @typedef {(name: string, body: object) => Promise<string[]>} Act */

/** @param {{give: Act, show: (forum: string) => void}} props `show` puts a forum on show */
export function Capitals({ give, show }) {
  const store = useStore();
  const [asking, ask] = useState(/** @type {{asked: Approval, decision: string} | null} */ (null));
  const [refused, refuse] = useState("");
  const all = store.all("approval").filter((a) => a.state === "pending");
  const policy = store.get("talks")?.policies.capital_approval;
  if (all.length === 0 && !policy) return null;
  const answer = async (
    /** @type {Approval} */ asked,
    /** @type {string} */ decision,
    text = "",
  ) => {
    const { proposal, delegation } = asked;
    refuse(
      (await give("capital", { proposal_id: proposal, delegation, decision, text })).join(" "),
    );
  };
  return html`<section class="pane capitals" aria-label=${t("Capitals")}><h2>${t("You are the capital")}</h2>
    ${all.length === 0 && html`<p class="note">${t("No delegation asks to cross a red line now.")}</p>`}
    <ol>${all.map(
      (a) => html`<li key=${`${a.proposal}/${a.delegation}`}>
      <p><${Code} id=${a.delegation} /> <b><bdi>${a.by}</bdi></b>, ${timeOfDay(a.asked_at)}: ${t("may we accept")}
        <button type="button" class="plain" onClick=${() => show(a.forum)}>${a.label}</button> <${Worth} asked=${a} /></p>
      ${a.red_lines.map((line) => html`<p key=${line.issue} class="warn-line">${line.why}</p>`)}
      ${a.reason && html`<p><q>${a.reason}</q></p>`}
      <div class="acts">
        <button type="button" class="primary" onClick=${() => answer(a, "approve")}>${t("Approve")}</button>
        <button type="button" onClick=${() => ask({ asked: a, decision: "send_back" })}>${t("Send back…")}</button>
        <button type="button" onClick=${() => ask({ asked: a, decision: "instruct" })}>${t("Instruct…")}</button>
      </div></li>`,
    )}</ol>
    ${refused && html`<p class="refused" role="alert">${refused}</p>`}
    ${asking && html`<${Telling} decision=${asking.decision} send=${(/** @type {string} */ text) => answer(asking.asked, asking.decision, text)} onClose=${() => ask(null)} />`}
  </section>`;
}

/** What the package is worth to the delegation that asks. @param {{asked: Approval}} props */
function Worth({ asked }) {
  const store = useStore();
  const mandate = store.get(`mandate/${asked.forum}/${asked.delegation}`);
  const proposal = store.get(`proposal/${asked.proposal}`);
  if (!mandate || !proposal) return null;
  const whole = { ...store.get(`forum/${asked.forum}`)?.settled, ...proposal.package };
  const worth = Object.entries(whole).reduce(
    (sum, [issue, option]) => sum + (mandate.issues[issue]?.worth[option] ?? 0),
    0,
  );
  return html`<small class="note">${points(worth)}, ${againstWalkAway(worth, mandate)}</small>`;
}

/** @param {{decision: string, send: (text: string) => void, onClose: () => void}} props */
function Telling({ decision, send, onClose }) {
  const [text, write] = useState("");
  const instructs = decision === "instruct";
  const ready = !instructs || text.trim() !== "";
  const go = () => {
    if (!ready) return;
    send(text.trim());
    onClose();
  };
  return html`<${Dialog} title=${instructs ? t("Instruct the delegation") : t("Send it back")} onClose=${onClose} actions=${html`
    <button type="button" onClick=${onClose}>${t("Cancel")}</button>
    <button type="button" class="primary" aria-disabled=${ready ? undefined : "true"} onClick=${go}>${instructs ? t("Instruct") : t("Send back")}</button>`}>
    <p class="note">${t("Only this delegation reads it. Its acceptance is not cast.")}</p>
    <label>${instructs ? t("What it shall do") : t("Why (may stay empty)")}
      <textarea rows="4" maxlength=${limits.text} autofocus value=${text} onInput=${(/** @type {any} */ e) => write(e.currentTarget.value)}></textarea></label>
  </${Dialog}>`;
}
