// The facilitator's words on the other pages of the same seat that are open in this browser, such as
// the brief: the table tells them which words there are, they tell it which were put away.

import { effect } from "@preact/signals";
import { wordsOf } from "./channel.js";

/**
 * @param {import("./state.js").Moments} moments
 * @param {string | undefined} talks
 */
export function share(moments, talks) {
  const channel = wordsOf(talks);
  const tell = () => channel.postMessage({ words: moments.words.peek() });
  channel.addEventListener("message", ({ data }) => {
    if (data.asked) tell();
    const away = moments.words.peek().filter((w) => w.id === data.away);
    if (away.length > 0) moments.putAway(...away);
  });
  effect(() => {
    moments.words.value;
    tell();
  });
}
