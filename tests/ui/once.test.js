// A double click on a button that acts is one press.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { clickOnce } from "../../static/js/once.js";
import { clearPage } from "./page.js";

beforeEach(clearPage);
clickOnce();

/** @param {string} look */
function pressed(look) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = look;
  const details = /** @type {number[]} */ ([]);
  button.addEventListener("click", (event) => details.push(event.detail));
  document.body.append(button);
  for (const detail of [0, 1, 2]) {
    button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
  }
  return details;
}

test("the second click of a double click does nothing on a button that acts", () => {
  assert.deepEqual(pressed("primary"), [0, 1]);
  assert.deepEqual(pressed("danger"), [0, 1]);
});

test("a button to be pressed often, such as one minute more, hears every click", () => {
  assert.deepEqual(pressed("plain"), [0, 1, 2]);
});
