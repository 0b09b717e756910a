// The negotiating text: agreed clauses in plain ink, what is not agreed in brackets with who wants it.

import { cx, html } from "../dom.js";
import { t, tn } from "../i18n.js";
import { Code } from "./code.js";
import { useStore } from "./context.js";
import { linesOf } from "./negotiated.js";

/** @typedef {import("../entities").Forum} Forum */

/**
 * @param {{forum: Forum, worthOf?: (issue: string, option: string) => string | null}} props
 */
export function Treaty({ forum, worthOf }) {
  return html`<ol class="treaty">
    ${linesOf(useStore(), forum).map((line, at) => {
      return html`<li key=${line.issue} class=${line.status}>
        <span class="para">${at + 1}.</span>
        <div><${TreatyLine} forum=${forum} line=${line} worthOf=${worthOf} titled /></div>
      </li>`;
    })}
  </ol>`;
}

/**
 * The clause of one issue, or its readings in brackets.
 * @param {{forum: Forum, line: import("./negotiated.js").Line, titled?: boolean,
 *   worthOf?: (issue: string, option: string) => string | null}} props
 */
export function TreatyLine({ forum, line, worthOf, titled }) {
  const title = forum.issues?.find((i) => i.id === line.issue)?.title ?? line.issue;
  if (line.status === "open")
    return html`<p class="blank">[ ${title} ] <small>${t("nothing proposed yet")}</small></p>`;
  if (line.status !== "disputed" && line.status !== "proposed")
    return html`<p>${clause(forum, line.issue, line.option)} <${Mark} status=${line.status} /></p>`;
  return html`${titled && html`<p class="topic">${title}</p>`}
    ${line.brackets?.map(
      (bracket) => html`<p key=${bracket.option} class="bracket">
        <span><span aria-hidden="true">[</span>${bracket.clause}<span aria-hidden="true">]</span></span>
        <span class="by">
          ${bracket.by.map((id) => html`<${Code} key=${id} id=${id} />`)}
          ${worthOf && html`<small>${worthOf(line.issue, bracket.option)}</small>`}
        </span>
      </p>`,
    )}`;
}

/** @param {{status: string}} props */
function Mark({ status }) {
  const settled = status === "settled";
  return html`<small class=${cx("mark", settled && "settled")}>${settled ? t("settled") : t("agreed in substance")}</small>`;
}

/**
 * @param {Forum} forum
 * @param {string} issue
 * @param {string | null | undefined} option
 */
export function clause(forum, issue, option) {
  const found = forum.issues?.find((i) => i.id === issue)?.options.find((o) => o.id === option);
  return found?.clause || found?.text || "";
}

/**
 * How far the text is, in a sentence.
 * @param {import("./negotiated.js").Line[]} lines
 */
export function progress(lines) {
  const done = lines.filter((l) => l.status === "agreed" || l.status === "settled").length;
  const bracketed = lines.some((l) => l.status === "disputed" || l.status === "proposed");
  if (done === lines.length && lines.length > 0) return t("All issues agreed in substance.");
  const rest = bracketed ? t("Brackets mark what is not.") : "";
  return `${tn(lines.length, "{done} of {n} issue agreed in substance.", "{done} of {n} issues agreed in substance.", { done })} ${rest}`;
}
