"""What a command brings about: events, or a refusal. Nothing else changes talks."""

from typing import assert_never

from server.rules import commands as c
from server.rules.commands.schedule import Relative
from server.rules.events import Event, Recorded
from server.rules.ids import CommandId
from server.rules.moves import dispatch, life, schedule
from server.rules.moves.consequences import consequence, is_hushed, stirs
from server.rules.moves.dispatch import Decision
from server.rules.moves.evolve import evolve
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Agent, Bot, Delegate, Facilitator, Timekeeper
from server.rules.state import acting
from server.rules.state.talks import Talks, TalksState


def decide(talks: Talks, command: c.Command, actor: Actor, occasion: Occasion) -> Decision:
    """The events the command brings about, those that follow by themselves included.

    Pure and total: the same arguments give the same answer, and every command gets one.
    """
    decision = _decide(talks, command, actor, occasion)
    if isinstance(decision, Refusal):
        return decision
    return _with_consequences(talks, decision, actor, occasion)


def _decide(talks: Talks, command: c.Command, actor: Actor, occasion: Occasion) -> Decision:
    match actor:
        case Delegate() | Bot() | Agent():
            if not isinstance(command, c.DelegateCommand):
                return Refusal("not_allowed")
            for_whom = acting.acting_for(talks, actor)
            if isinstance(for_whom, Refusal):
                return for_whom
            played = isinstance(actor, Delegate) and acting.played_by(talks, for_whom.delegation)
            if played and not isinstance(command, c.OfAPerson):
                return played
            if isinstance(actor, Agent) and isinstance(command, c.OfPeopleOnly):
                return Refusal("not_allowed")
            if isinstance(actor, Agent) and talks.agents[actor.delegation].paused:
                return Refusal("agent_paused")
            if isinstance(command, Relative) and schedule.is_over(talks, command):
                return Refusal("phase_over")
            return dispatch.by_delegate(talks, for_whom, command, occasion)
        case Facilitator() | Timekeeper():
            if isinstance(command, c.DelegateCommand):
                return Refusal("not_allowed")
            if isinstance(command, c.ServerCommand):
                return _expire(talks, actor, occasion)
            if talks.state is TalksState.ARCHIVED:
                return Refusal("archived")
            if isinstance(command, Relative) and schedule.is_over(talks, command):
                return Refusal("phase_over")
            return dispatch.by_facilitator(talks, actor, command, occasion)
        case _:
            assert_never(actor)


def _expire(talks: Talks, actor: Actor, occasion: Occasion) -> Decision:
    """A deadline, or else what follows by itself: somebody left and all who remain are ready.

    An event for some only goes along with what is due besides, which else came a moment later.
    """
    if talks.state.is_discussed:
        return life.cards_due(talks, occasion.at)
    hushed: tuple[Event, ...] = ()
    due = schedule.expire(talks, occasion)
    while not isinstance(due, Refusal) and all(is_hushed(event) for event in due):
        hushed += due
        talks = _after(talks, due, actor, occasion)
        due = schedule.expire(talks, occasion)
    if isinstance(due, Refusal):
        due = consequence(talks, occasion) or (() if hushed else due)
    return due if isinstance(due, Refusal) else hushed + due


def _with_consequences(
    talks: Talks, events: tuple[Event, ...], actor: Actor, occasion: Occasion
) -> tuple[Event, ...]:
    told: list[Event] = []
    state = talks
    pending, stirred = events, False
    while pending:
        told += pending
        loud = [event for event in pending if not is_hushed(event)]
        stirred = any(stirs(event) for event in loud) if loud else stirred
        if not stirred:
            break
        state = _after(state, pending, actor, occasion)
        pending = consequence(state, occasion, tuple(told))
    return tuple(told)


def _after(talks: Talks, events: tuple[Event, ...], actor: Actor, occasion: Occasion) -> Talks:
    """The talks as the events would leave them."""
    for event in events:
        provisional = Recorded(talks.seq + 1, occasion.at, actor, CommandId(""), event)
        talks = evolve(talks, provisional)
    return talks
