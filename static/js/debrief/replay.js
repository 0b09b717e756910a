// The replay: the table again as it was seen, moment by moment, under a scrubber.

import { effect, signal } from "@preact/signals";
import { html } from "../dom.js";
import { WatchAll } from "../facilitator/desk/watchall.js";
import { timeOfDay } from "../format.js";
import { t } from "../i18n.js";
import { App } from "../table/app.js";
import { beat } from "../time.js";
import { cardWords } from "./cards.js";
import { stanceWord } from "./names.js";

/** @typedef {import("../table/model.js").Table} Table */
/** @typedef {import("../table/news/news.js").News} News */
/** @typedef {{at: number, kind: string, forum: string | null, by: string, label: string, word: string}} ReplayStop */

/** Milliseconds between two moments, by the speed chosen. */
const PACES = [4000, 2000, 1000, 400];

/** Stands in for the line to the server: the time is that of the moment, and nothing is sent. */
export class Recording {
  status = signal(/** @type {import("../connection.js").Status} */ ("connected"));
  refusal = signal(null);
  pending = signal(0);
  /** @type {import("@preact/signals").Signal<readonly any[]>} */
  unsent = signal([]);
  offset = signal(0);
  #at = signal(0);

  constructor() {
    // The beat goes on; the moment does not.
    effect(() => {
      this.offset.value = this.#at.value - beat.value;
    });
  }

  /** @param {number} at milliseconds */
  standAt(at) {
    this.#at.value = at;
  }

  now() {
    return this.#at.peek();
  }

  /** @returns {Promise<import("../entities").Receipt>} */
  async send() {
    return {
      id: null,
      accepted: false,
      refusal: "not_running",
      message: t("This is a replay: nothing is sent."),
    };
  }

  onNotice() {
    return () => false;
  }

  close() {}
}

/**
 * A view as it is drawn: its clock stands where it stood.
 * @param {Record<string, any>} entities
 * @param {number} at
 */
export function held(entities, at) {
  const clock = entities.clock;
  if (!clock?.running || clock.ends_at === null) return entities;
  return {
    ...entities,
    clock: { ...clock, running: false, remaining_ms: Math.max(0, clock.ends_at - at) },
  };
}

/** Goes through the moments of a replay, by hand or by itself. */
export class Player {
  /** @type {import("@preact/signals").Signal<readonly ReplayStop[]>} */
  stops = signal([]);
  at = signal(-1);
  playing = signal(false);
  pace = signal(1);
  problem = signal("");
  /** @type {Map<number, {at: number, entities: Record<string, any>}>} */
  #views = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {string} path of the API, its query included
   * @param {(entities: Record<string, any>, at: number, number: number) => void} show
   * @param {string} [token] of a link to the replay
   */
  constructor(path, show, token) {
    this.path = path;
    /** @type {Record<string, string>} */
    this.headers = token ? { Authorization: `Bearer ${token}` } : {};
    this.show = show;
  }

  /** @param {string} [label] of a proposal: to begin where it is tabled */
  async start(label) {
    const found = await this.#ask("");
    if (found === null) return;
    this.stops.value = found.stops;
    const wanted = this.stops.value.findIndex((s) => s.kind === "tabled" && s.label === label);
    await this.go(Math.max(0, wanted));
  }

  /** @param {number} number */
  async go(number) {
    const to = Math.max(0, Math.min(number, this.stops.value.length - 1));
    if (this.stops.value.length === 0) return;
    this.at.value = to;
    const view = this.#views.get(to) ?? (await this.#ask(`stop=${to}`));
    if (view === null) return;
    this.#views.set(to, view);
    // Only the latest wish is shown, however the answers come in.
    if (this.at.peek() === to) this.show(view.entities, view.at, to);
  }

  /**
   * The next moment of some kinds, forward (1) or back (-1); the end without one.
   * @param {1 | -1} step
   * @param {readonly string[]} [kinds]
   */
  async leap(step, kinds) {
    let to = this.at.value + step;
    const stops = this.stops.value;
    while (kinds && to > 0 && to < stops.length - 1 && !kinds.includes(stops[to].kind)) to += step;
    await this.go(to);
  }

  toggle() {
    this.playing.value = !this.playing.value;
    clearTimeout(this.#timer);
    if (this.playing.value) this.#play();
  }

  #play() {
    this.#timer = setTimeout(async () => {
      await this.go(this.at.value + 1);
      if (this.at.value >= this.stops.value.length - 1) this.playing.value = false;
      if (this.playing.value) this.#play();
    }, PACES[this.pace.value]);
  }

  /** @param {string} query @returns {Promise<any>} */
  async #ask(query) {
    try {
      const path =
        query === "" ? this.path : `${this.path}${this.path.includes("?") ? "&" : "?"}${query}`;
      const answer = await fetch(path, { headers: this.headers });
      const body = await answer.json();
      this.problem.value = answer.ok
        ? ""
        : (body.error?.message ?? t("The replay cannot be shown now."));
      return answer.ok ? body : null;
    } catch {
      this.problem.value = t("The server cannot be reached.");
      return null;
    }
  }
}

/**
 * @param {{player: Player, store: import("../store.js").Store, line: Recording,
 *   table: Table | null, news: News | null, boot: import("../entities").Boot}} props without a
 *   table everything is shown
 */
