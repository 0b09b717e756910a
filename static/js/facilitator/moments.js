// The moments of tables that somebody looks at from outside: on the projector, the wall and the desk.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { html } from "../dom.js";
import { announce } from "../elements/live.js";
import { AgreedSheet, NotAgreed, SilenceStrip } from "../elements/moments.js";
import { optionText } from "../elements/package.js";
import { brief, timeOfDay } from "../format.js";
import { t } from "../i18n.js";

/** @typedef {import("../store.js").Store} Store */
/** @typedef {import("../connection.js").Connection} Connection */
/** @typedef {import("./wall/glance.js").Glance} Glance */
/** @typedef {{key: string, kind: "agreed" | "failed", table?: string, title: string,
 *   clauses: string[], marks: import("../elements/moments.js").Mark[], partial?: boolean}} Came */

const SHOWN_MS = 15_000;

/** With more tables than this on a screen nothing may be as wide as the page. */
const ROOMY = 4;

/**
 * What came since the page was opened, each for a while; what was there at first is no moment, nor
 * what a table brings along that comes later or gets another name. In the debrief nothing covers
 * the cards.
 * @param {Came[]} all everything that is agreed or has failed by now
 * @param {readonly (string | undefined)[]} tables the names of those there are
 * @param {boolean} known false until the page has its first view
 * @param {readonly string[]} revealed the cards that lie open
 */
function useComing(all, tables, known, revealed) {
  const [seen] = useState(() => ({
    keys: /** @type {Set<string>} */ (new Set()),
    tables: /** @type {Set<string | undefined>} */ (new Set()),
  }));
  const [shown, show] = useState(/** @type {Came[]} */ ([]));
  const keys = all.map((one) => one.key).join(" ");
  useEffect(() => {
    if (!known) return;
    const before = { ...seen };
    seen.keys = new Set([...before.keys, ...all.map((one) => one.key)]);
    seen.tables = new Set(tables);
    const fresh = all.filter((x) => before.tables.has(x.table) && !before.keys.has(x.key));
    if (fresh.length === 0) return;
    for (const { kind, table, title } of fresh) {
      const where = [table, title].filter(Boolean).join(" · ");
      announce(
        kind === "agreed" ? t("{where}: agreed.", { where }) : t("{where}: not agreed.", { where }),
      );
    }
    show((now) => [...now, ...fresh]);
    setTimeout(() => show((now) => now.filter((one) => !fresh.includes(one))), SHOWN_MS);
  }, [keys, tables.join(), known]);
  /** @param {Came[]} away */
  const putAway = (...away) => show((now) => now.filter((one) => !away.includes(one)));
  const there = revealed.length > 0 ? [] : shown.filter((x) => all.some((y) => y.key === x.key));
  return { shown: there, putAway };
}

/** @param {{came: Came[], putAway: (...away: Came[]) => void}} props */
function Sheets({ came, putAway }) {
  if (came.length === 0) return null;
  const agreed = came.filter((one) => one.kind === "agreed").slice(-2);
  const failed = came.filter((one) => one.kind === "failed");
  const tables = new Set(failed.map((one) => one.table));
  const titles = failed.map((one) => (tables.size > 1 ? `${one.table}: ${one.title}` : one.title));
  return html`<div class="sheets">
    ${agreed.map((one) => html`<div key=${one.key}><${AgreedSheet} title=${one.title} table=${one.table} clauses=${one.clauses} marks=${one.marks} partial=${one.partial}><${Away} act=${() => putAway(one)} /></${AgreedSheet}></div>`)}
    ${failed.length > 0 && html`<div><${NotAgreed} titles=${titles} table=${tables.size === 1 ? failed[0].table : undefined}><${Away} act=${() => putAway(...failed)} /></${NotAgreed}></div>`}
  </div>`;
}

/** @param {{act: () => void}} props */
const Away = ({ act }) =>
  html`<span class="acts"><button type="button" class="plain" aria-label=${t("Put away")} onClick=${act}>✕</button></span>`;

const put = signal(/** @type {ReadonlySet<string>} */ (new Set()));

/** Long enough for a room to read a word. */
const READ_MS = 60_000;

/**
 * The last word to everybody, until it is put away: at length for a while, then in a line; once for
 * tables that were told the same.
 * @param {{said: {key: string, text: string, at: number} | undefined}} props
 */
function Word({ said }) {
  const [read, fold] = useState("");
  const key = said?.key ?? "";
  useEffect(() => {
    if (key === "") return;
    const timer = setTimeout(() => fold(key), READ_MS);
    return () => clearTimeout(timer);
  }, [key]);
  if (said === undefined || put.value.has(key)) return null;
  const away = () => {
    put.value = new Set([...put.value, key]);
  };
  if (read === key)
    return html`<section class="words-strip folded" aria-label=${t("Words of the facilitator")}>
      <p><button type="button" class="plain" aria-expanded="false" onClick=${() => fold("")}><span aria-hidden="true">▸</span> <b>${t("The facilitator")}</b> <span dir="auto">${said.text}</span></button>
        <${Away} act=${away} /></p></section>`;
  return html`<section class="words-strip" role="status" aria-label=${t("Words of the facilitator")}>
    <p><b>${t("The facilitator, to everybody")}</b> <time>${timeOfDay(said.at)}</time> <span dir="auto">${said.text}</span>
      <span class="acts"><button type="button" onClick=${away}>${t("Put away")}</button></span></p></section>`;
}

