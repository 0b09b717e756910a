// Who is prepared: the quiz on the mandate, and position papers.

import { html } from "../../dom.js";
import { Code, seated } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { t } from "../../i18n.js";

/** @typedef {{right: number, of: number} | null | undefined} Prepared */

/**
 * How far somebody is with the quiz, in words; "" when nothing is asked.
 * @param {Prepared} prepared
 */
export function preparedWord(prepared) {
  if (!prepared) return "";
  return prepared.right === prepared.of
    ? t("prepared")
    : t("quiz {right} of {of}", { right: prepared.right, of: prepared.of });
}

/** Every delegate's quiz and paper. */
export function Preparation() {
  const store = useStore();
  const people = seated(store).flatMap((d) => d.delegates.map((one) => ({ ...one, at: d.id })));
  const asked = people.some((p) => p.prepared);
  const papers = seated(store).flatMap((d) =>
    (store.get(`papers/${d.id}`)?.papers ?? []).map((p) => ({ ...p, at: d.id })),
  );
  if (!asked && papers.length === 0) return null;
  return html`<section class="pane" id="preparation"><h2>${t("Who is prepared")}</h2>
    ${
      asked &&
      html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("Who is prepared")}><table class="lines"><thead><tr><th scope="col">${t("Delegate")}</th><th scope="col">${t("Quiz on the mandate")}</th><th scope="col">${t("Position paper")}</th></tr></thead>
      <tbody>${people.map((p) => html`<tr key=${p.person}><th scope="row"><${Code} id=${p.at} /> <bdi>${p.name}</bdi></th><td>${preparedWord(p.prepared) || "–"}</td><td>${p.wrote ? "✓" : "–"}<span class="visually-hidden">${p.wrote ? t("written") : t("not written")}</span></td></tr>`)}</tbody></table></div>`
    }
    ${papers.map((p) => html`<details key=${p.at + p.name}><summary><${Code} id=${p.at} /> ${t("Paper of {name}", { name: p.name })}</summary><p class="paper" dir="auto">${p.text}</p></details>`)}
  </section>`;
}
