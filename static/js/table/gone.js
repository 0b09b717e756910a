// What stands instead of the table when this page may not show it.

import { at } from "../address.js";
import { html } from "../dom.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";

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
    <p><a class="button big" href="">${t("Open the page again")}</a></p>
    <p><a class="button primary big" href=${boot.urls?.rejoin ?? at("/rejoin")}>${t("Enter my rejoin code")}</a></p></div>`;
}
