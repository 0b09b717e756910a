"""What the files say about the world round the table becomes what the rules play."""

import pytest

from server.rules.ids import DelegationId, ForumId, InjectId, IssueId, OptionId, RungId, TrackId
from server.rules.written import conditions as c
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.rules.written.world import TermUnit
from server.storage.scenario_codec import read_scenario, write_scenario
from server.storage.scenarios.loader import load
from tests.storage.scenarios.copies import LAGOON, Copy

NORTH, SOUTH, ISLE = DelegationId("north"), DelegationId("south"), DelegationId("isle")
FISHING, CUSTOMS, REEDS = ForumId("fishing"), ForumId("customs"), ForumId("reeds")
MISTRUST = TrackId("mistrust")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(LAGOON)


def test_tracks_are_worth_hundredths_for_each_step_down(scenario: Scenario) -> None:
    (track,) = scenario.tracks
    assert (track.id, track.start, track.low) == ("mistrust", 6, "Boats pass with a greeting")
    assert track.worth == {NORTH: 100, SOUTH: 50, ISLE: 200}


def test_the_ladder_keeps_its_order_conditions_and_sentences(scenario: Scenario) -> None:
    meetings, council = scenario.ladder
    assert meetings.when == c.Agreed(FISHING)
    assert council.when == c.AllOf(
        (c.RungReached(RungId("meetings")), c.TrackAtMost(MISTRUST, 4), c.ObligationsKept(1))
    )
    assert council.sentence == "Regular meetings, little mistrust, and a promise kept."
    assert [m.amount for m in council.modifiers] == [-1, 150]


def test_the_ledger_says_what_follows_where_a_term_does_not(scenario: Scenario) -> None:
    ledger = scenario.ledger
    assert (ledger.kept_points, ledger.broken_points) == (50, -200)
    assert [m.amount for m in (*ledger.kept, *ledger.broken)] == [-1, 1]


def test_a_preset_opens_initiatives_throughout(scenario: Scenario) -> None:
    assert scenario.presets[0].initiatives == (REEDS,)


def test_linkages_say_when_and_what(scenario: Scenario) -> None:
    first, generous, whispers = scenario.linkages
    assert first.when == c.Not(c.Agreed(FISHING))
    assert first.modifiers == (
        Modifier(
            ModifierKind.BAR,
            forum=CUSTOMS,
            issue=IssueId("duty"),
            option=OptionId("low"),
            why="Fish first",
        ),
    )
    assert generous.when == c.AllOf(
        (
            c.Settled(FISHING, IssueId("nets"), frozenset({OptionId("coarse")})),
            c.AnyOf((c.NotAgreed(CUSTOMS), c.Agreed(REEDS))),
        )
    )
    weight, red, lifted = generous.modifiers
    assert (weight.amount, red.amount, lifted.amount) == (-10, 1000, 0)
    assert [m.amount for m in whispers.modifiers] == [10, 3250]


def test_injects_come_by_hand_by_clock_and_on_a_condition(scenario: Scenario) -> None:
    assert list(scenario.injects) == ["storm", "letter", "feast"]
    storm, letter, feast = scenario.injects.values()
    assert (storm.trigger.round, storm.trigger.minute, storm.trigger.when) == ("morning", 3, None)
    assert letter.trigger.when == c.TrackAtLeast(MISTRUST, 7)
    assert letter.to == (ISLE,)
    assert (feast.trigger.round, feast.trigger.when, feast.to) == (None, None, ())
    assert [m.amount for m in storm.modifiers] == [-60, 2, 0]
    assert scenario.injects[InjectId("letter")].modifiers[0].amount == 400


def test_options_and_agreement_files_bring_effects_and_requirements(scenario: Scenario) -> None:
    fishing, customs = scenario.forums[FISHING], scenario.forums[CUSTOMS]
    (own,) = fishing.effects
    assert (own.issue, own.option, own.modifiers[0].track) == ("nets", "coarse", MISTRUST)
    (apart,) = customs.effects
    assert [(m.forum, m.amount) for m in apart.modifiers] == [(None, -2), (CUSTOMS, 100)]
    (beside,) = fishing.requirements
    assert (beside.issue, beside.option) == ("season", "long")
    assert beside.beside == (IssueId("nets"), frozenset({OptionId("coarse")}))
    (waiting,) = customs.requirements
    assert (waiting.beside, waiting.when) == (None, c.Agreed(FISHING))


def test_obligations_of_options_of_the_forum_and_of_agreement_files(scenario: Scenario) -> None:
    burn, count = scenario.forums[FISHING].terms
    assert (burn.by, burn.to, burn.due) == (SOUTH, (NORTH, ISLE), 0)
    assert burn.when == {"nets": frozenset({"coarse"})}
    assert count.when == {"season": frozenset({"long"}), "nets": frozenset({"coarse", "fine"})}
    assert (count.after, count.quantity, count.unit) == (("burn",), 500, TermUnit.TONS_HFO)
    assert (count.kept[0].amount, count.broken[0].amount) == (25, 300)
    (watch,) = scenario.forums[CUSTOMS].terms
    assert (watch.by, watch.due, watch.after) == (NORTH, 2, ("count",))


def test_talks_keep_it_whole(scenario: Scenario) -> None:
    assert read_scenario(write_scenario(scenario)[1]) == scenario


def test_a_scenario_may_do_without_all_of_it(two_party: Copy) -> None:
    plain = load(two_party.folder)
    assert (plain.linkages, plain.injects, plain.tracks, plain.ladder) == ((), {}, (), ())
    assert plain.presets[0].initiatives == ()
