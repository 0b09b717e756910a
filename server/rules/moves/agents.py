"""Programs from outside that play a delegation: seated, paused, and sent away."""

import re

from server.rules.commands.agents import PauseAgent, SeatAgent, UnseatAgent
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.agents import AgentPaused, AgentSeated, AgentUnseated
from server.rules.events.seats import BotUnseated
from server.rules.limits import MAX_NAME
from server.rules.names import clean, problem
from server.rules.refusals import Refusal
from server.rules.seats import AgentSeat
from server.rules.state.talks import Talks

_SHA256 = re.compile("[0-9a-f]{64}")


def seat(talks: Talks, command: SeatAgent) -> tuple[Event, ...] | Refusal:
    """Hand a delegation to a program; whatever played it automatically makes room."""
    delegation = command.delegation
    if talks.scenario.delegation(delegation) is None:
        return Refusal("unknown_delegation", {"delegation": delegation})
    if any(one.agent == command.agent_id for one in talks.agents.values()):
        return Refusal("id_taken", {"id": command.agent_id})
    name, told = clean(command.name), (clean(command.operator), clean(command.model))
    wrong = problem(name)
    if wrong is not None:
        return wrong
    if max(map(len, told)) > MAX_NAME:
        return Refusal("text_too_long", {"limit": MAX_NAME})
    digest = command.instructions.strip().lower()
    if digest and not _SHA256.fullmatch(digest):
        return Refusal("bad_digest")
    if not command.consent and any((*told, digest)):
        return Refusal("consent_needed")
    bot = (BotUnseated(delegation),) if delegation in talks.bots else ()
    another = (AgentUnseated(delegation),) if delegation in talks.agents else ()
    return *bot, *another, AgentSeated(delegation, command.agent_id, name, *told, digest)


def pause(talks: Talks, command: PauseAgent) -> tuple[Event, ...] | Refusal:
    """Let a program do nothing for a while, or go on."""
    agent = talks.agents.get(command.delegation)
    if agent is None:
        return Refusal("no_agent", {"delegation": command.delegation})
    if agent.paused == command.paused:
        return Refusal("nothing_changes")
    return (AgentPaused(command.delegation, command.paused),)


def unseat(talks: Talks, command: UnseatAgent) -> tuple[Event, ...] | Refusal:
    """Give a delegation back to its people."""
    if command.delegation not in talks.agents:
        return Refusal("no_agent", {"delegation": command.delegation})
    return (AgentUnseated(command.delegation),)


# --- evolving ---


def on_seated(talks: Talks, event: AgentSeated) -> Talks:
    """The program plays; it is never counted as ready."""
    seated = AgentSeat(
        event.delegation, event.agent, event.name, event.operator, event.model, event.instructions
    )
    return replace(
        talks,
        agents=talks.agents.set(event.delegation, seated),
        ready=talks.ready - {event.delegation},
    )


def on_paused(talks: Talks, event: AgentPaused) -> Talks:
    """The program waits, or goes on."""
    agent = replace(talks.agents[event.delegation], paused=event.paused)
    return replace(talks, agents=talks.agents.set(event.delegation, agent))


def on_unseated(talks: Talks, event: AgentUnseated) -> Talks:
    """People play again, or a bot."""
    return replace(talks, agents=talks.agents.delete(event.delegation))
