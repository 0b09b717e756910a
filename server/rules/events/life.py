"""Events of the life of talks."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TalksOpened:
    """The lobby is open."""

    preset: str
    difficulty: str
    policies: Mapping[str, str | bool | int]


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
class Concluded:
    """The talks ended; `why` is schedule or facilitator."""

    why: str


@dataclass(frozen=True, slots=True)
class Archived:
    """The talks were closed for good."""
