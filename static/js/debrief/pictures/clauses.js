// What was agreed, clause by clause, beside the other tables and beside the record.

import { html } from "../../dom.js";
import { t } from "../../i18n.js";
import { Figure } from "../figure.js";
import { Label, Legend, Mark } from "../marks.js";
import { forumState } from "../names.js";

/** @typedef {import("../data").DebriefForum} DebriefForum */
/** @typedef {import("../data").Sheet} Sheet */
/** @typedef {import("../names.js").Names} Names */

const ROW = 30;
const TOP = 26;

/** @param {{forum: DebriefForum, names: Names}} props */
export function Clauses({ forum, names }) {
  const others = names.data.others.filter((o) => o.forums[forum.id] !== undefined);
  const recorded = forum.issues.some((i) => i.options.some((o) => o.record));
  if (forum.state !== "agreed" && others.length === 0 && !recorded) return null;
  const clauses = forum.issues.flatMap((issue) => {
    const option = issue.options.find((o) => o.id === forum.settled[issue.id]);
    return option ? [option.clause] : [];
  });
  const text = html`${clauses.length > 0 && html`<ol class="clauses">${clauses.map((c, n) => html`<li key=${n}>${c}</li>`)}</ol>`}`;
  const said = `${forumState(forum.state)}.${recorded && forum.state === "agreed" ? ` ${same(forum)}` : ""}`;
  const title = recorded ? t("What was agreed, and what really was") : t("What was agreed");
  if (others.length === 0 && !recorded) {
    return html`<section class="picture" id=${`picture-clauses-${forum.id}`} aria-label=${title}><h3>${title}</h3><p>${said}</p>${text}</section>`;
  }
  const columns = columnsOf(forum, names);
  return html`<${Figure} name=${`clauses-${forum.id}`} title=${title} summary=${said} open
    sheet=${clausesSheet(forum, names, columns)} draw=${(/** @type {number} */ width) => drawn(width, forum, names, columns, recorded)}
    legend=${html`<${Legend} entries=${[
      {
        shape: "square",
        class: "accept",
        words: recorded ? t("as in the record") : t("as at this table"),
      },
      { shape: "square", class: "pending", words: t("another option") },
      { shape: "cross", class: "none", words: t("not agreed") },
    ]} />`}>${text}</${Figure}>
    ${forum.debrief && html`<p class="record-text">${forum.debrief}</p>`}`;
}

/** @typedef {{name: string, short: string, option: (issue: string) => string[]}} Column */

/**
 * This table, the others, and the record: what each has on an issue, which for the record may be
 * several options.
 * @param {DebriefForum} forum @param {Names} names
 * @returns {Column[]}
 */
export function columnsOf(forum, names) {
  const one = (/** @type {string | undefined} */ option) => (option === undefined ? [] : [option]);
  const columns = [
    {
      name: t("This table"),
      short: t("here"),
      option: (/** @type {string} */ issue) => one(forum.settled[issue]),
    },
    ...names.data.others
      .filter((o) => o.forums[forum.id] !== undefined)
      .map((o) => ({
        name: t("Table {n}", { n: o.label }),
        short: t("table {n}", { n: o.label }),
        option: (/** @type {string} */ issue) => one(o.forums[forum.id].settled[issue]),
      })),
  ];
  if (!forum.issues.some((i) => i.options.some((o) => o.record))) return columns;
  const record = (/** @type {string} */ id) =>
    (forum.issues.find((i) => i.id === id)?.options ?? []).filter((o) => o.record).map((o) => o.id);
  return [...columns, { name: t("2003 to 2009"), short: t("record"), option: record }];
}

/**
 * @param {DebriefForum} forum @param {Names} names @param {Column[]} columns
 * @returns {Sheet}
 */
export function clausesSheet(forum, names, columns) {
  return {
    columns: [t("Issue"), ...columns.map((c) => c.name)],
    rows: forum.issues.map((issue) => [
      issue.title,
      ...columns.map((c) => words(c.option(issue.id), forum, names, issue.id)),
    ]),
  };
}

/** @param {string[]} options @param {DebriefForum} forum @param {Names} names @param {string} issue */
const words = (options, forum, names, issue) =>
  options.map((o) => names.option(forum, issue, o)).join("; ") || t("not agreed");

/**
 * A square for each issue and table: filled where it is as in the record, or as here without one.
 * @param {number} width @param {DebriefForum} forum @param {Names} names @param {Column[]} columns
 * @param {boolean} recorded
 */
function drawn(width, forum, names, columns, recorded) {
  const left = Math.min(320, width * 0.45);
  const fits = Math.floor(left / 6.4);
  const wide = Math.min(70, (width - left - 4) / columns.length);
  const x = (/** @type {number} */ n) => left + wide * (n + 0.5);
  const every = Math.max(1, Math.ceil(44 / wide));
  /** @type {import("../data").Stop[]} */
  const stops = [];
  const rows = forum.issues.map((issue, row) => {
    const y = TOP + ROW * (row + 0.5);
    const like = (recorded ? columns[columns.length - 1] : columns[0]).option(issue.id);
    const marks = columns.map((column, n) => {
      const options = column.option(issue.id);
      const alike = options.some((o) => like.includes(o));
      stops.push({
        x: x(n),
        y,
        text: t("{issue}, {where}: {option}", {
          issue: issue.title,
          where: column.name,
          option: words(options, forum, names, issue.id),
        }),
      });
      return options.length === 0
        ? html`<${Mark} key=${n} shape="cross" class="none" x=${x(n)} y=${y} r=${5} />`
        : html`<${Mark} key=${n} shape="square" class=${alike ? "accept" : "pending"} x=${x(n)} y=${y} r=${7} />`;
    });
    const title = issue.title.length > fits ? `${issue.title.slice(0, fits - 1)}…` : issue.title;
    return html`<g key=${issue.id}><path class="grid" d=${`M${left} ${y}H${x(columns.length - 1) + wide / 2}`} /><${Label} x=${2} y=${y + 4} class="axis-name">${title}</${Label}>${marks}</g>`;
  });
  const heads = columns.map(
    (c, n) =>
      (n % every === 0 || n === columns.length - 1) &&
      html`<${Label} key=${n} x=${x(n)} y=${14} anchor="middle" class=${n === 0 ? "strong" : ""}>${c.short}</${Label}>`,
  );
  return {
    height: TOP + ROW * forum.issues.length + 4,
    marks: html`${heads}${rows}`,
    stops,
  };
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
