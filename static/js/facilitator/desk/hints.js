// What this table may need: asked again after what happens at it, and as time goes by.

import { useEffect, useState } from "preact/hooks";
import { html } from "../../dom.js";
import { seated } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { t } from "../../i18n.js";
import { combined } from "../hints.js";
import { ask } from "../questions.js";
import { Hints } from "../wall/needs.js";

const EVERY_MS = 15_000;
const SOON_MS = 800;

/** @param {{talks: string, now: () => number, give: (name: string, body: object) => void}} props */
export function DeskHints({ talks, now, give }) {
  const store = useStore();
  const [hints, found] = useState(/** @type {import("../hints.js").Hint[]} */ ([]));
  useEffect(() => {
    let soon = 0;
    const look = async () => {
      soon = 0;
      const { answer } = await ask(`/talks/${talks}/hints`);
      if (answer) found(answer.hints);
    };
    const later = () => {
      if (soon === 0) soon = window.setTimeout(look, SOON_MS);
    };
    look();
    const every = window.setInterval(look, EVERY_MS);
    const off = store.onChange(later);
    return () => {
      window.clearInterval(every);
      window.clearTimeout(soon);
      off();
    };
  }, [talks]);
  const shown = combined(hints.filter((h) => h.kind !== "help"));
  if (shown.length === 0) return null;
  const table = {
    seats: Object.fromEntries(seated(store).map((d) => [d.id, d])),
    forums: Object.fromEntries(store.all("forum").map((f) => [f.id, f])),
  };
  return html`<section class="pane needs"><h2>${t("Needs you")}</h2><${Hints} table=${table} hints=${shown} now=${now} give=${give} /></section>`;
}
