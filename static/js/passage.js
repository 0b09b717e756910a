// How the line gets through. WebSockets first; where a network swallows, cuts or stalls them, long
// polling, for as long as this browser session lasts, and a WebSocket is tried again from time to
// time beside it. It also notices when nothing comes through any more, long before the protocol.

import { mono } from "./time.js";

/** How long a WebSocket may take to open, and an opened one to let us in. */
const OPEN_MS = 5000;
/** As the library waits: polling through a slow proxy is slow, and there is nothing after it. */
const POLLING_OPEN_MS = 20_000;
/** After so long without a packet the server is asked whether it is there ... */
const IDLE_MS = 8000;
/** ... and has so long to answer; longer while it works on a command, which it does in order. */
const ANSWER_MS = 5000;
const BUSY_MS = 10_000;
const WATCH_MS = 1000;
/** A WebSocket that lived so long got through; one that is cut sooner twice does not. */
const PROVEN_MS = 10_000;
const FIRST_TRIAL_MS = 20_000;
const LAST_TRIAL_MS = 600_000;

const KEY = "sixparty:polling";

/** How often WebSockets failed in this session; 0 where nothing is kept. */
function failures() {
  try {
    return Number(sessionStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
}

/** @param {number} count */
function keep(count) {
  try {
    if (count > 0) sessionStorage.setItem(KEY, String(count));
    else sessionStorage.removeItem(KEY);
  } catch {
    // The next page finds it out again.
  }
}

export class Passage {
  /** True from leaving a working line for a better one until that is open. */
  moving = false;
  #failures = failures();
  #heardAt = mono();
  #openedAt = mono();
  /** @type {number | null} */
  #askedAt = null;
  #watchedAt = mono();
  #early = 0;
  #open = false;
  #admitted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;

  /**
   * @param {{io: (options: object) => any, options: object, ask: () => void,
   *   busy: () => boolean}} given `ask` sends something that the server answers; `busy` says
   *   whether commands wait for an answer
   */
  constructor({ io, options, ask, busy }) {
    this.io = io;
    this.ask = ask;
    this.busy = busy;
    const hasWebSocket = typeof WebSocket === "function";
    const poll = !hasWebSocket || this.#failures > 0;
    this.options = options;
    this.socket = io({
      ...options,
      transports: poll ? ["polling"] : ["websocket", "polling"],
      // A WebSocket that is refused gives way to polling at once; the rest is noticed here.
      tryAllTransports: true,
      upgrade: false,
      timeout: poll ? POLLING_OPEN_MS : OPEN_MS,
    });
    this.#follow();
    this.timer = setInterval(() => this.#watch(), WATCH_MS);
    if (poll && hasWebSocket) this.#planTrial();
  }

  stop() {
    clearInterval(this.timer);
    clearTimeout(this.#next);
  }

  /** Ask now whether the server is there, and give it `ms` to answer. */
  check(ms = ANSWER_MS) {
    if (!this.socket.connected) return;
    this.#askedAt ??= mono() - (ANSWER_MS - ms);
    this.ask();
  }

  get #manager() {
    return this.socket.io;
  }

  get #polls() {
    return this.#manager.engine?.transport?.name === "polling";
  }

  #follow() {
    const manager = this.#manager;
    manager.on("open", () => {
      this.#open = true;
      this.#admitted = false;
      this.#openedAt = this.#heardAt = mono();
      this.#askedAt = null;
      manager.engine.on("packet", () => {
        this.#heardAt = mono();
        this.#askedAt = null;
      });
      // Refused by the network, not given up on: a line that fell to polling by itself stays there
      // and is offered a WebSocket like the others.
      if (this.#polls && this.#next === undefined) this.#planTrial();
    });
    manager.on("error", (/** @type {Error} */ error) => {
      this.#open = false;
      if (error.message === "timeout") this.#poll();
    });
    manager.on("close", (/** @type {string} */ reason) => {
      const noticed = !this.#open;
      this.#open = false;
      if (noticed || this.moving || this.#polls || !reason.startsWith("transport")) return;
      if (mono() - this.#openedAt > PROVEN_MS) this.#early = 0;
      else this.#early++;
      if (!this.#admitted || this.#early > 1) this.#poll();
    });
    this.socket.on("connect", () => {
      this.#admitted = true;
      this.moving = false;
    });
    this.socket.on("disconnect", (/** @type {string} */ reason) => {
      // The server ended it on purpose, which says nothing about the network.
      if (reason === "io server disconnect") this.#openedAt = -Infinity;
    });
  }

  #watch() {
    const now = mono();
    const late = now - this.#watchedAt > 3 * WATCH_MS;
    this.#watchedAt = now;
    if (!this.#open) return;
    if (late) {
      // This page slept: an answer may have come and not been read yet.
      this.#askedAt = null;
      this.#heardAt = Math.min(this.#heardAt, now - IDLE_MS);
    }
    if (!this.socket.connected) {
      if (this.socket.active && now - Math.max(this.#openedAt, this.#heardAt) > OPEN_MS)
        this.#cut();
    } else if (this.#askedAt !== null) {
      if (now - this.#askedAt > (this.busy() ? BUSY_MS : ANSWER_MS)) this.#cut();
    } else if (now - this.#heardAt >= IDLE_MS && !document.hidden) this.check();
  }

  /** Nothing comes through: end it, so that the library comes back by itself. */
  #cut() {
    if (!this.#polls) this.#poll();
    this.#open = false;
    this.#manager.engine.transport.close();
  }

  /** From the next connection on, long polling. */
  #poll() {
    if (this.#polls && this.#failures > 0) return;
    keep(++this.#failures);
    this.#manager.opts.transports = ["polling"];
    this.#manager.timeout(POLLING_OPEN_MS);
    this.moving = false;
    this.#planTrial();
  }

  #planTrial() {
    clearTimeout(this.#next);
    if (typeof WebSocket !== "function") return;
    const wait = FIRST_TRIAL_MS * 2 ** Math.max(0, this.#failures - 1);
    this.#next = setTimeout(() => this.#trial(), Math.min(wait, LAST_TRIAL_MS));
  }

  /** Open a WebSocket beside the line that polls; it takes no seat. Move over when it opens. */
  #trial() {
    this.#next = undefined;
    if (!this.#polls || !this.socket.connected) {
      if (this.#failures > 0) this.#planTrial();
      return;
    }
    const { io: manager } = this.io({
      ...this.options,
      transports: ["websocket"],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      timeout: OPEN_MS,
    });
    manager.open((/** @type {unknown} */ failed) => {
      if (!failed) manager.engine.close();
      if (failed || !this.#polls || !this.socket.connected || this.busy()) {
        if (failed) this.#failures++;
        this.#planTrial();
        return;
      }
      this.#manager.opts.transports = ["websocket", "polling"];
      this.#manager.timeout(OPEN_MS);
      keep(0);
      this.moving = true;
      this.#manager.engine.transport.close();
    });
  }
}
