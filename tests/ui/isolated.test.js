// What people wrote turns nothing around it in a sentence of plain text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isolated, t } from "../../static/js/i18n.js";

test("a name that runs from the right, or overrides the direction, is isolated", () => {
  assert.equal(t("Answer to {who}", { who: "\u202eAnnA" }), "Answer to \u2068\u202eAnnA\u2069");
  assert.equal(t("Answer to {who}", { who: "דוד" }), "Answer to \u2068דוד\u2069");
});

test("any other is left as it is", () => {
  assert.equal(t("Answer to {who}", { who: "Ann" }), "Answer to Ann");
  assert.equal(isolated("김민지"), "김민지");
});
