"""An agent in a delegation's seat: seen by everybody, waited for by nobody."""

from dataclasses import replace

import orjson
import pytest

from server.rules.commands import Command
from server.rules.commands.agents import PauseAgent, SeatAgent, UnseatAgent
from server.rules.commands.life import Conclude, RollBack
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.commands.schedule import Advance, SetReady
from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatBot
from server.rules.commands.talk import AskHelp, Reflect, Say
from server.rules.commands.teams import HandOver, PressStatement
from server.rules.events.agents import AgentUnseated
from server.rules.events.seats import BotSeated, BotUnseated
from server.rules.ids import AgentId, DelegationId, MessageId, PersonId, ProposalId
from server.rules.refusals import Refusal
from server.rules.seats import (
    Agent,
    AgentView,
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.state.talks import Phase
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    MIDDLE,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    bot,
    head,
    lobby,
    negotiating,
    tabled,
)

AGENT = AgentId("a1")
DIGEST = "ab" * 32
PLAYS = Agent(ROK, AGENT)
OFFER = TableProposal(ProposalId("p1"), ENERGY, MIDDLE)


def hands_over(
    to: DelegationId = ROK,
    agent: AgentId = AGENT,
    operator: str = "",
    model: str = "",
    instructions: str = "",
    consent: bool = False,
) -> SeatAgent:
    return SeatAgent(agent, to, "Greedy", operator, model, instructions, consent)


def played(table: Table | None = None) -> Table:
    """The first floor is open, and an agent plays the ROK."""
    table = table or negotiating()
    table.ok(FACILITATOR, hands_over())
    return table


def sees(table: Table, audience: Audience) -> dict[str, object]:
    return dict(view_for(table.talks, audience, table.present))


def label(table: Table, audience: Audience) -> object:
    return sees(table, audience)[f"delegation/{ROK}"]["bot"]  # type: ignore[index]


def test_an_agent_negotiates_as_a_head_of_delegation_does() -> None:
    table = played()
    table.ok(PLAYS, OFFER, Say(MessageId("m1"), "plenary", "We offer the middle."))  # type: ignore[arg-type]
    assert table.talks.proposals[OFFER.proposal_id].by == ROK
    assert table.talks.messages[MessageId("m1")].name == "Greedy (agent)"
    assert table.talks.last_activity[ROK] == table.now


def test_its_people_keep_their_seats_and_watch() -> None:
    table = played()
    assert table.refused(head(ROK), OFFER) == "agent_plays"
    table.ok(head(ROK), Reflect("why?", "because"))
    me = sees(table, DelegateView(head(ROK).person))
    assert me["me"]["acts"] is False  # type: ignore[index]
    assert me["may"]["table_proposal"]["code"] == "agent_plays"  # type: ignore[index]


@pytest.mark.parametrize(
    "audience",
    [DelegateView(head(USA).person), DelegationView(DPRK), PublicView(), FacilitatorView()],
)
def test_everybody_reads_that_a_program_plays(audience: Audience) -> None:
    found = label(played(), audience)
    assert isinstance(found, dict)
    assert found["agent"]["name"] == "Greedy"


def test_who_runs_it_is_told_only_with_consent() -> None:
    table = negotiating()
    told = hands_over(operator="A lab", model="M-1", instructions=DIGEST.upper())
    assert table.refused(FACILITATOR, told) == "consent_needed"
    table.ok(FACILITATOR, replace(told, consent=True))
    public = {"name": "Greedy", "paused": False, "operator": "A lab", "model": "M-1"}
    assert label(table, PublicView()) == {"agent": public}
    private = {**public, "id": AGENT, "instructions": DIGEST}
    assert label(table, FacilitatorView()) == {"agent": private}


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (hands_over(DelegationId("mars")), "unknown_delegation"),
        (SeatAgent(AGENT, ROK, "\u200b"), "name_needed"),
        (SeatAgent(AGENT, ROK, "x" * 81), "text_too_long"),
        (hands_over(operator="x" * 81, consent=True), "text_too_long"),
        (hands_over(instructions="my prompt", consent=True), "bad_digest"),
        (PauseAgent(ROK, True), "no_agent"),
        (UnseatAgent(ROK), "no_agent"),
    ],
)
def test_what_cannot_be_seated_is_refused(command: Command, why: str) -> None:
    assert negotiating().refused(FACILITATOR, command) == why


