// The debrief in the browser: packages, scales, files, and pictures whose tables hold what they draw.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { render } from "preact";
import { DATA, FORUM, PARTIES, SPACE } from "./debriefed.js";
import { clearPage } from "./page.js";

const { html } = await import("../../static/js/dom.js");
const { csvText } = await import("../../static/js/debrief/files.js");
const { moved } = await import("../../static/js/debrief/figure.js");
const { tell } = await import("../../static/js/debrief/findings.js");
const { Names } = await import("../../static/js/debrief/names.js");
const { along, listed, SMALLEST, TOTAL, upperRight } = await import(
  "../../static/js/debrief/packages.js"
);
const { Dance } = await import("../../static/js/debrief/pictures/dance.js");
const { PackageMap } = await import("../../static/js/debrief/pictures/map.js");
const { spoken } = await import("../../static/js/debrief/pictures/contacts.js");
const { Stances } = await import("../../static/js/debrief/pictures/stances.js");
const { extent, linear, ticks } = await import("../../static/js/debrief/scale.js");
const { clockAt, roundAt } = await import("../../static/js/debrief/when.js");
const { Store } = await import("../../static/js/store.js");

beforeEach(clearPage);

test("every package is listed once, with its worth, and the zone is counted with what needs what", () => {
  const all = listed(SPACE, PARTIES);
  assert.ok(all);
  assert.equal(all.many, 6);
  const plain = [];
  for (const oil of ["low", "high"]) {
    for (const pace of ["slow", "even", "fast"]) plain.push({ oil, pace });
  }
  for (const [n, one] of plain.entries()) {
    assert.deepEqual(all.package(n), one);
    const rok = /** @type {any} */ (SPACE.worth.rok);
    assert.equal(all.worth.rok[n], rok.oil[one.oil] + rok.pace[one.pace]);
  }
  assert.deepEqual([...all.allowed], [1, 1, 1, 0, 1, 1]);
  assert.deepEqual([...all.zone], [0, 1, 1, 0, 0, 0]);
});

test("too many packages are not listed", () => {
  const many = Array.from({ length: 12 }, (_, n) => ({
    id: `i${n}`,
    options: ["a", "b", "c", "d", "e", "f"],
  }));
  assert.equal(listed({ ...SPACE, issues: many }, PARTIES), null);
});

test("axes of the map: a delegation, the smallest and the total gain", () => {
  const worth = (/** @type {string} */ d) => ({ rok: 40, usa: 70 })[d] ?? 0;
  assert.equal(along("usa", PARTIES, SPACE.walk_aways)(worth), 70);
  assert.equal(along(SMALLEST, PARTIES, SPACE.walk_aways)(worth), 10);
  assert.equal(along(TOTAL, PARTIES, SPACE.walk_aways)(worth), 40);
});

test("the edge holds exactly the points that no other beats in both", () => {
  /** @type {[number, number][]} */
  const points = [];
  for (let n = 0; n < 200; n++) points.push([(n * 7919) % 31, (n * 104729) % 37]);
  const beaten = (/** @type {readonly [number, number]} */ [x, y]) =>
    points.some(([a, b]) => a >= x && b >= y && (a > x || b > y));
  const expected = new Set(points.filter((p) => !beaten(p)).map(String));
  assert.deepEqual(new Set(upperRight(points).map(String)), expected);
});

test("ticks are round and within, and a scale keeps its ends", () => {
  assert.deepEqual(ticks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(extent([3, 97], 5), [0, 100]);
  const scale = linear([0, 100], [10, 30]);
  assert.deepEqual([scale(0), scale(50), scale(100)], [10, 20, 30]);
  assert.equal(linear([5, 5], [0, 1])(5), 0);
});

test("a cell of a file is never taken for a formula, and quotes what needs it", () => {
  const text = csvText({
    columns: ["a", "b"],
    rows: [
      ["=1+1", 'say "so", now'],
      ["x", null],
      ["y", -2.5],
    ],
  });
  assert.equal(text, '\ufeffa,b\r\n\'=1+1,"say ""so"", now"\r\nx,\r\ny,-2.5\r\n');
});

test("the arrow keys step through a picture and stay within it", () => {
  assert.equal(moved("ArrowRight", -1, 3), 0);
  assert.equal(moved("ArrowRight", 2, 3), 2);
  assert.equal(moved("Home", 2, 3), 0);
  assert.equal(moved("End", 0, 3), 2);
  assert.equal(moved("Tab", 0, 3), null);
  assert.equal(moved("ArrowRight", -1, 0), null);
});

/** @param {string} selector */
const cells = (selector) =>
  [...document.querySelectorAll(`${selector} tbody tr`)].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );

