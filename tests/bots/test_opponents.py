"""The model of the others: exact, the same however it is read, and public."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from server.bots.negotiator import Negotiator
from server.bots.opponents import NAMED, NEIGHBOUR, ONE, Opponents, proposals_in
from server.bots.reading import Models
from server.bots.window import View
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId
from server.rules.seats import Bot
from server.rules.written.forum import Forum
from tests.analysis.forums import forum_of, forums
from tests.bots.views import table_of

POINTS = {"i": {"a": [9, 5, 0], "b": [0, 5, 9], "c": [3, 3, 3]}}
RESERVATIONS = {"a": 0, "b": 0, "c": 0}
A, B, C = (DelegationId(d) for d in "abc")
FORUM = ForumId("forum")


def played() -> tuple[View, View]:
    """a offers option 0; b refuses with a reason; c accepts."""
    table = table_of(forum_of(POINTS, RESERVATIONS))
    package = {IssueId("i"): OptionId("o0")}
    table.give(TableProposal(ProposalId("p"), FORUM, package), Bot(A))
    why = "Issue i: no."
    table.give(TakeStance(ProposalId("p"), StanceKind.REJECT, why), Bot(B))
    table.give(TakeStance(ProposalId("p"), StanceKind.RESERVE, ""), Bot(C))
    return table.view(A), table.view(B)


def model(view: View) -> Opponents:
    found = Opponents(view["forum/forum"])
    found.read(proposals_in(view, "forum"))
    return found


def test_offers_refusals_and_reasons_count_as_measured() -> None:
    found = model(played()[0])
    assert found.counts("a") == ([3 * ONE, ONE + 2 * NEIGHBOUR, ONE], [ONE] * 3)
    refused, beside = ONE + ONE // 4, ONE + NEIGHBOUR // 4
    assert found.counts("b") == ([ONE] * 3, [refused + NAMED, beside, ONE])
    assert found.counts("c") == ([ONE] * 3, [refused, beside, ONE])


def test_a_changed_stance_replaces_the_one_before() -> None:
    table = table_of(forum_of(POINTS, RESERVATIONS))
    package = {IssueId("i"): OptionId("o0")}
    table.give(TableProposal(ProposalId("p"), FORUM, package), Bot(A))
    table.give(TakeStance(ProposalId("p"), StanceKind.REJECT, "Issue i"), Bot(B))
    found = model(table.view(A))
    table.give(TakeStance(ProposalId("p"), StanceKind.ACCEPT), Bot(B))
    found.read(proposals_in(table.view(A), "forum"))
    assert found.counts("b") == ([2 * ONE, ONE + NEIGHBOUR, ONE], [ONE] * 3)


def test_the_likelier_option_has_the_better_chance_and_the_own_seat_is_left_out() -> None:
    found = model(played()[0])
    chances = found.chances(np.eye(3, dtype=np.float32), without="b")
    assert chances.shape == (3, 2)
    assert chances[0, 0] > chances[1, 0] > chances[2, 0]
    assert (chances < 0).all()


@settings(max_examples=25, deadline=None)
@given(forums(), st.integers(0, 99))
def test_reading_step_by_step_by_anybody_equals_reading_the_end_at_once(
    forum: Forum, seed: int
) -> None:
    """So bots may share a model: nobody's secrets are in it, and a restart loses nothing."""
    table = table_of(forum)
    rng, shared = Random(seed), Models()
    bots = {d: Negotiator(d, "balanced", seed, shared, speaks=False) for d in forum.parties}
    for turn in range(8):
        for delegation, bot in bots.items():
            for command in bot.act(table.view(delegation), turn / 8, rng):
                table.give(command, Bot(delegation))
    shared_now = shared["forum"]
    for delegation in forum.parties:
        view = table.view(delegation)
        shared_now.read(proposals_in(view, "forum"))
        fresh = model(view)
        assert all(fresh.counts(p) == shared_now.counts(p) for p in forum.parties)


def test_what_was_rolled_back_is_forgotten() -> None:
    found = model(played()[0])
    found.read([])
    assert found.counts("a") == ([ONE] * 3, [ONE] * 3)
