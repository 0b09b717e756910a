// What the table's panels share: the entities they read, what is selected, how commands are given.

import { batch, computed, effect, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { newId } from "../connection.js";
import { announce } from "../elements/live.js";
import { t } from "../i18n.js";
import { Drafts } from "./drafts.js";
import { focusSoon } from "./focus.js";
import { Moments } from "./moments/state.js";
import { Absence } from "./news/absence.js";
import { Reading } from "./news/reading.js";
import { Place } from "./place.js";
import { Arrangement } from "./proposals/arrangement.js";
import { changesBetween, crossed, isBelow } from "./proposals/worths.js";
import { Messages } from "./talk/messages.js";

/** @typedef {import("../entities").Proposal} Proposal */
/** @typedef {import("../entities").Package} Package */
/** @typedef {import("../entities").Receipt} Receipt */
/** @typedef {"text"|"proposals"|"mandate"|"talk"|"room"} Panel */
/** @typedef {{package: Package, amends: string | null, note: string}} Draft */
/** @typedef {{name: string, more?: object, label: string}} Act  a command on a proposal, and its button */

/** @type {Draft} */
export const EMPTY = { package: {}, amends: null, note: "" };

/** What a specialist does in one forum only. */
const ON_THE_FLOOR = new Set([
  "table_proposal",
  "amend_proposal",
  "cosponsor",
  "take_stance",
  "break_silence",
  "withdraw_proposal",
]);

const narrow = matchMedia("(max-width: 60rem)");
const middle = matchMedia("(max-width: 80rem)");

export class Table {
  /** @param {{store: import("../store.js").Store, line: import("../connection.js").Connection,
   *   boot: import("../entities").Boot}} parts */
  constructor({ store, line, boot }) {
    this.store = store;
    this.line = line;
    this.boot = boot;
    const owner = `${boot.talks ?? ""}:${boot.urls?.seat ?? ""}`;
    this.drafts = new Drafts(owner);
    this.absence = new Absence(owner, () => line.now());
    this.moments = new Moments(store, owner, () => line.now());
    this.messages = new Messages(store, boot.talks ?? "");
    this.reading = new Reading(store, owner);
    this.laid = new Arrangement(this);
    this.place = new Place(this);
    const resize = () => {
      this.layout.value = narrow.matches ? "phone" : middle.matches ? "middle" : "wide";
    };
    for (const query of [narrow, middle]) query.addEventListener("change", resize);
    resize();
    line.onNotice((notice) => {
      if (notice.kind === "observers") this.observers.value = notice.names;
    });
    effect(() => {
      // The server tells it anew when the line is back.
      if (line.status.value !== "connected") this.observers.value = [];
    });
  }

  /** Who looks on at this table and lets it be known. */
  observers = signal(/** @type {readonly string[]} */ ([]));

  layout = signal(/** @type {"phone"|"middle"|"wide"} */ ("wide"));
  panel = signal(/** @type {Panel} */ ("proposals"));
  side = signal(/** @type {Panel} */ ("mandate"));
  channel = signal("plenary");
  building = signal(false);
  /** Which of the left column's lines are opened. */
  unfolded = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  dialog = signal(/** @type {{kind: string, [more: string]: any} | null} */ (null));
  #forum = signal(/** @type {string | null} */ (null));
  /** The forum that the page came to by itself; it stays when this one closes and another opens. */
  #pinned = signal("");
  #proposal = signal(/** @type {string | null} */ (null));
  /** @type {Map<string, import("@preact/signals").Signal<string>>} */
  #refusals = new Map();
  /** @type {Promise<void> | null} */
  #tabling = null;

  /** True for an observer (by a link, or seated as one), who never acts, and for who has no seat. */
  get watches() {
    const { audience } = this.me.value ?? {};
    return this.boot.watching !== undefined || audience === "observer" || audience === "none";
  }

  /** True for an observer who sees what is public and has no delegation's eyes. */
  guest = computed(() => this.watches && this.mine.value === "");

  talks = computed(() => this.store.get("talks"));
  me = computed(() => this.store.get("me"));
  mine = computed(() => this.me.value?.delegation ?? "");

  /** True while somebody looks at a forum of their own choice. */
  browsing = computed(() => this.#forum.value !== null);

  /** The forum on show: the chosen one, else the first of this round where one sits. */
  forumId = computed(() => {
    const chosen = this.#forum.value;
    if (chosen !== null && this.store.get(`forum/${chosen}`)) return chosen;
    return this.store.get(`forum/${this.#pinned.value}`) ? this.#pinned.value : this.#due();
  });

  /** The forum where one is due now. */
  #due() {
    const now = this.talks.value?.forums_now ?? [];
    const mine = now.filter((id) => this.attends(id));
    if (now.length === 0) return this.#resting();
    const open = mine.filter((id) => this.store.get(`forum/${id}`)?.state === "open");
    const seated = open.filter((id) =>
      this.store.get(`forum/${id}`)?.parties.includes(this.mine.value),
    );
    // What is open at any time waits until somebody goes there, unless there is nothing else.
    const due = seated.find((id) => !isInitiative(this.store, id));
    return (
      due ??
      open.find((id) => !isInitiative(this.store, id)) ??
      seated[0] ??
      open[0] ??
      mine[0] ??
      now[0]
    );
  }
  forum = computed(() => this.store.get(`forum/${this.forumId.value}`));
  mandate = computed(() => this.store.get(`mandate/${this.forumId.value}`));
  agreement = computed(() => this.store.get(`agreement/${this.forumId.value}`));

  /** Proposals of the forum on show, newest first. */
  proposals = computed(() =>
    this.store
      .all("proposal")
      .filter((p) => p.forum === this.forumId.value)
      .sort((a, b) => b.number - a.number),
  );
  /** The proposal that the room and the mandate speak of: the last one opened, else the first. */
  selected = computed(() => {
    const cards = this.laid.cards.value;
    return (
      this.proposals.value.find((p) => p.id === this.#proposal.value) ??
      cards.find((p) => this.laid.isOpen(p.id)) ??
      null
    );
  });

  /** True while the forum on show is negotiated. */
  open = computed(() => {
    const talks = this.talks.value;
    const live = talks?.state === "running" && talks.phase === "negotiation";
    return live && this.forum.value?.state === "open" && this.forum.value.now !== false;
  });
  party = computed(() => this.forum.value?.parties.includes(this.mine.value) ?? false);

  /** Outside the rounds: the first forum before they begin, the last one after. */
  #resting() {
    const agenda = (this.talks.value?.rounds ?? []).flatMap((round) => round.forums);
    const mine = agenda.filter((id) => this.attends(id));
    return (this.talks.value?.state === "lobby" ? mine[0] : mine.at(-1)) ?? "";
  }

  /** @param {string} forum */
  attends(forum) {
    const f = this.store.get(`forum/${forum}`);
    const mine = this.mine.value;
    if (this.guest.value) return f?.issues !== undefined;
    return f !== undefined && (f.parties.includes(mine) || (f.observers ?? []).includes(mine));
  }

  /** @param {string} forum */
  showForum(forum) {
    batch(() => {
      if (this.talks.peek()?.forums_now.includes(forum)) this.place.goToNow();
      this.#forum.value = forum;
      this.#proposal.value = null;
      this.laid.tidy(forum);
    });
  }

  /** To the forum where one is due now. */
  followAgenda() {
    this.#forum.value = null;
    this.#proposal.value = null;
    this.#pinned.value = this.#due();
    this.laid.tidy(this.forumId.peek());
  }

  /** @param {string} proposal its card is open */
  select(proposal) {
    batch(() => {
      this.#proposal.value = proposal;
      this.laid.set(proposal, true);
    });
  }

  /** @param {Panel | "news"} panel the news lie in the room */
  go(panel) {
    batch(() => {
      this.panel.value = panel === "news" ? "room" : panel;
      if (panel === "news") this.unfolded.value = new Set([...this.unfolded.peek(), panel]);
      if (panel === "mandate" || panel === "talk" || panel === "room") this.side.value = panel;
    });
  }

  /** The package being built in the forum on show. */
  draft() {
    return this.drafts.of(`package:${this.forumId.value}`, EMPTY);
  }

  /** @param {Partial<Draft>} draft start building from this */
  build(draft) {
    batch(() => {
      this.draft().value = { ...EMPTY, ...draft };
      this.building.value = true;
      this.panel.value = "proposals";
    });
  }

  /** @param {Proposal} proposal below my walk-away or across a red line */
  isBad(proposal) {
    const mandate = this.mandate.value;
    if (mandate === undefined) return false;
    const whole = { ...this.forum.value?.settled, ...proposal.package };
    return isBelow(mandate, whole) || crossed(mandate, whole).length > 0;
  }

  /**
   * Whether a command is open to this seat now, and the reason when it is not.
   * @param {string} name
   * @returns {string | null} null when it is, else the sentence
   */
  whyNot(name) {
    const may = this.store.get("may")?.[name];
    if (may !== undefined && may !== true) return may.message;
    const me = this.me.value;
    const elsewhere = me?.specialist_for && !me.acts && me.specialist_for !== this.forumId.value;
    return elsewhere && ON_THE_FLOOR.has(name)
      ? t("You act for your delegation in another forum; here the head of delegation does.")
      : null;
  }

  /**
   * The refusal that stands at a place of the page.
   * @param {string} place
   */
  refusal(place) {
    let cell = this.#refusals.get(place);
    if (cell === undefined) {
      cell = signal("");
      this.#refusals.set(place, cell);
    }
    return cell;
  }

  /**
   * Do something with a proposal as the reader sees it. Where it is another one by then, nothing is
   * done, and a dialog that stays says how it stands now and asks again.
   * @param {Act} act
   * @param {Proposal} seen
   * @param {string} place where a refusal is shown
   * @returns {Promise<boolean>} whether it was done
   */
  async act(act, seen, place) {
    const { name, more } = act;
    const body = { proposal_id: seen.id, ...more, seen: seen.version };
    const refusal = await this.#send(name, body, place);
    if (refusal === "proposal_changed") {
      this.refusal(place).value = "";
      this.dialog.value = { kind: "again", act, id: seen.id, place };
    }
    return refusal === null;
  }

  /**
   * Give a command; a refusal is shown at `place` and said.
   * @param {string} name
   * @param {object} body
   * @param {string} place
   * @returns {Promise<boolean>} whether it was accepted
   */
  async give(name, body, place) {
    return (await this.#send(name, body, place)) === null;
  }

  /**
   * @param {string} name
   * @param {object} body
   * @param {string} place
   * @returns {Promise<string | null>} the refusal's code
   */
  async #send(name, body, place) {
    if (this.watches) return "";
    const refusal = this.refusal(place);
    refusal.value = "";
    // Before the answer: the last one's "Ready" ends the phase at once.
    if (name === "set_ready") this.place.wantsOn = /** @type {any} */ (body).ready;
    const receipt = await this.line.send(name, body, place);
    if (receipt.accepted) return null;
    if (name === "set_ready") this.place.wantsOn = false;
    if (receipt.refusal === "taken_back") return receipt.refusal;
    refusal.value = receipt.message ?? t("That was not possible.");
    announce(refusal.value);
    return receipt.refusal ?? "";
  }

  /** @param {Draft} draft sent once, however often its button is pressed before the answer */
  tableDraft(draft) {
    this.#tabling ??= this.#table(draft).finally(() => {
      this.#tabling = null;
    });
    return this.#tabling;
  }

  /** @param {Draft} draft */
  async #table(draft) {
    const proposal_id = newId();
    const amended = this.proposals.peek().find((p) => p.id === draft.amends);
    const note = draft.note.trim();
    let accepted = false;
    if (amended) {
      const changes = changesBetween(amended.package, draft.package);
      accepted = await this.give(
        "amend_proposal",
        { proposal_id, amends: amended.id, changes, note },
        "builder",
      );
    } else {
      const forum = this.forumId.peek();
      accepted = await this.give(
        "table_proposal",
        { proposal_id, forum, package: draft.package, note },
        "builder",
      );
    }
    if (!accepted) return;
    batch(() => {
      this.draft().value = EMPTY;
      this.building.value = false;
      this.select(proposal_id);
    });
    focusSoon(`#p-${CSS.escape(proposal_id)} .number`);
  }
}

/**
 * @param {import("../store.js").Store} store
 * @param {string} forum
 */
export const isInitiative = (store, forum) => store.get(`forum/${forum}`)?.kind === "initiative";

export const TableContext = createContext(/** @type {Table | null} */ (null));

export function useTable() {
  const table = useContext(TableContext);
  if (table === null) throw new Error("no table around this panel");
  return table;
}
