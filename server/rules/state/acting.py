"""For whom an actor acts, and the gates every delegate's command passes."""

from dataclasses import dataclass

from server.rules.ids import DelegationId, ForumId, PersonId
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Agent, Bot, Delegate, InnerRole, Seat
from server.rules.state.talks import Talks, TalksState
from server.rules.written.policies import Policies


@dataclass(frozen=True, slots=True)
class Acting:
    """A delegation that acts, through a person or the automated negotiator.

    A specialist who may not act everywhere may in the forum `special`. `asker` is whom the capital
    answers; None needs nobody's approval.
    """

    delegation: DelegationId
    person: PersonId | None
    name: str
    may_act: bool
    special: ForumId | None = None
    asker: PersonId | None = None


def acting_for(talks: Talks, actor: Actor) -> Acting | Refusal:
    """The delegation the actor speaks for, or why it speaks for none."""
    match actor:
        case Delegate(person):
            seat = talks.seat_of(person)
            if seat is None:
                return Refusal("observing" if person in talks.observers else "seat_replaced")
            return acting_as(talks, seat)
        case Bot(delegation):
            if delegation not in talks.bots:
                return Refusal("not_allowed")
            return Acting(delegation, None, "", True)
        case Agent(delegation, agent):
            seated = talks.agents.get(delegation)
            if seated is None or seated.agent != agent:
                return Refusal("agent_unseated")
            asker = PersonId(f"agent:{agent}")
            return Acting(delegation, None, seated.label, True, asker=asker)
        case _:
            return Refusal("not_allowed")


def played_by(talks: Talks, delegation: DelegationId) -> Refusal | None:
    """Why the delegation's own people do not act: something plays it; None when they do."""
    if delegation in talks.bots:
        return Refusal("bot_plays")
    return Refusal("agent_plays") if delegation in talks.agents else None


def acting_as(talks: Talks, seat: Seat) -> Acting:
    """How the person in the seat acts for its delegation."""
    acts_now = may_act(seat, talks.policies)
    return Acting(seat.delegation, seat.person, seat.name, acts_now, seat.forum, seat.person)


def may_act(seat: Seat, policies: Policies) -> bool:
    """Head and deputy act for the delegation; the facilitator may allow everybody."""
    return policies.anyone_acts or seat.inner_role in {InnerRole.HEAD, InnerRole.DEPUTY}


def live(talks: Talks) -> Refusal | None:
    """Why delegates cannot change the negotiation now; None when they can."""
    if talks.state is TalksState.ARCHIVED:
        return Refusal("archived")
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    if talks.is_paused:
        return Refusal("paused")
    return None


def acts(talks: Talks, acting: Acting, forum: ForumId | None = None) -> Refusal | None:
    """Why this person may not act for the delegation now (in the forum); None when they may."""
    allowed = acting.may_act or (forum is not None and forum == acting.special)
    return live(talks) or (None if allowed else Refusal("head_acts"))


def speaks(talks: Talks) -> Refusal | None:
    """Why nobody may speak now; None when delegates may. The lobby and the debrief have talk."""
    if talks.state is TalksState.ARCHIVED:
        return Refusal("archived")
    if not talks.opened:
        return Refusal("not_running")
    return Refusal("paused") if talks.is_paused else None
