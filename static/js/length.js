// How long something lasts, in the words of the server's pages.

import { t, tn } from "./i18n.js";

/** @param {number} minutes @returns {string} such as `74 minutes`, `4 hours 30 min`, `14 days` */
export function lengthWords(minutes) {
  if (minutes < 120) return tn(minutes, "{n} minute", "{n} minutes");
  if (minutes >= 2 * 24 * 60) return tn(Math.round(minutes / 1440), "{n} day", "{n} days");
  const hours = tn(Math.floor(minutes / 60), "{n} hour", "{n} hours");
  const rest = minutes % 60;
  return rest ? t("{hours} {minutes} min", { hours, minutes: rest }) : hours;
}
