// A view that is told against a text is shown once the text is there, however often it is asked for.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { clearPage } from "./page.js";

const { opened } = await import("./line.js");

const fetched = globalThis.fetch;
/** @type {Record<string, any>} */
let texts = {};
let asked = 0;

beforeEach(() => {
  clearPage();
  document.body.insertAdjacentHTML("beforeend", '<p id="no-text" hidden></p>');
  asked = 0;
  texts = { one: { talks: { title: "Talks", rounds: [] }, "forum/energy": { title: "Energy" } } };
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path) => {
      asked++;
      const hash = path.slice(path.lastIndexOf("/") + 1);
      const entities = texts[hash];
      return { ok: entities !== undefined, json: async () => ({ hash, entities }) };
    }
  );
});
afterEach(() => {
  globalThis.fetch = fetched;
});

const view = (
  /** @type {string} */ etag,
  /** @type {object} */ entities,
  text = "one",
  own = "",
) => ({
  etag,
  text: { public: text, own: own || null },
  entities,
  server_now: Date.now(),
});
const patch = (
  /** @type {string} */ base,
  /** @type {string} */ etag,
  /** @type {object} */ put,
) => ({
  base,
  etag,
  put,
  drop: [],
  server_now: Date.now(),
});
const soon = (ms = 0) => new Promise((done) => setTimeout(done, ms));
const notice = () => /** @type {HTMLElement} */ (document.getElementById("no-text"));

test("a view waits for its text, and the patches on it wait too", async () => {
  const { socket, store } = opened();
  socket.open();
  socket.hear("view", view("e1", { talks: { id: "t1" }, "forum/energy": {} }));
  socket.hear("patch", patch("e1", "e2", { "forum/energy": { state: "open" } }));
  assert.equal(store.etag.value, null);
  await soon();
  assert.equal(store.etag.value, "e2");
  assert.deepEqual(store.get("talks"), { title: "Talks", rounds: [], id: "t1" });
  assert.deepEqual(store.get("forum/energy"), { title: "Energy", state: "open" });
  assert.equal(socket.asked("resync").length, 0);
});

test("a text that is held is not fetched again; an entity that comes later is told against it", async () => {
  const { socket, store } = opened();
  socket.open();
  socket.hear("view", view("e1", { talks: { id: "t1" } }));
  await soon();
  socket.hear("view", view("e2", { talks: { id: "t1", paused: true } }));
  assert.equal(store.etag.value, "e2");
  assert.equal(asked, 1);
  socket.hear("patch", patch("e2", "e3", { "forum/energy": { state: "open" } }));
  assert.equal(/** @type {any} */ (store.get("forum/energy"))?.title, "Energy");
});

test("another text of an upgraded server is fetched before anything told against it is shown", async () => {
  const { socket, store } = opened();
  socket.open();
  socket.hear("view", view("e1", { talks: { id: "t1" } }));
  await soon();
  texts.two = { talks: { title: "Other talks" } };
  socket.drop();
  socket.open();
  socket.hear("view", view("e9", { talks: { id: "t1" } }, "two"));
  assert.equal(store.get("talks")?.title, "Talks");
  await soon();
  assert.equal(store.get("talks")?.title, "Other talks");
});

test("the own text comes over the line, and only the one that is meant counts", async () => {
  const { socket, store } = opened();
  socket.open();
  socket.hear("view", view("e1", { "mandate/energy": {}, "forum/energy": {} }, "one", "mine"));
  await soon();
  const [first] = socket.asked("text");
  first.ack(null, { hash: "another", entities: {} });
  await soon();
  assert.equal(store.etag.value, null);
  assert.equal(notice().hidden, false);
  await soon(600);
  const entities = { "mandate/energy": { best: 9 }, "forum/energy": { setting: "Inside" } };
  socket.asked("text")[1].ack(null, { hash: "mine", entities });
  await soon();
  assert.equal(notice().hidden, true);
  assert.equal(store.get("mandate/energy")?.best, 9);
  assert.deepEqual(store.get("forum/energy"), { title: "Energy", setting: "Inside" });
});

test("a text that cannot be had is said on the page, and asked for again", async () => {
  const { socket, store } = opened();
  const [one] = [texts.one];
  delete texts.one;
  socket.open();
  socket.hear("view", view("e1", { talks: { id: "t1" } }));
  await soon(10);
  assert.equal(notice().hidden, false);
  assert.equal(store.etag.value, null);
  texts.one = one;
  await soon(600);
  assert.equal(notice().hidden, true);
  assert.equal(store.etag.value, "e1");
});

test("a view that another one overtook is not shown any more", async () => {
  const { socket, store } = opened();
  texts.two = { talks: { title: "Second" } };
  socket.open();
  socket.hear("view", view("e1", { talks: { id: "t1" } }, "gone"));
  socket.hear("view", view("e2", { talks: { id: "t1" } }, "two"));
  await soon(600);
  assert.equal(store.etag.value, "e2");
  assert.equal(store.get("talks")?.title, "Second");
  assert.equal(notice().hidden, true);
});
