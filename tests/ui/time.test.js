// The countdown is the server's, whatever happens to the clock of the computer.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "./page.js";
import { clocks } from "./clocks.js";

const time = clocks();
const { opened } = await import("./line.js");
const { beat } = await import("../../static/js/time.js");
const { msLeft } = await import("../../static/js/elements/clock.js");

const HOUR = 3_600_000;
const START = Date.now() + 90_000;
let server = START;

/** @type {(() => void)[]} */
const closing = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A table with four minutes left, its line open. */
function atTable() {
  const made = opened();
  closing.push(() => made.line.close());
  made.socket.open();
  const ends = server + 240_000;
  made.socket.hear("view", { etag: "e", entities: {}, server_now: server });
  const clock = /** @type {any} */ ({ running: true, ends_at: ends, remaining_ms: 0 });
  const shown = () => msLeft(clock, beat.value + made.line.offset.value) ?? Number.NaN;
  const right = () => Math.abs(shown() - (ends - server)) <= 300;
  return { ...made, shown, right };
}

/** Time that goes by here and at the server. */
function pass(/** @type {number} */ ms) {
  time.pass(ms);
  server += ms;
}

/** The server answers every question of the line that waits. */
function answer(/** @type {import("./line.js").FakeSocket} */ socket) {
  for (const one of socket.sent.splice(0)) {
    if (one.event === "time") one.ack(null, { server_now: server });
  }
}

for (const [what, jump] of /** @type {const} */ ([
  ["put right by an hour", HOUR],
  ["put back by an hour", -HOUR],
  ["put right by three seconds", 3000],
])) {
  test(`the computer's clock is ${what}: the countdown does not move`, () => {
    const { socket, right, shown } = atTable();
    pass(1000);
    time.set(jump);
    pass(250);
    assert.ok(right(), `${shown()} before the server was asked`);
    pass(1000);
    answer(socket);
    pass(500);
    assert.ok(right(), `${shown()}`);
  });
}

test("after sleep, in which the browser's clock stood still, the line is asked, and right", () => {
  const { socket, right, shown } = atTable();
  answer(socket);
  time.set(60_000);
  server += 60_000;
  pass(300);
  assert.equal(socket.asked("time").length, 1);
  answer(socket);
  pass(300);
  assert.ok(right(), `${shown()}`);
});

test("after sleep that the browser counted though the server did not sleep, and the other way", () => {
  const { socket, right, shown } = atTable();
  answer(socket);
  time.rest(60_000);
  server += 60_000;
  pass(300);
  answer(socket);
  assert.ok(right(), `${shown()}`);
  // A clock that claims ten minutes which were none.
  time.rest(600_000);
  pass(300);
  answer(socket);
  pass(300);
  assert.ok(right(), `${shown()}`);
});

test("where the line is dead after sleep the time comes by HTTP", async (context) => {
  const { socket, right, shown } = atTable();
  answer(socket);
  /** @type {string[]} */
  const fetched = [];
  context.mock.method(globalThis, "fetch", async (/** @type {string} */ url) => {
    fetched.push(url);
    return { json: async () => ({ status: "ok", server_now: server }) };
  });
  time.set(60_000);
  server += 60_000;
  pass(900);
  await new Promise((done) => setImmediate(done));
  pass(300);
  assert.deepEqual(fetched, ["/healthz"]);
  assert.ok(right(), `${shown()}`);
  assert.equal(socket.io.cuts, 0);
  pass(2000);
  assert.equal(socket.io.cuts, 1, "the dead line is given up soon after");
});

test("the server's own clock is put back: the next answer proves what was known wrong", () => {
  const { socket, line } = atTable();
  answer(socket);
  server -= HOUR;
  pass(9000);
  assert.equal(socket.asked("time").length, 1, "a quiet line asks");
  answer(socket);
  assert.ok(Math.abs(line.now() - server) < 300);
});

test("a page that is seen again asks; a message that was sent before is not believed for long", () => {
  const { socket, right, shown } = atTable();
  answer(socket);
  time.set(30_000);
  server += 30_000;
  document.dispatchEvent(new Event("visibilitychange"));
  socket.hear("patch", { base: "e", etag: "f", put: {}, drop: [], server_now: server - 30_000 });
  answer(socket);
  pass(300);
  assert.ok(right(), `${shown()}`);
});
