// A store redraws what a patch touched and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals-core";
import { Store } from "../../static/js/store.js";

const view = () => ({
  talks: { id: "t", paused: false },
  "delegation/usa": { id: "usa" },
  "delegation/rok": { id: "rok" },
  "mandate/energy/usa": { forum: "energy" },
});

function filled() {
  const store = new Store();
  store.replace(view(), "e1");
  return store;
}

test("entities are found by key and by kind, ids with slashes included", () => {
  const store = filled();
  assert.equal(store.get("talks")?.id, "t");
  assert.deepEqual(store.ids("delegation"), ["usa", "rok"]);
  assert.deepEqual(store.ids("mandate"), ["energy/usa"]);
  assert.deepEqual(
    store.all("delegation").map((d) => d.id),
    ["usa", "rok"],
  );
});

test("a patch touches only the readers of what it puts", () => {
  const store = filled();
  const drawn = { talks: 0, usa: 0, ids: 0 };
  effect(() => {
    store.get("talks");
    drawn.talks++;
  });
  effect(() => {
    store.get("delegation/usa");
    drawn.usa++;
  });
  effect(() => {
    store.ids("delegation");
    drawn.ids++;
  });
  const put = { "delegation/usa": { id: "usa", ready: true } };
  assert.equal(store.patch({ base: "e1", etag: "e2", put, drop: [], server_now: 0 }), true);
  assert.deepEqual(drawn, { talks: 1, usa: 2, ids: 1 });
  assert.equal(store.etag.value, "e2");
});

test("keys come and go in one redraw", () => {
  const store = filled();
  let drawn = 0;
  effect(() => {
    store.ids("delegation");
    drawn++;
  });
  const put = { "delegation/japan": { id: "japan" }, "delegation/china": { id: "china" } };
  store.patch({ base: "e1", etag: "e2", put, drop: ["delegation/usa"], server_now: 0 });
  assert.deepEqual(store.ids("delegation"), ["rok", "japan", "china"]);
  assert.equal(store.get("delegation/usa"), undefined);
  assert.equal(drawn, 2);
});

test("a patch against another state changes nothing", () => {
  const store = filled();
  const patch = { base: "e0", etag: "e9", put: { talks: { id: "x" } }, drop: [], server_now: 0 };
  assert.equal(store.patch(patch), false);
  assert.equal(store.get("talks")?.id, "t");
  assert.equal(store.etag.value, "e1");
});

test("a second whole view touches only what differs", () => {
  const store = filled();
  let drawn = 0;
  effect(() => {
    store.get("delegation/usa");
    drawn++;
  });
  store.replace({ ...view(), talks: { id: "t", paused: true } }, "e2");
  assert.equal(store.get("talks")?.paused, true);
  assert.equal(drawn, 1);
});

test("listeners hear before and after, and whether it is the first view", () => {
  const store = new Store();
  /** @type {[string, boolean, boolean, boolean][]} */
  const heard = [];
  store.onChange((changes, first) => {
    for (const c of changes)
      heard.push([c.key, c.before !== undefined, c.after !== undefined, first]);
  });
  store.replace({ talks: { id: "t" } }, "e1");
  store.patch({ base: "e1", etag: "e2", put: { clock: {} }, drop: ["talks"], server_now: 0 });
  assert.deepEqual(heard, [
    ["talks", false, true, true],
    ["clock", false, true, false],
    ["talks", true, false, false],
  ]);
});

test("what a reader asks for before it exists arrives later", () => {
  const store = new Store();
  /** @type {(string | undefined)[]} */
  const seen = [];
  effect(() => {
    seen.push(store.get("talks")?.id);
  });
  store.replace(view(), "e1");
  assert.deepEqual(seen, [undefined, "t"]);
});
