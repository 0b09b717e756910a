// The clauses that were agreed, table by table, where the tiles have no room for them.

import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { Fitted } from "./fit.js";

/** @typedef {import("../wall/glance.js").Glance} Glance */

/** As many agreements as stand beside each other. */
const A_PAGE = 2;
const SIZES = ["130%", "110%", "95%", "80%", "70%"];

/**
 * @param {readonly Glance[]} tables
 * @returns {import("./pages.js").Sheet[]}
 */
export function agreedSheets(tables) {
  const all = tables.flatMap((x) => (x.agreed ?? []).map((a) => ({ ...a, table: x.table })));
  return Array.from({ length: Math.ceil(all.length / A_PAGE) }, (_, n) => {
    const some = all.slice(n * A_PAGE, (n + 1) * A_PAGE);
    const draw = (/** @type {number} */ step) =>
      html`<div class="agreements" style=${{ fontSize: SIZES[step] }}>${some.map(
        (
          a,
        ) => html`<article key=${`${a.table}/${a.forum}`} class="settled" aria-label=${t("Table {n}: {title}", { n: a.table, title: a.title })}>
        <h2>${t("Table {n}", { n: a.table })} <small>${a.title}${a.partial && html` (${t("in part")})`}</small></h2>
        <ul>${a.clauses.map((c) => html`<li key=${c}>${c}</li>`)}</ul></article>`,
      )}</div>`;
    return {
      key: `agreed/${some[0].table}/${some[0].forum}`,
      name: t("Agreed clauses"),
      draw: () => html`<${Fitted} of=${JSON.stringify(some)} steps=${SIZES.length} draw=${draw} />`,
    };
  });
}
