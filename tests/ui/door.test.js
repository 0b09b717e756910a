// The HTTP door: one id over all retries, never a rejection, refusals told.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";

const { Door } = await import("../../static/js/facilitator/door.js");

/** @type {{path: string, body: any, csrf: string}[]} */
let sent = [];
/** @type {(() => any)[]} what the server does, call by call */
let plan = [];

beforeEach(() => {
  sent = [];
  plan = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path, /** @type {any} */ given) => {
      sent.push({ path, body: JSON.parse(given.body), csrf: given.headers["X-CSRFToken"] });
      return { json: async () => (plan.shift() ?? (() => ({ accepted: true })))() };
    }
  );
});

const lost = () => {
  throw new TypeError("network");
};

test("a command goes to its table with the page's token", async () => {
  const receipt = await new Door("secret").give("t/1", "extend", { seconds: 60 });
  assert.equal(receipt.accepted, true);
  assert.deepEqual(
    [sent[0].path, sent[0].csrf, sent[0].body.name, sent[0].body.body],
    ["/api/v1/talks/t%2F1/commands", "secret", "extend", { seconds: 60 }],
  );
});

test("a lost answer is asked for again under the same id", async () => {
  plan = [lost, () => ({ accepted: true })];
  const receipt = await new Door("").give("t", "pause");
  assert.equal(receipt.accepted, true);
  assert.equal(sent.length, 2);
  assert.equal(sent[0].body.id, sent[1].body.id);
});

test("a server that stays away is a refusal that says so", async () => {
  plan = [lost, lost, lost];
  const receipt = await new Door("").give("t", "pause");
  assert.equal(receipt.accepted, false);
  assert.match(receipt.message ?? "", /cannot be reached/);
});

test("an error of the API becomes a refusal", async () => {
  plan = [() => ({ error: { code: "not_found", message: "Nothing here." } })];
  const receipt = await new Door("").give("t", "pause");
  assert.deepEqual(
    [receipt.accepted, receipt.refusal, receipt.message],
    [false, "not_found", "Nothing here."],
  );
});

const table = (/** @type {string} */ talks) => ({
  talks,
  state: "running",
  round: 1,
  phase: "briefing",
});

test("for several tables only the refusals come back", async () => {
  plan = [() => ({ accepted: true }), () => ({ accepted: false, message: "paused" })];
  const refused = await new Door("").giveAll([table("a"), table("b")], "pause");
  assert.deepEqual(
    refused.map((r) => r.message),
    ["paused"],
  );
  assert.notEqual(sent[0].body.id, sent[1].body.id);
});
