"""Commands about delegations that a program from outside plays."""

from dataclasses import dataclass
from typing import Annotated

from server.rules.ids import NEW, AgentId, DelegationId


@dataclass(frozen=True, slots=True)
class SeatAgent:
    """Hand a delegation to a program from outside; its people keep their seats and watch.

    `operator`, `model` and `instructions` (the SHA-256 of them, as hexadecimal digits) are taken
    down only with `consent`.
    """

    agent_id: Annotated[AgentId, NEW]
    delegation: DelegationId
    name: str
    operator: str = ""
    model: str = ""
    instructions: str = ""
    consent: bool = False


@dataclass(frozen=True, slots=True)
class PauseAgent:
    """Let the program of a delegation do nothing for a while, or go on."""

    delegation: DelegationId
    paused: bool


@dataclass(frozen=True, slots=True)
class UnseatAgent:
    """Give a delegation back to its people; the program's token opens nothing any more."""

    delegation: DelegationId


FacilitatorCommand = SeatAgent | PauseAgent | UnseatAgent
