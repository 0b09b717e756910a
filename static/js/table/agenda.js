// The agenda: rounds in order, each forum with its state; choosing one shows it in the centre.

import { cx, html } from "../dom.js";
import { stateWord } from "../elements/words.js";
import { distinct } from "../format.js";
import { t } from "../i18n.js";
import { isInitiative, useTable } from "./model.js";

export function Agenda() {
  const table = useTable();
  const talks = table.talks.value;
  if (!talks) return null;
  const now = new Set(talks.state === "running" ? talks.forums_now : []);
  return html`<nav class="agenda" aria-label=${t("Agenda")}>
    <h2>${t("Agenda")}</h2>
    <ol>
      ${talks.rounds.flatMap((round, at) =>
        named(table, round).map(([id, title]) => {
          const forum = table.store.get(`forum/${id}`);
          const current = now.has(id);
          const past = at + 1 < talks.round || talks.state !== "running";
          const word = current && forum?.state === "open" ? t("now") : stateWord(forum?.state);
          const shown = id === table.forumId.value;
          return html`<li key=${`${at}/${id}`} class=${cx(current && "now", forum?.state, past && "gone")}>
            <button type="button" class="plain" aria-current=${shown ? "true" : undefined}
              onClick=${() => table.showForum(id)}>
              <span>${title}</span><small>${word}</small>
            </button>
          </li>`;
        }),
      )}
      ${
        talks.state !== "running" &&
        talks.state !== "lobby" &&
        html`<li class="gone"><button type="button" class="plain" aria-current=${table.browsing.value ? undefined : "true"}
          onClick=${() => table.place.goToNow()}><span>${t("Outcome")}</span></button></li>`
      }
    </ol>
    <${AtAnyTime} />
  </nav>`;
}

/** Forums outside the rounds, in which one works beside the round's. */
function AtAnyTime() {
  const table = useTable();
  const all = initiativesOf(table);
  if (all.length === 0) return null;
  return html`<h2>${t("Open at any time")}</h2><ol>${all.map((forum) => {
    const n = openIn(table, forum.id);
    const word = !table.attends(forum.id) ? t("not yours") : stateWord(forum.state);
    return html`<li key=${forum.id} class=${cx(forum.state, !table.attends(forum.id) && "gone")}>
      <button type="button" class="plain" aria-current=${forum.id === table.forumId.value ? "true" : undefined} onClick=${() => table.showForum(forum.id)}>
        <span>${forum.title}</span><small>${word}</small>${n > 0 && html`<b class="count"><span aria-hidden="true">${n}</span><span class="visually-hidden">${t("open proposals")}</span></b>`}</button></li>`;
  })}</ol>`;
}

/**
 * The initiatives of these talks: the own ones first.
 * @param {import("./model.js").Table} table
 */
function initiativesOf(table) {
  const all = table.store.all("forum").filter((f) => f.kind === "initiative");
  const rank = (/** @type {string} */ id) => (table.attends(id) ? 0 : 1);
  return all.sort((a, b) => rank(a.id) - rank(b.id) || a.order - b.order);
}

/**
 * @param {import("./model.js").Table} table
 * @param {string} forum
 */
function openIn(table, forum) {
  return table.store
    .all("proposal")
    .filter((p) => p.forum === forum && (p.state === "tabled" || p.state === "silence")).length;
}

/**
 * A round's forums with short titles: the round's own where there is one, else what tells them apart.
 * @param {import("./model.js").Table} table
 * @param {import("../entities").Talks["rounds"][number]} round
 * @returns {[string, string][]}
 */
function named(table, round) {
  const [only] = round.forums;
  if (round.forums.length === 1) return [[only, round.title]];
  const titles = distinct(round.forums.map((id) => table.store.get(`forum/${id}`)?.title ?? id));
  return round.forums.map((id, at) => [id, titles[at]]);
}

/** Tabs over the centre where a round opens several forums, or an earlier one is on show. */
export function ForumTabs() {
  const table = useTable();
  const now = table.place.forums.value.filter((id) => !isInitiative(table.store, id));
  const shown = table.forumId.value;
  const ids = now.includes(shown) ? now : [...now, shown];
  const beside = initiativesOf(table).filter((f) => table.attends(f.id));
  if (ids.length < 2 && beside.length === 0) return null;
  const titles = distinct(ids.map((id) => table.store.get(`forum/${id}`)?.title ?? id));
  return html`<nav class="forum-tabs" aria-label=${t("Forums of this round")}>
    ${ids.map((id, at) => {
      const forum = table.store.get(`forum/${id}`);
      const n = openIn(table, id);
      return html`<button key=${id} type="button" aria-current=${id === shown ? "true" : undefined}
        onClick=${() => table.showForum(id)}>
        <span title=${forum?.title}>${titles[at]}</span> <small>${table.attends(id) ? stateWord(forum?.state) : table.guest.value ? t("closed") : t("not yours")}</small>
        ${n > 0 && html`<b class="count">${n}</b>`}
      </button>`;
    })}
    ${
      beside.length > 0 &&
      html`<label class="beside"><span class="visually-hidden">${t("Open at any time")}</span>
      <select value="" onChange=${(/** @type {any} */ e) => {
        const id = e.currentTarget.value;
        e.currentTarget.value = "";
        if (id) table.showForum(id);
      }}><option value="">${t("Open at any time …")}</option>
      ${beside.map((f) => html`<option key=${f.id} value=${f.id}>${[f.title, stateWord(f.state), openIn(table, f.id) || ""].filter(Boolean).join(" · ")}</option>`)}</select></label>`
    }
  </nav>`;
}