test("the dance draws each worth at its height, and its table says the same", () => {
  render(html`<${Dance} forum=${FORUM} names=${new Names(DATA)} />`, document.body);
  const rows = cells("#picture-dance-energy");
  assert.deepEqual(rows[0].slice(5), ["0.4", "0.3", "0.7", "0.4"]);
  const dots = [...document.querySelectorAll(".drawing .mark.dot")];
  assert.equal(dots.length, 4);
  assert.deepEqual(
    dots.map((dot) => dot.classList.contains("hollow")),
    [false, true, false, false],
    "below the walk-away is hollow",
  );
  const y = (/** @type {Element} */ dot) =>
    Number(/^M\S+ (\S+?)[aL]/.exec(dot.getAttribute("d") ?? "")?.[1]);
  assert.ok(y(dots[1]) > y(dots[0]), "less is lower");
});

test("the map names the zone, the offers and the fair package, in the picture and the table", () => {
  render(html`<${PackageMap} forum=${FORUM} names=${new Names(DATA)} />`, document.body);
  assert.match(document.querySelector("figcaption")?.textContent ?? "", /5 packages .* 2 of them/);
  const zone = document.querySelector(".drawing .cloud.in-zone")?.getAttribute("d") ?? "";
  assert.equal(zone.split("M").length - 1, 2);
  assert.deepEqual(
    cells("#picture-packages-energy").map((row) => row[0]),
    ["Walk-away", "E-1 (rok)", "E-2 (usa)", "Nash package"],
  );
});

test("a stance that changed shows in the table with both", () => {
  render(html`<${Stances} forum=${FORUM} names=${new Names(DATA)} />`, document.body);
  assert.deepEqual(cells("#picture-stances-energy")[0], [
    "E-1",
    "rok",
    "said nothing",
    "rejects → accepts",
  ]);
});

test("what was said in caucuses is counted by pair and round, and nothing else", () => {
  const store = new Store();
  const channel = (/** @type {string} */ id, /** @type {string} */ kind) => ({
    id,
    kind,
    members: PARTIES,
  });
  const message = (
    /** @type {string} */ id,
    /** @type {string} */ to,
    /** @type {string | null} */ by,
    /** @type {number} */ at,
  ) => ({ id, channel: to, by, at });
  store.replace(
    /** @type {any} */ ({
      "channel/c": channel("c", "caucus"),
      "channel/plenary": channel("plenary", "plenary"),
      "message/1": message("1", "c", "usa", 1500),
      "message/2": message("2", "c", "rok", 5500),
      "message/3": message("3", "c", "rok", 5600),
      "message/4": message("4", "plenary", "rok", 5700),
      "message/5": message("5", "c", null, 5800),
    }),
    "e",
  );
  assert.deepEqual([...spoken(store, DATA)], [["rok usa", [1, 2]]]);
});

test("the clock stands while the table is paused", () => {
  assert.equal(clockAt(DATA, 2500), 1000);
  assert.equal(clockAt(DATA, 5000), 3000);
  assert.equal(roundAt(DATA, 4999), 1);
  assert.equal(roundAt(DATA, 5000), 2);
});

test("a finding says what, why, and whether it could be known", () => {
  const base = { at: 0, clock: 0, round: 1, forum: "energy", proposal: "e-2" };
  const change = /** @type {any} */ ({
    ...base,
    kind: "one_change",
    issue: "pace",
    was: "slow",
    option: "even",
    came: ["rok"],
    lost: [],
    before: { rok: -2000, usa: 6000 },
    after: { rok: 1000, usa: 3000 },
    signalled: {},
    said: [],
    knowable: false,
  });
  const told = tell(change, new Names(DATA));
  assert.match(told.what, /E-2 \(usa\) failed. With “even” instead of “slow” on pace/);
  assert.match(told.why, /rok −20\.0.*rok \+10\.0/);
  assert.match(told.known ?? "", /only in hindsight/);
  const known = tell({ ...change, signalled: { rok: "e-1" }, knowable: true }, new Names(DATA));
  assert.match(known.known ?? "", /rok had backed that option in E-1/);
  const said = tell({ ...change, said: ["rok"], knowable: true }, new Names(DATA));
  assert.match(said.known ?? "", /It could: rok had said in the plenary/);
});
