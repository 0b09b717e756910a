"""`cases.json`: what the rules answer, for the copies of a rule that must not part from it.

The browser works out by itself what it shows while somebody still chooses; bots and the analysis
count over arrays. The tests of all of them read these cases: `python -m tests.rules.cases --write`.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from server.rules.commands.ledger import Settlement, SettleObligation
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance
from server.rules.commands.world import Inject
from server.rules.ids import DelegationId, InjectId, IssueId, OptionId, ProposalId, RungId, TrackId
from server.rules.moves.admissible import unmet_requirement
from server.rules.seats import DelegateView
from server.rules.state.causes import CauseKind
from server.rules.state.conditions_met import holds
from server.rules.views.apart import beyond
from server.rules.views.causes import condition_entry
from server.rules.views.gate import view_for
from server.rules.written import conditions as w
from server.rules.written.mandate import RedLine
from server.rules.written.modifiers import ModifierKind
from tests.rules.ledgers import FIRST, everything, next_round
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    OIL,
    PACE,
    PEACE,
    ROK,
    Table,
    accepted,
    forum,
    head,
    negotiating,
    package,
    scenario,
    tabled,
)
from tests.rules.worldly import MISTRUST, energy

FILE = Path(__file__).with_name("cases.json")
OPTIONS = ("low", "middle", "high")
READ = {
    "agreement": ("forum", "package"),
    "forum": ("id", "state"),
    "ladder": ("rungs",),
    "scoreboard": ("obligations",),
    "track": ("id", "value"),
}
"""Family of entities that conditions are about -> what is read of them."""

SUPPORT = {
    "delegation": ("id", "order"),
    "forum": ("id", "issues", "parties", "settled"),
    "proposal": ("id", "forum", "state", "package", "by", "cosponsors", "stances"),
}
"""The same for where the issues of a forum stand."""

LOW, MIDDLE, HIGH = map(OptionId, OPTIONS)
LEAVES: tuple[w.Condition, ...] = (
    w.Agreed(ENERGY),
    w.Agreed(PEACE),
    w.NotAgreed(ENERGY),
    w.NotAgreed(PEACE),
    w.Settled(ENERGY, OIL, frozenset({MIDDLE, HIGH})),
    w.Settled(ENERGY, PACE, frozenset({LOW})),
    w.Settled(PEACE, OIL, frozenset({LOW})),
    w.Settled(ENERGY, IssueId("nothing"), frozenset({LOW})),
    w.TrackAtMost(MISTRUST, 5),
    w.TrackAtMost(MISTRUST, 7),
    w.TrackAtLeast(MISTRUST, 6),
    w.TrackAtMost(TrackId("nowhere"), 9),
    w.TrackAtLeast(TrackId("nowhere"), 0),
    w.RungReached(RungId("habit")),
    w.RungReached(RungId("alarm")),
    w.ObligationsKept(1),
    w.ObligationsBroken(1),
)
COMPOUND: tuple[w.Condition, ...] = (
    w.AllOf((LEAVES[0], LEAVES[8])),
    w.AllOf(()),
    w.AnyOf((LEAVES[2], LEAVES[5], LEAVES[13])),
    w.AnyOf(()),
    w.Not(LEAVES[4]),
    w.Not(w.AllOf((LEAVES[0], w.AnyOf((LEAVES[3], LEAVES[6]))))),
)


RED_LINES = (
    RedLine(OIL, HIGH, "unless the pace is high", 500, (), (PACE, frozenset({HIGH}))),
    RedLine(OIL, LOW, "unless the pace is", 300, (), (PACE, frozenset({LOW, MIDDLE}))),
    RedLine(PACE, LOW, "never", 200),
)


def situations() -> Iterator[tuple[str, Table]]:
    """Talks at points which the conditions tell apart."""
    yield "negotiating", negotiating(everything())
    table = negotiating(everything())
    table.ok(FACILITATOR, Inject(InjectId("storm")))
    yield "after the storm", table
    yield "energy is agreed", agreed(oil="middle", pace="low")
    yield "energy is agreed otherwise", agreed(oil="low", pace="high")
    table = agreed(oil="middle", pace="middle")
    table.ok(FACILITATOR, SettleObligation(FIRST, Settlement.KEPT))
    yield "a promise is kept", table
    table = agreed(oil="high", pace="middle")
    table.ok(FACILITATOR, SettleObligation(FIRST, Settlement.BROKEN))
    yield "a promise is broken", table
    table = negotiating(everything())
    table.ok(FACILITATOR, Advance())
    yield "energy has failed", table
    table = agreed(oil="middle", pace="high")
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, package(oil="low", pace="middle")))
    yield "peace is agreed", table
    table = negotiating(everything())
    next_round(table)
    table.ok(FACILITATOR, Advance())
    yield "peace has failed", table


def agreed(**options: str) -> Table:
    table = negotiating(everything())
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(**options)))
    return table


def view_of(table: Table, delegation: DelegationId) -> Mapping[str, Any]:
    return view_for(table.talks, DelegateView(head(delegation).person))


def pick(view: Mapping[str, Any]) -> dict[str, Any]:
    """Of the entities that conditions are about, what is read of them."""
    kept: dict[str, Any] = {}
    for key, entity in view.items():
        names = READ.get(key.partition("/")[0], ())
        if names:
            kept[key] = {name: entity[name] for name in names}
    return kept


def worlds() -> list[dict[str, Any]]:
    """What a delegate who sees everything knows of each situation, and which conditions hold."""
    return [
        {
            "name": name,
            "entities": pick(view_of(table, ROK)),
            "conditions": [
                {"when": condition_entry(one), "holds": holds(table.talks, one)}
                for one in (*LEAVES, *COMPOUND)
            ],
        }
        for name, table in situations()
    ]


def agreements() -> dict[str, Any]:
    """Which linkages each agreement on energy puts in force, and which it lifts."""
    table = negotiating(everything())
    before = view_of(table, ROK)
    ties = [entity for key, entity in before.items() if key.startswith("linkage/")]
    cases = []
    for oil, pace in product(OPTIONS, OPTIONS):
        if unmet_requirement(table.talks, energy(), package(oil=oil, pace=pace)):
            continue
        after = view_of(agreed(oil=oil, pace=pace), ROK)
        active = {t["id"]: after[f"linkage/{t['id']}"]["active"] for t in ties}
        cases.append(
            {
                "package": {"oil": oil, "pace": pace},
                "starts": [t["id"] for t in ties if not t["active"] and active[t["id"]]],
                "ends": [t["id"] for t in ties if t["active"] and not active[t["id"]]],
            }
        )
    return {"entities": pick(before), "linkages": ties, "cases": cases}


def packages() -> dict[str, Any]:
    """What each package on energy is worth to a delegation, which red lines it crosses, and whether
    an option lacks what it needs beside it."""
    base = forum(ENERGY, requirements=energy().requirements)
    mandate = replace(base.mandates[DPRK], red_lines=RED_LINES)
    base = replace(base, mandates={**base.mandates, DPRK: mandate})
    table = negotiating(scenario(base))
    view, cases = view_of(table, DPRK), []
    for oil, pace in product((None, *OPTIONS), (None, *OPTIONS)):
        chosen = package(**{k: v for k, v in (("oil", oil), ("pace", pace)) if v is not None})
        lacking = unmet_requirement(table.talks, base, chosen)
        cases.append(
            {
                "package": dict(chosen),
                "worth": mandate.worth_of(chosen),
                "cost": sum(line.cost for line in mandate.red_lines_crossed(chosen)),
                "crossed": [line.why for line in mandate.red_lines_crossed(chosen)],
                "lacks": lacking is not None,
            }
        )
    return {"forum": view["forum/energy"], "mandate": view["mandate/energy"], "cases": cases}


def negotiated() -> list[dict[str, Any]]:
    """What everybody at a table knows of a forum, and where each of its issues stands: open, with
    two proposals that part on one issue, with all behind one, and settled."""
    behind, parted = negotiating(everything()), negotiating(everything())
    others = (p for p in behind.talks.forum(ENERGY).parties if p != ROK)
    accepted(behind, tabled(behind, ROK, oil="middle", pace="low"), others)
    tabled(parted, ROK, "p1", oil="middle")
    tabled(parted, DPRK, "p2", oil="low", pace="low")
    accepted(parted, ProposalId("p2"), [ROK])
    tables = negotiating(everything()), behind, parted, agreed(oil="middle", pace="low")
    cases = []
    for view in (view_of(table, ROK) for table in tables):
        forums = [e for k, e in view.items() if k.startswith("forum/") and "text" in e]
        read = {
            key: {n: v for n, v in one.items() if n in SUPPORT[key.partition("/")[0]]}
            for key, one in view.items()
            if key.partition("/")[0] in SUPPORT
        }
        cases.append({"entities": read, "lines": {f["id"]: f["text"] for f in forums}})
    return cases


def joins() -> list[dict[str, str]]:
    """What is held, what is said of it, and what both make together, as JSON: members have an
    order, which the cases keep."""
    pairs: list[tuple[Any, Any]] = [
        ({"a": 1, "b": 2}, {"a": 1, "c": 3}),
        ({"a": {"x": 1}}, {"a": None}),
        ({"a": None}, {"a": {"x": 1}}),
        ({"a": [{"id": "x", "n": 1}, {"id": "y", "n": 2}]}, {"a": [{"id": "x", "n": 1}]}),
        ({"a": {"x": 1, "z": 3}}, {"a": {"x": 1, "y": 2, "z": 3}}),
        ({"a": {"__proto__": "accept"}}, {"a": {"__proto__": "reject", "constructor": 1}}),
        ({"a": [1, 2]}, {"a": []}),
        ({}, {"a": [{"id": "x"}]}),
    ]
    before, seen = view_of(negotiating(everything()), ROK), set[str]()
    for key, now in ((k, e) for _, table in situations() for k, e in view_of(table, ROK).items()):
        family = key.partition("/")[0]
        if key in before and before[key] != now and family not in seen:
            seen.add(family)
            pairs.append((before[key], now))
    cases = [(was, beyond(was, now), now) for was, now in pairs]
    return [
        {"held": json.dumps(held), "said": json.dumps(said), "joined": json.dumps(now)}
        for held, said, now in cases
    ]


def rendered() -> str:
    """The text of the file."""
    table = {
        "modifiers": list(ModifierKind),
        "causes": list(CauseKind),
        "worlds": worlds(),
        "agreements": agreements(),
        "packages": packages(),
        "negotiated": negotiated(),
        "joins": joins(),
    }
    return json.dumps(table, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(f"python -m tests.rules.cases --write writes {FILE.name} anew")
    FILE.write_text(rendered(), encoding="utf-8")
