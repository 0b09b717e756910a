"""Inside a delegation: specialists, handing over, ballots, the press."""

import pytest

from server.rules.commands import Command
from server.rules.commands.proposals import (
    Cosponsor,
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.commands.seats import AssignSeat, SeatBot, SetInnerRole
from server.rules.commands.talk import Say
from server.rules.commands.teams import CastBallot, HandOver, PressStatement
from server.rules.ids import ChannelId, MessageId, PersonId, ProposalId
from server.rules.seats import Delegate, DelegateView, DelegationView, InnerRole, PublicView
from server.rules.state.talks import ProposalState
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    PEACE,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    accepted,
    bot,
    head,
    negotiating,
    tabled,
)

SECOND, THIRD = PersonId("second"), PersonId("third")
P1 = ProposalId("p1")
YES, NO, LATER = StanceKind.ACCEPT, StanceKind.REJECT, StanceKind.RESERVE


def team(decides: str = "head") -> Table:
    """Three people sit for the ROK."""
    table = negotiating(team_decides=decides)
    for person, name in ((SECOND, "Min-ji"), (THIRD, "Seo-yun")):
        table.ok(TIMEKEEPER, AssignSeat(person, ROK, name))
    table.present = frozenset(table.talks.seats)
    return table


def stance(table: Table) -> StanceKind | None:
    found = table.talks.proposals[P1].stances.get(ROK)
    return found.stance if found else None


# --- specialists ---


def test_a_specialist_acts_in_the_forum_that_is_theirs_and_in_no_other() -> None:
    table = team()
    tabling = TableProposal(P1, ENERGY, MIDDLE)
    third = Delegate(THIRD)
    assert table.refused(third, tabling) == "head_acts"
    table.ok(FACILITATOR, SetInnerRole(THIRD, InnerRole.SPECIALIST, ENERGY))
    table.ok(third, tabling)
    mine = view_for(table.talks, DelegateView(THIRD))
    assert (mine["me"]["specialist_for"], mine["me"]["acts"]) == (ENERGY, False)
    assert mine["may"]["table_proposal"] is True
    table.ok(third, TakeStance(P1, LATER))
    table.ok(FACILITATOR, SetInnerRole(THIRD, InnerRole.SPECIALIST, PEACE))
    assert table.refused(third, TakeStance(P1, YES)) == "head_acts"
    assert table.refused(third, WithdrawProposal(P1)) == "head_acts"
    assert view_for(table.talks, DelegateView(THIRD))["may"]["table_proposal"]["code"] == (
        "head_acts"
    )


def test_a_new_part_takes_the_forum_away() -> None:
    table = team()
    table.ok(FACILITATOR, SetInnerRole(THIRD, InnerRole.SPECIALIST, ENERGY))
    table.ok(FACILITATOR, SetInnerRole(THIRD, InnerRole.PRESS))
    assert table.talks.seats[THIRD].forum is None
    table.ok(FACILITATOR, SetInnerRole(THIRD, InnerRole.SPECIALIST))
    assert table.talks.seats[THIRD].forum is None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SetInnerRole(SECOND, InnerRole.DEPUTY, ENERGY), "only_specialists"),
        (SetInnerRole(THIRD, InnerRole.SPECIALIST, "mars"), "not_found"),  # type: ignore[arg-type]
        (SetInnerRole(THIRD, InnerRole.SPECIALIST), "nothing_changes"),
    ],
)
def test_refused_parts(command: Command, code: str) -> None:
    assert team().refused(FACILITATOR, command) == code


# --- handing over ---


def test_the_head_hands_over_and_the_team_reads_it() -> None:
    table = team()
    table.ok(head(ROK), HandOver(THIRD))
    roles = {s.person: s.inner_role for s in table.talks.delegates_of(ROK)}
    assert roles[THIRD] is InnerRole.HEAD
    assert roles[head(ROK).person] is InnerRole.DEPUTY
    team_reads = view_for(table.talks, DelegationView(ROK))
    [told] = [e for e in team_reads.values() if e.get("kind") == "hand_over"]
    assert (told["name"], told["text"]) == ("Head of rok", "Seo-yun")
    assert told["channel"] == "delegation:rok"
    others = view_for(table.talks, DelegationView(USA))
    assert not any(e.get("kind") == "hand_over" for e in others.values())
    assert table.refused(head(ROK), HandOver(SECOND)) == "head_only"
    table.ok(Delegate(THIRD), HandOver(head(ROK).person))


def test_only_the_head_hands_over_and_only_to_the_own_people() -> None:
    table = team()
    assert table.refused(Delegate(SECOND), HandOver(THIRD)) == "head_only"
    assert table.refused(head(ROK), HandOver(head(USA).person)) == "unknown_person"
    assert table.refused(head(ROK), HandOver(PersonId("nobody"))) == "unknown_person"
    assert table.refused(head(ROK), HandOver(head(ROK).person)) == "nothing_changes"


# --- ballots ---


