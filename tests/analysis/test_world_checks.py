"""The checks between forums: each kind of finding with a scenario that earns it."""

from dataclasses import replace

import pytest

from server.analysis.agreed import with_agreed
from server.analysis.checks import problems
from server.analysis.previews import agreeable
from server.analysis.world_checks import world_problems
from server.rules.ids import (
    DelegationId,
    ForumId,
    InjectId,
    IssueId,
    LinkageId,
    OptionId,
    RungId,
    TermId,
    TrackId,
)
from server.rules.state.in_force import modified
from server.rules.written import conditions as c
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.rules.written.world import Inject, Linkage, Rung, Term
from server.storage.scenarios.loader import load
from tests.storage.scenarios.copies import LAGOON, ROUNDS

NORTH, ISLE = DelegationId("north"), DelegationId("isle")
FISHING, CUSTOMS = ForumId("fishing"), ForumId("customs")
MISTRUST = TrackId("mistrust")
CONTRACT, SAILINGS = ForumId("contract"), IssueId("sailings")


@pytest.fixture(scope="module")
def lagoon() -> Scenario:
    return load(LAGOON)


@pytest.fixture(scope="module")
def ferry() -> Scenario:
    return load(ROUNDS / "two-party")


def codes(scenario: Scenario) -> set[tuple[str, str]]:
    return {(f.code, f.where) for f in world_problems(scenario)}


def reservation(amount: int) -> Modifier:
    return Modifier(ModifierKind.RESERVATION, DelegationId("ferry"), CONTRACT, amount=amount)


def test_the_lagoon_is_in_order(lagoon: Scenario) -> None:
    assert codes(lagoon) == set()


@pytest.mark.parametrize(
    "when",
    [
        c.Agreed(ForumId("nowhere")),
        c.TrackAtMost(MISTRUST, -1),
        c.ObligationsKept(4),
        c.RungReached(RungId("missing")),
        c.RungReached(RungId("palace")),
        c.AllOf((c.Agreed(FISHING), c.Agreed(ForumId("nowhere")))),
        c.AnyOf((c.ObligationsBroken(9), c.Agreed(ForumId("nowhere")))),
    ],
    ids=str,
)
def test_a_rung_nobody_can_reach(lagoon: Scenario, when: c.Condition) -> None:
    palace = Rung(RungId("palace"), "A palace", "Never.", when)
    found = codes(replace(lagoon, ladder=(*lagoon.ladder, palace)))
    assert found == {("unreachable_rung", "ladder.palace")}


@pytest.mark.parametrize("steps", [-9, 9])
def test_a_rung_that_only_a_linkage_brings_within_reach(lagoon: Scenario, steps: int) -> None:
    tracks = tuple(replace(t, start=10) for t in lagoon.tracks)
    high = replace(lagoon, tracks=tracks)
    palace = Rung(RungId("palace"), "A palace", "Low.", c.TrackAtMost(MISTRUST, 0))
    move = Modifier(ModifierKind.TRACK, track=MISTRUST, amount=steps)
    thaw = Linkage(LinkageId("thaw"), "Thaw", "So.", c.Agreed(FISHING), (move,))
    assert ("unreachable_rung", "ladder.palace") in codes(replace(high, ladder=(palace,)))
    linked = codes(replace(high, ladder=(palace,), linkages=(thaw,)))
    assert (("unreachable_rung", "ladder.palace") in linked) is (steps > 0)


def test_a_rung_that_some_schedule_allows(lagoon: Scenario) -> None:
    when = c.AllOf((c.TrackAtMost(MISTRUST, 0), c.Not(c.NotAgreed(CUSTOMS)), c.ObligationsKept(3)))
    palace = Rung(RungId("palace"), "A palace", "Nearly.", when)
    assert codes(replace(lagoon, ladder=(*lagoon.ladder, palace))) == set()


def test_an_option_that_is_barred_carries_no_rung(lagoon: Scenario) -> None:
    duty = lagoon.forums[CUSTOMS]
    barred = replace(duty, barred=((IssueId("duty"), OptionId("high")),))
    when = c.Settled(CUSTOMS, IssueId("duty"), frozenset({OptionId("high")}))
    palace = Rung(RungId("palace"), "A palace", "Never.", when)
    spoilt = replace(
        lagoon, forums={**lagoon.forums, CUSTOMS: barred}, ladder=(*lagoon.ladder, palace)
    )
    assert ("unreachable_rung", "ladder.palace") in codes(spoilt)


