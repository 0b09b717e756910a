// Build a package issue by issue with the own worth of every option shown, then table it.

import { useState } from "preact/hooks";
import { barredIn, isBarred, unmet } from "../../conditions.js";
import { cx, html } from "../../dom.js";
import { Confirm } from "../../elements/dialog.js";
import { optionText } from "../../elements/package.js";
import { againstWalkAway } from "../../elements/worth.js";
import { brief, list, points } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { limits } from "../../limits.js";
import { EMPTY, useTable } from "../model.js";
import { CommandButton, Refused } from "../parts.js";
import { Consequences } from "./consequences.js";
import { crossed, ideal, isSame, outlook } from "./worths.js";

/** @typedef {import("../../entities").Forum} Forum */
/** @typedef {import("../../entities").Issue} Issue */
/** @typedef {import("../../entities").Proposal} Proposal */

/** @param {{forum: Forum, amended: Proposal | undefined, whole: Record<string, string>}} props */
export function Form({ forum, amended, whole }) {
  return html`<div class="inside">
    <div class="rows">
      ${forum.issues?.map((issue) => html`<${Row} key=${issue.id} issue=${issue} settled=${forum.settled?.[issue.id]} was=${amended?.package[issue.id]} amending=${amended !== undefined} />`)}
      <${Consequences} forum=${forum} whole=${whole} />
    </div>
    <${Sending} whole=${whole} />
  </div>`;
}

/** @param {{settled: Record<string, string>}} props ways to begin */
export function Starts({ settled }) {
  const table = useTable();
  const mandate = table.mandate.value;
  const draft = table.draft();
  return html`<span class="starts">
    ${
      mandate &&
      html`<button type="button" class="plain" onClick=${() => {
        const best = ideal(mandate, settled, (issue, option) =>
          isBarred(table.forum.value, issue, option),
        );
        for (const issue of Object.keys(settled)) delete best[issue];
        draft.value = { ...draft.value, package: best };
      }}>${t("My best")}</button>`
    }
    <button type="button" class="plain" onClick=${() => {
      draft.value = EMPTY;
    }}>${t("Clear")}</button>
  </span>`;
}

/** @param {{issue: Issue, settled?: string, was?: string, amending: boolean}} props */
function Row({ issue, settled, was, amending }) {
  const table = useTable();
  const forum = /** @type {import("../../entities").Forum} */ (table.forum.value);
  const position = table.mandate.value?.issues[issue.id];
  const draft = table.draft();
  const now = settled ?? draft.value.package[issue.id] ?? "";
  const id = `issue-${issue.id}`;
  const text = optionText(forum, issue.id, now);
  const line =
    table.mandate.value &&
    crossed(table.mandate.value, { ...forum.settled, ...draft.value.package }).find(
      (l) => l.issue === issue.id,
    );
  const changed = amending && (was ?? "") !== now;
  const whole = { ...forum.settled, ...draft.value.package };
  const chosen = issue.options.find((o) => o.id === now);
  const barred = issue.options.filter((o) => o.barred_by);
  const lacking = unmet(forum, whole).filter((u) => u.issue === issue.id);
  /** @param {any} event */
  const choose = (event) => {
    const chosen = { ...draft.value.package };
    if (event.currentTarget.value) chosen[issue.id] = event.currentTarget.value;
    else delete chosen[issue.id];
    draft.value = { ...draft.value, package: chosen };
  };
  /** @param {import("../../entities").Option} option */
  const say = (option) => {
    const mine = position && ` · ${points(position.worth[option.id] ?? 0)}`;
    return `${brief(option.text)}${mine ?? ""}${option.barred_by ? ` (${t("barred")})` : ""}`;
  };
  return html`<div class=${cx("row", changed && "changed", (line || chosen?.barred_by || lacking.length > 0) && "crossed", settled && "settled")}>
    <label for=${id}><span>${issue.title}</span>
      ${position && html`<i>${now ? points(position.worth[now] ?? 0) : "–"} / ${points(Math.max(...Object.values(position.worth)))}</i>`}</label>
    ${
      settled
        ? html`<p id=${id} class="fixed">${t("settled")}: ${text}</p>`
        : html`<select id=${id} value=${now} onChange=${choose}>
          <option value="">${t("leave open")}</option>
          ${issue.options.map((o) => html`<option key=${o.id} value=${o.id} disabled=${Boolean(o.barred_by)} selected=${o.id === now}>${say(o)}</option>`)}
        </select>`
    }
    ${line && html`<p class="warn-line">${t("Red line: {why}", { why: line.why })}</p>`}
    ${changed && html`<p class="note">${was ? t("in the original: {text}", { text: brief(optionText(forum, issue.id, was)) }) : t("not in the original")}</p>`}
    ${!settled && chosen?.barred_by && html`<p class="warn-line">${barredText(chosen)}</p>`}
    ${!settled && (chosen?.requires ?? []).map((need) => html`<p key=${need.issue} class=${lacking.some((u) => u.needs === need.issue) ? "warn-line" : "note"}>${needText(forum, need)}</p>`)}
    ${
      !settled &&
      barred.some((o) => o !== chosen) &&
      html`<details class="barred"><summary>${tn(barred.length, "{n} option is barred", "{n} options are barred")}</summary>
      <ul>${barred.map((o) => html`<li key=${o.id}>${barredText(o)}</li>`)}</ul></details>`
    }
    ${!line && !changed && !settled && now && brief(text) !== text && html`<p class="note full">${text}</p>`}
  </div>`;
}

