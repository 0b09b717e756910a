// What a delegation sees, in a frame nobody can mistake; nothing here can be sent.

import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { App } from "../../table/app.js";
import { Table } from "../../table/model.js";
import { News } from "../../table/news/news.js";

/**
 * @param {{as: string, store: import("../../store.js").Store,
 *   line: import("../../connection.js").Connection, boot: import("../../entities").Boot}} props
 */
export function Through({ as, store, line, boot }) {
  const table = new Table({ store, line, boot });
  const news = new News(table);
  const d = store.get(`delegation/${as}`);
  return html`<div class="through" data-colour=${d?.colour}>
    <p class="through-frame" role="note"><b>${t("You look through the eyes of {who}.", { who: d?.name ?? as })}</b>${" "}
      ${t("Read only: nothing you press here is sent for the delegation.")} <a href=${location.pathname}>${t("Back to the desk")}</a></p>
    <div class="framed"><${App} table=${table} news=${news} /></div>
  </div>`;
}
