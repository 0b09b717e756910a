// What the browser works out by itself is what the rules answer: tests/rules/cases.json, which they
// write and the tests in Python read too.

import "./page.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { holds, triggers, unmet, worldOf } from "../../static/js/conditions.js";
import { causeWord, effectText, whenText } from "../../static/js/effects.js";
import { linesOf } from "../../static/js/elements/negotiated.js";
import { joined } from "../../static/js/patch.js";
import { Store } from "../../static/js/store.js";
import { crossed, outlook } from "../../static/js/table/proposals/worths.js";

const TABLE = JSON.parse(readFileSync(new URL("../rules/cases.json", import.meta.url), "utf8"));

/** @param {Record<string, object>} entities */
function storeOf(entities) {
  const store = new Store();
  store.replace(entities, "0");
  return store;
}

for (const world of TABLE.worlds)
  test(`conditions hold as the rules say: ${world.name}`, () => {
    const known = worldOf(storeOf(world.entities));
    for (const { when, holds: told } of world.conditions)
      assert.equal(holds(when, known), told, JSON.stringify(when));
  });

test("agreements put in force and lift what the rules say", () => {
  const { entities, linkages, cases } = TABLE.agreements;
  const world = worldOf(storeOf(entities));
  for (const one of cases) {
    const found = triggers(linkages, world, "energy", one.package, ["oil", "pace"]);
    const ids = (/** @type {{id: string}[]} */ ties) => ties.map((tie) => tie.id);
    assert.deepEqual([ids(found.starts), ids(found.ends)], [one.starts, one.ends]);
  }
});

test("packages are worth, cross and lack what the rules say", () => {
  const { forum, mandate, cases } = TABLE.packages;
  for (const one of cases) {
    const name = JSON.stringify(one.package);
    const { sure, cost } = outlook(mandate, one.package);
    assert.deepEqual([sure + cost, cost], [one.worth, one.cost], name);
    const lines = crossed(mandate, one.package).map((line) => line.why);
    assert.deepEqual(lines, one.crossed, name);
    assert.equal(unmet(forum, one.package).length > 0, one.lacks, name);
  }
});

test("issues stand in the negotiating text where the rules say", () => {
  const seen = new Set();
  for (const { entities, lines } of TABLE.negotiated) {
    for (const line of Object.values(lines).flat()) seen.add(line.status);
    const store = storeOf(entities);
    for (const [id, told] of Object.entries(lines))
      assert.deepEqual(linesOf(store, /** @type {any} */ (store.get(`forum/${id}`))), told, id);
  }
  assert.equal(seen.size, 5);
});

test("what is said of an entity makes of it what the server has, member for member", () => {
  for (const one of TABLE.joins) {
    const found = joined(JSON.parse(one.held), JSON.parse(one.said));
    assert.equal(JSON.stringify(found), JSON.stringify(JSON.parse(one.joined)), one.said);
  }
});

test("every kind of change, cause and condition has words", () => {
  const store = storeOf({});
  for (const kind of TABLE.modifiers) assert.notEqual(effectText(store, { kind }), kind);
  const words = TABLE.causes.map(causeWord);
  assert.equal(new Set(words).size, words.length);
  for (const { when } of TABLE.worlds[0].conditions)
    assert.equal(typeof whenText(store, when), "string");
});