/**
 * One table, from its own view: the desk, and the projector of a single table.
 * @param {{store: Store, line: Connection, words?: boolean}} props `words`: the facilitator's, too
 */
export function TableMoments({ store, line, words }) {
  const delegations = store.all("delegation").sort((a, b) => a.order - b.order);
  const marks = (/** @type {readonly string[]} */ ids) =>
    delegations.filter((d) => ids.includes(d.id));
  const silences = store
    .all("proposal")
    .filter((p) => p.state === "silence" && p.silence_ends_at !== null);
  const agreed = store.all("agreement").map((a) => ({
    key: `agreed/${a.forum}/${JSON.stringify(a.package)}`,
    kind: /** @type {const} */ ("agreed"),
    title: a.title,
    clauses: a.clauses.map((c) => c.clause),
    marks: marks(a.signatories),
    partial: a.partial,
  }));
  const failed = store
    .all("forum")
    .filter((f) => f.state === "failed" && f.kind !== "initiative")
    .map((f) => ({
      key: `failed/${f.id}`,
      kind: /** @type {const} */ ("failed"),
      title: f.title,
      clauses: [],
      marks: [],
    }));
  const { shown, putAway } = useComing(
    [...agreed, ...failed],
    [undefined],
    store.etag.value !== null,
    store.get("talks")?.revealed ?? [],
  );
  const stopped = store.get("talks")?.paused ? (store.get("clock")?.server_now ?? null) : null;
  const said = words ? lastWord(store) : undefined;
  return html`<div class="moments afloat">
    <${Sheets} came=${shown} putAway=${putAway} />
    <${Word} said=${said} />
    ${silences.map((p) => {
      const forum = store.get(`forum/${p.forum}`);
      const terms = Object.entries(p.package).map(([issue, option]) =>
        forum ? brief(optionText(forum, issue, option)) : option,
      );
      return html`<${SilenceStrip} key=${p.id} name=${p.label} by=${marks([p.by])[0]} forum=${forum?.title ?? ""} terms=${terms}
        breakers=${marks(p.may_break)} until=${p.silence_ends_at} seconds=${forum?.rule?.silence_seconds ?? 0} stopped=${stopped} line=${line} />`;
    })}
  </div>`;
}

/** @param {Store} store */
function lastWord(store) {
  const all = store.all("message").filter((m) => m.kind === "announce");
  const last = all.reduce((a, b) => (a && a.at >= b.at ? a : b), all[0]);
  return last && { key: `${last.at}/${last.text}`, text: last.text, at: last.at };
}

/**
 * All tables of a class, from what the wall has of them: the wall, and the class's projector.
 * @param {{tables: readonly Glance[], known: boolean, line: Connection, words?: boolean,
 *   projected?: boolean}} props `projected`: where several silences run, or many tables stand, each
 *   tile counts its own
 */
export function ClassMoments({ tables, known, line, words, projected }) {
  const silences = tables.flatMap((x) => x.silences ?? []).length;
  const strips = !projected || (silences === 1 && tables.length <= ROOMY);
  // Where tables go by letters there are several, though not all may be on show.
  const several = tables.length > 1 || typeof tables[0]?.table === "string";
  const nameOf = (/** @type {Glance} */ x) => t("Table {n}", { n: x.table });
  const came = tables.flatMap((x) => {
    const table = several ? nameOf(x) : undefined;
    const lines = (x.agreed ?? []).map((a) => ({
      key: `${x.table}/agreed/${a.forum}/${a.clauses.join()}`,
      kind: /** @type {const} */ ("agreed"),
      table,
      title: a.title,
      clauses: a.clauses,
      marks: marksAt(x, a.signatories),
      partial: a.partial,
    }));
    const failed = Object.entries(x.forums)
      .filter(([, f]) => f.state === "failed")
      .map(([id, f]) => ({
        key: `${x.table}/failed/${id}`,
        kind: /** @type {const} */ ("failed"),
        table,
        title: f.title,
        clauses: [],
        marks: [],
      }));
    return [...lines, ...failed];
  });
  const { shown, putAway } = useComing(
    came,
    tables.map((x) => (several ? nameOf(x) : undefined)),
    known,
    tables.flatMap((x) => x.revealed ?? []),
  );
  const said = tables
    .map((x) => x.said)
    .filter((one) => one != null)
    .sort((a, b) => b.at - a.at)[0];
  return html`<div class="moments afloat">
    <${Sheets} came=${shown} putAway=${putAway} />
    ${words && html`<${Word} said=${said && { ...said, key: said.text }} />`}
    <div class="strips">${(strips ? tables : []).flatMap((x) =>
      (x.silences ?? []).map(
        (
          s,
        ) => html`<${SilenceStrip} key=${`${x.table}/${s.name}`} name=${s.name} by=${marksAt(x, [s.by])[0]} forum=${s.forum} table=${several ? nameOf(x) : undefined}
        terms=${s.terms.map(brief)} breakers=${marksAt(x, s.may_break)} until=${s.ends_at} seconds=${s.seconds}
        stopped=${x.paused ? x.clock.server_now : null} line=${line} />`,
      ),
    )}</div>
  </div>`;
}

/**
 * @param {Glance} table
 * @param {readonly string[]} ids
 */
const marksAt = (table, ids) =>
  Object.entries(table.seats)
    .filter(([id]) => ids.includes(id))
    .map(([id, s]) => ({ id, code: s.code, short: s.short, colour: s.colour }));
