"""Opening, rolling back, concluding, the debrief, the archive."""

import pytest

from server.rules.commands import Command
from server.rules.commands.life import Archive, Conclude, OpenTalks, Reveal, RollBack
from server.rules.commands.schedule import Advance, Expire, Extend, Pause, SetReady, Start
from server.rules.commands.seats import SeatBot
from server.rules.commands.talk import Say
from server.rules.ids import PersonId, TalksId
from server.rules.moves.life import STAGES
from server.rules.seats import DelegateView, DelegationView, FacilitatorView, PublicView
from server.rules.state.talks import ForumStatus, Phase, Talks, TalksState
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    ROK,
    START,
    TIMEKEEPER,
    USA,
    Table,
    accepted,
    calibrate,
    head,
    lobby,
    negotiating,
    scenario,
    tabled,
)


def new() -> Table:
    return Table(Talks.new(TalksId("t1"), 1, scenario(), calibrate))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (OpenTalks("never"), "unknown_preset"),
        (OpenTalks("all", "deadly"), "unknown_difficulty"),
        (OpenTalks("all", policies={"x": 1}), "unknown_policy"),
        (Start(), "not_running"),
        (Conclude(), "not_running"),
        (Archive(), "not_concluded"),
    ],
)
def test_before_the_opening(command: Command, code: str) -> None:
    assert new().refused(FACILITATOR, command) == code


def test_difficulty_takes_the_same_share_of_everybodys_room() -> None:
    table = new()
    table.ok(FACILITATOR, OpenTalks("all", "hard"))
    rooms = {d: (m.reservation, m.best) for d, m in scenario().forums[ENERGY].mandates.items()}
    for d, (reservation, best) in rooms.items():
        harder = table.talks.forum(ENERGY).mandates[d].reservation
        assert harder == reservation + (best - reservation) // 10


def test_rolling_back_restores_the_negotiation_and_keeps_people_and_talk() -> None:
    table = negotiating()
    checkpoint = max(table.talks.checkpoints)
    proposal = tabled(table)
    table.ok(head(ROK), Say("m1", "plenary", "hello"))  # type: ignore[arg-type]
    accepted(table, proposal, [USA])
    table.ok(FACILITATOR, Advance())
    assert table.talks.forum_state(ENERGY).status is ForumStatus.FAILED
    table.later(100).ok(FACILITATOR, RollBack(checkpoint, "a fire alarm"))
    assert table.talks.phase is Phase.NEGOTIATION
    assert table.talks.forum_state(ENERGY).status is ForumStatus.OPEN
    assert not table.talks.proposals
    assert "m1" in table.talks.messages
    assert table.talks.phase_ends_at == START + 700_000
    assert table.refused(FACILITATOR, RollBack(1, "")) == "no_checkpoint"


def test_only_the_facilitator_sees_where_one_can_go_back_to() -> None:
    table = negotiating()
    negotiation = max(table.talks.checkpoints)

    def listed() -> list[tuple[int, str]]:
        found = view_for(table.talks, FacilitatorView())["talks"]["checkpoints"]
        return [(c["seq"], c["phase"]) for c in found]

    assert (negotiation, "negotiation") == listed()[-1]
    table.ok(FACILITATOR, Advance())
    before = listed()
    assert [phase for _, phase in before][-2:] == ["negotiation", "result"]
    table.ok(FACILITATOR, RollBack(negotiation, "a fire alarm"))
    assert listed() == before[:-1]
    for audience in (DelegateView(head(ROK).person), DelegationView(ROK), PublicView(plenary=True)):
        assert "checkpoints" not in view_for(table.talks, audience)["talks"]


def test_concluding_ends_everything_open() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Pause(), Conclude())
    assert table.talks.state is TalksState.CONCLUDED
    assert table.talks.forum_state(ENERGY).status is ForumStatus.FAILED
    assert table.refused(head(ROK), SetReady(ready=True)) == "not_running"
    table.ok(head(ROK), Say("m1", "plenary", "goodbye"))  # type: ignore[arg-type]


def test_the_debrief_turns_cards_and_the_archive_is_read_only() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Conclude())
    assert table.refused(FACILITATOR, Reveal("everything")) == "unknown_stage"
    table.ok(FACILITATOR, Reveal("channels"))
    assert table.refused(FACILITATOR, Reveal("channels")) == "nothing_changes"
    # What is told from the mandates lays them open too, once.
    table.ok(FACILITATOR, Reveal("moments"))
    assert table.talks.revealed == ("channels", "mandates", "moments")
    table.ok(FACILITATOR, Reveal("possible"))
    assert "possible" in table.talks.revealed
    assert table.refused(FACILITATOR, Reveal("mandates")) == "nothing_changes"
    assert table.talks.state is TalksState.DEBRIEF
    table.ok(FACILITATOR, Archive())
    assert table.refused(FACILITATOR, Reveal("scores")) == "archived"
    say = Say("m1", "plenary", "hello")  # type: ignore[arg-type]
    assert table.refused(head(ROK), say) == "archived"


def test_delegates_and_server_have_their_own_commands() -> None:
    table = lobby()
    assert table.refused(FACILITATOR, SetReady(ready=True)) == "not_allowed"
    assert table.refused(head(ROK), Expire()) == "not_allowed"


def test_a_briefing_that_waits_ends_when_all_are_ready_and_never_by_the_clock() -> None:
    table = lobby(briefing_waits=True, early_end=False)
    table.ok(FACILITATOR, Start())
    assert table.talks.next_deadline() is None
    assert table.refused(FACILITATOR, Extend(60)) == "nothing_changes"
    assert table.later(86_400).refused(TIMEKEEPER, Expire()) == "nothing_due"
    for delegation in EVERYBODY:
        assert table.talks.phase is Phase.BRIEFING
        table.ok(head(delegation), SetReady(True))
    assert table.talks.phase is Phase.NEGOTIATION
    assert table.talks.next_deadline() is not None, "only briefings wait"
    for delegation in EVERYBODY:
        table.ok(head(delegation), SetReady(True))
    assert table.talks.phase is Phase.NEGOTIATION, "the policy of early ends is another one"


def test_rolled_back_to_a_briefing_that_waits_it_waits_again() -> None:
    table = lobby(briefing_waits=True)
    table.ok(FACILITATOR, Start())
    briefing = max(table.talks.checkpoints)
    table.ok(FACILITATOR, Advance(), RollBack(briefing, "again"))
    assert table.talks.phase is Phase.BRIEFING
    assert table.talks.next_deadline() is None


def test_where_bots_alone_sit_a_briefing_that_waits_for_people_does_not_wait() -> None:
    table = lobby(briefing_waits=True)
    *most, last = [d.id for d in table.talks.scenario.delegations]
    for delegation in most:
        table.ok(FACILITATOR, SeatBot(delegation, "firm", 1))
    table.ok(FACILITATOR, Start())
    assert table.talks.next_deadline() is None
    table.ok(FACILITATOR, SeatBot(last, "firm", 1))
    assert table.talks.phase is Phase.NEGOTIATION


@pytest.mark.parametrize("opens", [True, False])
def test_at_the_end_everything_lies_open_by_itself_where_the_policy_says_so(opens: bool) -> None:
    table = negotiating(opens_at_end=opens)
    table.ok(FACILITATOR, Conclude())
    assert set(table.talks.revealed) == (set(STAGES) if opens else set())
    assert table.talks.state is (TalksState.DEBRIEF if opens else TalksState.CONCLUDED)
    shown = view_for(table.talks, DelegateView(PersonId("p-rok")))["scoreboard"]
    assert (shown["others"] is not None) is opens
