// Words, plurals and numbers as people read them.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { brief, clockText, dayAndHour, distinct, list, points } from "../../static/js/format.js";
import { t, tn, useCatalogue } from "../../static/js/i18n.js";

beforeEach(() => useCatalogue({}, "en"));

test("English is the key, with its holes filled", () => {
  assert.equal(t("Round {n} of {of}", { n: 2, of: 6 }), "Round 2 of 6");
  assert.equal(t("No {hole} given", { other: 1 }), "No {hole} given");
});

test("values are put in as they are, never read as patterns", () => {
  assert.equal(t("{who}: {text}", { who: "USA", text: "{who} $& $1" }), "USA: {who} $& $1");
});

test("a catalogue replaces the English", () => {
  useCatalogue({ "Round {n} of {of}": "{of}개 중 {n}번째 라운드" }, "ko");
  assert.equal(t("Round {n} of {of}", { n: 2, of: 6 }), "6개 중 2번째 라운드");
  assert.equal(t("Untranslated"), "Untranslated");
});

test("plurals follow the language: two forms in English, three in Russian, one in Japanese", () => {
  const say = (/** @type {number} */ n) => tn(n, "{n} change", "{n} changes");
  assert.deepEqual([1, 2].map(say), ["1 change", "2 changes"]);
  useCatalogue({ "{n} change": ["{n} изменение", "{n} изменения", "{n} изменений"] }, "ru");
  assert.deepEqual([1, 3, 5, 21].map(say), [
    "1 изменение",
    "3 изменения",
    "5 изменений",
    "21 изменение",
  ]);
  useCatalogue({ "{n} change": ["{n}件の変更"] }, "ja");
  assert.deepEqual([1, 2].map(say), ["1件の変更", "2件の変更"]);
});

test("hundredths are shown as points, exactly", () => {
  assert.equal(points(5730), "57.3");
  assert.equal(points(4225), "42.25");
  assert.equal(points(0), "0.0");
  assert.equal(points(-1000), "-10.0");
});

test("clocks round up and never go below zero", () => {
  assert.equal(clockText(761_000), "12:41");
  assert.equal(clockText(760_001), "12:41");
  assert.equal(clockText(3_723_000), "1:02:03");
  assert.equal(clockText(-5), "00:00");
});

test("lists and titles", () => {
  assert.equal(list(["USA", "ROK"]), "USA and ROK");
  assert.deepEqual(distinct(["Group on trade", "Group on fish"]), ["trade", "fish"]);
  assert.deepEqual(distinct(["Group on trade"]), ["Group on trade"]);
  assert.deepEqual(distinct(["Same", "Same"]), ["Same", "Same"]);
  assert.equal(brief("Four pay now; Japan's share is held"), "Four pay now");
  assert.equal(brief("A: rest"), "A: rest", "a head too short to recognise stays whole");
});

test("a deadline far off is said by day and hour, in the zone of whoever looks", () => {
  const at = Date.UTC(2026, 10, 26, 9, 0);
  const seoul = dayAndHour(at, "Asia/Seoul");
  assert.match(seoul, /Thu/);
  assert.match(seoul, /06:00\sPM GMT\+9/);
  assert.match(dayAndHour(at, "UTC"), /09:00\sAM UTC/);
});
