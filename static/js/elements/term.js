// A term of the field with its one sentence, where it stands: pressed, the sentence opens beside it.

import { useId, useState } from "preact/hooks";
import { html } from "../dom.js";
import { t } from "../i18n.js";
import { announce } from "./live.js";

/** @typedef {"walk_away" | "worth" | "silence" | "reserve" | "ladder" | "tracks" | "joint_gain"
 *   | "score"} Word */

/** @returns {Record<Word, [string, string]>} a term and its sentence */
const SENTENCES = () => ({
  walk_away: [
    t("Walk-away"),
    t(
      "What your delegation has here without any agreement; a package worth less is not worth signing.",
    ),
  ],
  worth: [
    t("Worth"),
    t("How much of what your capital wants a package brings, from 0 to 100; nobody else sees it."),
  ],
  silence: [
    t("Silence period"),
    t("Enough parties accept: if none objects before the countdown ends, the package is adopted."),
  ],
  reserve: [
    t("Reserve"),
    t("Neither yes nor no: you hold your stance back for now and may say what is still missing."),
  ],
  ladder: [
    t("The ladder"),
    t(
      "Steps from talks to lasting institutions; each is reached when the agreements it names stand.",
    ),
  ],
  tracks: [
    t("What holds the region back"),
    t("Burdens such as mistrust, from 0 to 10; agreements and kept promises bring them down."),
  ],
  joint_gain: [
    t("Joint gain"),
    t(
      "What all parties together get above their walk-aways, as a share of the most that any package could have brought them.",
    ),
  ],
  score: [
    t("My score"),
    t(
      "What the results come to for your delegation; a forum without an agreement counts as your walk-away.",
    ),
  ],
});

/**
 * A small question mark after the term.
 * @param {{word: Word}} props
 */
export function Term({ word }) {
  const [open, show] = useState(false);
  const id = useId();
  const [term, sentence] = SENTENCES()[word];
  return html`<span class="term"><button type="button" class="plain" aria-expanded=${open ? "true" : "false"} aria-controls=${open ? id : undefined}
    aria-label=${t("What is this: {term}", { term })} onClick=${() => {
      show(!open);
      if (!open) announce(sentence);
    }}
    onKeyDown=${(/** @type {KeyboardEvent} */ e) => {
      if (e.key === "Escape") show(false);
    }}>?</button>${open && html`<span class="means" id=${id} role="note">${sentence}</span>`}</span>`;
}
