"""Automated delegations leave people room: few offers, one at a time, and each no says what would
turn it."""

from collections import Counter

import pytest

from server.bots.conditions import Condition, condition
from server.bots.reading import Reader, Reading
from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId
from server.rules.seats import DelegationView
from server.rules.state.talks import Proposal, ProposalState
from server.rules.views.gate import view_for
from tests.bots.live_table import ENERGY, LiveTable, table

A_DOZEN = 13
TWELVE_MINUTES = 720


@pytest.fixture(scope="module")
def played() -> LiveTable:
    """A twelve-minute round of six automated delegations, to its end."""
    live = table(human=None)
    live.wait(TWELVE_MINUTES)
    return live


def in_energy(live: LiveTable) -> list[Proposal]:
    return sorted(
        (p for p in live.talks.proposals.values() if p.forum == ENERGY), key=lambda p: p.number
    )


def test_six_bots_put_about_a_dozen_offers_to_a_forum_and_agree(played: LiveTable) -> None:
    tabled = in_energy(played)
    assert any(p.state is ProposalState.ADOPTED for p in tabled)
    assert len(tabled) <= A_DOZEN


def test_no_bot_has_two_offers_on_the_table() -> None:
    live = table(human=None)
    for _ in range(TWELVE_MINUTES // 5):
        live.wait(5)
        authors = Counter(p.by for p in in_energy(live) if p.is_open)
        assert max(authors.values(), default=0) <= 1


def test_a_package_comes_back_only_from_who_refused_it_and_says_so(played: LiveTable) -> None:
    seen: dict[frozenset[tuple[str, str]], Proposal] = {}
    for proposal in in_energy(played):
        package = frozenset((str(i), str(o)) for i, o in proposal.package.items())
        if package in seen:
            refused = seen[package].stances[proposal.by].stance
            assert refused is not StanceKind.ACCEPT
            assert "come back" in proposal.note
        seen[package] = proposal


def test_every_refusal_says_something_else_and_names_an_option_to_choose(
    played: LiveTable,
) -> None:
    forum = played.talks.forum(ENERGY)
    reasons = [
        (d, s.reason)
        for p in in_energy(played)
        for d, s in p.stances.items()
        if s.stance is not StanceKind.ACCEPT
    ]
    assert reasons
    assert all(why for _, why in reasons)
    assert all("too little" not in why for _, why in reasons)
    titles = [issue.title.split(" (")[0] for issue in forum.issues]
    assert all(any(t.split(":")[0] in why for t in titles) for _, why in reasons)
    repeated = [n for n in Counter(reasons).values() if n > 1]
    assert not repeated


def reading_of(live: LiveTable, who: DelegationId) -> Reading:
    found = Reader(who).read(view_for(live.talks, DelegationView(who)), ENERGY)
    assert found is not None
    return found


def test_with_what_a_condition_asks_for_the_package_is_good_enough() -> None:
    live = table(human=None)
    live.wait(300)
    asked = []
    for delegation in live.talks.forum(ENERGY).parties:
        reading = reading_of(live, delegation)
        demand = reading.sheet.best * 0.8
        for proposal in reading.open:
            package = reading.whole(proposal)
            if reading.sheet.value(package) >= demand:
                continue
            found = condition(reading, package, demand, {})
            assert found is not None
            if found.is_enough:
                changed = {**package, **found.changes}
                assert reading.sheet.row(changed) is not None
                assert reading.sheet.value(changed) >= demand
                asked.append(found)
    assert asked


def test_a_package_no_small_change_could_save_gets_a_direction_and_no_promise() -> None:
    live = table(human=None)
    live.wait(300)
    reading = reading_of(live, DelegationId("japan"))
    value = reading.sheet.value
    worst: dict[str, str] = {}
    for issue in reading.forum["issues"]:
        name = str(issue["id"])
        worth = {str(o["id"]): value({name: str(o["id"])}) for o in issue["options"]}
        worst[name] = min(worth, key=lambda o: worth[o])
    found = condition(reading, worst, float(reading.sheet.best), {})
    assert isinstance(found, Condition)
    assert not found.is_enough
    assert all(value({i: o}) > value({i: worst[i]}) for i, o in found.changes.items())
