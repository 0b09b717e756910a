// A page beside the table (brief, statement, evidence): shows the facilitator's words as the table
// does, as long as the table is open in this browser.

import { wordsOf } from "../table/moments/channel.js";

/** @typedef {import("../table/moments/state.js").Word} Word */

const box = /** @type {HTMLElement | null} */ (document.querySelector("#words"));

/**
 * @param {HTMLElement} box
 * @param {BroadcastChannel} channel
 * @param {Word[]} words
 */
function show(box, channel, words) {
  const list = words.map((word) => {
    const line = document.createElement("p");
    const who = document.createElement("b");
    who.textContent = (word.alone ? box.dataset.alone : box.dataset.all) ?? "";
    const said = document.createElement("span");
    said.dir = "auto";
    said.textContent = word.text;
    const away = document.createElement("button");
    away.type = "button";
    away.textContent = box.dataset.away ?? "";
    away.addEventListener("click", () => channel.postMessage({ away: word.id }));
    line.append(who, " ", said, " ", away);
    return line;
  });
  box.replaceChildren(...list);
  box.hidden = list.length === 0;
}

if (box) {
  const channel = wordsOf(box.dataset.talks);
  channel.addEventListener("message", ({ data }) => {
    if (data.words) show(box, channel, data.words);
  });
  channel.postMessage({ asked: true });
}
