// The agenda: rounds in order, each forum with its state; choosing one shows it in the centre.

import { cx, html } from "../dom.js";
import { distinct } from "../format.js";
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
          onClick=${() => table.followAgenda()}><span>${t("Outcome")}</span></button></li>`
      }
    </ol>
  </nav>`;
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
  const now = table.talks.value?.forums_now ?? [];
  const shown = table.forumId.value;
  const ids = now.includes(shown) ? now : [...now, shown];
  if (ids.length < 2) return null;
  const tabled = table.store
    .all("proposal")
    .filter((p) => p.state === "tabled" || p.state === "silence");
  const titles = distinct(ids.map((id) => table.store.get(`forum/${id}`)?.title ?? id));
  return html`<nav class="forum-tabs" aria-label=${t("Forums of this round")}>
    ${ids.map((id, at) => {
      const forum = table.store.get(`forum/${id}`);
      const n = tabled.filter((p) => p.forum === id).length;
      return html`<button key=${id} type="button" aria-current=${id === shown ? "true" : undefined}
        onClick=${() => table.showForum(id)}>
        <span title=${forum?.title}>${titles[at]}</span> <small>${table.attends(id) ? stateWord(forum?.state) : table.guest.value ? t("closed") : t("not yours")}</small>
        ${n > 0 && html`<b class="count">${n}</b>`}
      </button>`;
    })}
  </nav>`;
}
