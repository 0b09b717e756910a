// Agreements whose joint gain nobody can say: forums too large to be counted are played all the same.

import { html } from "../dom.js";
import { t } from "../i18n.js";
import { useStore } from "./context.js";

/** As the server: what has more packages is not counted one by one. */
const COUNTED = 2_000_000;

/** @param {import("../entities").Forum | undefined} forum */
function isTooLarge(forum) {
  const open = (forum?.issues ?? []).map(
    (issue) => issue.options.filter((option) => !option.barred_by).length,
  );
  return open.reduce((all, options) => all * options, 1) > COUNTED;
}

export function JointLeftOut() {
  const store = useStore();
  const board = store.get("scoreboard");
  const without = (board?.agreements ?? []).filter(
    (a) =>
      a.state === "agreed" &&
      !(a.forum in (board?.joint ?? {})) &&
      isTooLarge(store.get(`forum/${a.forum}`)),
  );
  return without.map(
    (a) =>
      html`<p key=${a.forum} class="note">${t("{forum}: the joint gain is left out; there are too many packages to count.", { forum: a.title })}</p>`,
  );
}
