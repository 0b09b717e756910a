// The debrief in the browser: packages, scales, files, and pictures whose tables hold what they draw.

import "./page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { render } from "preact";
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
const { held, Player, Recording } = await import("../../static/js/debrief/replay.js");
const { Stances } = await import("../../static/js/debrief/pictures/stances.js");
const { extent, linear, ticks } = await import("../../static/js/debrief/scale.js");
const { exercises, passes, solved, tried, willing } = await import(
  "../../static/js/debrief/solving.js"
);
const { clockAt, roundAt } = await import("../../static/js/debrief/when.js");
const { Store } = await import("../../static/js/store.js");

beforeEach(clearPage);

const SPACE = {
  issues: [
    { id: "oil", options: ["low", "high"] },
    { id: "pace", options: ["slow", "even", "fast"] },
  ],
  worth: {
    rok: { oil: { low: 10, high: 50 }, pace: { slow: 0, even: 30, fast: 20 } },
    usa: { oil: { low: 40, high: 0 }, pace: { slow: 60, even: 30, fast: 0 } },
  },
  walk_aways: { rok: 30, usa: 40 },
  rule: { all_of: ["rok"], at_least: 2, veto: [], tie_break: null },
  needs: [{ issue: "oil", option: "high", beside: "pace", options: ["even", "fast"] }],
};
const PARTIES = ["rok", "usa"];

/** @param {string} proposal @param {string} by @param {Record<string, number>} scores */
const offer = (proposal, by, scores) => ({
  proposal,
  number: 1,
  label: proposal.toUpperCase(),
  by,
  clock: 60_000,
  round: 1,
  state: "lapsed",
  ended_clock: 90_000,
  opening: false,
  complete: true,
  amends: null,
  note: "",
  package: { oil: "low", pace: "even" },
  said: [
    { clock: 1, by: "usa", stance: "reject", reason: "no" },
    { clock: 2, by: "usa", stance: "accept", reason: "" },
  ],
  stances: { rok: "accept", usa: "accept" },
  silences: [],
  scores,
  walk_aways: { rok: 30, usa: 40 },
});

const FORUM = /** @type {any} */ ({
  id: "energy",
  title: "Energy",
  kind: "working_group",
  parties: PARTIES,
  observers: [],
  chair: null,
  state: "failed",
  ended_clock: null,
  inside: true,
  issues: SPACE.issues.map((i) => ({
    id: i.id,
    title: i.id,
    options: i.options.map((o) => ({ id: o, text: o, clause: o })),
  })),
  settled: {},
  offers: [offer("e-1", "rok", { rok: 40, usa: 70 }), offer("e-2", "usa", { rok: 10, usa: 100 })],
  outcome: {},
  debrief: "",
  possible: {
    packages: 5,
    feasible: 1,
    efficient: 3,
    zone: 2,
    nash: { package: {}, scores: { rok: 40, usa: 70 } },
    kalai_smorodinsky: null,
    utilitarian: null,
    egalitarian: null,
    space: SPACE,
  },
});

const DATA = /** @type {any} */ ({
  talks: "t",
  table: 1,
  delegation: "rok",
  cards: { all: [], turned: [], open: ["mandates", "possible", "channels"] },
  delegations: PARTIES.map((id) => ({
    id,
    code: id.toUpperCase(),
    short: id,
    name: id,
    colour: "blue",
  })),
  rounds: [
    { number: 1, title: "One", forums: ["energy"] },
    { number: 2, title: "Two", forums: [] },
  ],
  turns: [
    { at: 1000, clock: 0, round: 1, phase: "briefing" },
    { at: 5000, clock: 3000, round: 2, phase: "briefing" },
  ],
  running: [
    [1000, 2000],
    [3000, 6000],
  ],
  forums: [FORUM],
  totals: {},
  no_deal: {},
  others: [],
});

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
    knowable: false,
  });
  const told = tell(change, new Names(DATA));
  assert.match(told.what, /E-2 \(usa\) failed. With “even” instead of “slow” on pace/);
  assert.match(told.why, /rok −20\.0.*rok \+10\.0/);
  assert.match(told.known ?? "", /only in hindsight/);
  const known = tell({ ...change, signalled: { rok: "e-1" }, knowable: true }, new Names(DATA));
  assert.match(known.known ?? "", /rok had backed that option in E-1/);
});

