// The line to the server: one Socket.IO connection that feeds a Store and carries commands.
//
//   import { io } from "socket.io-client";
//   const store = new Store();
//   const line = new Connection({ io, store, auth: { talks: "..." } });
//   line.status.value             connecting | connected | reconnecting | offline | replaced | refused
//   line.refusal.value            why the server refused the connection: {code, message}
//   line.now()                    the server's time in ms; line.offset.value is what to add to
//                                 mono() or beat.value of time.js
//   line.pending.value            how many commands wait for their receipt
//   line.unsent.value             those that no line has carried yet; line.recall(id) takes one back
//   const receipt = await line.send("take_stance", { proposal_id, stance: "accept" });
//   line.onNotice(notice => ...)  line.close()
// A command keeps its id until it is acknowledged and is sent again after a reconnect, so it is
// carried out once. send() never rejects: a refusal is a receipt with accepted false.

import { signal } from "@preact/signals-core";
import { at } from "./address.js";
import { t } from "./i18n.js";
import { Passage } from "./passage.js";
import { allJoined } from "./patch.js";
import { Texts } from "./texts.js";
import { mono, onGap, ServerTime } from "./time.js";

/** @typedef {"connecting"|"connected"|"reconnecting"|"offline"|"replaced"|"refused"} Status */
/** @typedef {import("./entities").Receipt} Receipt */
/** @typedef {import("./entities").Notice} Notice */
/** @typedef {import("./entities").ViewEnvelope} View */
/** @typedef {import("./entities").PatchEnvelope} Patch */
/** @typedef {{id: string, name: string, body: object, place: string, sent: boolean, done: (receipt: Receipt) => void}} Waiting */

const ACK_MS = 8000;
/** After a gap: how long the line may take to say the time before it is asked for by HTTP ... */
const TIME_MS = 500;
/** ... and before the line is thought dead, as after sleep it mostly is. */
const AFTER_GAP_MS = 1500;