def test_a_linkage_that_changes_nothing(ferry: Scenario) -> None:
    idle = Linkage(LinkageId("idle"), "Idle", "Nothing.", c.Agreed(CONTRACT), (reservation(1),))
    assert codes(replace(ferry, linkages=(idle,))) == {("linkage_changes_nothing", "linkages.idle")}
    busy = replace(idle, modifiers=(reservation(600),))
    assert codes(replace(ferry, linkages=(busy,))) == set()
    seen = replace(idle, modifiers=(Modifier(ModifierKind.CLOCK, amount=60),))
    assert codes(replace(ferry, linkages=(seen,))) == set()


def test_a_linkage_whose_forums_never_meet(lagoon: Scenario) -> None:
    day = lagoon.presets[0]
    short = replace(day, rounds=day.rounds[:1], initiatives=())
    found = {where for code, where in codes(replace(lagoon, presets=(short,)))}
    assert {"linkages.generous", "linkages.whispers"} <= found
    assert "linkages.fish-first" not in found


def with_terms(scenario: Scenario, *terms: Term) -> Scenario:
    forum = scenario.forums[FISHING]
    return replace(
        scenario, forums={**scenario.forums, FISHING: replace(forum, terms=(*forum.terms, *terms))}
    )


def term(name: str, **given: object) -> Term:
    return replace(Term(TermId(name), NORTH, "Does something", 1), **given)  # type: ignore[arg-type]


def test_a_prerequisite_that_the_agreement_can_never_hold_beside(lagoon: Scenario) -> None:
    nets = IssueId("nets")
    fine = term("fine-first", when={nets: frozenset({OptionId("fine")})}, after=(TermId("burn"),))
    assert codes(with_terms(lagoon, fine)) == {
        ("prerequisite_never_exists", "fishing.obligations.fine-first")
    }
    either = replace(fine, when={nets: frozenset({OptionId("fine"), OptionId("coarse")})})
    assert codes(with_terms(lagoon, either)) == set()


def test_a_prerequisite_of_no_forum_and_an_owner_who_is_no_party(lagoon: Scenario) -> None:
    lost = term("lost", after=(TermId("nothing"),), by=DelegationId("moon"))
    assert codes(with_terms(lagoon, lost)) == {
        ("prerequisite_never_exists", "fishing.obligations.lost"),
        ("obligation_without_owner", "fishing.obligations.lost"),
    }


def test_an_obligation_of_barred_options(lagoon: Scenario) -> None:
    forum = lagoon.forums[FISHING]
    barred: Forum = replace(forum, barred=((IssueId("nets"), OptionId("coarse")),))
    found = codes(replace(lagoon, forums={**lagoon.forums, FISHING: barred}))
    assert ("obligation_never_comes", "fishing.obligations.burn") in found


def inject(name: str, *modifiers: Modifier) -> Inject:
    return Inject(InjectId(name), "1907", "News", "It happened.", modifiers)


def test_an_inject_that_leaves_nothing_and_a_stack_that_would(ferry: Scenario) -> None:
    step = next(n for n in range(100, 3000, 100) if not _left(ferry, n))
    half = step - 100
    assert _left(ferry, half)
    shock, first, second = (
        inject(n, reservation(a)) for n, a in zip("xyz", (step, half, half), strict=True)
    )
    assert codes(replace(ferry, injects={shock.id: shock})) == {
        ("inject_empties_zone", "injects.x")
    }
    both = replace(ferry, injects={first.id: first, second.id: second})
    assert codes(both) == {("stack_empties_zone", "injects.y + z")}
    (warning,) = world_problems(both)
    assert warning.severity == "warning"
    assert [f for f in problems(both) if f.code == "stack_empties_zone"] == [warning]


def _left(scenario: Scenario, amount: int) -> int:
    return agreeable(modified(scenario.forums[CONTRACT], [reservation(amount)]))


def test_what_is_agreed_elsewhere_counts(lagoon: Scenario) -> None:
    nets, season, duty = IssueId("nets"), IssueId("season"), IssueId("duty")
    coarse, short, low = OptionId("coarse"), OptionId("short"), OptionId("low")
    fishing = {FISHING: {nets: coarse, season: short}}
    assert with_agreed(lagoon, {}).forums == lagoon.forums
    assert with_agreed(lagoon, fishing).forums[CUSTOMS].barred == ()
    reeds = {ForumId("reeds"): {IssueId("who"): OptionId("both")}}
    after = with_agreed(lagoon, {**fishing, **reeds}).forums[FISHING]
    assert after.mandates[NORTH].positions[nets].weight == 50
    assert [r.option for r in after.mandates[ISLE].red_lines] == ["fine"]
    cheap = with_agreed(lagoon, {CUSTOMS: {duty: low}})
    assert cheap.forums[CUSTOMS].mandates[NORTH].reservation == 4100
