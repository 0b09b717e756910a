// The negotiating text: a line for each issue until it is opened; the whole may be folded.

import { signal } from "@preact/signals";
import { html, kept } from "../../dom.js";
import { linesOf } from "../../elements/negotiated.js";
import { optionText } from "../../elements/package.js";
import { progress, TreatyLine } from "../../elements/treaty.js";
import { brief } from "../../format.js";
import { t, tn } from "../../i18n.js";
import { useMyWorth } from "../mandate/mandate.js";
import { useTable } from "../model.js";

/** @typedef {import("../../entities").Forum} Forum */

const folded = signal(kept.get("text-folded", false));

export function TextPanel() {
  const table = useTable();
  const forum = table.forum.value;
  if (!forum?.issues) return null;
  const lines = linesOf(table.store, forum);
  const open = !folded.value || table.layout.value === "phone";
  const toggle = () => {
    folded.value = !folded.value;
    kept.set("text-folded", folded.value || undefined);
  };
  return html`<section class="panel text" data-name="text" aria-label=${t("Negotiating text")}>
    <header class="head">
      <h2>${t("Negotiating text")}</h2>
      <p class="note">${progress(lines)}</p>
      <button type="button" class="plain fold" aria-expanded=${open ? "true" : "false"} onClick=${toggle}>
        ${open ? t("Fold") : t("Show")}
      </button>
    </header>
    ${open && html`<div class="scroll sheet" tabindex="0" role="group" aria-label=${t("Negotiating text")}><ol class="in-lines">${lines.map((line, at) => html`<${Line} key=${line.issue} forum=${forum} line=${line} n=${at + 1} />`)}</ol></div>`}
  </section>`;
}

/** @param {{forum: Forum, line: import("../../elements/negotiated.js").Line, n: number}} props */
function Line({ forum, line, n }) {
  const worthOf = useMyWorth();
  const title = forum.issues?.find((i) => i.id === line.issue)?.title ?? line.issue;
  return html`<li class=${line.status}><details>
    <summary><span class="para">${n}.</span> <span class="topic">${brief(title)}</span> <small>${short(forum, line)}</small></summary>
    <div class="treaty"><${TreatyLine} forum=${forum} line=${line} worthOf=${worthOf} /></div>
  </details></li>`;
}

/**
 * Where an issue stands, in a few words.
 * @param {Forum} forum
 * @param {import("../../elements/negotiated.js").Line} line
 */
function short(forum, line) {
  const readings = line.brackets?.length ?? 0;
  if (line.status === "open") return t("nothing proposed yet");
  if (readings > 1) return tn(readings, "{n} reading", "{n} readings");
  const option = line.option ?? line.brackets?.[0]?.option;
  const text = brief(optionText(forum, line.issue, option));
  return line.status === "disputed" || line.status === "proposed" ? `[ ${text} ]` : `✓ ${text}`;
}