def test_ballots_advise_and_the_head_decides() -> None:
    table = team()
    tabled(table, USA)
    for person in (SECOND, THIRD):
        table.ok(Delegate(person), CastBallot(P1, YES))
    assert stance(table) is None
    table.ok(head(ROK), TakeStance(P1, NO, "no"))
    inside = view_for(table.talks, DelegationView(ROK))["ballots/p1/rok"]
    assert [(b["name"], b["stance"]) for b in inside["ballots"]] == [
        ("Min-ji", "accept"),
        ("Seo-yun", "accept"),
    ]
    assert (inside["seated"], inside["needed"]) == (3, 2)


def test_where_the_team_votes_its_stance_follows_more_than_half() -> None:
    table = team("vote")
    tabled(table, USA)
    assert table.refused(head(ROK), TakeStance(P1, YES)) == "team_votes"
    table.ok(head(ROK), CastBallot(P1, YES))
    table.ok(Delegate(SECOND), CastBallot(P1, NO))
    assert stance(table) is None
    table.ok(Delegate(THIRD), CastBallot(P1, NO))
    assert stance(table) is NO
    table.ok(Delegate(THIRD), CastBallot(P1, YES))
    assert stance(table) is YES
    table.ok(Delegate(SECOND), CastBallot(P1, LATER))
    assert stance(table) is YES, "nobody has another majority"


def test_tabling_is_only_the_heads_own_ballot_where_the_team_votes() -> None:
    table = team("vote")
    tabled(table, ROK)
    assert stance(table) is None
    table.ok(Delegate(SECOND), CastBallot(P1, YES))
    assert stance(table) is YES
    other = tabled(table, USA, "p2", oil="low", pace="low")
    table.ok(head(ROK), CastBallot(other, YES), Cosponsor(other))
    assert ROK not in table.talks.proposals[other].stances


def test_who_left_counts_no_more() -> None:
    table = team("vote")
    tabled(table, USA)
    table.ok(Delegate(SECOND), CastBallot(P1, NO))
    table.ok(FACILITATOR, AssignSeat(SECOND, USA, "Min-ji"))
    assert not view_for(table.talks, DelegationView(ROK))["ballots/p1/rok"]["ballots"]
    assert "ballots/p1/usa" not in view_for(table.talks, DelegationView(USA))
    table.ok(head(ROK), CastBallot(P1, NO))
    assert stance(table) is None
    table.ok(Delegate(THIRD), CastBallot(P1, NO))
    assert stance(table) is NO


def test_a_delegate_alone_takes_stances_even_where_teams_vote() -> None:
    table = team("vote")
    tabled(table, ROK)
    table.ok(head(DPRK), TakeStance(P1, YES))
    assert DPRK in table.talks.proposals[P1].stances


def test_a_majority_against_breaks_silence() -> None:
    table = team("vote")
    tabled(table, USA)
    for person in (head(ROK).person, SECOND):
        table.ok(Delegate(person), CastBallot(P1, YES))
    accepted(table, P1, (DPRK,))
    assert table.talks.proposals[P1].state is ProposalState.SILENCE
    for person in (SECOND, THIRD):
        table.ok(Delegate(person), CastBallot(P1, NO))
    assert table.talks.proposals[P1].state is ProposalState.TABLED


def test_refused_ballots() -> None:
    table = team()
    third = Delegate(THIRD)
    assert table.refused(third, CastBallot(P1, YES)) == "not_found"
    tabled(table, USA)
    table.ok(third, CastBallot(P1, YES))
    assert table.refused(third, CastBallot(P1, YES)) == "nothing_changes"
    table.ok(FACILITATOR, SeatBot(USA, "firm"))
    assert table.refused(bot(USA), CastBallot(P1, YES)) == "not_allowed"
    table.ok(bot(USA), WithdrawProposal(P1))
    assert table.refused(third, CastBallot(P1, NO)) == "proposal_closed"


# --- the press ---


def test_the_press_officer_speaks_to_everybody() -> None:
    table = team()
    statement = PressStatement(MessageId("m1"), "We are confident.")
    assert table.refused(Delegate(THIRD), statement) == "press_speaks"
    table.ok(FACILITATOR, SetInnerRole(THIRD, InnerRole.PRESS))
    table.ok(Delegate(THIRD), statement)
    assert table.refused(head(ROK), statement) == "id_taken"
    for audience in (PublicView(), DelegationView(USA)):
        message = view_for(table.talks, audience)["message/m1"]
        assert (message["kind"], message["by"], message["channel"]) == ("press", ROK, "plenary")
    blank = PressStatement(MessageId("m2"), " ")
    assert table.refused(Delegate(THIRD), blank) == "text_needed"


def test_what_is_said_in_the_plenary_is_not_for_the_projector() -> None:
    table = team()
    table.ok(head(ROK), Say(MessageId("m1"), ChannelId("plenary"), "among us"))
    assert "message/m1" not in view_for(table.talks, PublicView())
