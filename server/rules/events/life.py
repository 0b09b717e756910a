"""Events of the life of talks."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.rules.written.scenario import Round


@dataclass(frozen=True, slots=True)
class TalksOpened:
    """The lobby is open; `schedule` is played instead of the preset's rounds, unless empty."""

    preset: str
    difficulty: str
    policies: Mapping[str, str | bool | int]
    schedule: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True)
class Replanned:
    """Another preset, difficulty or schedule was taken before the start."""

    preset: str
    difficulty: str
    schedule: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Policies changed; only those named."""

    policies: Mapping[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The state is that of the checkpoint `to_seq` again."""

    to_seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """A card of the debrief was turned."""

    stage: str


@dataclass(frozen=True, slots=True)
class RevealPlanned:
    """A card of the debrief is to turn by itself `at` a time (milliseconds); None: no more."""

    stage: str
    at: int | None


@dataclass(frozen=True, slots=True)
class Concluded:
    """The talks ended; `why` is schedule or facilitator."""

    why: str


@dataclass(frozen=True, slots=True)
class Archived:
    """The talks were closed for good."""


Event = (
    TalksOpened
    | Replanned
    | PolicySet
    | RolledBack
    | Revealed
    | RevealPlanned
    | Concluded
    | Archived
)
