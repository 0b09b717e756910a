// What happened while nobody looked at this seat's table, until it is put away.

import { html } from "../../dom.js";
import { shortName } from "../../elements/code.js";
import { dueWord, statusWord } from "../../elements/ledger.js";
import { stanceWord } from "../../elements/stances.js";
import { phaseWord } from "../../elements/words.js";
import { dayAndHour, list } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { focusSoon } from "../focus.js";
import { useTable } from "../model.js";
import { channelName } from "../talk/channels.js";
import { digestOf } from "./digest.js";

/** @typedef {import("../model.js").Table} Table */
/** @typedef {import("./digest.js").Digest} Digest */
/** @typedef {{title: string, lines: string[], word?: string, open?: () => void}} Group */

const CLIP = 120;

export function SinceYouLeft() {
  const table = useTable();
  const { absence, line, store } = table;
  const away = absence.away.value;
  if (away === null) return null;
  const digest = digestOf(store, table.mine.value, away, line.now());
  if (digest.empty) return null;
  const putAway = () => {
    absence.putAway();
    document.getElementById("centre")?.focus();
  };
  return html`<section class="since" aria-labelledby="since-title" tabindex="0" onKeyDown=${(
    /** @type {KeyboardEvent} */ event,
  ) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    putAway();
  }}>
    <header><h2 id="since-title">${t("Since you left ({when})", { when: dayAndHour(away.from) })}</h2>
      <button type="button" onClick=${putAway}>${t("Put away")}</button></header>
    <ul>${groups(table, digest)
      .filter(({ lines }) => lines.length > 0)
      .map(
        ({ title, lines, word, open }) => html`<li key=${title}><div><b>${title}</b>${" "}
          ${lines.length === 1 ? html`<span dir="auto">${lines[0]}</span>` : html`<ul>${lines.map((text, at) => html`<li key=${at} dir="auto">${text}</li>`)}</ul>`}</div>
          ${open && html`<button type="button" aria-label=${`${word}: ${title}`} onClick=${open}>${word}</button>`}</li>`,
      )}</ul>
  </section>`;
}

/**
 * @param {Table} table
 * @param {Digest} digest
 * @returns {Group[]} what waits first, then what happened
 */
function groups(table, digest) {
  const { store } = table;
  /** @param {string} id */
  const who = (id) => shortName(store, id);
  /** @param {string} kind */
  const dialog = (kind) => () => {
    table.dialog.value = { kind };
  };
  /** @param {import("../../entities").Proposal | undefined} proposal */
  const show = (proposal) => () => {
    if (proposal === undefined) return;
    table.showForum(proposal.forum);
    table.select(proposal.id);
    table.go("proposals");
  };
  return [
    {
      title: t("Waits for your answer"),
      lines: digest.answers.map(({ proposal, stances }) =>
        [
          t("{n} of {who}", { n: proposal.label, who: who(proposal.by) }),
          list(stances.map((s) => `${who(s.who)} ${stanceWord(s.stance)}`)),
        ]
          .filter(Boolean)
          .join(": "),
      ),
      word: t("Show"),
      open: show(digest.answers.at(-1)?.proposal),
    },
    {
      title: t("Letters for you to sign"),
      lines: digest.letters.map((l) =>
        t("from {who}: {text}", { who: who(l.by), text: clipped(l.text) }),
      ),
      word: t("Read"),
      open: dialog("letters"),
    },
    {
      title: t("Your delegation owes"),
      lines: digest.due.map((o) => `${o.what} (${o.overdue ? t("overdue") : dueWord(o)})`),
      word: t("To the ledger"),
      open: dialog("ledger"),
    },
    {
      title: t("Proposals tabled"),
      lines: digest.tabled.map((p) =>
        t("{n} of {who} in {forum}", {
          n: p.label,
          who: who(p.by),
          forum: store.get(`forum/${p.forum}`)?.title ?? p.forum,
        }),
      ),
      word: t("Show"),
      open: show(digest.tabled.at(-1)),
    },
    { title: t("Agreed"), lines: digest.agreed.map((a) => a.title) },
    {
      title: t("Messages"),
      lines: digest.said.map((channel) => saidText(table, channel)),
      word: t("Read"),
      open: () => {
        table.channel.value = digest.said[0].channel;
        table.go("talk");
      },
    },
    {
      title: t("Obligations reported or settled"),
      lines: digest.changed.map((o) => `${who(o.by)}: ${o.what} (${statusWord(o)})`),
      word: t("To the ledger"),
      open: dialog("ledger"),
    },
    {
      title: t("News"),
      lines: digest.news.map((n) =>
        n.undone ? t("{title} (taken back)", { title: n.title }) : n.title,
      ),
      word: t("Read"),
      open: () => {
        table.go("news");
        focusSoon(".fold-news h2 button");
      },
    },
    {
      title: t("Deadlines ahead"),
      lines: digest.deadlines.map(({ at, proposal }) =>
        t("{what}: until {when}", {
          what: proposal
            ? t("silence period of {n}", { n: proposal.label })
            : phaseWord(table.talks.value),
          when: dayAndHour(at),
        }),
      ),
    },
  ];
}

/**
 * @param {Table} table
 * @param {Digest["said"][number]} channel
 */
function saidText({ store, mine }, { channel, count, last }) {
  const held = store.get(`channel/${channel}`);
  const where = held ? channelName(store, held, mine.value) : channel;
  const who = last.by === null ? t("Facilitator") : shortName(store, last.by);
  const text = clipped(last.text);
  return tn(
    count,
    "{where}: {n} message, of {who}: {text}",
    "{where}: {n} messages, the last of {who}: {text}",
    { where, who, text },
  );
}

/** @param {string} text */
const clipped = (text) => (text.length > CLIP ? `${text.slice(0, CLIP)}…` : text);