/** An id nobody else uses; crypto.randomUUID is absent on plain http, as in a classroom LAN. */
export function newId() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Connection {
  status = signal(/** @type {Status} */ ("connecting"));
  refusal = signal(/** @type {{code: string, message: string} | null} */ (null));
  pending = signal(0);
  unsent = signal(/** @type {readonly Waiting[]} */ ([]));
  /** @type {Map<string, Waiting>} */
  #waiting = new Map();
  /** @type {Set<(notice: Notice) => void>} */
  #hearers = new Set();
  #time = new ServerTime();
  offset = this.#time.offset;
  #resyncing = false;
  /** A view whose text is not there yet, and the patches on it. @type {{view: View, patches: Patch[]} | null} */
  #coming = null;
  /** What the views and patches are told against. @type {import("./texts.js").Entities | null} */
  #text = null;
  texts = new Texts(() => this.#askText());
  /** How often the line said the time when it was asked. */
  #answers = 0;
  #forget;

  /**
   * @param {{io: (options: object) => any, store: import("./store.js").Store,
   *   auth: Record<string, unknown>}} options
   */
  constructor({ io, store, auth }) {
    this.store = store;
    this.passage = new Passage({
      io,
      options: {
        path: at("/socket.io/"),
        reconnectionDelay: 300,
        reconnectionDelayMax: 3000,
        auth: (/** @type {(data: object) => void} */ give) =>
          give({ ...auth, text: "apart", ...this.#known() }),
      },
      ask: () => this.#askTime(),
      busy: () => this.#waiting.size > 0,
    });
    this.socket = this.passage.socket;
    this.#listen();
    this.#forget = onGap(() => this.#afterGap());
  }

  /** The server's time now, in milliseconds. */
  now() {
    return this.#time.now();
  }

  /**
   * @param {string} name
   * @param {object} [body]
   * @param {string} [place] where on the page it was given
   * @returns {Promise<Receipt>}
   */
  send(name, body = {}, place = "") {
    return new Promise((done) => {
      const waiting = { id: newId(), name, body, place, sent: false, done };
      if (this.status.peek() === "refused") {
        this.#refuse(waiting);
        return;
      }
      this.#waiting.set(waiting.id, waiting);
      if (this.socket.connected) this.#emit(waiting);
      this.#count();
    });
  }

  /** Take back a command that has not been sent; one that has been may be done already. @param {string} id */
  recall(id) {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.sent) return;
    this.#waiting.delete(id);
    this.#count();
    waiting.done({ id, accepted: false, refusal: "taken_back" });
  }

  #count() {
    this.pending.value = this.#waiting.size;
    this.unsent.value = [...this.#waiting.values()].filter((one) => !one.sent);
  }

  /** @param {(notice: Notice) => void} hearer */
  onNotice(hearer) {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  /** Take the seat back into this tab after another tab replaced it. */
  takeBack() {
    this.status.value = "connecting";
    this.socket.connect();
  }

  close() {
    this.#forget();
    this.passage.stop();
    this.socket.disconnect();
  }

  /**
   * The server lets this page in no more: what waits for an answer gets this one.
   * @param {string} code
   * @param {string} message
   */
  #end(code, message) {
    this.status.value = "refused";
    this.refusal.value = { code, message };
    for (const waiting of this.#waiting.values()) this.#refuse(waiting);
    this.#waiting.clear();
    this.#count();
  }

  /** @param {Waiting} waiting */
  #refuse({ id, done }) {
    const refusal = this.refusal.peek();
    done({ id, accepted: false, refusal: refusal?.code, message: refusal?.message });
  }

  #known() {
    const etag = this.store.etag.peek();
    return etag === null ? {} : { etag };
  }

  /** @param {Waiting} waiting */
  #emit(waiting) {
    const { id, name, body } = waiting;
    waiting.sent = true;
    this.socket
      .timeout(ACK_MS)
      .emit(
        "command",
        { id, name, body },
        (/** @type {unknown} */ late, /** @type {Receipt} */ receipt) => {
          if (!this.#waiting.has(id)) return;
          if (late) {
            if (this.socket.connected) this.#emit(waiting);
            return;
          }
          this.#waiting.delete(id);
          this.#count();
          waiting.done(receipt);
        },
      );
  }

  #resync() {
    if (this.#resyncing) return;
    this.#resyncing = true;
    this.socket
      .timeout(ACK_MS)
      .emit("resync", {}, (/** @type {unknown} */ late, /** @type {any} */ view) => {
        this.#resyncing = false;
        if (late) {
          if (this.socket.connected) this.#resync();
        } else if (view.entities) this.#take(view);
      });
  }

  /** Show a view, once its text is there. @param {View} view */
  #take(view) {
    this.#time.heard(view.server_now);
    this.#coming = null;
    const { text } = view;
    if (text === undefined) {
      this.#text = null;
      this.store.replace(view.entities, view.etag);
      return;
    }
    const held = this.texts.held(text);
    if (held) {
      this.#show(view, held);
      return;
    }
    /** @type {{view: View, patches: Patch[]}} */
    const coming = { view, patches: [] };
    this.#coming = coming;
    this.texts
      .get(text, () => this.#coming === coming)
      .then((found) => {
        if (found === null || this.#coming !== coming) return;
        this.#coming = null;
        this.#show(view, found);
        for (const patch of coming.patches) this.#patch(patch);
      });
  }

  /**
   * @param {View} view
   * @param {import("./texts.js").Entities} text
   */
  #show(view, text) {
    this.#text = text;
    this.store.replace(
      allJoined((key) => text[key], view.entities),
      view.etag,
    );
  }

  /** @param {Patch} patch */
  #patch(patch) {
    if (this.#coming) this.#coming.patches.push(patch);
    else if (!this.store.patch(patch, this.#text)) this.#resync();
  }

  /** @returns {Promise<any>} */
  #askText() {
    return new Promise((done, fail) => {
      this.socket
        .timeout(ACK_MS)
        .emit("text", {}, (/** @type {unknown} */ late, /** @type {any} */ answer) =>
          late ? fail(late) : done(answer),
        );
    });
  }

  /** The time may be wrong: ask the server, over the line and, where that is dead, beside it. */
  #afterGap() {
    this.#time.doubt();
    this.passage.check(AFTER_GAP_MS);
    const before = this.#answers;
    setTimeout(async () => {
      if (this.#answers !== before) return;
      const asked = mono();
      try {
        const answer = await fetch(at("/healthz"), { cache: "no-store" });
        this.#time.heard((await answer.json()).server_now, asked);
      } catch {
        // No network yet: the line asks when it is open again.
      }
    }, TIME_MS);
  }

  #askTime() {
    if (!this.socket.connected) return;
    const asked = mono();
    this.socket
      .timeout(ACK_MS)
      .emit("time", {}, (/** @type {unknown} */ late, /** @type {any} */ answer) => {
        if (late) return;
        this.#answers++;
        this.#time.heard(answer.server_now, asked);
      });
  }

  #listen() {
    const { socket, status } = this;
    socket.on("connect", () => {
      status.value = "connected";
      this.refusal.value = null;
      this.#resyncing = false;
      this.#coming = null;
      this.#askTime();
      for (const waiting of this.#waiting.values()) this.#emit(waiting);
      this.#count();
    });
    socket.on("view", (/** @type {View} */ view) => this.#take(view));
    socket.on("patch", (/** @type {Patch} */ patch) => {
      this.#time.heard(patch.server_now);
      this.#patch(patch);
    });
    socket.on("notice", (/** @type {Notice} */ notice) => {
      if (notice.kind === "replaced") status.value = "replaced";
      if (notice.kind === "revoked") this.#end("bad_token", t("This is not open to you any more."));
      for (const hearer of this.#hearers) hearer(notice);
    });
    socket.on("disconnect", (/** @type {string} */ reason) => {
      if (status.value === "replaced" || status.value === "refused") return;
      if (reason === "io client disconnect" || this.passage.moving) return;
      status.value = navigator.onLine === false ? "offline" : "reconnecting";
      // The library does not come back by itself when the server closed the line on purpose.
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 500);
    });
    socket.on("connect_error", (/** @type {any} */ error) => {
      if (status.value === "replaced") return;
      if (socket.active && status.value !== "refused") {
        if (status.value !== "connecting")
          status.value = navigator.onLine === false ? "offline" : "reconnecting";
      } else {
        const told = error.data ?? {};
        this.#end(told.code ?? "bad_token", told.message ?? error.message);
      }
    });
  }
}
