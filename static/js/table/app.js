// The table: the bar, three columns (one panel at a time on a phone), dialogs and the live region.

import { useContext } from "preact/hooks";
import { html, later } from "../dom.js";
import { Countdown } from "../elements/clock.js";
import { Stage } from "../elements/context.js";
import { Beside } from "../elements/dialog.js";
import { LiveRegion } from "../elements/live.js";
import { Room } from "../elements/room.js";
import { list } from "../format.js";
import { t } from "../i18n.js";
import { dressed } from "../sheets.js";
import { Agenda, ForumTabs } from "./agenda.js";
import { Banners } from "./banners.js";
import { Bar } from "./bar.js";
import { Folds } from "./folds.js";
import { waiting } from "./letters/papers.js";
import { MandatePanel } from "./mandate/mandate.js";
import { TableContext, useTable } from "./model.js";
import { hasNewsroom } from "./news/reading.js";
import { Count } from "./parts.js";
import { ProposalsPanel } from "./proposals/list.js";
import { TextPanel } from "./proposals/text.js";
import { isLive } from "./proposals/worths.js";
import { TalkPanel, unreadInAll } from "./talk/channels.js";

/** @typedef {import("./model.js").Panel} Panel */

const gone = () => import("./gone.js");
const Elsewhere = later(() => gone().then((m) => m.Elsewhere));
const NotLetIn = later(() => gone().then((m) => m.NotLetIn));
const AskDialog = later(() => import("./talk/ask.js").then((m) => m.AskDialog));
const Again = later(() => import("./proposals/asking.js").then((m) => m.Again));
const Asking = later(() => import("./proposals/asking.js").then((m) => m.Asking));
const CaucusDialog = later(() => import("./talk/caucus.js").then((m) => m.CaucusDialog));
const KeysDialog = later(() => import("./keylist.js").then((m) => m.KeysDialog));
const LedgerDialog = later(() =>
  dressed("paper", import("./letters/ledger.js")).then((m) => m.LedgerDialog),
);
const LettersDialog = later(() =>
  dressed("paper", import("./letters/list.js")).then((m) => m.LettersDialog),
);
const Dock = later(() => dressed("moments", import("./moments/dock.js")).then((m) => m.Dock));
const stages = () => dressed("world", dressed("paper", import("./stages.js")));
const Lobby = later(() => stages().then((m) => m.Lobby));
const Briefing = later(() => stages().then((m) => m.Briefing));
const ReadyDialog = later(() => import("./ready.js").then((m) => m.ReadyDialog));
const Result = later(() => stages().then((m) => m.Result));
const Concluded = later(() => stages().then((m) => m.Concluded));

/** @param {{table: import("./model.js").Table, news: import("./news/news.js").News}} props */
export function App({ table, news }) {
  return html`<${Stage.Provider} value=${table.store}><${TableContext.Provider} value=${table}>
    <${Beside.Provider} value=${InADialog}><${Page} news=${news} /><${LiveRegion} /></${Beside.Provider}>
  </${TableContext.Provider}></${Stage.Provider}>`;
}

/** @param {{news: import("./news/news.js").News}} props */
function Page({ news }) {
  const table = useTable();
  const status = table.line.status.value;
  if (status === "replaced") return html`<${Elsewhere} />`;
  if (status === "refused") return html`<${NotLetIn} />`;
  if (!table.talks.value)
    return html`<p class="elsewhere" role="status">${t("Opening the table …")}</p>`;
  return html`
    <${Bar} /><${Banners} />
    <div class="table" data-panel=${table.panel.value} data-side=${table.side.value}>
      <div class="column left panel" data-name="room"><${Agenda} /><${RoomPanel} /><${Folds} news=${news} /></div>
      <div class="column centre" id="centre" tabindex="-1"><${Centre} /></div>
      <div class="column right"><${SideTabs} />${!table.guest.value && html`<${MandatePanel} />`}<${TalkPanel} /></div>
    </div>
    <${AtTheFoot} /><${PhoneTabs} /><${Dialogs} />`;
}

/** What just happened and what the facilitator says, over whatever panel or dialog is open; nothing
 * on the desk, whose dialogs stand round no table.
 * @param {{within?: boolean}} props in a dialog? */
function AtTheFoot({ within = false }) {
  return useContext(TableContext)?.moments.any.value ? html`<${Dock} within=${within} />` : null;
}

const InADialog = () => html`<${AtTheFoot} within />`;

function Centre() {
  const table = useTable();
  const { state, phase } = table.place.at.value;
  if (state === "lobby") return html`<${Lobby} />`;
  if (state === "over" && !table.browsing.value) return html`<${Concluded} />`;
  const shown = state === "running" && table.place.forums.value.includes(table.forumId.value);
  if (shown && (phase === "briefing" || phase === "result")) {
    const text = table.layout.value === "phone" && html`<${TextPanel} />`; // it has a tab there
    return html`<${ForumTabs} />${text}<${phase === "briefing" ? Briefing : Result} />`;
  }
  // An agreement's clauses are the text; a phone has a place for both.
  const agreed = table.laid.laid.value.agreed && table.agreement.value?.partial === false;
  const whole = agreed && table.layout.value !== "phone";
  return html`<${ForumTabs} />${!whole && html`<${TextPanel} />`}<${ProposalsPanel} />`;
}

