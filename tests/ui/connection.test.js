// The line: commands are carried out once whatever the network does, and a gap is healed by itself.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { clearPage } from "./page.js";

const { newId } = await import("../../static/js/connection.js");
const { opened } = await import("./line.js");

beforeEach(clearPage);

const view = (/** @type {string} */ etag, /** @type {object} */ entities = {}) => ({
  etag,
  entities: { talks: { id: "t1" }, ...entities },
  server_now: Date.now(),
});

test("it knocks with the talks, and with the etag once there is one", () => {
  const { socket, auth } = opened();
  assert.deepEqual(auth(), { talks: "t1", text: "apart" });
  socket.open();
  socket.hear("view", view("e1"));
  assert.deepEqual(auth(), { talks: "t1", text: "apart", etag: "e1" });
});

test("a command given while the line is down is sent when it is up", async () => {
  const { socket, line } = opened();
  const receipt = line.send("say", { text: "hello" });
  assert.equal(socket.asked("command").length, 0);
  assert.equal(line.pending.value, 1);
  socket.open();
  const [sent] = socket.asked("command");
  assert.equal(sent.body.name, "say");
  sent.ack(null, { id: sent.body.id, accepted: true });
  assert.equal((await receipt).accepted, true);
  assert.equal(line.pending.value, 0);
});

test("a command unanswered before a cut is sent again with the same id", async () => {
  const { socket, line } = opened();
  socket.open();
  const receipt = line.send("set_ready", { ready: true });
  socket.drop();
  assert.equal(line.status.value, "reconnecting");
  socket.open();
  const sent = socket.asked("command");
  assert.equal(sent.length, 2);
  assert.equal(sent[0].body.id, sent[1].body.id);
  sent[1].ack(null, {
    id: sent[1].body.id,
    accepted: false,
    refusal: "paused",
    message: "Paused.",
  });
  // The first answer, late, must not count twice.
  sent[0].ack(null, { id: sent[0].body.id, accepted: true });
  assert.deepEqual((await receipt).accepted, false);
});

test("a command whose answer is late on an open line is asked about again", () => {
  const { socket, line } = opened();
  socket.open();
  line.send("say", {});
  socket.asked("command")[0].ack(new Error("timeout"));
  assert.equal(socket.asked("command").length, 2);
  assert.equal(socket.asked("command")[0].body.id, socket.asked("command")[1].body.id);
});

test("a patch that does not fit asks for the whole once, and takes it over", () => {
  const { socket, store } = opened();
  socket.open();
  socket.hear("view", view("e1"));
  const gap = { base: "e5", etag: "e6", put: {}, drop: [], server_now: Date.now() };
  socket.hear("patch", gap);
  socket.hear("patch", { ...gap, base: "e6", etag: "e7" });
  const asked = socket.asked("resync");
  assert.equal(asked.length, 1);
  asked[0].ack(null, view("e7", { clock: { running: true } }));
  assert.equal(store.etag.value, "e7");
  assert.equal(store.get("clock")?.running, true);
  socket.hear("patch", { ...gap, base: "e7", etag: "e8", put: { talks: { id: "t2" } } });
  assert.equal(store.get("talks")?.id, "t2");
});

test("a replaced tab says so and does not fight for the seat", () => {
  const { socket, line } = opened();
  socket.open();
  socket.hear("notice", { kind: "replaced" });
  socket.drop("io server disconnect");
  assert.equal(line.status.value, "replaced");
  assert.equal(socket.dialled, 0);
  line.takeBack();
  assert.equal(socket.dialled, 1);
});

test("a refused seat says why; a network failure does not count as one", () => {
  const { socket, line } = opened();
  socket.hear("connect_error", new Error("xhr poll error"));
  assert.equal(line.status.value, "connecting");
  socket.active = false;
  const error = Object.assign(new Error("no"), {
    data: { code: "bad_token", message: "Sign in again." },
  });
  socket.hear("connect_error", error);
  assert.equal(line.status.value, "refused");
  assert.equal(line.refusal.value?.message, "Sign in again.");
});

test("the server's clock is taken from the sample that travelled fastest", () => {
  const { socket, line } = opened();
  socket.open();
  socket.hear("view", { ...view("e1"), server_now: Date.now() + 60_000 - 900 });
  socket.hear("patch", {
    base: "e1",
    etag: "e2",
    put: {},
    drop: [],
    server_now: Date.now() + 60_000 - 20,
  });
  socket.hear("patch", {
    base: "e2",
    etag: "e3",
    put: {},
    drop: [],
    server_now: Date.now() + 60_000 - 700,
  });
  const ahead = line.now() - Date.now();
  assert.ok(Math.abs(ahead - 59_980) < 15, `${ahead}`);
});

test("ids differ, also without crypto.randomUUID as on a plain http LAN", () => {
  const real = crypto.randomUUID;
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  try {
    const made = new Set(Array.from({ length: 200 }, newId));
    assert.equal(made.size, 200);
    for (const id of made) assert.match(id, /^[0-9a-f]{32}$/);
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: real, configurable: true });
  }
});

test("a right that was taken back ends the line, answers what waits, and is not tried again", async () => {
  const { socket, line } = opened();
  socket.open();
  const waiting = line.send("pause");
  socket.hear("notice", { kind: "revoked" });
  assert.equal(line.status.value, "refused");
  socket.drop("io server disconnect");
  assert.equal(line.status.value, "refused");
  assert.equal((await waiting).accepted, false);
  const late = await line.send("resume");
  assert.equal(late.refusal, "bad_token");
  assert.equal(line.pending.value, 0);
  await new Promise((done) => setTimeout(done, 600));
  assert.equal(socket.dialled, 0);
});

test("a resync that is refused leaves what is held", () => {
  const { socket, store } = opened();
  socket.open();
  socket.hear("view", { etag: "a", entities: { talks: {} }, server_now: 1 });
  socket.hear("patch", { base: "x", etag: "y", put: {}, drop: [], server_now: 2 });
  const [asked] = socket.asked("resync");
  asked.ack(null, { id: null, accepted: false, refusal: "bad_token" });
  assert.equal(store.etag.value, "a");
});
