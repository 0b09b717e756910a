// What stands instead of a page of those who run tables once it is not theirs any more.

import { at } from "../address.js";
import { html } from "../dom.js";
import { t } from "../i18n.js";

/**
 * The page while its line has its right, else the way back in.
 * @param {{line: import("../connection.js").Connection, children?: unknown}} props
 */
export function WhileSignedIn({ line, children }) {
  if (line.status.value !== "refused") return children;
  return html`<div class="shell-wait" role="alert">
    <h1>${t("You are not signed in here any more")}</h1>
    <p class="lead">${t("This browser was signed out, or this is not yours to run now. What was sent before is done; nothing after it was.")}</p>
    <p><a class="button primary big" href=${at("/facilitate")}>${t("Sign in again")}</a></p>
  </div>`;
}
