// The talks' clock, in the server's time. One beat (time.js) drives every countdown.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { cx, html } from "../dom.js";
import { clockText, dayAndHour, LONG_MS } from "../format.js";
import { t } from "../i18n.js";
import { beat } from "../time.js";

/**
 * Milliseconds left on a clock entity.
 * @param {import("../entities").Clock | undefined} clock
 * @param {number} now the server's time
 * @returns {number | null} null where nothing is counted
 */
export function msLeft(clock, now) {
  if (clock === undefined) return null;
  if (clock.running && clock.ends_at !== null) return Math.max(0, clock.ends_at - now);
  return clock.remaining_ms > 0 ? clock.remaining_ms : null;
}

/**
 * How a clock should look: plain, "soon" in the last minute, "last" in the last ten seconds. Of a
 * short phase the last minute is nothing to be alarmed about: there it is the last quarter.
 * @param {number | null} ms
 * @param {number} [whole] how long the phase lasts
 */
export function urgency(ms, whole = Infinity) {
  if (ms === null || ms > Math.min(60_000, (whole || Infinity) / 4)) return "";
  return ms > 10_000 ? "soon" : "last";
}

/**
 * mm:ss with a word under it; colour and words change at one minute and at ten seconds.
 * @param {{line: import("../connection.js").Connection, store: import("../store.js").Store}} props
 */
export function Clock({ line, store }) {
  const state = useMemo(
    () =>
      computed(() => {
        const clock = store.get("clock");
        const ms = msLeft(clock, beat.value + line.offset.value);
        if (ms === null) return "||";
        const tone = clock?.running ? urgency(ms, clock.length_ms) : "held";
        const until = clock?.running && clock.ends_at !== null && ms > LONG_MS ? clock.ends_at : "";
        return `${clockText(ms)}|${tone}|${clock?.running ? "" : "held"}|${until}`;
      }),
    [line, store],
  );
  const [text, tone, held, until] = state.value.split("|");
  if (text === "") return null;
  const words = { soon: t("last minute"), last: t("last seconds"), held: t("clock stopped") };
  const below = words[/** @type {keyof typeof words} */ (tone)] ?? t("left");
  return html`<div class=${cx("clock", tone, held, until && "far")} role="timer" aria-label=${t("Time left")}>
    <b>${text}</b><span>${until ? t("until {when}", { when: dayAndHour(Number(until)) }) : below}</span>
  </div>`;
}

/**
 * Whole seconds until a moment, as its own small element.
 * @param {{until: number, line: import("../connection.js").Connection}} props
 */
export function Countdown({ until, line }) {
  const left = useMemo(
    () => computed(() => clockText(until - (beat.value + line.offset.value))),
    [until, line],
  );
  return html`<b class="countdown">${left}</b>`;
}
