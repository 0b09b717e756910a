"""Events of rounds, phases and clocks."""

from dataclasses import dataclass

from server.rules.ids import DelegationId


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """A phase of a round began; `why` is started, advanced, expired, all_ready, all_agreed,
    or stepped_back. `ends_at` is when its clock runs out."""

    round: int
    phase: str
    ends_at: int
    why: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Every clock stopped."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Every clock goes on."""


@dataclass(frozen=True, slots=True)
class ClockExtended:
    """The phase's clock got more time; `why` is facilitator or silence."""

    seconds: int
    why: str


@dataclass(frozen=True, slots=True)
class ReadySet:
    """A delegation said it is ready, or is not."""

    delegation: DelegationId
    ready: bool


Event = PhaseBegan | Paused | Resumed | ClockExtended | ReadySet
