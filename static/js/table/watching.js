// The frame round a table that is only watched: what one looks at, which tables there are, and the
// end of it when the link is taken back.

import { html, later } from "../dom.js";
import { shortName } from "../elements/code.js";
import { t } from "../i18n.js";
import { App } from "./app.js";

const WatchAll = later(() => import("../facilitator/desk/watchall.js").then((m) => m.WatchAll));

/** @param {{table: import("./model.js").Table, news: import("./news/news.js").News}} props */
export function Watching({ table, news }) {
  const { store, line, boot } = table;
  const watching = boot.watching;
  if (!watching) return null;
  if (line.status.value === "refused") return html`<${Ended} />`;
  const number = store.get("talks")?.table ?? "";
  const many = watching.tables.length > 1;
  return html`<div class="watching">
    <header class="watching-frame">
      <p role="note"><b>${t("You watch: {what}.", { what: whatWords(table, number) })}</b>${" "}
        ${t("Nothing you do here acts.")} ${watching.told && t("Those you watch know of it.")}</p>
      ${
        many &&
        html`<nav aria-label=${t("Tables")}>${watching.tables.map(
          (one) =>
            html`<a key=${one.table} href=${one.href} aria-current=${one.here ? "page" : undefined}>${t("Table {n}", { n: one.table })}</a>`,
        )}</nav>`
      }
    </header>
    ${
      watching.sees === "everything"
        ? html`<div><${WatchAll} store=${store} line=${line} /></div>`
        : html`<div class="framed"><${App} table=${table} news=${news} /></div>`
    }
  </div>`;
}

/**
 * @param {import("./model.js").Table} table
 * @param {number | string} number
 */
function whatWords({ store, boot }, number) {
  switch (boot.watching?.sees) {
    case "delegation":
      return t("table {n}, through the eyes of {who}", {
        n: number,
        who: shortName(store, boot.watching.delegation ?? ""),
      });
    case "everything":
      return t("table {n}, with all its secrets", { n: number });
    default:
      return t("table {n}, what is public there", { n: number });
  }
}

/** What stands instead of the table once the link opens nothing any more. */
export function Ended() {
  return html`<div class="elsewhere" role="alert"><h1>${t("This link does not open the table any more")}</h1>
    <p>${t("It was taken back, or the class is over. Ask whoever gave it to you for another.")}</p></div>`;
}
