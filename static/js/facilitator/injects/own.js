// Write an own inject: a title, a story, to whom, and its changes built from selects.

import { useState } from "preact/hooks";
import { newId } from "../../connection.js";
import { html } from "../../dom.js";
import { effectText } from "../../effects.js";
import { seated } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { t } from "../../i18n.js";
import { limits } from "../../limits.js";
import { isDangerous, usePreviews, ZonePreview } from "./zones.js";

/** @typedef {import("../../entities").Modifier} Modifier */
/** @typedef {{kind: Modifier["kind"], delegation: string, forum: string, issue: string, option: string, track: string, amount: number, why: string}} Row */

/** What each kind needs: the row's fields in order, and what its number counts. */
const NEEDS = /** @type {Record<string, string[]>} */ ({
  reservation: ["delegation", "forum"],
  weight: ["delegation", "forum", "issue"],
  value: ["delegation", "forum", "issue", "option"],
  red_line: ["delegation", "forum", "issue", "option"],
  no_red_line: ["delegation", "forum", "issue", "option"],
  bar: ["forum", "issue", "option"],
  open: ["forum", "issue", "option"],
  track: ["track"],
  score: ["delegation"],
  clock: [],
  rule: ["forum"],
});
const IN_POINTS = new Set(["reservation", "red_line", "score"]);
const WITHOUT_AMOUNT = new Set(["bar", "open", "no_red_line"]);
const PRIVATE = new Set(["reservation", "weight", "value", "red_line", "no_red_line", "score"]);

/** @returns {[string, string][]} kinds in the order of the select */
const KINDS = () => [
  ["reservation", t("walk-away")],
  ["weight", t("weight of an issue")],
  ["value", t("value of an option")],
  ["red_line", t("new red line")],
  ["no_red_line", t("lift a red line")],
  ["bar", t("bar an option")],
  ["open", t("open an option")],
  ["track", t("move a track")],
  ["score", t("points in total")],
  ["clock", t("clock of this phase")],
  ["rule", t("acceptances needed")],
];

/** @param {string} kind what the number of a row counts */
function unitOf(kind) {
  switch (kind) {
    case "weight":
    case "value":
      return t("of 100, more or less");
    case "track":
      return t("steps, more or less");
    case "clock":
      return t("seconds, more or less");
    case "rule":
      return t("parties");
    case "red_line":
      return t("points it costs to cross");
    default:
      return t("points, more or less");
  }
}

/**
 * The row as a command takes it: only what its kind needs, points in hundredths.
 * @param {Row} row
 */
export function modifierOf(row) {
  /** @type {Record<string, unknown>} */
  const made = { kind: row.kind };
  for (const field of NEEDS[row.kind]) made[field] = row[/** @type {keyof Row} */ (field)];
  if (!WITHOUT_AMOUNT.has(row.kind))
    made.amount = Math.round(row.amount * (IN_POINTS.has(row.kind) ? 100 : 1));
  if (row.why.trim()) made.why = row.why.trim();
  return made;
}

/**
 * The row with what does not fit any more replaced by the first that does.
 * @param {import("../../store.js").Store} store
 * @param {Row} row
 * @returns {Row}
 */
export function fitted(store, row) {
  const forums = forumsOf(store);
  const forum = forums.find((f) => f.id === row.forum) ?? forums[0];
  const issues = forum?.issues ?? [];
  const issue = issues.find((i) => i.id === row.issue) ?? issues[0];
  const options = issue?.options ?? [];
  const option = options.find((o) => o.id === row.option) ?? options[0];
  const inside = [...(forum?.parties ?? []), ...(forum?.observers ?? [])].filter((d) =>
    store.get(`mandate/${forum?.id}/${d}`),
  );
  const ofForum = NEEDS[row.kind].includes("forum") ? inside : seated(store).map((d) => d.id);
  const tracks = store.ids("track");
  return {
    ...row,
    forum: forum?.id ?? "",
    issue: issue?.id ?? "",
    option: option?.id ?? "",
    delegation: ofForum.includes(row.delegation) ? row.delegation : (ofForum[0] ?? ""),
    track: tracks.includes(row.track) ? row.track : (tracks[0] ?? ""),
  };
}

/** @param {import("../../store.js").Store} store */
function forumsOf(store) {
  return store.all("forum").sort((a, b) => a.order - b.order);
}

/** @type {Row} */
const FRESH = {
  kind: "reservation",
  delegation: "",
  forum: "",
  issue: "",
  option: "",
  track: "",
  amount: 2,
  why: "",
};

/**
 * @param {{tables: readonly import("./zones.js").TableRef[], csrf: string,
 *   fire: (name: string, body: object) => void}} props
 */
