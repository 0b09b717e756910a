"""A whole conference beside every one of its outcomes, one by one and by fractions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis.conference import together
from server.analysis.conference.report import Conference, conference, conference_text, hundredths
from server.analysis.conference.worths import Scale
from server.rules.ids import (
    DelegationId,
    ForumId,
    IssueId,
    LinkageId,
    OptionId,
    TrackId,
)
from server.rules.state.in_force import modified
from server.rules.written import conditions as c
from server.rules.written.forum import Forum
from server.rules.written.mandate import RedLine
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.rules.written.world import Effect, Linkage, Requirement
from server.storage.scenarios.loader import load
from tests.analysis import oracle
from tests.analysis.forums import forum_of, scenario_of
from tests.storage.scenarios.copies import ROUNDS

Package = Mapping[IssueId, OptionId]
Outcome = dict[ForumId, Package | None]
Totals = tuple[Fraction, ...]

KINDS = [
    ModifierKind.RESERVATION,
    ModifierKind.VALUE,
    ModifierKind.WEIGHT,
    ModifierKind.BAR,
    ModifierKind.OPEN,
    ModifierKind.RED_LINE,
    ModifierKind.NO_RED_LINE,
    ModifierKind.SCORE,
    ModifierKind.TRACK,
    ModifierKind.RULE,
]


@st.composite
def conferences(draw: st.DrawFn) -> Scenario:
    """Two or three forums of a few packages, with linkages, effects and needs between them."""
    seats = [f"d{n}" for n in range(draw(st.integers(1, 3)))]
    forums = [_forum(draw, f"f{n}", seats) for n in range(draw(st.integers(2, 3)))]
    choices = [(f.id, i.id, o.id) for f in forums for i in f.issues for o in i.options]
    condition = st.recursive(
        _leaves(choices),
        lambda part: (
            st.builds(c.Not, part)
            | st.lists(part, min_size=1, max_size=2).map(lambda p: c.AllOf(tuple(p)))
            | st.lists(part, min_size=1, max_size=2).map(lambda p: c.AnyOf(tuple(p)))
        ),
        max_leaves=3,
    )
    modifiers = st.lists(_modifiers(seats, choices), min_size=1, max_size=2).map(tuple)
    linkages = tuple(
        Linkage(LinkageId(f"l{n}"), "A linkage", "So.", draw(condition), draw(modifiers))
        for n in range(draw(st.integers(0, 3)))
    )
    first, needy = forums[0], forums[-1]
    effect = Effect(first.issues[0].id, first.issues[0].options[0].id, draw(modifiers))
    need = Requirement(needy.issues[0].id, OptionId("o0"), "so", when=draw(condition))
    forums[0] = replace(first, effects=(effect,) if draw(st.booleans()) else ())
    forums[-1] = replace(forums[-1], requirements=(need,) if draw(st.booleans()) else ())
    base = scenario_of(*forums)
    weights = {DelegationId(d): {f.id: draw(st.integers(0, 3)) for f in forums} for d in seats}
    return replace(base, linkages=linkages, forum_weights=weights)


def _forum(draw: st.DrawFn, name: str, seats: list[str]) -> Forum:
    worth = draw(st.sampled_from([st.integers(0, 4), st.integers(-30, 90)]))
    points = {}
    for i in range(draw(st.integers(1, 2))):
        many = draw(st.integers(1, 3))
        points[f"i{i}"] = {d: draw(st.lists(worth, min_size=many, max_size=many)) for d in seats}
    line = RedLine(IssueId("i0"), OptionId("o0"), "never", cost=draw(st.integers(0, 3)))
    forum = forum_of(
        points,
        {d: draw(st.integers(-2, 5)) for d in seats},
        parties=tuple(seats[: draw(st.integers(1, len(seats)))]),
        red_lines={seats[0]: (line,)},
        barred=(("i0", "o1"),) if draw(st.booleans()) else (),
    )
    return replace(forum, id=ForumId(name))


def _leaves(choices: list[tuple[ForumId, IssueId, OptionId]]) -> st.SearchStrategy[c.Condition]:
    forum = st.sampled_from(choices).map(lambda choice: choice[0])
    some = st.lists(st.sampled_from(choices), min_size=1, max_size=3).map(
        lambda found: c.Settled(
            found[0][0], found[0][1], frozenset(o for f, i, o in found if (f, i) == found[0][:2])
        )
    )
    track = st.just(c.TrackAtLeast(TrackId("mistrust"), 0))
    return st.builds(c.Agreed, forum) | st.builds(c.NotAgreed, forum) | some | track


def _modifiers(
    seats: list[str], choices: list[tuple[ForumId, IssueId, OptionId]]
) -> st.SearchStrategy[Modifier]:
    return st.builds(
        lambda kind, seat, choice, amount: Modifier(
            kind,
            DelegationId(seat),
            None if kind in (ModifierKind.SCORE, ModifierKind.TRACK) else choice[0],
            choice[1],
            choice[2],
            TrackId("mistrust") if kind is ModifierKind.TRACK else None,
            amount,
        ),
        st.sampled_from(KINDS),
        st.sampled_from(seats),
        st.sampled_from(choices),
        st.integers(-3, 3),
    )


def holds(condition: c.Condition, outcome: Outcome) -> bool:
    match condition:
        case c.Agreed(forum):
            return outcome.get(forum) is not None
        case c.NotAgreed(forum):
            return outcome.get(forum) is None
        case c.Settled(forum, issue, options):
            return (outcome.get(forum) or {}).get(issue) in options
        case c.AllOf(parts):
            return all(holds(part, outcome) for part in parts)
        case c.AnyOf(parts):
            return any(holds(part, outcome) for part in parts)
        case c.Not(part):
            return not holds(part, outcome)
        case _:
            return False


def totals_of(scenario: Scenario, outcome: Outcome) -> Totals | None:
    """Everybody's total in hundredths; None where something of it is barred."""
    brought: list[Modifier] = []
    for forum in scenario.forums.values():
        for effect in forum.effects:
            if (outcome[forum.id] or {}).get(effect.issue) == effect.option:
                brought += effect.modifiers
    for linkage in scenario.linkages:
        named = {m.forum for m in linkage.modifiers}
        bears = None in named or bool(named & set(scenario.forums))
        if bears and holds(linkage.when, outcome):
            brought += linkage.modifiers
    known = {
        f.id: modified(f, [m for m in brought if m.forum == f.id]) for f in scenario.forums.values()
    }
    for forum_id, package in outcome.items():
        forum = known[forum_id]
        if package is None:
            continue
        barred = any((i, o) in forum.barred for i, o in package.items())
        unmet = any(
            package[r.issue] == r.option and r.when is not None and not holds(r.when, outcome)
            for r in forum.requirements
        )
        if barred or unmet:
            return None
    totals = []
    for d in (x.id for x in scenario.delegations):
        weights = scenario.forum_weights[d]
        over = sum(weights[f.id] for f in known.values() if d in f.mandates)
        total = Fraction(
            sum(m.amount for m in brought if m.kind is ModifierKind.SCORE and m.delegation == d)
        )
        for forum in known.values():
            mandate, package = forum.mandates[d], outcome[forum.id]
            score = mandate.reservation if package is None else mandate.worth_of(package)
            if package is not None and d in forum.parties:
                score -= sum(line.cost for line in mandate.red_lines_crossed(package))
            total += Fraction(score * weights[forum.id], over) if over else 0
        totals.append(total)
    return tuple(totals)


