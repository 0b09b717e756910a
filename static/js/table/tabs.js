// Several tabs of one seat: the newest has it. When that one is closed, another takes it back.

import { effect } from "@preact/signals";

/** Longer than a page takes to load anew, which is no closing. */
const RELOAD_MS = 1500;

/**
 * @param {import("../connection.js").Connection} line
 * @param {string} seat the same for all tabs of the seat
 */
export function shareSeat(line, seat) {
  if (typeof BroadcastChannel === "undefined") return;
  const others = new BroadcastChannel(`sixparty:${seat}`);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  effect(() => {
    if (line.status.value === "connected") others.postMessage("here");
  });
  addEventListener("pagehide", () => {
    if (line.status.peek() !== "replaced") others.postMessage("left");
  });
  others.onmessage = ({ data }) => {
    clearTimeout(soon);
    if (data !== "left" || line.status.peek() !== "replaced") return;
    soon = setTimeout(() => {
      if (line.status.peek() === "replaced") line.takeBack();
    }, RELOAD_MS);
  };
}
