// My mandate: what every option is worth to us and why, our walk-away and our red lines.

import { useCallback } from "preact/hooks";
import { cx, html, later } from "../../dom.js";
import { optionText } from "../../elements/package.js";
import { Term } from "../../elements/term.js";
import { brief, points } from "../../format.js";
import { t } from "../../i18n.js";
import { dressed } from "../../sheets.js";
import { useTable } from "../model.js";
import { Mark, marksOf, Was } from "../news/changes.js";

const causes = () => dressed("world", import("../news/causes.js"));
const Causes = later(() => causes().then((m) => m.Causes));
const Changes = later(() => causes().then((m) => m.Changes));

/** @typedef {import("../../entities").Mandate} Mandate */

/** What an option is worth to me, as text; for brackets and packages. */
export function useMyWorth() {
  const table = useTable();
  return useCallback(
    (/** @type {string} */ issue, /** @type {string} */ option) => {
      const worth = table.mandate.value?.issues[issue]?.worth[option];
      return worth === undefined ? null : points(worth);
    },
    [table],
  );
}

/** @param {{full?: boolean}} props `full` opens every issue: the briefing */
export function MandatePanel({ full }) {
  const table = useTable();
  const mandate = table.mandate.value;
  const forum = table.forum.value;
  const urls = table.boot.urls ?? {};
  return html`<section class=${cx("panel mandate", full && "full")} data-name="mandate" aria-label=${t("My mandate")}>
    <header class="head"><div><h2>${t("My mandate")}</h2><p class="note">${t("Only your delegation sees this.")}</p></div>
      ${urls.brief && html`<a class="note" href=${urls.brief} target="_blank">${t("Brief")}</a>`}</header>
    <div class="scroll sheet">
      ${
        mandate && forum
          ? html`<${Sheet} mandate=${mandate} forum=${forum} full=${full} />`
          : html`<p class="empty">${table.mine.value === "" ? t("Only delegates have a mandate.") : forum && !table.attends(forum.id) ? t("Your delegation does not sit in this forum.") : t("Your mandate appears when the round begins.")}</p>`
      }
    </div>
  </section>`;
}

/** @param {{mandate: Mandate, forum: import("../../entities").Forum, full?: boolean}} props */
function Sheet({ mandate, forum, full }) {
  const table = useTable();
  const selected = table.selected.value;
  const marks = marksOf(mandate);
  return html`
    <dl class="marks">
      <div><dt>${t("Walk-away")} <${Term} word="walk_away" of=${t("Walk-away")} />${marks.walkAwayWas !== null && html` <${Mark} />`}</dt><dd>${points(mandate.reservation)}<${Was} was=${marks.walkAwayWas} now=${mandate.reservation} /></dd></div>
      <div><dt>${t("Best")} <${Term} word="worth" of=${t("Worth")} /></dt><dd>${points(mandate.best)}</dd></div>
    </dl>
    ${mandate.changed.length > 0 && html`<${Changes} mandate=${mandate} />`}
    ${mandate.role === "observer" && html`<p class="note">${t("You observe here: you may speak and propose, and the result counts for you.")}</p>`}
    ${full && mandate.alternative && html`<p class="alternative">${t("Without an agreement: {text}", { text: mandate.alternative })}</p>`}
    <div class="issues">
      ${forum.issues?.map((issue) => html`<${Position} key=${issue.id} issue=${issue} mandate=${mandate} chosen=${selected?.package[issue.id]} label=${selected ? selected.label : ""} open=${full} />`)}
    </div>
    ${
      mandate.red_lines.length > 0 &&
      html`<h3>${t("Red lines")}</h3>
      <ul class="red-lines">${mandate.red_lines.map(
        (line) => html`<li key=${line.issue + line.option}>
        <b>${optionText(forum, line.issue, line.option)}${marks.options.has(`${line.issue}/${line.option}`) && html` <${Mark} />`}</b> ${line.why}
        ${line.unless && html` ${t("Unless: {text}.", { text: line.unless.options.map((o) => brief(optionText(forum, line.unless?.issue ?? "", o))).join(", ") })}`}
        ${line.cost ? html` <small>${t("Crossing it costs {n} points.", { n: points(line.cost) })}</small>` : null}
      </li>`,
      )}</ul>`
    }
    ${!full && mandate.alternative && html`<p class="note">${t("Without an agreement: {text}", { text: mandate.alternative })}</p>`}`;
}

/** @param {{issue: import("../../entities").Issue, mandate: Mandate, chosen?: string, label: string, open?: boolean}} props */
function Position({ issue, mandate, chosen, label, open }) {
  const position = mandate.issues[issue.id];
  if (!position) return null;
  const top = Math.max(...Object.values(position.worth), 1);
  const shown = chosen === undefined ? undefined : position.worth[chosen];
  const ranked = [...issue.options].sort(
    (a, b) => (position.worth[b.id] ?? 0) - (position.worth[a.id] ?? 0),
  );
  const marks = marksOf(mandate);
  const lines = new Set(mandate.red_lines.filter((l) => l.issue === issue.id).map((l) => l.option));
  return html`<details class="position" open=${open}>
    <summary>
      <span>${issue.title}${marks.issues.has(issue.id) && html` <${Mark} />`}</span>
      <i>${shown === undefined ? t("up to {n}", { n: points(top) }) : `${points(shown)} / ${points(top)}`}</i>
      <span class="bar-line" style=${{ "--at": `${(100 * (shown ?? top)) / top}%` }}></span>
    </summary>
    <ul>
      ${ranked.map((option) => {
        const worth = position.worth[option.id] ?? 0;
        return html`<li key=${option.id} class=${cx(option.id === chosen && "chosen", lines.has(option.id) && "red")}>
          <span>${option.text}
            ${option.id === chosen && html` <b class="tag">${label}</b>`}
            ${lines.has(option.id) && html` <b class="tag red">${t("red line")}</b>`}
            ${marks.options.has(`${issue.id}/${option.id}`) && html` <${Mark} />`}
            ${option.barred_by && html` <b class="tag">${t("barred")}</b> <small>${[option.barred_by.name, option.barred_by.why].filter(Boolean).join(": ")}</small>`}
          </span>
          <i>${points(worth)}</i>
          <span class="bar-line" style=${{ "--at": `${(100 * Math.max(worth, 0)) / top}%` }}></span>
        </li>`;
      })}
    </ul>
    ${mandate.changed.length > 0 && html`<${Causes} mandate=${mandate} issue=${issue.id} />`}
    ${position.why && html`<p class="note">${position.why}</p>`}
  </details>`;
}
