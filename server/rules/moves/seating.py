"""Seats: who sits for which delegation, in which part, or whether a bot plays it."""

from server.rules.commands.seats import (
    AssignSeat,
    LockSeats,
    ReleaseSeat,
    SeatBot,
    SeatObserver,
    SetInnerRole,
    SwapSeats,
    UnseatBot,
)
from server.rules.copying import replace
from server.rules.events import Event, Recorded
from server.rules.events.agents import AgentUnseated
from server.rules.events.seats import (
    BotSeated,
    BotUnseated,
    InnerRoleSet,
    ObserverSeated,
    SeatAssigned,
    SeatReleased,
    SeatsLocked,
)
from server.rules.events.teams import SpecialistSet
from server.rules.ids import DelegationId, PersonId
from server.rules.limits import TEMPERAMENTS
from server.rules.names import clean, numbered, problem
from server.rules.refusals import Refusal
from server.rules.seats import Actor, BotSeat, Facilitator, InnerRole, Moved, Seat, Timekeeper
from server.rules.state.talks import Talks

_ROLE_ORDER = (InnerRole.HEAD, InnerRole.DEPUTY, InnerRole.SPECIALIST)


def assign(talks: Talks, actor: Actor, command: AssignSeat) -> tuple[Event, ...] | Refusal:
    """Seat a person. A locked table takes nobody who joins by themselves.

    Where another at the table has the name, a number tells them apart. A bot makes room at once, an
    agent for whomever the facilitator seats: who joins by themselves sits beside it.
    The first delegate becomes head, the second deputy, the others specialists, unless a role is
    given.
    """
    if talks.scenario.delegation(command.delegation) is None:
        return Refusal("unknown_delegation", {"delegation": command.delegation})
    if talks.seats_locked and isinstance(actor, Timekeeper):
        return Refusal("seats_locked")
    name = clean(command.name)
    wrong = problem(name)
    if wrong is not None:
        return wrong
    name = numbered(name, _names_beside(talks, command.person))
    others = [s for s in talks.delegates_of(command.delegation) if s.person != command.person]
    role = command.inner_role or _free_role(others)
    assigned = SeatAssigned(command.person, name, command.delegation, role)
    known = talks.seat_of(command.person)
    if known is not None and replace(known, forum=None) == seat_from(assigned):
        return Refusal("nothing_changes")
    events: list[Event] = [assigned]
    if command.delegation in talks.bots:
        events.append(BotUnseated(command.delegation))
    comes = known is None or known.delegation != command.delegation
    if comes and isinstance(actor, Facilitator):
        events += _agent_leaves(talks, command.delegation)
    return *_old_head_steps_down(others, role), *events


def seat_observer(talks: Talks, command: SeatObserver) -> tuple[Event, ...] | Refusal:
    """Let a person watch; a seat they have is left."""
    name = clean(command.name)
    wrong = problem(name)
    if wrong is not None:
        return wrong
    name = numbered(name, _names_beside(talks, command.person))
    if talks.observers.get(command.person) == name:
        return Refusal("nothing_changes")
    return (ObserverSeated(command.person, name),)


def _names_beside(talks: Talks, person: PersonId) -> list[str]:
    """The names of all others at the table."""
    seated = [s.name for s in talks.seats.values() if s.person != person]
    return seated + [name for one, name in talks.observers.items() if one != person]


def _free_role(others: list[Seat]) -> InnerRole:
    taken = {s.inner_role for s in others}
    return next((r for r in _ROLE_ORDER if r not in taken), InnerRole.SPECIALIST)


def _old_head_steps_down(others: list[Seat], role: InnerRole) -> tuple[Event, ...]:
    if role is not InnerRole.HEAD:
        return ()
    heads = (s for s in others if s.inner_role is InnerRole.HEAD)
    return tuple(InnerRoleSet(s.person, InnerRole.DEPUTY) for s in heads)


