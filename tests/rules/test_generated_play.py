"""What must hold whatever anybody does: a state machine over all commands from all seats."""

from collections.abc import Iterable, Iterator
from typing import get_args

from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from server.rules.events import Event
from server.rules.ids import AgentId, PersonId, TalksId
from server.rules.moves.evolve import evolve
from server.rules.refusals import Refusal
from server.rules.seats import (
    AgentView,
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.state.scoring import total
from server.rules.state.talks import Talks
from server.rules.views.etags import MODULUS, etag
from server.rules.views.gate import changed, view_for
from tests.rules.generated import Move, moves, plays
from tests.rules.ledgers import everything
from tests.rules.negotiation import EVERYBODY, Table, calibrate, lobby, negotiating
from tests.rules.player import Player

AUDIENCES: tuple[Audience, ...] = (
    FacilitatorView(),
    PublicView(),
    PublicView(plenary=True),
    *(DelegateView(PersonId(f"p-{d}")) for d in EVERYBODY),
    DelegateView(PersonId("late")),
    *(DelegationView(d) for d in EVERYBODY),
    *(AgentView(d, AgentId("a1")) for d in EVERYBODY),
)


def opening(in_lobby: bool) -> Table:
    return lobby(everything()) if in_lobby else negotiating(everything())


def blind(table: Table, played: list[Move]) -> Iterator[Move]:
    """Moves made up beforehand, by nobody who looks."""
    yield from played


def knowing(table: Table, seed: int, moves_made: int = 60) -> Iterator[Move]:
    """Moves of a random player who looks at the state."""
    player = Player(seed)
    for _ in range(moves_made):
        yield player.move(table.talks)


def invariants(table: Table, played: Iterable[Move]) -> None:
    """Plays the moves; after each one everything that must always hold is looked at."""
    views = {a: view_for(table.talks, a, table.present) for a in AUDIENCES}
    etags = {a: etag(v) for a, v in views.items()}
    for move in played:
        before, present, length = table.talks, table.present, len(table.log)
        answer = plays(table, move)
        events = [r.event for r in table.log[length:]]
        note(f"{move[0]} {move[1]} -> {answer}")
        if isinstance(answer, Refusal):
            assert table.talks is before
            assert not events
        else:
            assert events, "an accepted command leaves a fact"
        for audience in AUDIENCES:
            patch = changed(before, table.talks, audience, events, present, table.present)
            laid = {**views[audience], **patch.put}
            views[audience] = {k: v for k, v in laid.items() if k not in patch.drop}
            etags[audience] = (etags[audience] + patch.delta) % MODULUS
            fresh = view_for(table.talks, audience, table.present)
            assert views[audience] == fresh
            assert etags[audience] == etag(fresh)


def replayed(table: Table) -> Talks:
    again = Talks.new(TalksId("t1"), 1, everything(), calibrate)
    for recorded in table.log:
        again = evolve(again, recorded)
    return again


def holds_at_the_end(table: Table) -> None:
    assert replayed(table) == table.talks
    assert [r.seq for r in table.log] == list(range(1, len(table.log) + 1))
    for delegation in EVERYBODY:
        score = total(table.talks, delegation)
        assert score.total == sum(line.amount for line in score.lines)
    table.ticks(0)
    deadline = table.talks.next_deadline()
    assert deadline is None or deadline > table.now


@settings(deadline=None)
@given(st.booleans(), st.lists(moves, max_size=25))
def test_whatever_anybody_does(in_lobby: bool, played: list[Move]) -> None:
    table = opening(in_lobby)
    invariants(table, blind(table, played))
    holds_at_the_end(table)


@settings(deadline=None)
@example(in_lobby=False, seed=1906609)  # a ballot, a seat swapped, and a ballot again
@given(st.booleans(), st.integers(0, 2**32))
def test_whatever_knowing_players_do(in_lobby: bool, seed: int) -> None:
    table = opening(in_lobby)
    invariants(table, knowing(table, seed))
    holds_at_the_end(table)


def test_the_play_reaches_every_event() -> None:
    """The generated play is worth something: over many moves each kind of event happens."""
    missing: set[type] = set(get_args(Event))
    for seed in range(500):
        table = opening(in_lobby=seed % 2 == 0)
        for move in knowing(table, seed, 150):
            plays(table, move)
        missing -= {type(r.event) for r in table.log}
        if not missing:
            break
    assert {kind.__name__ for kind in missing} == set()
