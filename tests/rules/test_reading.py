"""Reading the others: guessed before the mandates lie open, told to oneself and of all together."""

from typing import Any

import pytest

from server.rules.commands.life import Archive, Conclude, Reveal, RollBack
from server.rules.commands.reading import Guess, ReadOthers
from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatBot
from server.rules.ids import DelegationId, ForumId, IssueId, PersonId
from server.rules.seats import (
    Audience,
    Delegate,
    DelegateView,
    DelegationView,
    FacilitatorView,
    InnerRole,
    PublicView,
)
from server.rules.state.reading import asked_of, closeness
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    OIL,
    PACE,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    bot,
    head,
    negotiating,
    tabled,
)

OIL_FIRST, PACE_FIRST = (OIL, PACE), (PACE, OIL)


def over() -> Table:
    table = negotiating()
    tabled(table)
    table.ok(FACILITATOR, Conclude())
    return table


def about(delegation: DelegationId, order: tuple[IssueId, ...], forum: ForumId = ENERGY) -> Guess:
    return Guess(delegation, forum, order)


def sees(table: Table, audience: Audience) -> Any:
    found: Any = view_for(table.talks, audience).get("reading")
    return found


def mine(table: Table, delegation: DelegationId) -> dict[str, Any]:
    found: dict[str, Any] = sees(table, DelegateView(head(delegation).person))
    assert found is not None
    return found


def test_everybody_reads_the_next_two_and_is_read_by_two() -> None:
    talks = over().talks
    asked = {d: asked_of(talks, d) for d in (USA, ROK, DPRK)}
    assert asked == {
        USA: (ENERGY, (ROK, DPRK)),
        ROK: (ENERGY, (DPRK, USA)),
        DPRK: (ENERGY, (USA, ROK)),
    }


def test_a_guess_is_read_by_nobody_else_before_or_after() -> None:
    """The same talks with and without it: no other's view differs by a byte, but for how many
    answered, which the facilitator sees."""
    silent, guessed = over(), over()
    guessed.ok(head(USA), ReadOthers((about(ROK, PACE_FIRST), about(DPRK, OIL_FIRST))))
    silent.ok(head(USA), ReadOthers())
    others: tuple[Audience, ...] = (
        DelegateView(head(ROK).person),
        DelegationView(USA),
        PublicView(),
        FacilitatorView(),
    )
    for turned in ((), (Reveal("mandates"),)):
        for table in (silent, guessed):
            table.ok(FACILITATOR, *turned)
        for audience in others:
            views = [view_for(t.talks, audience) for t in (silent, guessed)]
            assert views[0] == views[1]
    assert mine(silent, USA) != mine(guessed, USA), "there was something to see"


def test_the_facilitator_sees_how_many_answered() -> None:
    table = over()
    assert sees(table, FacilitatorView()) == {"open": True, "people": 3, "answered": 0}
    table.ok(head(USA), ReadOthers())
    assert sees(table, FacilitatorView()) == {"open": True, "people": 3, "answered": 1}


def test_how_close_it_is_shows_with_the_mandates() -> None:
    table = over()
    assert mine(table, USA)["guesses"] is None
    table.ok(head(USA), ReadOthers((about(ROK, PACE_FIRST), about(DPRK, PACE_FIRST))))
    assert mine(table, USA)["guesses"] == [
        {"delegation": ROK, "order": [PACE, OIL]},
        {"delegation": DPRK, "order": [PACE, OIL]},
    ]
    table.ok(FACILITATOR, Reveal("mandates"))
    alike, other_way = mine(table, USA)["guesses"]
    assert (alike["right"], alike["of"]) == (0, 0), "to the ROK both weigh 50"
    assert (alike["first"], alike["placed"]) == ([OIL, PACE], 1)
    assert (other_way["right"], other_way["of"]) == (0, 1)
    assert (other_way["truth"], other_way["first"], other_way["placed"]) == ([OIL, PACE], [OIL], 2)