test("an exercise has a solution, which changes least and pays most; what needs no change is none", () => {
  const forum = { ...FORUM, outcome: { rok: { score: 30, walk_away: 30, best: 80 } } };
  const was = { oil: "high", pace: "slow" };
  const answer = solved(forum, "rok", was);
  // By every package there is: rok must have more than 30, usa at least 40.
  const all = listed(SPACE, PARTIES);
  assert.ok(all);
  const good = Array.from({ length: all.many }, (_, n) => n).filter(
    (n) => all.zone[n] === 1 && all.worth.rok[n] > 30,
  );
  assert.deepEqual(good.map(all.package), [answer]);
  const found = tried(forum, "rok", was, answer ?? {});
  assert.ok(found.solved);
  assert.equal(found.changed, 2);
  assert.equal(tried(forum, "rok", was, was).solved, false);
  assert.deepEqual(willing(SPACE, PARTIES, was), ["rok", "usa"]);
  const more = { ...forum, outcome: { rok: { score: 40, walk_away: 30, best: 80 } } };
  assert.equal(solved(more, "rok", was), null, "nothing pays more than it got");
});

test("exercises come from offers that failed, and never from an opening or one that needed no change", () => {
  const outcome = {
    rok: { score: 30, walk_away: 30, best: 80 },
    usa: { score: 40, walk_away: 40, best: 100 },
  };
  const bad = { ...FORUM.offers[1], package: { oil: "low", pace: "slow" } };
  const of = (/** @type {any[]} */ offers) =>
    exercises({ ...DATA, moments: [], forums: [{ ...FORUM, outcome, offers }] }, "rok").map(
      (x) => x.offer.proposal,
    );
  assert.deepEqual(of([FORUM.offers[0], bad]), ["e-2"]);
  assert.deepEqual(of([FORUM.offers[0], { ...bad, opening: true }]), []);
  assert.deepEqual(of([{ ...bad, state: "adopted" }]), []);
});

test("a rule passes as the server's does: who must, how many, who may not reject, the chair's tie", () => {
  const rule = {
    all_of: ["a"],
    at_least: 3,
    veto: ["b"],
    tie_break: /** @type {string | null} */ ("c"),
  };
  assert.equal(passes(rule, ["a", "b", "c"]), true);
  assert.equal(passes(rule, ["a", "b"]), false, "one short, and not the chair");
  assert.equal(passes({ ...rule, tie_break: null }, ["a", "b"]), false);
  assert.equal(
    passes({ ...rule, at_least: 4 }, ["a", "b", "c"]),
    true,
    "one short, the chair among them",
  );
  assert.equal(passes(rule, ["a", "c", "d"]), false, "one with a veto does not accept");
  assert.equal(passes(rule, ["b", "c", "d"]), false);
});

test("a replay's clock stands where it stood, and its time does too", () => {
  const clock = { running: true, ends_at: 9000, remaining_ms: 0 };
  assert.deepEqual(held({ clock, talks: 1 }, 4000), {
    clock: { running: false, ends_at: 9000, remaining_ms: 5000 },
    talks: 1,
  });
  const paused = { clock: { ...clock, running: false } };
  assert.equal(held(paused, 4000), paused);
  const line = new Recording();
  line.standAt(4000);
  assert.equal(line.now(), 4000);
});

test("a replay shows the moment that was wished for last, however the answers come in", async () => {
  const stops = ["phase", "tabled", "stance", "tabled", "concluded"].map((kind, n) => ({
    kind,
    at: n,
    label: `E-${n}`,
  }));
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  const fetched = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (
    (/** @type {string} */ path) =>
      new Promise((done) => {
        const n = new URL(path, "http://x").searchParams.get("stop");
        const body = n === null ? { stops } : { at: Number(n), entities: { n: Number(n) } };
        waiting.set(n ?? "all", () => done({ ok: true, json: async () => body }));
      })
  );
  /** @type {number[]} */
  const shown = [];
  const player = new Player("/replay?as=rok", (entities) => shown.push(entities.n));
  const settle = () => new Promise((done) => setTimeout(done, 5));
  const begun = player.start("E-3");
  waiting.get("all")?.();
  await settle();
  waiting.get("3")?.();
  await begun;
  assert.deepEqual(shown, [3], "begins where the proposal is tabled");
  const back = player.leap(-1, ["tabled"]);
  await settle();
  const on = player.go(4);
  await settle();
  waiting.get("4")?.();
  waiting.get("1")?.();
  await Promise.all([back, on]);
  assert.deepEqual(shown, [3, 4]);
  globalThis.fetch = fetched;
});