export function Replay({ player, store, line, table, news, boot }) {
  const drawn = store.etag.value !== null;
  return html`<div class="replay"><${Scrubber} player=${player} store=${store} boot=${boot} />
    ${player.problem.value && html`<p class="notice warn" role="status">${player.problem.value}</p>`}
    ${drawn && (table === null ? html`<div><${WatchAll} store=${store} line=${line} /></div>` : html`<div class="framed"><${App} table=${table} news=${news} /></div>`)}</div>`;
}

/** @param {{player: Player, store: import("../store.js").Store, boot: import("../entities").Boot}} props */
function Scrubber({ player, store, boot }) {
  const stops = player.stops.value;
  const at = player.at.value;
  const stop = stops[at];
  const said = stop ? `${timeOfDay(stop.at)} · ${stopWords(stop, store)}` : "";
  const as = new URLSearchParams(location.search).get("as") ?? "";
  const go =
    (/** @type {1 | -1} */ step, /** @type {string[]} */ ...kinds) =>
    () =>
      player.leap(step, kinds.length > 0 ? kinds : undefined);
  return html`<section class="scrubber" aria-label=${t("Replay")}>
    <p class="said" role="status">${said}</p>
    <input type="range" min="0" max=${Math.max(0, stops.length - 1)} value=${Math.max(0, at)} aria-label=${t("Moment")} aria-valuetext=${said}
      onInput=${(/** @type {any} */ e) => player.go(Number(e.target.value))} />
    <p class="acts">
      <button type="button" onClick=${go(-1, "phase")} title=${t("Back to the last phase")}>« ${t("Phase")}</button>
      <button type="button" onClick=${go(-1, "tabled")}>‹ ${t("Proposal")}</button>
      <button type="button" onClick=${go(-1)}>‹ ${t("Back")}</button>
      <button type="button" class="primary" aria-pressed=${player.playing.value ? "true" : "false"} onClick=${() => player.toggle()}>${player.playing.value ? t("Pause") : t("Play")}</button>
      <button type="button" onClick=${go(1)}>${t("On")} ›</button>
      <button type="button" onClick=${go(1, "tabled")}>${t("Proposal")} ›</button>
      <button type="button" onClick=${go(1, "phase")}>${t("Phase")} »</button>
      <label>${t("Speed")} <select value=${String(player.pace.value)} onChange=${(
        /** @type {any} */ e,
      ) => {
        player.pace.value = Number(e.target.value);
      }}>${["½", "1", "2", "5"].map((words, n) => html`<option key=${words} value=${String(n)} selected=${n === player.pace.value}>${words}×</option>`)}</select></label>
      ${
        boot.page === "replay" &&
        new URLSearchParams(location.search).has("desk") &&
        html`<label>${t("As seen by")} <select value=${as} onChange=${(/** @type {any} */ e) => seeAs(e.target.value)}>
        <option value="" selected=${as === ""}>${t("you: everything")}</option>
        ${store.all("delegation").map((/** @type {any} */ d) => html`<option key=${d.id} value=${d.id} selected=${d.id === as}>${d.short}</option>`)}</select></label>`
      }
      ${boot.urls?.back && html`<a href=${boot.urls.back}>${t("Back to the debrief")}</a>`}
      ${boot.watching && boot.watching.tables.length > 1 && boot.watching.tables.map((one) => html`<a key=${one.table} href=${one.href} aria-current=${one.here ? "page" : undefined}>${t("Table {n}", { n: one.table })}</a>`)}</p>
    ${boot.watching && html`<p class="note">${t("A replay of what everybody could see. People are shown as codes.")}</p>`}
  </section>`;
}

/** @param {string} delegation empty for everything */
function seeAs(delegation) {
  const to = new URL(location.href);
  if (delegation === "") to.searchParams.delete("as");
  else to.searchParams.set("as", delegation);
  location.assign(to);
}

/**
 * What a moment was.
 * @param {ReplayStop} stop
 * @param {import("../store.js").Store} store
 */
function stopWords(stop, store) {
  const who = store.get(`delegation/${stop.by}`)?.short ?? stop.by;
  const forum = stop.forum ? (store.get(`forum/${stop.forum}`)?.title ?? stop.forum) : "";
  const proposal = stop.label;
  switch (stop.kind) {
    case "phase":
      return stop.word === "briefing"
        ? t("Round {n}: the briefing begins", { n: stop.label })
        : stop.word === "negotiation"
          ? t("Round {n}: the negotiation begins", { n: stop.label })
          : t("Round {n}: the result", { n: stop.label });
    case "card":
      return t("The debrief: “{card}” is laid open", {
        card: cardWords()[stop.word]?.[0] ?? stop.word,
      });
    case "tabled":
      return t("{who} tables {proposal}", { who, proposal });
    case "stance":
      return t("{who} {stands}: {proposal}", { who, stands: stanceWord(stop.word), proposal });
    case "broken":
      return t("{who} breaks the silence on {proposal}", { who, proposal });
    case "adopted":
      return t("{proposal} is adopted", { proposal });
    case "withdrawn":
      return t("{proposal} is withdrawn", { proposal });
    case "agreed":
      return t("{forum}: agreed", { forum });
    case "failed":
      return t("{forum}: not agreed", { forum });
    default:
      return t("The talks end");
  }
}
