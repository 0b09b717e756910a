// What has just happened, and the words that were not put away: what counts as a moment, and to whom.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { clearPage } from "./page.js";

const { Store } = await import("../../static/js/store.js");
const { Moments, sound } = await import("../../static/js/table/moments/state.js");
const { chime } = await import("../../static/js/table/moments/sound.js");

beforeEach(clearPage);

const FORUM = { id: "energy", title: "Energy", kind: "working_group", state: "open" };
const WORD = {
  id: "w1",
  channel: "plenary",
  by: null,
  kind: "announce",
  text: "Ten minutes.",
  at: 50,
};

/**
 * @param {Record<string, any>} entities
 * @param {number} now
 */
function opened(entities, now = 100) {
  const store = new Store();
  const moments = new Moments(store, "rok", () => now);
  store.replace({ "forum/energy": FORUM, ...entities }, "1");
  return { store, moments };
}

/**
 * @param {InstanceType<typeof Store>} store
 * @param {Record<string, any>} put
 */
function arrives(store, put) {
  const base = store.etag.peek() ?? "";
  store.patch({ base, etag: `${base}+`, put, drop: [], server_now: 0 });
}

/** @param {InstanceType<typeof Moments>} moments */
const shown = (moments) => moments.shown.value.map((m) => `${m.kind} ${m.forum}`);
/** @param {InstanceType<typeof Moments>} moments */
const words = (moments) => moments.words.value.map((w) => w.text);

test("what was agreed before one came is no moment; what is agreed then is one, once", () => {
  const agreement = { forum: "energy", package: { oil: "low" }, endorsements: {} };
  const { store, moments } = opened({ "agreement/energy": agreement });
  assert.deepEqual(shown(moments), []);
  arrives(store, { "agreement/peace": { ...agreement, forum: "peace" } });
  assert.deepEqual(shown(moments), ["agreed peace"]);
  moments.dismiss(moments.shown.value[0]);
  const endorsed = { ...agreement, forum: "peace", endorsements: { rok: "endorse" } };
  arrives(store, { "agreement/peace": endorsed });
  assert.deepEqual(shown(moments), [], "an endorsement is no new agreement");
  arrives(store, { "agreement/peace": { ...endorsed, package: { oil: "low", pace: "low" } } });
  assert.deepEqual(shown(moments), ["agreed peace"], "more of it is");
});

test("a forum that fails is one; an initiative that nobody took up is none", () => {
  const initiative = { ...FORUM, id: "sea", kind: "initiative" };
  const { store, moments } = opened({ "forum/sea": initiative });
  arrives(store, {
    "forum/energy": { ...FORUM, state: "failed" },
    "forum/sea": { ...initiative, state: "failed" },
  });
  assert.deepEqual(shown(moments), ["failed energy"]);
});

test("only silence periods that run are shown", () => {
  const running = { id: "p1", forum: "energy", state: "silence", silence_ends_at: 9 };
  const { store, moments } = opened({
    "proposal/p1": running,
    "proposal/p2": { ...running, id: "p2", state: "tabled", silence_ends_at: null },
  });
  assert.deepEqual(
    moments.silences.value.map((p) => p.id),
    ["p1"],
  );
  assert.equal(moments.any.value, true);
  arrives(store, { "proposal/p1": { ...running, state: "adopted", silence_ends_at: null } });
  assert.equal(moments.any.value, false);
});

test("whoever comes late is not met by old words, and hears the new ones", () => {
  const { store, moments } = opened({ "message/w1": WORD });
  assert.deepEqual(words(moments), []);
  arrives(store, { "message/w2": { ...WORD, id: "w2", text: "Five.", at: 150 } });
  arrives(store, { "message/m1": { ...WORD, id: "m1", by: "usa", kind: "say", at: 151 } });
  arrives(store, { me: { notes: [{ text: "For you.", at: 160 }] } });
  assert.deepEqual(words(moments), ["For you.", "Five."]);
});

test("a word stays over a reload until it is put away, and then stays away", () => {
  const first = opened({});
  arrives(first.store, { "message/w2": { ...WORD, id: "w2", at: 150 } });
  const again = opened({ "message/w2": { ...WORD, id: "w2", at: 150 } }, 400);
  assert.deepEqual(words(again.moments), ["Ten minutes."]);
  again.moments.putAway(...again.moments.words.value);
  assert.deepEqual(words(again.moments), []);
  const third = opened({ "message/w2": { ...WORD, id: "w2", at: 150 } }, 500);
  assert.deepEqual(words(third.moments), []);
});

test("nothing sounds unless somebody asked for it, and then it is made here", () => {
  assert.equal(sound.value, false);
  /** @type {number[]} */
  const heard = [];
  const node = { connect: (/** @type {any} */ next) => next };
  Object.assign(globalThis, {
    AudioContext: class {
      currentTime = 1;
      destination = node;
    },
    OscillatorNode: class {
      constructor(/** @type {any} */ _, /** @type {any} */ { frequency }) {
        Object.assign(this, node);
        heard.push(frequency);
      }
      start() {}
      stop() {}
    },
    GainNode: class {
      constructor() {
        Object.assign(this, node);
      }
      gain = { linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    },
  });
  chime("agreed");
  assert.equal(heard.length, 2);
});
