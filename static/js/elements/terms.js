// What the terms mean, a sentence each: fetched when somebody asks.

import { t } from "../i18n.js";

/** @typedef {"walk_away" | "worth" | "silence" | "reserve" | "ladder" | "tracks" | "joint_gain"
 *   | "score"} Word */

/** @returns {Record<Word, string>} */
export const SENTENCES = () => ({
  walk_away: t(
    "What your delegation has here without any agreement; a package worth less is not worth signing.",
  ),
  worth: t(
    "How much of what your capital wants a package brings, from 0 to 100; nobody else sees it.",
  ),
  silence: t(
    "Enough parties accept: if none objects before the countdown ends, the package is adopted.",
  ),
  reserve: t(
    "Neither yes nor no: you hold your stance back for now and may say what is still missing.",
  ),
  ladder: t(
    "Steps from talks to lasting institutions; each is reached when the agreements it names stand.",
  ),
  tracks: t(
    "Burdens such as mistrust, from 0 to 10; agreements and kept promises bring them down.",
  ),
  joint_gain: t(
    "What all parties together get above their walk-aways, as a share of the most that any package could have brought them.",
  ),
  score: t(
    "What the results come to for your delegation; a forum without an agreement counts as your walk-away.",
  ),
});