export function OwnInject({ tables, csrf, fire }) {
  const store = useStore();
  const [title, setTitle] = useState("");
  const [story, setStory] = useState("");
  const [to, setTo] = useState(/** @type {readonly string[]} */ ([]));
  const [rows, setRows] = useState(/** @type {readonly Row[]} */ ([]));
  const modifiers = rows.map(modifierOf);
  const found = usePreviews(tables, rows.length > 0 ? { modifiers, to } : null, csrf);
  const lost =
    to.length > 0 ? rows.filter((r) => !PRIVATE.has(r.kind) || !to.includes(r.delegation)) : [];
  const ready = title.trim() !== "" && story.trim() !== "";
  const go = () =>
    ready &&
    fire("write_inject", {
      inject: newId().replaceAll("-", "").slice(0, 32),
      title: title.trim(),
      story: story.trim(),
      to,
      modifiers,
    });
  /**
   * @param {number} at
   * @param {Partial<Row>} change
   */
  const alter = (at, change) =>
    setRows(rows.map((r, i) => (i === at ? fitted(store, { ...r, ...change }) : r)));
  const kinds = store.ids("track").length > 0 ? KINDS() : KINDS().filter(([id]) => id !== "track");
  return html`<div class="own-inject">
    <label>${t("Title")}<input maxlength="120" value=${title} onInput=${(/** @type {any} */ e) => setTitle(e.currentTarget.value)} /></label>
    <label>${t("Story")}<textarea rows="3" maxlength=${limits.text} value=${story} onInput=${(/** @type {any} */ e) => setStory(e.currentTarget.value)}></textarea></label>
    <fieldset class="to"><legend>${t("To whom (nobody ticked: to everybody)")}</legend>${seated(
      store,
    ).map(
      (d) =>
        html`<label key=${d.id}><input type="checkbox" checked=${to.includes(d.id)} onChange=${(/** @type {any} */ e) => setTo(e.currentTarget.checked ? [...to, d.id] : to.filter((x) => x !== d.id))} /> ${d.short}</label>`,
    )}</fieldset>
    ${rows.map((row, at) => html`<${RowForm} key=${at} row=${row} at=${at} kinds=${kinds} alter=${alter} remove=${() => setRows(rows.filter((_, i) => i !== at))} />`)}
    <p><button type="button" onClick=${() => setRows([...rows, fitted(store, FRESH)])}>${t("Add a change")}</button></p>
    ${lost.map((r, i) => html`<p key=${i} class="warn-line">${t("Left out, since it is told to some only: {text}", { text: effectText(store, /** @type {any} */ (modifierOf(r))) })}</p>`)}
    ${rows.length > 0 && html`<${ZonePreview} found=${found} />`}
    <p class="acts"><button type="button" class=${isDangerous(found) ? "danger" : "primary"} aria-disabled=${ready ? undefined : "true"} onClick=${go}>${isDangerous(found) ? t("Fire it anyway") : t("Fire it")}</button>
      ${!ready && html`<span class="note">${t("A title and a story are needed.")}</span>`}</p>
  </div>`;
}

/**
 * @param {{row: Row, at: number, kinds: [string, string][],
 *   alter: (at: number, change: Partial<Row>) => void, remove: () => void}} props
 */
function RowForm({ row, at, kinds, alter, remove }) {
  const store = useStore();
  const forum = store.get(`forum/${row.forum}`);
  const issue = forum?.issues?.find((i) => i.id === row.issue);
  const inside = NEEDS[row.kind].includes("forum")
    ? seated(store).filter((d) => store.get(`mandate/${row.forum}/${d.id}`))
    : seated(store);
  /** @type {Record<string, [string, [string, string][]]>} */
  const choices = {
    forum: [t("Forum"), forumsOf(store).map((f) => [f.id, f.title])],
    delegation: [t("Delegation"), inside.map((d) => [d.id, d.short])],
    issue: [t("Issue"), (forum?.issues ?? []).map((i) => [i.id, i.title])],
    option: [t("Option"), (issue?.options ?? []).map((o) => [o.id, o.text])],
    track: [t("Track"), store.all("track").map((x) => [x.id, x.title])],
  };
  const order = ["forum", "delegation", "issue", "option", "track"].filter((f) =>
    NEEDS[row.kind].includes(f),
  );
  return html`<fieldset class="modifier-row"><legend>${t("Change {n}", { n: at + 1 })}</legend>
    <label>${t("What")}<select value=${row.kind} onChange=${(/** @type {any} */ e) => alter(at, { kind: e.currentTarget.value })}>${kinds.map(([id, word]) => html`<option key=${id} value=${id} selected=${id === row.kind}>${word}</option>`)}</select></label>
    ${order.map((field) => {
      const [label, all] = choices[field];
      const value = row[/** @type {keyof Row} */ (field)];
      return html`<label key=${field}>${label}<select value=${value} onChange=${(/** @type {any} */ e) => alter(at, { [field]: e.currentTarget.value })}>${all.map(([id, word]) => html`<option key=${id} value=${id} selected=${id === value}>${word}</option>`)}</select></label>`;
    })}
    ${!WITHOUT_AMOUNT.has(row.kind) && html`<label>${unitOf(row.kind)}<input type="number" step=${IN_POINTS.has(row.kind) ? "0.5" : "1"} value=${row.amount} onInput=${(/** @type {any} */ e) => alter(at, { amount: Number(e.currentTarget.value) || 0 })} /></label>`}
    <label class="wide">${t("Why, for those concerned")}<input maxlength="400" value=${row.why} onInput=${(/** @type {any} */ e) => alter(at, { why: e.currentTarget.value })} /></label>
    <p class="wide note">${effectText(store, /** @type {any} */ (modifierOf(row)))}</p>
    <button type="button" class="plain" onClick=${remove}>${t("Remove change {n}", { n: at + 1 })}</button>
  </fieldset>`;
}
