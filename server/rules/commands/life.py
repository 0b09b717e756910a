"""Commands about the life of talks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.rules.commands.schedule import Relative
from server.rules.written.scenario import Round


@dataclass(frozen=True, slots=True)
class OpenTalks:
    """The first command: which preset, difficulty and policies these talks run under.

    `schedule` holds the rounds to play instead of the preset's own; empty for those.
    """

    preset: str
    difficulty: str = "standard"
    policies: Mapping[str, str | bool | int] = field(default_factory=dict)
    schedule: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True)
class Replan:
    """Take another preset, difficulty or schedule, as long as the talks have not started."""

    preset: str
    difficulty: str = "standard"
    schedule: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """Change policies by name; see `server.rules.written.policies`."""

    policies: Mapping[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class RollBack(Relative):
    """Make the state that of a checkpoint (a phase's beginning); messages and seats stay."""

    to_seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Turn a card of the debrief: channels, letters, mandates, scores, moments (what stands out),
    possible (what was possible) or record (what really happened). The mandates are turned with
    moments and with possible, which are told from them."""

    stage: str


@dataclass(frozen=True, slots=True)
class PlanReveal:
    """Turn a card of the debrief by itself at a time (milliseconds since the epoch); null takes
    the time back. Before the end of the talks none turns."""

    stage: str
    at: int | None


@dataclass(frozen=True, slots=True)
class Conclude(Relative):
    """End the talks now."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Close the talks for good; read-only from then on."""


FacilitatorCommand = (
    OpenTalks | Replan | SetPolicy | RollBack | Reveal | PlanReveal | Conclude | Archive
)
