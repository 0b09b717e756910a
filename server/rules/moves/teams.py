"""Inside a delegation: handing over, ballots, and speaking to the press."""

from collections import Counter

from immutables import Map

from server.rules.commands.proposals import StanceKind
from server.rules.commands.teams import CastBallot, HandOver, PressStatement
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.teams import BallotCast, HeadHandedOver, PressStated, SpecialistSet
from server.rules.ids import (
    PLENARY,
    DelegationId,
    MessageId,
    PersonId,
    ProposalId,
    delegation_channel,
)
from server.rules.moves.adoption import stand
from server.rules.moves.consent import has_cast, votes
from server.rules.moves.proposals import floor_problem, is_another, seen_proposal
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import InnerRole, Seat
from server.rules.state.acting import Acting, live, speaks
from server.rules.state.said import Said
from server.rules.state.talks import Ballot, Talks
from server.rules.texts import text_problem

PRESS = frozenset({InnerRole.HEAD, InnerRole.DEPUTY, InnerRole.PRESS})


def hand_over(talks: Talks, acting: Acting, command: HandOver) -> tuple[Event, ...] | Refusal:
    """The head gives the seat to somebody of the own delegation."""
    problem = speaks(talks)
    if problem:
        return problem
    seat = _seat(talks, acting)
    if seat is None or seat.inner_role is not InnerRole.HEAD:
        return Refusal("head_only")
    to = talks.seat_of(command.person)
    if to is None or to.delegation != acting.delegation:
        return Refusal("unknown_person")
    if to.person == seat.person:
        return Refusal("nothing_changes")
    team = delegation_channel(acting.delegation)
    said = sum(m.channel == team for m in talks.messages.values())
    message_id = MessageId(f"hand_over~{said + 1}~{acting.delegation}")
    return (HeadHandedOver(acting.delegation, seat.person, to.person, message_id),)


def cast_ballot(
    talks: Talks, acting: Acting, command: CastBallot, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """A delegate's ballot; where the delegation votes, its stance follows the majority."""
    if acting.person is None:
        return Refusal("not_allowed")
    problem = live(talks)
    if problem:
        return problem
    me = acting.delegation
    proposal = seen_proposal(talks, command.proposal_id, me)
    if proposal is None:
        return Refusal("not_found", {"proposal": command.proposal_id})
    if not proposal.is_open:
        return Refusal("proposal_closed", {"proposal": command.proposal_id})
    problem = floor_problem(talks, proposal.forum, me, occasion.at)
    if problem:
        return problem
    if me not in talks.forum(proposal.forum).parties:
        return Refusal("not_a_party")
    if is_another(talks, proposal, me, command.seen):
        return Refusal("proposal_changed", {"proposal": command.proposal_id})
    cast = BallotCast(proposal.id, me, acting.person, command.stance)
    if has_cast(talks, cast):
        return Refusal("nothing_changes")
    decided = majority(on_ballot(talks, cast), me, proposal.id) if votes(talks, me) else None
    stance = proposal.stances.get(me)
    if decided is None or (stance is not None and stance.stance is decided):
        return (cast,)
    return cast, *stand(talks, proposal, me, acting.person, decided, "", occasion.at)


def ballots_of(
    talks: Talks, delegation: DelegationId, proposal: ProposalId
) -> dict[PersonId, StanceKind]:
    """The ballots that count: of those who sit in the delegation now, head first."""
    cast = talks.ballots.get(proposal)
    if cast is None:
        return {}
    seated = (s.person for s in talks.delegates_of(delegation))
    return {
        person: ballot.stance
        for person in seated
        if (ballot := cast.get(person)) is not None and ballot.delegation == delegation
    }


def majority(talks: Talks, delegation: DelegationId, proposal: ProposalId) -> StanceKind | None:
    """The stance for which more than half of the seated delegates voted."""
    counted = Counter(ballots_of(talks, delegation, proposal).values())
    seated = len(talks.delegates_of(delegation))
    return next((stance for stance, n in counted.items() if 2 * n > seated), None)


def press_statement(
    talks: Talks, acting: Acting, command: PressStatement
) -> tuple[Event, ...] | Refusal:
    """The delegation speaks to the press."""
    problem = press_problem(talks, acting) or text_problem(command.text, needed=True)
    if problem:
        return problem
    if command.message_id in talks.messages:
        return Refusal("id_taken")
    return (PressStated(command.message_id, acting.delegation, acting.name, command.text),)


def press_problem(talks: Talks, acting: Acting) -> Refusal | None:
    """Why this person may not speak to the press now; None when they may."""
    problem = speaks(talks)
    if problem:
        return problem
    seat = _seat(talks, acting)
    allowed = seat is not None and (seat.inner_role in PRESS or talks.policies.anyone_acts)
    return None if allowed else Refusal("press_speaks")


def _seat(talks: Talks, acting: Acting) -> Seat | None:
    return talks.seat_of(acting.person) if acting.person is not None else None


# --- evolving ---


def on_specialist(talks: Talks, event: SpecialistSet) -> Talks:
    """The specialist acts in that forum, or in none."""
    seat = replace(talks.seats[event.person], forum=event.forum)
    return replace(talks, seats=talks.seats.set(seat.person, seat))


def on_handed_over(talks: Talks, event: HeadHandedOver, at: int) -> Talks:
    """The other delegate leads; the team reads a message whose text is the new head's name."""
    old, new = talks.seats[event.person], talks.seats[event.to]
    seats = talks.seats.set(old.person, replace(old, inner_role=InnerRole.DEPUTY, forum=None))
    seats = seats.set(new.person, replace(new, inner_role=InnerRole.HEAD, forum=None))
    team = delegation_channel(event.delegation)
    said = Said(event.message_id, team, event.delegation, old.name, new.name, at, "hand_over")
    return replace(talks, seats=seats, messages=talks.messages.set(said.id, said))


def on_ballot(talks: Talks, event: BallotCast) -> Talks:
    """The ballot counts, in place of the person's earlier one."""
    cast: Map[PersonId, Ballot] = talks.ballots.get(event.proposal_id) or Map()
    cast = cast.set(event.person, Ballot(event.by, event.stance))
    return replace(talks, ballots=talks.ballots.set(event.proposal_id, cast))


def on_press(talks: Talks, event: PressStated, at: int) -> Talks:
    """It stands in the plenary, marked as what it is."""
    said = Said(event.message_id, PLENARY, event.by, event.name, event.text, at, "press")
    return replace(talks, messages=talks.messages.set(said.id, said))
