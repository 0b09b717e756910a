// What an agreement on the package being built would oblige to, and whom.

import { html } from "../../dom.js";
import { Code } from "../../elements/code.js";
import { t } from "../../i18n.js";

/** @typedef {import("../../wire").TermEntry} Term */

/**
 * The terms that an agreement with this package brings: every option they wait for is in it.
 * @param {readonly Term[]} terms
 * @param {Record<string, string>} whole
 */
export const brought = (terms, whole) =>
  terms.filter((term) =>
    Object.entries(term.when).every(([issue, options]) => options.includes(whole[issue] ?? "")),
  );

/** @param {number} due rounds from the one of the agreement */
const when = (due) =>
  due === 0
    ? t("in this round")
    : due === 1
      ? t("by the next round")
      : t("{n} rounds later", { n: due });

/** @param {{terms: readonly Term[], whole: Record<string, string>, mine: string | null}} props */
export function Owed({ terms, whole, mine }) {
  const all = brought(terms, whole);
  if (all.length === 0) return null;
  const named = Object.fromEntries(all.map((term) => [term.id, term.what]));
  const line = (/** @type {Term} */ term) => {
    const first = term.after.flatMap((id) => named[id] ?? []);
    return html`<li key=${term.id}><${Code} id=${term.by} /> ${term.what} <small>${when(term.due)}${first.length > 0 ? `; ${t("after: {what}", { what: first.join(", ") })}` : ""}</small></li>`;
  };
  const own = all.filter((term) => term.by === mine);
  const rest = all.filter((term) => term.by !== mine);
  return html`<div class="owed">
    ${own.length > 0 && html`<p><b>${t("You would owe")}</b></p><ul>${own.map(line)}</ul>`}
    ${rest.length > 0 && html`<details><summary>${t("The others would owe")} <small>(${rest.length})</small></summary><ul>${rest.map(line)}</ul></details>`}
  </div>`;
}
