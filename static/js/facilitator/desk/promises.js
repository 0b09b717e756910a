// What side letters promised, set beside what their promisers did in public.

import { useEffect, useState } from "preact/hooks";
import { cx, html } from "../../dom.js";
import { Code, names } from "../../elements/code.js";
import { useStore } from "../../elements/context.js";
import { optionText } from "../../elements/package.js";
import { brief } from "../../format.js";
import { t } from "../../i18n.js";
import { supportWord } from "../../table/letters/list.js";
import { ask } from "../questions.js";

/** @typedef {{kind: string, label: string, option: string | null, words: string}} Deed */
/** @typedef {{obligation: string, with: string[], by: string, what: string, verdict: string,
 *   support: {forum: string, issue: string, option: string} | null, deeds: Deed[]}} Promised */

export function Promises() {
  const store = useStore();
  const talks = store.get("talks");
  const [all, setAll] = useState(/** @type {Promised[]} */ ([]));
  const [problem, setProblem] = useState("");
  // What was promised and done can only have changed when one of these has.
  const stamp = JSON.stringify([
    store.all("obligation").map((o) => [o.id, o.status]),
    store.all("letter").map((l) => [l.id, l.state]),
    store.all("proposal").map((p) => [p.id, p.state, p.stances]),
  ]);
  useEffect(() => {
    let wanted = true;
    ask(`/talks/${talks?.id}/promises`).then(({ answer, problem: why }) => {
      if (!wanted) return;
      setAll(answer?.promises ?? []);
      setProblem(why ?? "");
    });
    return () => {
      wanted = false;
    };
  }, [stamp]);
  if (all.length === 0 && problem === "") return null;
  return html`<section class="pane ledger"><h2>${t("Promised in letters, done in public")}</h2>
    ${problem && html`<p class="refused" role="alert">${problem}</p>`}
    <ul class="promised">${all.map((p) => html`<${PromiseLine} key=${p.obligation} p=${p} />`)}</ul></section>`;
}

/** @param {{p: Promised}} props */
function PromiseLine({ p }) {
  const store = useStore();
  return html`<li class=${cx("sides", p.verdict)}>
    <p class="who-promised"><${Code} id=${p.by} /> <b>${verdictWord(p.verdict)}</b> <small>${t("letter of {all}", { all: names(store, p.with) })}</small></p>
    <dl><div><dt>${t("Promised")}</dt><dd>${p.what}${p.support && html` <small>${supportWord(store, p.support)}</small>`}</dd></div>
      <div><dt>${t("Done")}</dt><dd>${
        p.deeds.length === 0
          ? t("nothing yet")
          : html`<ul>${p.deeds.map((deed, at) => html`<li key=${at}>${deedWord(store, p, deed)}${deed.words && html` <q>${deed.words}</q>`}</li>`)}</ul>`
      }</dd></div></dl></li>`;
}

/** @param {string} verdict */
function verdictWord(verdict) {
  if (verdict === "contradicted") return `✕ ${t("against its promise")}`;
  return verdict === "kept" ? `✓ ${t("as promised")}` : `○ ${t("open")}`;
}

/**
 * @param {import("../../store.js").Store} store
 * @param {Promised} p
 * @param {Deed} deed
 */
function deedWord(store, p, deed) {
  const forum = store.get(`forum/${p.support?.forum}`);
  const option = forum
    ? brief(optionText(forum, p.support?.issue ?? "", deed.option ?? ""))
    : (deed.option ?? "");
  const said = { n: deed.label, option };
  switch (deed.kind) {
    case "kept":
      return t("kept it");
    case "backed":
      return t("accepts {n}, which holds it", said);
    case "broke":
      return t("did not keep it");
    case "rejected":
      return t("rejects {n}, which holds it", said);
    case "broke_silence":
      return t("broke silence on {n}, which holds it", said);
    case "tabled_other":
      return t("tabled {n} with: {option}", said);
    default:
      return t("accepts {n} with: {option}", said);
  }
}