def outcomes(scenario: Scenario) -> Iterator[Outcome]:
    every = [
        [None, *oracle.packages(replace(f, barred=(), requirements=()))]
        for f in scenario.forums.values()
    ]
    for chosen in product(*every):
        yield dict(zip(scenario.forums, chosen, strict=True))


def totals_in(found: Conference, rows: Any) -> set[Totals]:
    return {tuple(Fraction(int(x), found.together.scale.one) for x in row) for row in rows}


@settings(max_examples=200, deadline=None)
@given(conferences())
def test_a_conference_is_what_all_its_outcomes_are(scenario: Scenario) -> None:
    found = conference(scenario, scenario.presets[0])
    every = {t for o in outcomes(scenario) if (t := totals_of(scenario, o)) is not None}
    without = totals_of(scenario, dict.fromkeys(scenario.forums))
    assert without is not None
    assert totals_in(found, [found.without]) == {without}
    assert totals_in(found, [found.ideal]) == {
        tuple(max(column) for column in zip(*every, strict=True))
    }
    assert {sum(t) for t in totals_in(found, found.richest.totals)} == {max(map(sum, every))}
    for outcome in islice(outcomes(scenario), 0, 200, 7):
        agreed = {f: p for f, p in outcome.items() if p is not None}
        if (expected := totals_of(scenario, outcome)) is not None:
            assert totals_in(found, [found.together.totals(agreed)]) == {expected}
    inside = {t for t in every if all(x >= w for x, w in zip(t, without, strict=True))}
    best = {
        t
        for t in inside
        if not any(o != t and all(x >= y for x, y in zip(o, t, strict=True)) for o in inside)
    }
    assert found.efficient is not None
    assert totals_in(found, found.efficient.totals) == best


