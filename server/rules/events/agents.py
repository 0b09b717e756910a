"""Events of delegations that a program from outside plays."""

from dataclasses import dataclass

from server.rules.ids import AgentId, DelegationId


@dataclass(frozen=True, slots=True)
class AgentSeated:
    """A program from outside plays this delegation. What was not to be taken down is ""."""

    delegation: DelegationId
    agent: AgentId
    name: str
    operator: str = ""
    model: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class AgentPaused:
    """The program may do nothing for a while, or goes on."""

    delegation: DelegationId
    paused: bool


@dataclass(frozen=True, slots=True)
class AgentUnseated:
    """The program plays this delegation no more."""

    delegation: DelegationId


Event = AgentSeated | AgentPaused | AgentUnseated
