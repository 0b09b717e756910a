"""Commands about rounds, phases and clocks."""

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    """Where talks stand: the phase while they run, else their state."""

    LOBBY = "lobby"
    BRIEFING = "briefing"
    NEGOTIATION = "negotiation"
    RESULT = "result"
    CONCLUDED = "concluded"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A command that means the round and phase which its giver saw, and is refused after them.

    `round` counts from 1 as in the entity `talks`; what is left out is not compared.
    """

    round: int | None = None
    phase: Moment | None = None


@dataclass(frozen=True, slots=True)
class SetReady(Relative):
    """Say that the own delegation is ready for the phase to end, or is not."""

    ready: bool


@dataclass(frozen=True, slots=True)
class Start:
    """Leave the lobby: the first round's briefing begins."""


@dataclass(frozen=True, slots=True)
class Pause(Relative):
    """Stop every clock."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let every clock go on exactly where it stood."""


@dataclass(frozen=True, slots=True)
class Extend(Relative):
    """Add seconds to the phase's clock."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Advance(Relative):
    """Go to the next phase now."""


@dataclass(frozen=True, slots=True)
class StepBack(Relative):
    """Go back one phase."""


@dataclass(frozen=True, slots=True)
class Expire:
    """Carry out whatever deadline has passed by the moment of the command."""


DelegateCommand = SetReady

FacilitatorCommand = Start | Pause | Resume | Extend | Advance | StepBack

ServerCommand = Expire
