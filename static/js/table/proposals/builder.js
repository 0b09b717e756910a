// The builder's dock under the proposals: what is being built and what it is worth, always there.

import { cx, html, later } from "../../dom.js";
import { againstWalkAway, Meter } from "../../elements/worth.js";
import { points } from "../../format.js";
import { t } from "../../i18n.js";
import { dressed } from "../../sheets.js";
import { useTable } from "../model.js";
import { outlook } from "./worths.js";

/** @typedef {import("../../entities").Mandate} Mandate */

const form = () => dressed("world", import("./form.js"));
const Form = later(() => form().then((m) => m.Form));
const Starts = later(() => form().then((m) => m.Starts));

export function Builder() {
  const table = useTable();
  const forum = table.forum.value;
  if (table.watches || !forum?.issues || !table.open.value || !table.attends(forum.id)) return null;
  const draft = table.draft();
  const { package: chosen, amends } = draft.value;
  const amended = table.proposals.value.find((p) => p.id === amends);
  const settled = forum.settled ?? {};
  const whole = { ...settled, ...chosen };
  const mandate = table.mandate.value;
  const open = table.building.value;
  const view = mandate && outlook(mandate, whole);
  const toggle = () => {
    table.building.value = !open;
  };
  return html`<section id="builder" class=${cx("builder", open && "open")} aria-label=${t("Build a package")}>
    <header class="head">
      <button type="button" class=${cx("toggle", !open && "primary")} aria-expanded=${open ? "true" : "false"} aria-keyshortcuts="b" onClick=${toggle}>
        <span aria-hidden="true">${open ? "▾" : "▴"}</span>
        ${amended ? t("Amend {n}", { n: amended.label }) : t("Build a package")}
      </button>
      ${view && mandate && Object.keys(chosen).length > 0 && html`<${Total} view=${view} mandate=${mandate} />`}
      ${Object.keys(chosen).length === 0 && !open && html`<span class="hint">${t("Choose option by option; you see at once what it is worth to you.")}</span>`}
      ${open && html`<${Starts} settled=${settled} />`}
    </header>
    ${open && html`<${Form} forum=${forum} amended=${amended} whole=${whole} />`}
  </section>`;
}

/** @param {{view: import("./worths.js").Outlook, mandate: Mandate}} props */
function Total({ view, mandate }) {
  const number = view.complete ? view.sure : view.reach;
  const words = view.complete
    ? againstWalkAway(view.sure, mandate)
    : t("so far, up to {n} with the rest", { n: points(view.reach) });
  const text =
    view.cost > 0
      ? t("{gap}, after {n} for what it crosses", { gap: words, n: points(view.cost) })
      : words;
  return html`<div class=${cx("total", number < mandate.reservation ? "down" : view.complete && "up")}>
    <output><b>${points(view.sure)}</b> <small>${text}</small></output>
    <${Meter} worth=${view.sure} mandate=${mandate} partial=${!view.complete} />
  </div>`;
}
