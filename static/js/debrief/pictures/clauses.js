// What was agreed, clause by clause, beside the other tables and beside the record.

import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { csvText, save } from "../files.js";
import { forumState } from "../names.js";

/** @typedef {import("../data").DebriefForum} DebriefForum */
/** @typedef {import("../names.js").Names} Names */

/** @param {{forum: DebriefForum, names: Names}} props */
export function Clauses({ forum, names }) {
  const others = names.data.others.filter((o) => o.forums[forum.id] !== undefined);
  const recorded = forum.issues.some((i) => i.options.some((o) => o.record));
  if (forum.state !== "agreed" && others.length === 0 && !recorded) return null;
  const text = (/** @type {string} */ issue, /** @type {string | undefined} */ option) =>
    option === undefined ? t("not agreed") : names.option(forum, issue, option);
  const columns = [
    t("Issue"),
    t("This table"),
    ...others.map((o) => t("Table {n}", { n: o.label })),
    ...(recorded ? [t("2003 to 2009")] : []),
  ];
  const rows = forum.issues.map((issue) => [
    issue.title,
    text(issue.id, forum.settled[issue.id]),
    ...others.map((o) => text(issue.id, o.forums[forum.id].settled[issue.id])),
    ...(recorded
      ? [
          issue.options
            .filter((o) => o.record)
            .map((o) => names.option(forum, issue.id, o.id))
            .join("; ") || "–",
        ]
      : []),
  ]);
  const clauses = forum.issues.flatMap((issue) => {
    const option = issue.options.find((o) => o.id === forum.settled[issue.id]);
    return option ? [option.clause] : [];
  });
  return html`<section class="picture" id=${`picture-clauses-${forum.id}`} aria-label=${t("What was agreed")}>
    <h3>${recorded ? t("What was agreed, and what really was") : t("What was agreed")}</h3>
    <p>${forumState(forum.state)}.${
      recorded && forum.state === "agreed" ? ` ${same(forum)}` : ""
    }</p>
    ${clauses.length > 0 && html`<ol class="clauses">${clauses.map((c, n) => html`<li key=${n}>${c}</li>`)}</ol>`}
    ${
      (others.length > 0 || recorded) &&
      html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("Clauses side by side")}><table class="lines side-by-side">
      <thead><tr>${columns.map((c) => html`<th key=${c} scope="col">${c}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row[0]}>${row.map((cell, n) => (n === 0 ? html`<th key="0" scope="row">${cell}</th>` : html`<td key=${n} class=${cell === row[1] && n > 1 && cell !== t("not agreed") ? "same" : ""}>${cell}</td>`))}</tr>`)}</tbody></table></div>
    <p class="files no-print"><span class="quiet">${t("Save as")}</span> <button type="button" onClick=${() => save(new Blob([csvText({ columns, rows })], { type: "text/csv" }), `clauses-${forum.id}.csv`)}>CSV</button></p>`
    }
    ${forum.debrief && html`<p class="record-text">${forum.debrief}</p>`}
  </section>`;
}

/** How much of it is as in the record. @param {DebriefForum} forum */
function same(forum) {
  const compared = forum.issues.filter((i) => i.options.some((o) => o.record));
  const alike = compared.filter((i) =>
    i.options.some((o) => o.record && o.id === forum.settled[i.id]),
  );
  return t("On {n} of {all} issues it is what the governments agreed then.", {
    n: alike.length,
    all: compared.length,
  });
}
