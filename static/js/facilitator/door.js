// Commands for a table other than the one this page's line is open to, through the HTTP door.
//
//   const door = new Door(boot.csrf);
//   const receipt = await door.give(talks, "pause", {});
// An id is kept over retries, so a command whose answer was lost is not carried out twice.

import { at } from "../address.js";
import { newId } from "../connection.js";
import { t } from "../i18n.js";
import { meant } from "./seen.js";

/** @typedef {import("../entities").Receipt} Receipt */

const TRIES = 3;

export class Door {
  /** @param {string} csrf */
  constructor(csrf) {
    this.csrf = csrf;
  }

  /**
   * @param {string} talks
   * @param {string} name
   * @param {object} [body]
   * @returns {Promise<Receipt>} never rejects
   */
  async give(talks, name, body = {}) {
    const id = newId();
    for (let tried = 0; tried < TRIES; tried++) {
      try {
        const response = await fetch(at(`/api/v1/talks/${encodeURIComponent(talks)}/commands`), {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
          body: JSON.stringify({ id, name, body }),
        });
        const answer = await response.json();
        if ("accepted" in answer) return answer;
        const { code, message } = answer.error;
        return { id, accepted: false, refusal: code, message };
      } catch {
        await new Promise((done) => setTimeout(done, 400 * (tried + 1)));
      }
    }
    return {
      id,
      accepted: false,
      message: t("The server cannot be reached; nothing was changed."),
    };
  }

  /**
   * The same command for several tables, as each was seen; the receipts that are refusals.
   * @param {(import("./seen.js").Seen & {talks: string})[]} tables
   * @param {string} name
   * @param {object} [body]
   */
  async giveAll(tables, name, body = {}) {
    const receipts = await Promise.all(
      tables.map((one) => this.give(one.talks, name, meant(name, body, one))),
    );
    return receipts.filter((receipt) => !receipt.accepted);
  }
}
