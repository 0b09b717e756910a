// The text of a table: what stands written before anybody has come. It is the same for hours, so it is
// fetched once by its hash and held beside the line; views and patches say what differs from it.

import { at } from "./address.js";
import { allJoined } from "./patch.js";

/** @typedef {Record<string, import("./entities").Entity>} Entities */
/** @typedef {import("./wire").TextNames} Named */

const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 8000;

export class Texts {
  /** @type {Map<string, Entities>} */
  #parts = new Map();
  /** @type {Entities | null} */
  #base = null;
  #of = "";

  /** @param {() => Promise<{hash: string, entities: Entities}>} askOwn for what is for this seat alone */
  constructor(askOwn) {
    this.askOwn = askOwn;
  }

  /** The text with these hashes where it is at hand, else null. @param {Named} named */
  held(named) {
    return this.#of === `${named.public} ${named.own}` ? this.#base : null;
  }

  /**
   * Get it, however often it takes; null once it is wanted no more.
   * @param {Named} named
   * @param {() => boolean} isWanted
   */
  async get(named, isWanted) {
    for (let wait = FIRST_WAIT_MS; isWanted(); wait = Math.min(2 * wait, LAST_WAIT_MS)) {
      try {
        const [common, own] = await Promise.all([
          this.#part(named.public, fetchPublic),
          named.own === null ? {} : this.#part(named.own, this.askOwn),
        ]);
        this.#parts = new Map([[named.public, common]]);
        this.#of = `${named.public} ${named.own}`;
        this.#base = { ...common, ...allJoined((key) => common[key], own) };
        tell(false);
        return this.#base;
      } catch {
        tell(isWanted());
        await new Promise((done) => setTimeout(done, wait));
      }
    }
    return null;
  }

  /**
   * @param {string} hash
   * @param {(hash: string) => Promise<{hash: string, entities: Entities}>} ask
   */
  async #part(hash, ask) {
    const known = this.#parts.get(hash);
    if (known) return known;
    const found = await ask(hash);
    if (found.hash !== hash) throw new Error("another text");
    this.#parts.set(hash, found.entities);
    return found.entities;
  }
}

/** Say on the page that a text cannot be had, or no more. @param {boolean} missing */
function tell(missing) {
  const notice = document.getElementById("no-text");
  if (notice) notice.hidden = !missing;
}

/** @param {string} hash */
async function fetchPublic(hash) {
  const answer = await fetch(at(`/api/v1/texts/${hash}`));
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}
