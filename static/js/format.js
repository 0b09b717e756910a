// Numbers, times and lists as people read them.

import { language } from "./i18n.js";

/**
 * Hundredths of a point as points: 5730 -> "57.3", 4225 -> "42.25".
 * @param {number} hundredths
 */
export function points(hundredths) {
  return new Intl.NumberFormat(language(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 2,
  }).format(hundredths / 100);
}

/**
 * Milliseconds left as a clock: "12:41", "1:02:03"; never below zero, whole seconds rounded up.
 * @param {number} ms
 */
export function clockText(ms) {
  const all = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

/**
 * The time of day of a moment.
 * @param {number} at
 */
export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
}

/** A phase as long as this is not watched to its end: its day and hour say more than a countdown. */
export const LONG_MS = 2 * 60 * 60 * 1000;

/**
 * Day and hour of a moment in the zone of whoever looks, which is named: "Thu, 26 Nov, 18:00 GMT+9".
 * @param {number} at
 * @param {string} [zone] for tests
 */
export function dayAndHour(at, zone) {
  return new Date(at).toLocaleString(language(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: zone,
  });
}

/**
 * "USA, ROK and China"; as a disjunction "USA, ROK or China".
 * @param {string[]} words
 * @param {"conjunction" | "disjunction"} [type]
 */
export function list(words, type = "conjunction") {
  return new Intl.ListFormat(language(), { type }).format(words);
}

/**
 * Titles without the words they all begin with: "Group on trade", "Group on fish" -> "trade", "fish".
 * @param {string[]} titles
 */
export function distinct(titles) {
  const words = titles.map((title) => title.split(" "));
  let shared = 0;
  while (
    titles.length > 1 &&
    words.every((w) => w.length > shared + 1 && w[shared] === words[0][shared])
  ) {
    shared++;
  }
  return words.map((w) => w.slice(shared).join(" "));
}

/**
 * The head of an option's text: what stands before its colon or semicolon, enough to recognise it by.
 * @param {string} text
 */
export function brief(text) {
  const head = text.split(/[:;]\s/, 1)[0];
  return head.length >= 3 ? head : text;
}
