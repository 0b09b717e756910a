// Where a reader is with the exercise "One change away", and what waits for it: the pictures that
// would give the answer away.

import { useMemo, useRef, useState } from "preact/hooks";
import { kept } from "../dom.js";
import { exercises } from "./solving.js";

/** @typedef {import("./data").Debrief} Debrief */

/**
 * @param {Debrief} data
 * @param {boolean} projected
 */
export function useExercise(data, projected) {
  const key = `debrief-read:${data.talks}`;
  const me = data.delegation;
  const [read, keep] = useState(kept.get(key, false));
  const [over, settle] = useState(/** @type {readonly string[]} */ ([]));
  const shown = useRef(false);
  const drawn = useRef(false);
  const tasks = useMemo(
    () => (me === null || data.moments === null ? [] : exercises(data, me)),
    [data],
  );
  const doing = !read && !projected && tasks.length > 0 && !shown.current;
  // What was read once is not taken away when another card is turned.
  if (!doing && data.moments !== null) shown.current = true;
  if (!doing && data.cards.open.includes("possible")) drawn.current = true;
  const left =
    doing && !drawn.current ? tasks.filter((one) => !over.includes(one.offer.proposal)) : [];
  return {
    tasks,
    doing,
    /** Forums whose pictures wait. */
    waiting: left.map((one) => one.forum.id),
    /** @param {string} proposal whose exercise was solved, shown or skipped */
    settle: (proposal) => settle((now) => [...now, proposal]),
    done: () => {
      kept.set(key, true);
      keep(true);
    },
    again: () => {
      kept.set(key, undefined);
      shown.current = false;
      keep(false);
    },
  };
}
