// The left column's one-line parts: what each has come to, and the rest when it is opened.

import { cx, html, later } from "../dom.js";
import { points } from "../format.js";
import { t } from "../i18n.js";
import { dressed } from "../sheets.js";
import { Papers } from "./letters/papers.js";
import { useTable } from "./model.js";
import { Latest } from "./news/news.js";
import { hasNewsroom } from "./news/reading.js";
import { Count } from "./parts.js";
import { StatementLink } from "./statement.js";

const NewsPanel = later(() =>
  dressed("world", import("./news/newsroom.js")).then((m) => m.NewsPanel),
);
const ScoreboardPanel = later(() =>
  dressed("world", import("./scoreboard.js")).then((m) => m.ScoreboardPanel),
);

/** @param {{name: string, label: string, sum?: unknown, children?: unknown}} props */
function Fold({ name, label, sum, children }) {
  const table = useTable();
  const open = table.unfolded.value.has(name);
  const toggle = () => {
    const names = new Set(table.unfolded.peek());
    if (!names.delete(name)) names.add(name);
    table.unfolded.value = names;
  };
  return html`<section class=${cx("fold", `fold-${name}`, open && "open")}>
    <h2><button type="button" class="plain" aria-expanded=${open ? "true" : "false"} onClick=${toggle}>
      <span aria-hidden="true">${open ? "▾" : "▸"}</span> ${label} ${sum && html`<small>${sum}</small>`}</button></h2>
    ${open && children}
  </section>`;
}

/** @param {{news: import("./news/news.js").News}} props */
export function Folds({ news }) {
  const table = useTable();
  const { store, reading } = table;
  const talks = table.talks.value;
  const board = store.get("scoreboard");
  const live = talks?.state === "running" || talks?.state === "lobby";
  const [last] = news.latest.value;
  const score = [
    board?.mine && points(board.mine.total),
    board && t("{n} of {of} agreed", { n: board.agreed, of: board.forums }),
  ];
  return html`<div class="folds">
    ${hasNewsroom(store) && html`<${Fold} name="news" label=${t("News")} sum=${html`<${Count} n=${reading.unread.value.length} label=${t("unread")} />`}><${NewsPanel} /></${Fold}>`}
    <${Papers} /><${StatementLink} />
    ${last && html`<${Fold} name="latest" label=${t("Latest")} sum=${last.text}><${Latest} news=${news} /></${Fold}>`}
    ${live && board && html`<${Fold} name="score" label=${t("Score")} sum=${score.filter(Boolean).join(" · ")}><${ScoreboardPanel} /></${Fold}>`}</div>`;
}