def swap(talks: Talks, command: SwapSeats) -> tuple[Event, ...] | Refusal:
    """Exchange two persons' seats, parts included."""
    one, other = talks.seat_of(command.person), talks.seat_of(command.with_)
    if one is None or other is None:
        return Refusal("unknown_person")
    if (one.delegation, one.inner_role) == (other.delegation, other.inner_role):
        return Refusal("nothing_changes")
    return (
        SeatAssigned(one.person, one.name, other.delegation, other.inner_role),
        SeatAssigned(other.person, other.name, one.delegation, one.inner_role),
    )


def release(talks: Talks, command: ReleaseSeat) -> tuple[Event, ...] | Refusal:
    """Take a seat away, or an observer's place.

    Who turns out to be somebody else may have left this table before, and acted at it.
    """
    person, into = command.person, command.into
    seat, watches = talks.seat_of(person), person in talks.observers
    was_here = seat is not None or watches or (into is not None and person in talks.moved)
    if not was_here:
        return Refusal("unknown_person")
    if into is None:
        return (SeatReleased(person, command.reason),)
    if into == person:
        return Refusal("same_person")
    gone = SeatReleased(person, command.reason, into)
    if not command.hands_over:
        return (gone,)
    beside = [n for n in _names_beside(talks, into) if n != (seat.name if seat else "")]
    name = numbered(clean(command.name), beside)
    if seat is not None:
        return gone, SeatAssigned(into, name, seat.delegation, seat.inner_role)
    return (gone, ObserverSeated(into, name)) if watches else (gone,)


def set_inner_role(talks: Talks, command: SetInnerRole) -> tuple[Event, ...] | Refusal:
    """Change a delegate's part; a new head makes the old head deputy."""
    seat = talks.seat_of(command.person)
    if seat is None:
        return Refusal("unknown_person")
    forum = command.forum
    if forum is not None and forum not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": forum})
    if forum is not None and command.inner_role is not InnerRole.SPECIALIST:
        return Refusal("only_specialists")
    if (seat.inner_role, seat.forum) == (command.inner_role, forum):
        return Refusal("nothing_changes")
    special = (SpecialistSet(seat.person, forum),)
    if seat.inner_role is command.inner_role:
        return special
    others = [s for s in talks.delegates_of(seat.delegation) if s.person != seat.person]
    down = _old_head_steps_down(others, command.inner_role)
    return *down, InnerRoleSet(seat.person, command.inner_role), *(special if forum else ())


def lock(talks: Talks, command: LockSeats) -> tuple[Event, ...] | Refusal:
    """Close the seats to newcomers, or open them."""
    if talks.seats_locked == command.locked:
        return Refusal("nothing_changes")
    return (SeatsLocked(command.locked),)


def seat_bot(talks: Talks, command: SeatBot) -> tuple[Event, ...] | Refusal:
    """Hand a delegation to the automated negotiator; its people keep their seats and watch."""
    if talks.scenario.delegation(command.delegation) is None:
        return Refusal("unknown_delegation", {"delegation": command.delegation})
    if command.temperament not in TEMPERAMENTS:
        return Refusal("unknown_temperament", {"known": TEMPERAMENTS})
    seated = BotSeated(command.delegation, command.temperament, command.seed)
    if talks.bots.get(command.delegation) == bot_from(seated):
        return Refusal("nothing_changes")
    return *_agent_leaves(talks, command.delegation), seated


def unseat_bot(talks: Talks, command: UnseatBot) -> tuple[Event, ...] | Refusal:
    """Give a delegation back to people."""
    if command.delegation not in talks.bots:
        return Refusal("nothing_changes")
    return (BotUnseated(command.delegation),)


def _agent_leaves(talks: Talks, delegation: DelegationId) -> tuple[Event, ...]:
    return (AgentUnseated(delegation),) if delegation in talks.agents else ()


# --- evolving ---


def seat_from(event: SeatAssigned) -> Seat:
    """The seat the event describes."""
    return Seat(event.person, event.name, event.delegation, event.inner_role)


