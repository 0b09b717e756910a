"""Commands about rounds, phases and clocks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetReady:
    """Say that the own delegation is ready for the phase to end, or is not."""

    ready: bool


@dataclass(frozen=True, slots=True)
class Start:
    """Leave the lobby: the first round's briefing begins."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop every clock."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let every clock go on exactly where it stood."""


@dataclass(frozen=True, slots=True)
class Extend:
    """Add seconds to the phase's clock."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Advance:
    """Go to the next phase now."""


@dataclass(frozen=True, slots=True)
class StepBack:
    """Go back one phase."""


@dataclass(frozen=True, slots=True)
class Expire:
    """Carry out whatever deadline has passed by the moment of the command."""


DelegateCommand = SetReady

FacilitatorCommand = Start | Pause | Resume | Extend | Advance | StepBack

ServerCommand = Expire