def test_an_id_opens_one_seat() -> None:
    table = played()
    assert table.refused(FACILITATOR, hands_over(USA)) == "id_taken"
    assert table.refused(Agent(USA, AGENT), OFFER) == "agent_unseated"


def test_it_is_never_counted_as_ready_and_nobody_waits_for_it() -> None:
    table = lobby()
    table.ok(head(ROK), SetReady(True))
    played(table)
    assert ROK not in table.talks.ready
    assert table.refused(PLAYS, SetReady(True)) == "not_allowed"
    for delegation in EVERYBODY:
        if delegation != ROK:
            table.ok(head(delegation), SetReady(True))
    assert sees(table, PublicView())[f"delegation/{ROK}"]["ready"] is False  # type: ignore[index]


def test_a_phase_ends_early_without_it() -> None:
    table = played()
    for delegation in (d for d in EVERYBODY if d != ROK):
        assert table.talks.phase is Phase.NEGOTIATION
        table.ok(head(delegation), SetReady(True))
    assert table.talks.phase is not Phase.NEGOTIATION


@pytest.mark.parametrize(
    "command",
    [
        AskHelp("help"),
        Reflect("why?", "because"),
        HandOver(PersonId("p-rok")),
        SetReady(True),
        PressStatement(MessageId("m1"), "we are confident"),
    ],
)
def test_what_is_peoples_own_is_not_its(command: Command) -> None:
    table = played()
    assert table.refused(PLAYS, command) == "not_allowed"
    may = sees(table, AgentView(ROK, AGENT))["may"]
    assert {c for c, no in may.items() if no is not True and no["code"] == "not_allowed"} >= {  # type: ignore[attr-defined]
        "ask_help",
        "reflect",
        "hand_over",
        "set_ready",
        "press_statement",
    }


def test_what_may_says_is_what_the_door_says() -> None:
    table = played()
    offered = tabled(table, USA)
    may = sees(table, AgentView(ROK, AGENT))["may"]
    assert may["take_stance"] is True  # type: ignore[index]
    table.ok(PLAYS, TakeStance(offered, StanceKind.ACCEPT))
    table.ok(FACILITATOR, Advance())
    may = sees(table, AgentView(ROK, AGENT))["may"]
    assert may["table_proposal"]["code"] == table.refused(PLAYS, OFFER)  # type: ignore[index]


def test_one_press_pauses_it_and_one_lets_it_go_on() -> None:
    table = played()
    table.ok(FACILITATOR, PauseAgent(ROK, True))
    assert table.refused(PLAYS, OFFER) == "agent_paused"
    assert sees(table, AgentView(ROK, AGENT))["may"]["say"]["code"] == "agent_paused"  # type: ignore[index]
    assert label(table, PublicView()) == {"agent": {"name": "Greedy", "paused": True}}
    assert table.refused(FACILITATOR, PauseAgent(ROK, True)) == "nothing_changes"
    table.ok(FACILITATOR, PauseAgent(ROK, False))
    table.ok(PLAYS, OFFER)


def test_the_seat_goes_back_to_its_people() -> None:
    table = played()
    table.ok(FACILITATOR, UnseatAgent(ROK))
    assert table.refused(PLAYS, OFFER) == "agent_unseated"
    table.ok(head(ROK), OFFER)
    assert label(table, PublicView()) is None


def test_the_seat_goes_to_a_built_in_bot_and_back() -> None:
    table = played()
    events = table.ok(FACILITATOR, SeatBot(ROK, "firm", 3))
    assert [type(e) for e in events] == [AgentUnseated, BotSeated]
    assert table.refused(PLAYS, OFFER) == "agent_unseated"
    events = table.ok(FACILITATOR, hands_over(agent=AgentId("a2")))
    assert type(events[0]) is BotUnseated
    assert table.refused(bot(ROK), OFFER) == "not_allowed"


