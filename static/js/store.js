// The entities of one view, each under its own signal, so that a patch redraws only what it touched.
//
//   const store = new Store();
//   store.get("talks")            the entity (subscribes the component or effect that reads it)
//   store.peek("talks")           the same without subscribing
//   store.ids("proposal")         ids under proposal/..., in order of arrival (subscribes)
//   store.all("delegation")       the entities themselves (subscribes to each)
//   store.onChange(changes => ..) told after each patch or view: [{key, before, after}], first view?
// The connection calls replace() and patch(); nobody else writes.

import { batch, signal } from "@preact/signals-core";
import { allJoined, difference, fits } from "./patch.js";

/** @typedef {import("./entities").Entity} Entity */
/** @typedef {{key: string, before: Entity | undefined, after: Entity | undefined}} Change */
/**
 * @template {string} K
 * @typedef {import("./entities").EntityOf<K>} EntityOf
 */
/**
 * @template T
 * @typedef {import("@preact/signals-core").Signal<T>} Signal
 */

export class Store {
  /** @type {Map<string, Signal<Entity | undefined>>} */
  #cells = new Map();
  /** @type {Map<string, Signal<readonly string[]>>} */
  #kinds = new Map();
  /** @type {Map<string, Entity>} */
  #held = new Map();
  /** @type {Set<(changes: Change[], first: boolean) => void>} */
  #listeners = new Set();

  /** The etag of what is held, null before the first view. */
  etag = signal(/** @type {string | null} */ (null));

  /**
   * @template {string} K
   * @param {K} key
   * @returns {EntityOf<K> | undefined}
   */
  get(key) {
    return /** @type {EntityOf<K> | undefined} */ (this.#cell(key).value);
  }

  /**
   * @template {string} K
   * @param {K} key
   * @returns {EntityOf<K> | undefined}
   */
  peek(key) {
    return /** @type {EntityOf<K> | undefined} */ (this.#held.get(key));
  }

  /**
   * @param {string} kind
   * @returns {readonly string[]}
   */
  ids(kind) {
    return this.#kind(kind).value;
  }

  /**
   * @template {string} K
   * @param {K} kind
   * @returns {EntityOf<`${K}/`>[]}
   */
  all(kind) {
    /** @type {any[]} */
    const found = this.ids(kind).map((id) => this.get(`${kind}/${id}`));
    return found.filter((entity) => entity !== undefined);
  }

  /** @param {(changes: Change[], first: boolean) => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Take over a whole view.
   * @param {Record<string, Entity>} entities
   * @param {string} etag
   */
  replace(entities, etag) {
    const { put, drop } = difference(this.#held, entities);
    this.#lay(put, drop, etag);
  }

  /**
   * Lay a patch on what is held; false (and nothing changed) when it does not fit.
   * @param {import("./entities").PatchEnvelope} patch
   * @param {Record<string, Entity> | null} [text] what new entities are told against; without one
   *   a patch holds whole entities
   */
  patch(patch, text = null) {
    if (!fits(this.etag.peek(), patch)) return false;
    const put = text ? allJoined((key) => this.#held.get(key) ?? text[key], patch.put) : patch.put;
    this.#lay(put, patch.drop, patch.etag);
    return true;
  }

  /**
   * @param {Record<string, Entity>} put
   * @param {string[]} drop
   * @param {string} etag
   */
  #lay(put, drop, etag) {
    const first = this.etag.peek() === null;
    /** @type {Change[]} */
    const changes = [];
    /** @type {Map<string, {come: string[], gone: Set<string>}>} */
    const moved = new Map();
    batch(() => {
      for (const [key, after] of Object.entries(put)) {
        const before = this.#held.get(key);
        changes.push({ key, before, after });
        this.#held.set(key, after);
        this.#cell(key).value = after;
        if (before === undefined) movedIn(moved, key).come.push(idOf(key));
      }
      for (const key of drop) {
        const before = this.#held.get(key);
        if (before === undefined) continue;
        changes.push({ key, before, after: undefined });
        this.#held.delete(key);
        this.#cell(key).value = undefined;
        movedIn(moved, key).gone.add(idOf(key));
      }
      for (const [kind, { come, gone }] of moved) {
        const ids = this.#kind(kind);
        const kept = gone.size ? ids.peek().filter((id) => !gone.has(id)) : ids.peek();
        ids.value = [...kept, ...come];
      }
      this.etag.value = etag;
    });
    for (const listener of this.#listeners) listener(changes, first);
  }

  /** @param {string} key */
  #cell(key) {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = signal(/** @type {Entity | undefined} */ (this.#held.get(key)));
      this.#cells.set(key, cell);
    }
    return cell;
  }

  /** @param {string} kind */
  #kind(kind) {
    let ids = this.#kinds.get(kind);
    if (ids === undefined) {
      ids = signal(/** @type {readonly string[]} */ ([]));
      this.#kinds.set(kind, ids);
    }
    return ids;
  }
}

/** @param {string} key */
const idOf = (key) => key.slice(key.indexOf("/") + 1);

/**
 * @param {Map<string, {come: string[], gone: Set<string>}>} moved
 * @param {string} key
 */
function movedIn(moved, key) {
  const kind = key.split("/", 1)[0];
  let entry = moved.get(kind);
  if (entry === undefined) {
    entry = { come: [], gone: new Set() };
    moved.set(kind, entry);
  }
  return entry;
}
