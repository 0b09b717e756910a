// States of the whole page, each said in words where nobody can miss it.

import { html } from "../dom.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";
import { NewsBanner } from "./newsroom.js";

export function Banners() {
  const table = useTable();
  const status = table.line.status.value;
  const talks = table.talks.value;
  return html`<div class="banners">
    ${status === "reconnecting" && html`<p class="banner warn"><b>${t("Reconnecting …")}</b> ${t("What you do now is sent when the line is back; your seat is kept.")}</p>`}
    ${status === "offline" && html`<p class="banner warn"><b>${t("No network.")}</b> ${t("You can read and draft; what you send waits until the line is back.")}</p>`}
    ${talks?.paused && html`<p class="banner"><b>${t("Paused.")}</b> ${t("Clocks stand still. You can read and draft, and act when the talks resume.")}</p>`}
    ${
      table.me.value?.stepped_out &&
      html`<p class="banner"><b>${t("You stepped out of role.")}</b> ${t("Only the facilitator knows.")}
      <button type="button" onClick=${() => table.give("step_out", { on: false }, "step_out")}>${t("Step back in")}</button></p>`
    }
    <${NewsBanner} />
    ${talks?.state === "archived" && html`<p class="banner">${t("These talks are archived; you can read everything.")}</p>`}
  </div>`;
}

/** What stands instead of the table when this page may not show it. */
export function Elsewhere() {
  const { line } = useTable();
  return html`<div class="elsewhere"><h1>${t("Your seat is open in another tab or device")}</h1>
    <p>${t("The newest one counts, so that you never act twice. Nothing is lost.")}</p>
    <button type="button" class="primary big" onClick=${() => line.takeBack()}>${t("Use it here")}</button></div>`;
}

export function NotLetIn() {
  const { line, boot } = useTable();
  return html`<div class="elsewhere"><h1>${t("This seat could not be opened")}</h1>
    <p>${line.refusal.value?.message}</p>
    <p><a class="button primary big" href=${boot.urls?.rejoin ?? "/rejoin"}>${t("Enter my rejoin code")}</a></p></div>`;
}