def test_who_is_seated_takes_its_place_and_who_joins_sits_beside_it() -> None:
    table = played()
    table.ok(TIMEKEEPER, AssignSeat(PersonId("late"), ROK, "Min-ji"))
    assert ROK in table.talks.agents
    table.ok(FACILITATOR, AssignSeat(PersonId("late"), ROK, "Min-ji Kim"))  # a name put right
    assert ROK in table.talks.agents
    table.ok(FACILITATOR, AssignSeat(PersonId("later"), ROK, "Joon"))
    assert ROK not in table.talks.agents


def test_who_joined_twice_becomes_one_and_the_agent_stays() -> None:
    table = played()
    table.ok(TIMEKEEPER, AssignSeat(PersonId("double"), ROK, "Head of rok"))
    own = head(ROK).person
    table.ok(FACILITATOR, ReleaseSeat(own, into=PersonId("double"), hands_over=True, name="Kim"))
    assert table.talks.agents[ROK].agent == AGENT
    assert [s.person for s in table.talks.delegates_of(ROK)] == ["double"]


def test_rolling_back_leaves_it_in_its_seat() -> None:
    table = played()
    table.ok(PLAYS, OFFER)
    table.ok(FACILITATOR, RollBack(max(table.talks.checkpoints), "again"))
    assert table.talks.agents[ROK].agent == AGENT
    assert OFFER.proposal_id not in table.talks.proposals
    table.ok(PLAYS, replace(OFFER, proposal_id=ProposalId("p2")))


def test_a_red_line_goes_to_the_capital_for_it_too() -> None:
    table = negotiating(capital_approval=True)
    table.ok(FACILITATOR, hands_over(DPRK))
    crossing = {"oil": "high", "pace": "low"}
    offered = TableProposal(ProposalId("p1"), ENERGY, crossing)  # type: ignore[arg-type]
    table.ok(head(USA), offered)
    answer = table.does(Agent(DPRK, AGENT), TakeStance(ProposalId("p1"), StanceKind.ACCEPT))
    assert not isinstance(answer, Refusal)
    assert DPRK not in table.talks.proposals[ProposalId("p1")].stances
    asked = sees(table, FacilitatorView())[f"approval/p1/{DPRK}"]
    assert asked["by"] == "Greedy (agent)"  # type: ignore[index]


def test_another_agent_sees_what_is_public() -> None:
    table = played()
    assert sees(table, AgentView(ROK, AgentId("old")))["me"] == {
        "audience": "none",
        "delegation": None,
    }
    assert not any(k.startswith("mandate/") for k in sees(table, AgentView(ROK, AgentId("old"))))


def test_an_agent_sees_the_delegations_view_and_no_more() -> None:
    table = played()
    mine, seat = sees(table, AgentView(ROK, AGENT)), sees(table, DelegationView(ROK))
    assert {k: v for k, v in mine.items() if k not in ("me", "may")} == {
        k: v for k, v in seat.items() if k not in ("me", "may")
    }
    assert mine["me"] == {
        "audience": "agent",
        "delegation": ROK,
        "agent": {"name": "Greedy", "paused": False},
    }


def test_what_it_was_told_to_do_changes_no_byte_that_others_see() -> None:
    one, other = negotiating(), negotiating()
    one.ok(FACILITATOR, hands_over(instructions=DIGEST, consent=True))
    other.ok(FACILITATOR, hands_over(agent=AgentId("a2")))
    outsiders: list[Audience] = [PublicView(), DelegationView(USA), DelegateView(head(ROK).person)]
    for audience in outsiders:
        assert orjson.dumps(sees(one, audience)) == orjson.dumps(sees(other, audience))
    assert sees(one, FacilitatorView()) != sees(other, FacilitatorView())


def test_it_keeps_its_seat_when_the_talks_end() -> None:
    table = played()
    table.ok(FACILITATOR, Conclude())
    assert table.refused(PLAYS, OFFER) == "not_running"
    assert label(table, PublicView()) is not None
