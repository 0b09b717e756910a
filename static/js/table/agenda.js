// The agenda: rounds in order, each forum with its state; choosing one shows it in the centre.

import { cx, html } from "../dom.js";
import { t } from "../i18n.js";
import { useTable } from "./model.js";

/** @param {string | undefined} state */
export function stateWord(state) {
  const words = { agreed: t("agreed"), failed: t("not agreed"), open: t("open"), closed: "" };
  return words[/** @type {keyof typeof words} */ (state)] ?? "";
}

export function Agenda() {
  const table = useTable();
  const talks = table.talks.value;
  if (!talks) return null;
  const now = new Set(talks.state === "running" ? talks.forums_now : []);
  return html`<nav class="agenda" aria-label=${t("Agenda")}>
    <h2>${t("Agenda")}</h2>
    <ol>
      ${talks.rounds.flatMap((round, at) =>
        round.forums.map((id) => {
          const forum = table.store.get(`forum/${id}`);
          const current = now.has(id);
          const past = at + 1 < talks.round || talks.state !== "running";
          const word = current && forum?.state === "open" ? t("now") : stateWord(forum?.state);
          const shown = id === table.forumId.value;
          return html`<li key=${`${at}/${id}`} class=${cx(current && "now", forum?.state, past && "over")}>
            <button type="button" class="plain" aria-current=${shown ? "true" : undefined}
              onClick=${() => table.showForum(id)}>
              <span>${round.forums.length === 1 ? round.title : (forum?.title ?? id)}</span><small>${word}</small>
            </button>
          </li>`;
        }),
      )}
    </ol>
  </nav>`;
}

/** Tabs over the centre where a round opens several forums, or an earlier one is on show. */
export function ForumTabs() {
  const table = useTable();
  const now = table.talks.value?.forums_now ?? [];
  const shown = table.forumId.value;
  const ids = now.includes(shown) ? now : [...now, shown];
  if (ids.length < 2) return null;
  const tabled = table.store
    .all("proposal")
    .filter((p) => p.state === "tabled" || p.state === "silence");
  return html`<nav class="forum-tabs" aria-label=${t("Forums of this round")}>
    ${ids.map((id) => {
      const forum = table.store.get(`forum/${id}`);
      const n = tabled.filter((p) => p.forum === id).length;
      return html`<button key=${id} type="button" aria-current=${id === shown ? "true" : undefined}
        onClick=${() => table.showForum(id)}>
        ${forum?.title ?? id} <small>${table.attends(id) ? stateWord(forum?.state) : t("not yours")}</small>
        ${n > 0 && html`<b class="count">${n}</b>`}
      </button>`;
    })}
  </nav>`;
}
