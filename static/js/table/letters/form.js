// Write a side letter: whom it is for, what it says, and what each promises by when.

import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { Code, Flag, names, seated, shortName } from "../../elements/code.js";
import { brief } from "../../format.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { useTable } from "../model.js";
import { Refused } from "../parts.js";

/** @typedef {{by: string, what: string, due_round: number, forum: string, issue: string, option: string}} Row */
/** @typedef {{with: string[], text: string, obligations: Row[]}} Draft */

/** @returns {Draft} */
export const blankLetter = () => BLANK;

/** @type {Draft} */
const BLANK = { with: [], text: "", obligations: [] };

/** @param {{name: string, done: () => void}} props `name` is "new", or the id of the own draft that is changed */
export function LetterForm({ name, done }) {
  const table = useTable();
  const { store, mine } = table;
  const cell = table.drafts.of(`letter:${name}`, BLANK);
  const draft = cell.value;
  /** @param {Partial<Draft>} change */
  const set = (change) => {
    cell.value = { ...draft, ...change };
  };
  const others = seated(store).filter((d) => d.id !== mine.value);
  const members = [mine.value, ...draft.with];
  /** @param {string} id */
  const toggle = (id) => {
    const chosen = draft.with.includes(id)
      ? draft.with.filter((one) => one !== id)
      : [...draft.with, id];
    const kept = draft.obligations.filter(
      (row) => row.by === mine.value || chosen.includes(row.by),
    );
    set({ with: chosen, obligations: kept });
  };
  const now = table.talks.value?.round ?? 1;
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const letter_id = name === "new" ? `letter-${newId().slice(0, 12)}` : name;
    const obligations = draft.obligations
      .filter((row) => row.what.trim())
      .map(({ by, what, due_round, forum, issue, option }) => ({
        by,
        what: what.trim(),
        due_round: Math.max(due_round, now),
        ...(forum && issue && option ? { forum, issue, option } : {}),
      }));
    const body = { letter_id, with: draft.with, text: draft.text.trim(), obligations };
    if (!(await table.give("draft_side_letter", body, "letterform"))) return;
    cell.value = BLANK;
    done();
  };
  const row = () => ({
    by: mine.value,
    what: "",
    due_round: now,
    forum: "",
    issue: "",
    option: "",
  });
  return html`<form class="letter-form" onSubmit=${send}>
    <fieldset class="members"><legend>${t("Between you and")}</legend>
      ${others.map((d) => html`<label key=${d.id} class="check"><input type="checkbox" checked=${draft.with.includes(d.id)} onChange=${() => toggle(d.id)} /><${Flag} id=${d.id} /><${Code} id=${d.id} /> ${d.name}</label>`)}
    </fieldset>
    <p class="paper-readers">${draft.with.length > 0 ? (table.boot.solo ? t("Only {who} will read it.", { who: names(store, members) }) : t("Only {who} and the facilitator will read it.", { who: names(store, members) })) : t("Choose one to five delegations. Nobody else learns that the letter exists.")}</p>
    <label>${t("What it says")}<textarea rows="4" maxlength=${limits.text} required dir="auto" value=${draft.text} onInput=${(/** @type {any} */ e) => set({ text: e.currentTarget.value })}></textarea></label>
    <fieldset class="promise-rows"><legend>${t("What is promised")}</legend>
      ${draft.obligations.map(
        (one, at) => html`<${PromiseRow} key=${at} row=${one} members=${members} now=${now}
        change=${(/** @type {Partial<Row>} */ change) => set({ obligations: draft.obligations.map((r, n) => (n === at ? { ...r, ...change } : r)) })}
        drop=${() => set({ obligations: draft.obligations.filter((_, n) => n !== at) })} />`,
      )}
      <button type="button" disabled=${draft.obligations.length >= limits.promises} onClick=${() => set({ obligations: [...draft.obligations, row()] })}>${t("Add a promise")}</button>
    </fieldset>
    <${Refused} place="letterform" />
    <div class="acts"><button class="primary" disabled=${draft.with.length === 0}>${name === "new" ? t("Send the draft to them") : t("Change the draft")}</button>
      <button type="button" onClick=${done}>${t("Cancel")}</button></div>
    <p class="note">${t("You can change it until somebody signs. You sign it too.")}</p>
  </form>`;
}

/**
 * @param {{row: Row, members: string[], now: number, change: (change: Partial<Row>) => void,
 *   drop: () => void}} props
 */
function PromiseRow({ row, members, now, change, drop }) {
  const { store, talks } = useTable();
  const last = talks.value?.rounds.length ?? 1;
  const rounds = Array.from({ length: Math.max(last - now + 2, 1) }, (_, n) => now + n);
  const due = Math.max(row.due_round, now);
  return html`<div class="promise-row">
    <label>${t("Who")}<select value=${row.by} onChange=${(/** @type {any} */ e) => change({ by: e.currentTarget.value, forum: "", issue: "", option: "" })}>
      ${members.map((id) => html`<option key=${id} value=${id} selected=${id === row.by}>${shortName(store, id)}</option>`)}</select></label>
    <label class="wide">${t("does what")}<input value=${row.what} maxlength="500" required dir="auto" onInput=${(/** @type {any} */ e) => change({ what: e.currentTarget.value })} /></label>
    <label>${t("by")}<select value=${due} onChange=${(/** @type {any} */ e) => change({ due_round: Number(e.currentTarget.value) })}>
      ${rounds.map((n) => html`<option key=${n} value=${n} selected=${n === due}>${n > last ? t("after the talks") : t("Round {n}", { n })}</option>`)}</select></label>
    <button type="button" class="plain" aria-label=${t("Remove this promise")} onClick=${drop}>✕</button>
    <${Support} row=${row} change=${change} />
  </div>`;
}

/** @param {{row: Row, change: (change: Partial<Row>) => void}} props support for an option, if that is what is promised */
function Support({ row, change }) {
  const { store } = useTable();
  const forums = store
    .all("forum")
    .filter((f) => f.issues && f.parties.includes(row.by) && f.state !== "agreed")
    .sort((a, b) => a.order - b.order);
  const forum = forums.find((f) => f.id === row.forum);
  const issue = forum?.issues?.find((i) => i.id === row.issue);
  if (forums.length === 0) return null;
  return html`<details class="support" open=${Boolean(row.forum)}><summary>${t("It is support for an option")}</summary>
    <label>${t("Forum")}<select value=${row.forum} onChange=${(/** @type {any} */ e) => change({ forum: e.currentTarget.value, issue: "", option: "" })}>
      <option value="">${t("none")}</option>${forums.map((f) => html`<option key=${f.id} value=${f.id} selected=${f.id === row.forum}>${f.title}</option>`)}</select></label>
    ${
      forum &&
      html`<label>${t("Issue")}<select value=${row.issue} required onChange=${(/** @type {any} */ e) => change({ issue: e.currentTarget.value, option: "" })}>
      <option value="">${t("choose …")}</option>${forum.issues?.map((i) => html`<option key=${i.id} value=${i.id} selected=${i.id === row.issue}>${i.title}</option>`)}</select></label>`
    }
    ${
      issue &&
      html`<label>${t("Option")}<select value=${row.option} required onChange=${(/** @type {any} */ e) => change({ option: e.currentTarget.value })}>
      <option value="">${t("choose …")}</option>${issue.options.map((o) => html`<option key=${o.id} value=${o.id} selected=${o.id === row.option}>${brief(o.text)}</option>`)}</select></label>`
    }
  </details>`;
}