def test_who_was_misread_is_told_of_those_whom_several_read() -> None:
    table = over()
    table.ok(head(USA), ReadOthers((about(DPRK, PACE_FIRST),)))
    table.ok(head(ROK), ReadOthers((about(DPRK, PACE_FIRST), about(USA, OIL_FIRST))))
    assert "misread" not in sees(table, FacilitatorView())
    table.ok(FACILITATOR, Reveal("mandates"))
    told = {"delegation": DPRK, "forum": ENERGY, "people": 2, "right": 0, "of": 2}
    for audience in (FacilitatorView(), PublicView()):
        found = sees(table, audience)
        assert found is not None
        assert found["misread"] == [told], "the United States was read by one alone"
    table = over()
    for who, other in ((USA, DPRK), (ROK, DPRK), (ROK, USA), (DPRK, USA)):
        kept = table.talks.readings.get(head(who).person, ())
        right = about(other, PACE_FIRST if other == DPRK else OIL_FIRST)
        table.ok(head(who), ReadOthers((*kept, right)))
    table.ok(FACILITATOR, Reveal("mandates"))
    found = sees(table, PublicView())
    assert found is not None
    assert [one["delegation"] for one in found["misread"]] == [DPRK, USA]


def test_closeness_counts_pairs() -> None:
    talks = over().talks
    found = closeness(talks, about(USA, OIL_FIRST))
    assert (found.right, found.of, found.first, found.placed) == (1, 1, (OIL,), 1)


@pytest.mark.parametrize(
    ("guess", "code"),
    [
        (about(USA, OIL_FIRST), "not_found"),
        (about(ROK, OIL_FIRST, ForumId("peace")), "not_found"),
        (about(ROK, (OIL,)), "bad_command"),
        (about(ROK, (OIL, OIL)), "bad_command"),
    ],
)
def test_one_guesses_whole_orders_of_those_one_is_asked_about(guess: Guess, code: str) -> None:
    assert over().refused(head(USA), ReadOthers((guess,))) == code


def test_it_is_asked_after_the_end_and_before_the_mandates() -> None:
    table = negotiating()
    tabled(table)
    guess = ReadOthers((about(DPRK, OIL_FIRST),))
    assert sees(table, DelegateView(head(USA).person)) is None
    assert table.refused(head(USA), guess) == "not_concluded"
    table.ok(FACILITATOR, Conclude(), Reveal("letters"))
    table.ok(head(USA), guess)
    assert table.refused(head(USA), guess) == "nothing_changes"
    table.ok(head(USA), ReadOthers((about(DPRK, PACE_FIRST),)))
    table.ok(FACILITATOR, Reveal("moments"))
    assert table.refused(head(USA), guess) == "mandates_open"
    table.ok(FACILITATOR, Archive())
    assert table.refused(head(USA), guess) == "archived"


def test_a_bot_is_not_asked_and_a_person_whose_delegation_it_plays_is() -> None:
    table = negotiating()
    tabled(table)
    table.ok(FACILITATOR, SeatBot(USA, "balanced", 1), Conclude())
    assert table.refused(bot(USA), ReadOthers()) == "not_allowed"
    table.ok(head(USA), ReadOthers())


def test_guesses_go_with_the_end_that_is_taken_back() -> None:
    table = over()
    table.ok(head(USA), ReadOthers((about(DPRK, OIL_FIRST),)))
    table.ok(FACILITATOR, RollBack(max(table.talks.checkpoints), "again"))
    assert not table.talks.readings


def test_who_plays_alone_is_asked_before_everything_opens() -> None:
    table = negotiating(opens_at_end=True)
    for delegation in (ROK, DPRK):
        table.ok(FACILITATOR, ReleaseSeat(head(delegation).person))
        table.ok(FACILITATOR, SeatBot(delegation, "balanced", 1))
    tabled(table, USA)
    table.ok(FACILITATOR, Conclude())
    assert not table.talks.revealed
    table.ok(head(USA), ReadOthers())
    assert "mandates" in table.talks.revealed
    assert len(table.talks.revealed) == 7


def test_what_a_double_guessed_is_the_persons() -> None:
    table = negotiating()
    second = PersonId("second")
    table.ok(TIMEKEEPER, AssignSeat(second, USA, "Kim again", InnerRole.DEPUTY))
    tabled(table)
    table.ok(FACILITATOR, Conclude())
    table.ok(Delegate(second), ReadOthers((about(DPRK, PACE_FIRST),)))
    table.ok(FACILITATOR, ReleaseSeat(second, "one person", head(USA).person))
    assert dict(table.talks.readings) == {head(USA).person: (about(DPRK, PACE_FIRST),)}
