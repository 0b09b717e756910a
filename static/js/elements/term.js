// A question mark after a term of the field: pressed, one sentence opens beside it.

import { useId, useState } from "preact/hooks";
import { html } from "../dom.js";
import { t } from "../i18n.js";
import { announce } from "./live.js";

/** @param {{word: import("./terms.js").Word, of: string}} props `of`: the term as it stands there */
export function Term({ word, of }) {
  const [sentence, show] = useState("");
  const id = useId();
  const press = async () => {
    if (sentence !== "") return show("");
    const said = (await import("./terms.js")).SENTENCES()[word];
    show(said);
    announce(said);
  };
  return html`<span class="term"><button type="button" class="plain" aria-expanded=${sentence ? "true" : "false"} aria-controls=${sentence ? id : undefined}
    aria-label=${t("What is this: {term}", { term: of })} onClick=${press}
    onKeyDown=${(/** @type {KeyboardEvent} */ e) => {
      if (e.key === "Escape") show("");
    }}>?</button>${sentence && html`<span class="means" id=${id} role="note">${sentence}</span>`}</span>`;
}