/** @param {import("../../entities").Option} option why it cannot be agreed now */
function barredText(option) {
  const text = brief(option.text);
  const { name = "", why = "" } = option.barred_by ?? {};
  return name
    ? t("Barred by “{name}”: {text}. {why}", { name, text, why })
    : t("Barred: {text}. {why}", { text, why });
}

/**
 * What an option needs beside it, in words.
 * @param {Forum} forum
 * @param {{issue: string, options: string[], why: string}} need
 */
function needText(forum, { issue, options, why }) {
  const title = forum.issues?.find((i) => i.id === issue)?.title ?? issue;
  return t("Needs {options} in “{issue}”. {why}", {
    options: list(
      options.map((o) => `“${brief(optionText(forum, issue, o))}”`),
      "disjunction",
    ),
    issue: title,
    why,
  });
}

/** @param {{whole: Record<string, string>}} props the warnings in words, the note and the button */
function Sending({ whole }) {
  const table = useTable();
  const [asking, ask] = useState(false);
  const draft = table.draft();
  const { package: chosen, amends, note } = draft.value;
  const mandate = table.mandate.value;
  const amended = table.proposals.value.find((p) => p.id === amends);
  const lines = mandate ? crossed(mandate, whole) : [];
  const view = mandate && outlook(mandate, whole);
  const below = mandate && view && view.reach < mandate.reservation;
  const empty = Object.keys(chosen).length === 0;
  const same = table.proposals.value.find(
    (p) => (p.state === "tabled" || p.state === "silence") && isSame(p.package, chosen),
  );
  const bad = below || lines.length > 0;
  const forum = table.forum.value;
  const barred = forum ? barredIn(forum, chosen) : [];
  const lacking = forum ? unmet(forum, whole) : [];
  const impossible =
    barred.length > 0
      ? t("An option of this package is barred: choose another one.")
      : lacking.length > 0
        ? t("An option of this package needs another one beside it: {why}", { why: lacking[0].why })
        : "";
  const label =
    amended && !isSame(amended.package, chosen)
      ? t("Table this amendment")
      : t("Table this package");
  const send = () => table.tableDraft(draft.value);
  const warnings = html`
    ${below && view && mandate && html`<p class="warn-line">${t("This package is {gap}. Without an agreement here your delegation does better.", { gap: againstWalkAway(view.reach, mandate) })}</p>`}
    ${lines.map((l) => html`<p key=${l.issue} class="warn-line">${t("Crosses your red line: {why}", { why: l.why })}${l.cost ? ` ${t("It costs you {n} points.", { n: points(l.cost) })}` : ""}</p>`)}`;
  return html`<div class="sending">
    ${below && warnings}
    ${impossible && html`<p class="warn-line" id="impossible">${impossible}</p>`}
    <label class="visually-hidden" for="builder-note">${t("A word with it (everybody here reads it)")}</label>
    <input id="builder-note" maxlength=${limits.text} value=${note} placeholder=${t("A word with it (everybody here reads it)")}
      onInput=${(/** @type {any} */ e) => {
        draft.value = { ...draft.value, note: e.currentTarget.value };
      }} />
    ${
      same
        ? html`<button type="button" class="primary" onClick=${() => {
            table.select(same.id);
            table.building.value = false;
          }}>${t("{n} is exactly this: look at it", { n: same.label })}</button>`
        : impossible
          ? html`<button type="button" class="primary" aria-disabled="true" aria-describedby="impossible">${label}</button>`
          : empty
            ? html`<button type="button" class="primary" aria-disabled="true" title=${t("Choose at least one option first.")}>${label}</button>`
            : html`<${CommandButton} command=${amended ? "amend_proposal" : "table_proposal"} class=${bad ? "danger" : "primary"}
              onClick=${bad ? () => ask(true) : send}>${bad ? t("Table it anyway…") : label}</${CommandButton}>`
    }
    <${Refused} place="builder" />
    ${
      asking &&
      html`<${Confirm} title=${t("Table this package?")} yes=${t("Table it anyway")} danger onYes=${send} onClose=${() => ask(false)}>
      ${warnings}<p>${t("To table a package means to accept it.")}</p></${Confirm}>`
    }
  </div>`;
}
