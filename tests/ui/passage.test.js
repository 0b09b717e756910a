// The line gets through networks that do not let WebSockets through, and notices when it is dead.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { clocks } from "./clocks.js";
import { clearPage } from "./page.js";

const time = clocks();
const { opened } = await import("./line.js");

/** @type {(() => void)[]} */
const closing = [];
beforeEach(clearPage);
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function knocks() {
  const made = opened();
  closing.push(() => made.line.close());
  return made;
}

const polls = (/** @type {import("./line.js").FakeSocket} */ socket) =>
  socket.io.opts.transports.join() === "polling";

/** The other side answers whatever was asked. */
function alive(/** @type {import("./line.js").FakeSocket} */ socket) {
  for (const one of socket.sent.splice(0)) one.ack(null, { server_now: Date.now() });
  socket.io.engine.hear("packet", { type: "message" });
}

test("a WebSocket comes first and has five seconds; polling has the library's twenty", () => {
  const { socket } = knocks();
  assert.deepEqual(socket.io.opts.transports, ["websocket", "polling"]);
  assert.equal(socket.io.waits, 5000);
  socket.io.hear("error", new Error("timeout"));
  assert.ok(polls(socket));
  assert.equal(socket.io.waits, 20_000);
});

test("a server that is not there is no reason to give WebSockets up", () => {
  const { socket } = knocks();
  socket.io.hear("error", new Error("xhr poll error"));
  assert.ok(!polls(socket));
});

test("the next page of the session polls at once, another session does not", () => {
  const { socket } = knocks();
  socket.io.hear("error", new Error("timeout"));
  assert.ok(polls(knocks().socket));
  sessionStorage.clear();
  assert.ok(!polls(knocks().socket));
});

test("a browser without WebSocket polls and never tries one", (context) => {
  const real = globalThis.WebSocket;
  context.after(() => Object.assign(globalThis, { WebSocket: real }));
  Object.assign(globalThis, { WebSocket: undefined });
  const { socket, sockets } = knocks();
  assert.ok(polls(socket));
  socket.open();
  for (let minute = 0; minute < 20; minute++) {
    alive(socket);
    time.pass(5000);
  }
  assert.equal(sockets.length, 1);
});

test("opened, but nobody lets us in: it is cut after five seconds and polls", () => {
  const { socket } = knocks();
  socket.io.opened();
  time.pass(4000);
  assert.equal(socket.io.cuts, 0);
  time.pass(3000);
  assert.equal(socket.io.cuts, 1);
  assert.ok(polls(socket));
});

test("cut before it let us in once, or soon after twice: it polls", () => {
  const first = knocks().socket;
  first.io.opened();
  first.drop();
  assert.ok(polls(first));
  sessionStorage.clear();
  const second = knocks().socket;
  second.open();
  second.drop();
  assert.ok(!polls(second), "once may be a server that starts anew");
  second.open();
  second.drop();
  assert.ok(polls(second));
});

test("a WebSocket that has lived is opened again, however often the server ends it", () => {
  const { socket } = knocks();
  for (let time_ = 0; time_ < 3; time_++) {
    socket.open();
    for (let second = 0; second < 15; second++) {
      alive(socket);
      time.pass(1000);
    }
    socket.drop();
    assert.ok(!polls(socket));
  }
});

test("stalled in mid-session: within fifteen seconds it is cut and polls", () => {
  const { socket } = knocks();
  socket.open();
  for (let second = 0; second < 60; second++) {
    alive(socket);
    time.pass(1000);
  }
  assert.equal(socket.io.cuts, 0);
  time.pass(15_000);
  assert.ok(socket.io.cuts >= 1);
  assert.ok(polls(socket));
});

test("a quiet line is asked now and then, and an answer is enough", () => {
  const { socket } = knocks();
  socket.open();
  let questions = 0;
  for (let second = 0; second < 120; second++) {
    time.pass(1000);
    const asked = socket.asked("time").length;
    questions += asked;
    if (asked > 0) alive(socket);
  }
  assert.equal(socket.io.cuts, 0);
  assert.ok(questions > 8 && questions < 20, `${questions}`);
});

test("after a while a WebSocket is tried beside the line, and taken when it opens", () => {
  const { socket, sockets, line } = knocks();
  socket.io.hear("error", new Error("timeout"));
  socket.open();
  const wait = (/** @type {number} */ seconds) => {
    for (let second = 0; second < seconds; second++) {
      alive(socket);
      time.pass(1000);
    }
  };
  wait(19);
  assert.equal(sockets.length, 1);
  wait(2);
  assert.equal(sockets.length, 2);
  const [, trial] = sockets;
  assert.equal(trial.io.opts.autoConnect, false);
  assert.deepEqual(trial.io.opts.transports, ["websocket"]);
  assert.equal(trial.sent.length, 0, "it takes no seat");
  trial.io.opening?.(new Error("timeout"));
  assert.ok(polls(socket));
  wait(30);
  assert.equal(sockets.length, 2, "the second trial waits longer");
  wait(15);
  assert.equal(sockets.length, 3);
  sockets[2].io.opening?.();
  assert.equal(socket.io.cuts, 1);
  assert.ok(!polls(socket));
  socket.drop();
  assert.equal(line.status.value, "connected", "nobody is told of the move");
  socket.open();
  assert.ok(!polls(knocks().socket), "and the next page begins with it");
});

test("no move while a command waits for its receipt", () => {
  const { socket, sockets, line } = knocks();
  socket.io.hear("error", new Error("timeout"));
  socket.open();
  for (let second = 0; second < 21; second++) {
    alive(socket);
    time.pass(1000);
  }
  line.send("say", { text: "hello" });
  sockets[1].io.opening?.();
  assert.equal(socket.io.cuts, 0);
  assert.ok(polls(socket));
});
