// What an agreement on the package being built would set off: tracks, linkages, other forums.

import { holds, ifAgreed, triggers, worldOf } from "../../conditions.js";
import { html } from "../../dom.js";
import { Effects } from "../../elements/world.js";
import { t } from "../../i18n.js";
import { useTable } from "../model.js";
import { brought, Owed } from "./owed.js";

/** @typedef {import("../../entities").Forum} Forum */
/** @typedef {import("../../entities").Package} Package */

/**
 * @param {readonly import("../../entities").Modifier[]} effects
 * @param {import("../../conditions.js").World} world
 */
function movedBy(effects, world) {
  const tracks = { ...world.tracks };
  for (const m of effects) {
    if (m.kind !== "track" || m.track === null || !(m.track in tracks)) continue;
    tracks[m.track] = Math.max(0, Math.min(10, tracks[m.track] + m.amount));
  }
  return { ...world, tracks };
}

/** @param {{forum: Forum, whole: Package}} props */
export function Consequences({ forum, whole }) {
  const table = useTable();
  const { store } = table;
  const mine = table.mine.value;
  if (Object.keys(whole).length === 0) return null;
  const issues = (forum.issues ?? []).map((i) => i.id);
  const terms = store.get(`terms/${forum.id}`);
  const owed = terms?.obligations ?? [];
  const own = (terms?.effects ?? [])
    .filter((e) => whole[e.issue] === e.option)
    .flatMap((e) => e.effects);
  const world = movedBy(own, worldOf(store));
  const { starts, ends } = triggers(store.all("linkage"), world, forum.id, whole, issues);
  const then = ifAgreed(world, forum.id, whole, issues);
  const rungs = (store.get("ladder")?.rungs ?? []).filter(
    (r) => !r.reached && holds(r.when, then) === true,
  );
  const n = own.length + starts.length + ends.length + rungs.length + brought(owed, whole).length;
  if (n === 0) return null;
  return html`<details class="consequences" open>
    <summary>${t("If this were agreed")} <small>(${n})</small></summary>
    <${Owed} terms=${owed} whole=${whole} mine=${mine} />
    <${Effects} effects=${own} mine=${mine} />
    ${starts.map(
      (
        x,
      ) => html`<div key=${x.id} class="starts-tie"><p><b>${x.name}</b> <small class="tag">${t("comes into force")}</small></p>
      <p class="note">${x.rule}</p><${Effects} effects=${x.effects} mine=${mine} /></div>`,
    )}
    ${ends.map(
      (
        x,
      ) => html`<div key=${x.id} class="ends-tie"><p><b>${x.name}</b> <small class="tag">${t("would no longer hold")}</small></p>
      <p class="note">${x.rule} ${t("This would be lifted:")}</p><${Effects} effects=${x.effects} mine=${mine} /></div>`,
    )}
    ${rungs.map((r) => html`<p key=${r.id}><b>${r.title}</b> <small class="tag">${t("rung reached")}</small></p>`)}
  </details>`;
}