function RoomPanel() {
  const table = useTable();
  const talks = table.talks.value;
  const proposal = table.selected.value;
  const forum = table.forum.value;
  const ready = talks?.state !== "running" || talks.phase !== "negotiation";
  const silent = proposal?.state === "silence" && proposal.silence_ends_at !== null;
  const centre =
    !ready &&
    proposal &&
    html`<b>${proposal.label}</b>
      <span>${silent ? html`${t("silence")} <${Countdown} until=${proposal.silence_ends_at} line=${table.line} />` : t("{n} of {of} accept", { n: proposal.accepts, of: forum?.parties.length ?? 0 })}</span>`;
  return html`<section class="room-panel" aria-label=${t("The room")}><h2>${t("The room")}</h2>
    <${Room} me=${table.mine.value} forum=${talks?.state === "running" ? forum : undefined} proposal=${proposal} showReady=${ready} centre=${centre} />
    <${LookingOn} /></section>`;
}

/** Observers who let it be known that they look on. */
function LookingOn() {
  const who = useTable().observers.value;
  if (who.length === 0) return null;
  const named = who.filter(Boolean);
  return html`<p class="note looking-on" role="status">${named.length > 0 ? t("Looking on: {who}", { who: list(named) }) : t("Somebody looks on.")}</p>`;
}

/** On a middling screen the right column shows one of these. */
function SideTabs() {
  const table = useTable();
  if (table.layout.value !== "middle" || table.guest.value) return null;
  const unread = unreadInAll(table);
  return html`<nav class="side-tabs" aria-label=${t("Panels")}>
    ${tab(table, "mandate", t("Mandate"), 0, table.side.value)}
    ${tab(table, "talk", t("Talk"), unread, table.side.value)}
  </nav>`;
}

/** On a phone one panel at a time. */
function PhoneTabs() {
  const table = useTable();
  if (table.layout.value !== "phone") return null;
  const talks = table.talks.value;
  const negotiating = talks?.state === "running" && talks.phase === "negotiation";
  const tabled = table.proposals.value.filter(isLive);
  const undecided = tabled.filter(
    (p) => negotiating && p.stances[table.mine.value] === undefined && table.party.value,
  ).length;
  const shown = table.panel.value;
  return html`<nav class="phone-tabs" aria-label=${t("Panels")}>
    ${tab(table, "text", t("Text"), 0, shown)}
    ${tab(table, "proposals", negotiating ? t("Proposals") : t("Now"), undecided, shown)}
    ${!table.guest.value && tab(table, "mandate", t("Mandate"), 0, shown)}
    ${tab(table, "talk", t("Talk"), unreadInAll(table), shown)}
    ${tab(table, "room", t("Room"), waiting(table) + (hasNewsroom(table.store) ? table.reading.unread.value.length : 0), shown)}
  </nav>`;
}

/**
 * @param {import("./model.js").Table} table
 * @param {Panel} panel
 * @param {string} label
 * @param {number} n
 * @param {Panel} shown
 */
function tab(table, panel, label, n, shown) {
  return html`<button key=${panel} type="button" aria-current=${panel === shown ? "true" : undefined} onClick=${() => table.go(panel)}>
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d=${ICONS[panel]} /></svg>
    <span>${label}</span> <${Count} n=${n} label=${t("new")} /></button>`;
}

/** A page with lines, cards, scales, words, six seats. */
const ICONS = {
  text: "M5 2.5h10v15H5zM8 6.5h4M8 10h4M8 13.5h4",
  proposals: "M3 6.5h11v11H3zM6 6.5v-3h11v11h-3",
  mandate: "M10 3v14M6 17h8M3.5 6h13M3.5 6 1.5 11.5h4zM16.5 6l-2 5.5h4z",
  talk: "M2.5 3.5h15v10h-8l-4 4v-4h-3z",
  room: "m10 2 7 4v8l-7 4-7-4V6z",
};

function Dialogs() {
  const table = useTable();
  const open = table.dialog.value;
  const close = () => {
    table.dialog.value = null;
  };
  if (open?.kind === "keys") return html`<${KeysDialog} onClose=${close} />`;
  if (open?.kind === "caucus") return html`<${CaucusDialog} onClose=${close} />`;
  if (open?.kind === "ask")
    return html`<${AskDialog} to=${open.to} proposal=${open.proposal} channel=${open.channel} onClose=${close} />`;
  if (open?.kind === "ledger") return html`<${LedgerDialog} onClose=${close} />`;
  if (open?.kind === "letters")
    return html`<${LettersDialog} writing=${open.writing} onClose=${close} />`;
  if (open?.kind === "ready") return html`<${ReadyDialog} ...${open} onClose=${close} />`;
  if (open?.kind === "asking") return html`<${Asking} ...${open} onClose=${close} />`;
  if (open?.kind === "again") return html`<${Again} ...${open} onClose=${close} />`;
  return null;
}