def bot_from(event: BotSeated) -> BotSeat:
    """The bot seat the event describes."""
    return BotSeat(event.delegation, event.temperament, event.seed)


def on_assigned(talks: Talks, event: SeatAssigned) -> Talks:
    """The person sits there, and nowhere else."""
    talks = _without_person(talks, event.person)
    return replace(talks, seats=talks.seats.set(event.person, seat_from(event)))


def on_released(talks: Talks, event: SeatReleased) -> Talks:
    """The person has no seat; what they prepared is the other's, if they are another."""
    talks = _without_person(talks, event.person)
    return talks if event.into is None else _prepared_by(talks, event.person, event.into)


def _prepared_by(talks: Talks, double: PersonId, into: PersonId) -> Talks:
    """What a double prepared, thought and guessed becomes the person's; of two the own stays."""
    answers, positions, reflections = talks.answers, talks.positions, talks.reflections
    for answered in [key for key in answers if key[0] == double]:
        own = (into, *answered[1:])
        answers = answers.set(own, answers.get(own, answers[answered])).delete(answered)
    for wrote in [key for key in positions if key[1] == double]:
        mine = (wrote[0], into)
        positions = positions.set(mine, positions.get(mine, positions[wrote])).delete(wrote)
    if double in reflections:
        said = (*reflections.get(into, ()), *reflections[double])
        reflections = reflections.set(into, said).delete(double)
    readings = talks.readings
    if double in readings:
        readings = readings.set(into, readings.get(into, readings[double])).delete(double)
    return replace(
        talks,
        answers=answers,
        positions=positions,
        reflections=reflections,
        readings=readings,
    )


def on_observer_seated(talks: Talks, event: ObserverSeated) -> Talks:
    """The person watches, and sits nowhere."""
    talks = _without_person(talks, event.person)
    return replace(talks, observers=talks.observers.set(event.person, event.name))


def _without_person(talks: Talks, person: PersonId) -> Talks:
    """The table without the person; a delegation that nobody is left in is not ready."""
    if person in talks.observers:
        talks = replace(talks, observers=talks.observers.delete(person))
    seat = talks.seats.get(person)
    if seat is None:
        return talks
    talks = replace(talks, seats=talks.seats.delete(person))
    if talks.delegates_of(seat.delegation):
        return talks
    return replace(talks, ready=_without(talks.ready, seat.delegation))


def noted(talks: Talks, recorded: Recorded) -> Talks:
    """Keeps what became of people's seats without their doing, for them to be told."""
    match recorded.event:
        case SeatReleased(person, reason):
            moved = Moved(recorded.at, "released", reason)
        case SeatAssigned(person) | ObserverSeated(person):
            watching = isinstance(recorded.event, ObserverSeated)
            moved = Moved(recorded.at, "observer" if watching else "seated")
            if not isinstance(recorded.by, Facilitator):
                gone = talks.moved.delete(person) if person in talks.moved else talks.moved
                return replace(talks, moved=gone)
        case _:
            return talks
    return replace(talks, moved=talks.moved.set(person, moved))


def on_inner_role(talks: Talks, event: InnerRoleSet) -> Talks:
    """The person plays another part."""
    seat = replace(talks.seats[event.person], inner_role=event.inner_role, forum=None)
    return replace(talks, seats=talks.seats.set(seat.person, seat))


def on_bot_seated(talks: Talks, event: BotSeated) -> Talks:
    """The negotiator plays; it is never counted as ready."""
    ready = _without(talks.ready, event.delegation)
    return replace(talks, bots=talks.bots.set(event.delegation, bot_from(event)), ready=ready)


def on_bot_unseated(talks: Talks, event: BotUnseated) -> Talks:
    """People play again."""
    return replace(talks, bots=talks.bots.delete(event.delegation))


def _without(ready: frozenset[DelegationId], delegation: DelegationId) -> frozenset[DelegationId]:
    return ready - {delegation}