@settings(max_examples=100, deadline=None)
@given(conferences())
def test_what_is_told_is_an_outcome_with_these_totals(scenario: Scenario) -> None:
    found = conference(scenario, scenario.presets[0])
    said: Any = found.to_json()
    for name in ("best_sum", "nash", "kalai_smorodinsky", "utilitarian", "egalitarian"):
        outcome = said[name]
        totals = totals_of(scenario, outcome["agreements"])
        assert totals is not None, name
        half_up = [(2 * t + 1).__floor__() // 2 for t in totals]
        assert list(outcome["totals"].values()) == half_up
        if name != "best_sum":
            assert totals in totals_in(found, found.efficient.totals if found.efficient else [])
    text = conference_text(said, {d.id: d.short for d in scenario.delegations})
    assert all(d.short in text for d in scenario.delegations)


def test_a_conference_with_too_many_outcomes_says_so_and_keeps_its_totals() -> None:
    scenario = load(ROUNDS / "six-party")
    preset = scenario.preset("75min")
    assert preset is not None
    found = conference(scenario, preset, most=1000)
    said: Any = found.to_json()
    assert said["efficient"] is said["nash"] is None
    assert "40,000" in said["left_out"][-1]
    # Nobody loses by what is best for all together, so it is the utilitarian outcome all the same.
    assert said["utilitarian"] == said["best_sum"]
    assert found.why in conference_text(said, {})


def test_a_conference_of_two_forums_in_the_six_party_talks() -> None:
    """Oil for disablement: the packages of one forum bar packages of the other."""
    scenario = load(ROUNDS / "six-party")
    preset = scenario.preset("50min")
    assert preset is not None
    found = conference(scenario, preset)
    said: Any = found.to_json()
    assert said["linkages"][0] == "oil-for-disablement"
    agreed = said["nash"]["agreements"]
    frozen = agreed["denuclearization"]["facilities"] in {"shutdown", "freeze"}
    assert not (frozen and agreed["energy"]["volume"] in {"mt06", "mt1", "mt1_plus"})
    gains = {d: said["nash"]["totals"][d] - t for d, t in said["without_agreement"].items()}
    assert min(gains.values()) > 0


def test_linkages_that_tell_too_many_ways_apart_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(together, "CELLS", 3)
    scenario = load(Path(ROUNDS / "six-party"))
    with pytest.raises(together.TooManyOutcomesError, match="15 ways"):
        conference(scenario, scenario.presets[0])


def test_units_are_rounded_half_up_to_a_hundredth() -> None:
    scale = Scale((), {}, 4)
    assert [hundredths(n, scale) for n in (-3, -2, -1, 1, 2, 5, 6)] == [-1, 0, 0, 0, 1, 1, 2]
