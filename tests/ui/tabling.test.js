// Tabling a package: pressed twice before the answer it is tabled once.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import { clearPage } from "./page.js";

const { Store } = await import("../../static/js/store.js");
const { Table } = await import("../../static/js/table/model.js");

beforeEach(clearPage);

test("a package pressed twice is tabled once, and again after the answer", async () => {
  const store = new Store();
  const said = /** @type {string[]} */ ([]);
  /** @type {any} */
  const line = {
    send: async (/** @type {string} */ name) => {
      said.push(name);
      return { accepted: false, message: "No." };
    },
    status: signal("connected"),
    refusal: signal(null),
    pending: signal(0),
    offset: signal(0),
    now: () => 0,
    onNotice: () => () => {},
  };
  const table = new Table({ store, line, boot: { talks: "t1" } });
  const draft = { package: { oil: "low" }, amends: null, note: "" };
  await Promise.all([table.tableDraft(draft), table.tableDraft(draft)]);
  assert.deepEqual(said, ["table_proposal"]);
  await table.tableDraft(draft);
  assert.equal(said.length, 2);
});
