"""Commands of the facilitator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.rules.ids import (
    DelegationId,
    FlaggedId,
    ForumId,
    IssueId,
    OptionId,
    PersonId,
)
from server.rules.seats import InnerRole
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
class AssignSeat:
    """Seat a person; also how joining reaches the talks. The first of a delegation is its head."""

    person: PersonId
    delegation: DelegationId
    name: str
    inner_role: InnerRole | None = None


@dataclass(frozen=True, slots=True)
class SeatObserver:
    """Let a person watch the table: they hear the plenary, know no mandate and act for nobody."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class SwapSeats:
    """Exchange the seats of two persons of these talks."""

    person: PersonId
    with_: PersonId


@dataclass(frozen=True, slots=True)
class ReleaseSeat:
    """Take a person's seat away."""

    person: PersonId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LockSeats:
    """Close the seats to newcomers, or open them."""

    locked: bool


@dataclass(frozen=True, slots=True)
class SetInnerRole:
    """Change a delegate's part; a new head makes the old head deputy.

    A specialist with a `forum` acts for the delegation there, and there only.
    """

    person: PersonId
    inner_role: InnerRole
    forum: ForumId | None = None


@dataclass(frozen=True, slots=True)
class SeatBot:
    """Hand a delegation to the automated negotiator."""

    delegation: DelegationId
    temperament: str = "balanced"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class UnseatBot:
    """Take a delegation back from the automated negotiator."""

    delegation: DelegationId


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """Change policies by name; see `server.rules.written.policies`."""

    policies: Mapping[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell the whole table."""

    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """Tell one delegation (a delegation id) or one delegate (a person id)."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class CloseHelp:
    """Take a request for help off the queue: it was answered aloud. `number` is the request's."""

    number: int


class FlagKind(StrEnum):
    """What a facilitator can mark."""

    MESSAGE = "message"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Flag:
    """Mark a message or a proposal for the debrief; only facilitators see it."""

    kind: FlagKind
    ref: FlaggedId
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unflag:
    """Take a mark away."""

    kind: FlagKind
    ref: FlaggedId


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    """Record an agreement that the parties reached face to face."""

    forum: ForumId
    package: Mapping[IssueId, OptionId]


@dataclass(frozen=True, slots=True)
class VoidAgreement:
    """Undo an agreement; the forum is open again while its round lasts."""

    forum: ForumId
    reason: str


@dataclass(frozen=True, slots=True)
class RollBack:
    """Make the state that of a checkpoint (a phase's beginning); messages and seats stay."""

    to_seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Turn a card of the debrief: channels, mandates or scores."""

    stage: str


@dataclass(frozen=True, slots=True)
class Conclude:
    """End the talks now."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Close the talks for good; read-only from then on."""
