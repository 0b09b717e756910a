"""What modifiers do to zones, counted against a plain walk over all packages."""

from itertools import product

import pytest

from server.analysis.previews import agreeable, zone_effects
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.state.in_force import modified
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier, ModifierKind
from server.storage.scenarios.loader import load
from tests.storage.scenarios.copies import LAGOON, ROUNDS

FERRY, CONTRACT = DelegationId("ferry"), ForumId("contract")
SAILINGS, DAILY, FIVE = IssueId("sailings"), OptionId("daily"), OptionId("five")


def by_hand(forum: Forum) -> int:
    """Packages that enough parties accept, for rules without vetoes and ties."""
    found = 0
    for options in product(*(i.options for i in forum.issues)):
        package = {i.id: o.id for i, o in zip(forum.issues, options, strict=True)}
        if any(package[i] == o for i, o in forum.barred):
            continue
        needs = [r for r in forum.requirements if r.beside and package[r.issue] == r.option]
        if any(
            package[issue] not in wanted for issue, wanted in [r.beside for r in needs if r.beside]
        ):
            continue
        yes = [
            p
            for p in forum.parties
            if forum.mandates[p].worth_of(package) >= forum.mandates[p].reservation
            and not forum.mandates[p].red_lines_crossed(package)
        ]
        found += len(yes) >= forum.rule.at_least and set(forum.rule.all_of) <= set(yes)
    return found


@pytest.mark.parametrize("folder", [LAGOON, ROUNDS / "two-party", ROUNDS / "six-party"])
def test_packages_that_can_be_agreed_are_counted(folder: object) -> None:
    scenario = load(LAGOON.parent / str(folder))
    for forum in scenario.forums.values():
        assert agreeable(forum) == by_hand(forum), forum.id


@pytest.mark.parametrize(
    "modifier",
    [
        Modifier(ModifierKind.RESERVATION, FERRY, CONTRACT, amount=600),
        Modifier(ModifierKind.RESERVATION, FERRY, CONTRACT, amount=-900),
        Modifier(ModifierKind.WEIGHT, FERRY, CONTRACT, SAILINGS, amount=20),
        Modifier(ModifierKind.VALUE, FERRY, CONTRACT, SAILINGS, FIVE, amount=40),
        Modifier(ModifierKind.RED_LINE, FERRY, CONTRACT, SAILINGS, FIVE, amount=1000),
        Modifier(ModifierKind.NO_RED_LINE, FERRY, CONTRACT, SAILINGS, DAILY),
        Modifier(ModifierKind.BAR, None, CONTRACT, SAILINGS, FIVE),
        Modifier(ModifierKind.RULE, None, CONTRACT, amount=1),
    ],
    ids=lambda m: f"{m.kind}{m.amount}",
)
def test_each_kind_shows_in_the_zone(modifier: Modifier) -> None:
    scenario = load(ROUNDS / "two-party")
    forum = scenario.forums[CONTRACT]
    before, after = zone_effects(scenario, [modifier])[CONTRACT]
    assert (before, after) == (by_hand(forum), by_hand(modified(forum, [modifier])))
    if modifier.kind is not ModifierKind.NO_RED_LINE:  # the line forbids what is worth too little
        assert before != after


def test_only_forums_that_are_named_are_counted() -> None:
    scenario = load(LAGOON)
    feast = Modifier(ModifierKind.TRACK, track=scenario.tracks[0].id, amount=-1)
    elsewhere = Modifier(ModifierKind.RULE, None, ForumId("nowhere"), amount=1)
    assert zone_effects(scenario, [feast, elsewhere]) == {}


def test_a_forum_in_which_all_options_are_barred_has_no_zone() -> None:
    scenario = load(ROUNDS / "two-party")
    options = scenario.forums[CONTRACT].issues[0].options
    bars = [Modifier(ModifierKind.BAR, None, CONTRACT, SAILINGS, o.id) for o in options]
    assert zone_effects(scenario, bars)[CONTRACT][1] == 0
