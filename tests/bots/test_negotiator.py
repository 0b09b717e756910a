"""One bot and its view: what it does, and what it cannot know."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from server.bots.negotiator import Negotiator
from server.bots.phrases import Names, brief
from server.rules.commands import Command
from server.rules.commands.proposals import (
    AmendProposal,
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId
from server.rules.seats import Bot
from server.rules.written.forum import AdoptionRule, Forum
from server.rules.written.mandate import Mandate
from tests.analysis.forums import forum_of, forums
from tests.bots.views import table_of, views_of

A, B = DelegationId("a"), DelegationId("b")
FORUM = ForumId("forum")
POINTS = {
    "i": {"a": [900, 500, 0], "b": [0, 500, 900]},
    "j": {"a": [300, 0], "b": [0, 300]},
    "k": {"a": [0, 100], "b": [100, 0]},
}
SMALL = forum_of(POINTS, {"a": 400, "b": 400})


def package(i: str, j: str = "", k: str = "") -> dict[IssueId, OptionId]:
    pairs = {"i": i, "j": j, "k": k}
    return {IssueId(issue): OptionId(o) for issue, o in pairs.items() if o}


def bot(delegation: str = "b", temperament: str = "balanced") -> Negotiator:
    return Negotiator(delegation, temperament, 7, speaks=False)


def answers(
    offered: dict[IssueId, OptionId], t: float, forum: Forum = SMALL
) -> dict[StanceKind, str]:
    """What b's first stance is on a's offer, with the reason."""
    table = table_of(forum)
    table.give(TableProposal(ProposalId("p"), FORUM, offered), Bot(A))
    assert table.refused == []
    taken = bot().act(table.view(B), t, Random(1), ())
    return {c.stance: c.reason for c in taken if isinstance(c, TakeStance)}


def test_it_begins_with_the_best_package_and_ends_at_its_walk_away() -> None:
    view = views_of(SMALL)[B]
    first = bot(temperament="firm").act(view, 0.0, Random(1))
    assert isinstance(first[-1], TableProposal)
    assert dict(first[-1].package) == package("o2", "o1", "o0")
    assert answers(package("o1", "o0", "o1"), 0.0).keys() == {StanceKind.REJECT}
    assert answers(package("o1", "o0", "o1"), 0.95).keys() == {StanceKind.ACCEPT}
    assert answers(package("o0", "o1", "o1"), 1.0).keys() == {StanceKind.REJECT}


def test_a_partial_package_must_give_its_share_and_leave_room_for_the_rest() -> None:
    assert answers(package("o2"), 0.5).keys() == {StanceKind.ACCEPT}
    assert answers(package("o0"), 0.5).keys() == {StanceKind.REJECT}
    assert answers(package("o0", "o0"), 1.0).keys() == {StanceKind.REJECT}


def test_where_partial_agreements_count_a_partial_package_alone_must_reach_walk_away() -> None:
    counts = replace(SMALL, partial_counts=True)
    assert answers(package("", "o1"), 1.0, counts).keys() == {StanceKind.REJECT}
    assert answers(package("o2"), 0.5, counts).keys() == {StanceKind.ACCEPT}


def test_a_package_close_to_an_open_one_is_tabled_as_its_amendment() -> None:
    table = table_of(SMALL)
    table.give(TableProposal(ProposalId("p"), FORUM, package("o0", "o1", "o0")), Bot(A))
    last = bot(temperament="firm").act(table.view(B), 0.0, Random(1))[-1]
    assert isinstance(last, AmendProposal)
    assert (last.amends, last.changes) == ("p", {"i": "o2"})
    assert "Issue i" in last.note


def test_a_new_offer_takes_the_place_of_the_old_one() -> None:
    table = table_of(SMALL)
    table.give(TableProposal(ProposalId("p"), FORUM, package("o1", "o0", "o1")), Bot(A))
    negotiator, rng = bot(), Random(1)
    withdrawn = 0
    for n in range(7):
        for command in negotiator.act(table.view(B), n / 10, rng):
            withdrawn += isinstance(command, WithdrawProposal)
            assert table.give(command, Bot(B)), n
        assert len([p for p in table.talks.open_proposals(FORUM) if p.by == B]) == 1
    assert withdrawn > 0


def test_who_has_nothing_left_to_concede_comes_back_to_its_own_offer_once_and_says_so() -> None:
    table = table_of(SMALL)
    negotiator, rng = bot(), Random(1)
    said: list[tuple[frozenset[object], str]] = []
    for _ in range(40):
        for command in negotiator.act(table.view(B), 1.0, rng):
            assert table.give(command, Bot(B))
        mine = sorted(table.talks.proposals.values(), key=lambda p: p.number)
        said = [(frozenset(p.package.items()), p.note) for p in mine]
        live = next((p for p in mine if p.is_open), None)
        if live is not None:
            table.give(WithdrawProposal(live.id), Bot(B))
    packages = [package for package, _ in said]
    assert max(packages.count(p) for p in packages) == 2
    again = [note for n, (p, note) in enumerate(said) if p in packages[:n]]
    assert again
    assert all("further than that we cannot go" in note for note in again)


def test_a_running_silence_period_is_left_alone() -> None:
    forum = replace(SMALL, rule=AdoptionRule(all_of=(A,), at_least=1, silence_seconds=20))
    table = table_of(forum)
    table.people = frozenset({A})
    view = table.view(B)
    view["proposal/x"] = {"id": "x", "number": 1, "forum": "forum", "by": "a", "state": "silence",
                          "package": package("o0", "o0", "o1"), "stances": {}}  # fmt: skip
    assert bot().act(view, 0.5, Random(1)) == []


@settings(max_examples=40, deadline=None)
@given(forums(), st.integers(0, 9), st.booleans(), st.data())
def test_anothers_secrets_change_nothing_a_bot_does(
    forum: Forum, seed: int, alone: bool, data: st.DataObject
) -> None:
    """The bot gets a view and nothing else; this view has nothing of the others' mandates. Nor
    does it where it alone stands in the way of a package that all others accept."""
    me = DelegationId(data.draw(st.sampled_from(sorted(forum.parties))))
    changed = {d: m if d == me else _other(m) for d, m in forum.mandates.items()}
    other = replace(forum, mandates=changed)
    chosen = {i.id: data.draw(st.sampled_from(i.options)).id for i in forum.issues}

    def acts(of: Forum) -> list[Command]:
        table = table_of(of)
        others = [d for d in of.parties if d != me] if alone else []
        for n, each in enumerate(others):
            accepts = TakeStance(ProposalId("p"), StanceKind.ACCEPT, "")
            tables = TableProposal(ProposalId("p"), of.id, chosen)
            table.give(accepts if n else tables, Bot(each))
        return Negotiator(me, "balanced", seed).act(table.view(me), seed / 10, Random(seed))

    assert acts(forum) == acts(other)
    if len(forum.mandates[me].positions) > 0:
        own = replace(forum, mandates={d: _other(m) for d, m in forum.mandates.items()})
        assert views_of(own)[me] != views_of(forum)[me]


def _other(mandate: Mandate) -> Mandate:
    positions = {
        i: replace(p, worth={o: 7 - w for o, w in p.worth.items()})
        for i, p in mandate.positions.items()
    }
    return replace(mandate, positions=positions, reservation=mandate.reservation + 1, red_lines=())


def test_issues_are_found_in_what_people_write_and_longer_titles_win() -> None:
    names = Names({"s": "Sanctions", "r": "Sanctions relief", "f": "Fuel oil (monthly, by sea)"})
    assert names.named_in("No SANCTIONS RELIEF like this") == ["r"]
    assert sorted(names.named_in("fuel oil first, then sanctions")) == ["f", "s"]
    assert names.named_in("we like it") == []


def test_long_titles_are_cut_at_a_clause_or_a_word() -> None:
    assert brief("Fuel oil deliveries (monthly)") == "Fuel oil deliveries"
    assert brief("Four pay now; Japan's fifth (200,000 t) is pledged but held") == "Four pay now"
    cut = brief("word " * 40)
    assert len(cut) <= 60
    assert cut.endswith("word...")
