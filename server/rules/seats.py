"""Who sits where, who acts, and who is looking."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from server.rules.ids import AgentId, DelegationId, ForumId, PersonId


class InnerRole(StrEnum):
    """A delegate's part inside the delegation; the head acts for it."""

    HEAD = "head"
    DEPUTY = "deputy"
    SPECIALIST = "specialist"
    PRESS = "press"
    NOTE_TAKER = "note_taker"


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a delegation; a specialist acts for it in `forum`, if one is named."""

    person: PersonId
    name: str
    delegation: DelegationId
    inner_role: InnerRole
    forum: ForumId | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What last became of a person's seat without their doing; `at` in milliseconds."""

    at: int
    kind: Literal["seated", "observer", "released"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BotSeat:
    """A delegation played by the automated negotiator."""

    delegation: DelegationId
    temperament: str
    seed: int


def signed_as(agent: str) -> str:
    """The name of an agent where names of people stand."""
    return f"{agent} (agent)"


@dataclass(frozen=True, slots=True)
class AgentSeat:
    """A delegation played by a program from outside, under a `name` that everybody reads.

    Who runs it, on what, and the SHA-256 of what it was told are "" unless that was agreed to.
    """

    delegation: DelegationId
    agent: AgentId
    name: str
    operator: str = ""
    model: str = ""
    instructions: str = ""
    paused: bool = False

    @property
    def label(self) -> str:
        """How it signs what it says, in transcripts and files too."""
        return signed_as(self.name)


# --- actors: who gives a command ---


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person who acts for the delegation in whose seat the talks have them."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Bot:
    """The automated negotiator of a delegation."""

    delegation: DelegationId


@dataclass(frozen=True, slots=True)
class Agent:
    """A program from outside that plays a delegation, as long as the talks have it in its seat."""

    delegation: DelegationId
    agent: AgentId


@dataclass(frozen=True, slots=True)
class Facilitator:
    """The instructor, or an assistant of this table; `name` is for the audit list."""

    name: str


@dataclass(frozen=True, slots=True)
class Timekeeper:
    """The server itself: clocks, presence, joining."""


Actor = Delegate | Bot | Agent | Facilitator | Timekeeper


# --- audiences: who looks ---


@dataclass(frozen=True, slots=True)
class DelegateView:
    """What one delegate may know; two delegates of a delegation differ in `me` and `may` only."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class DelegationView:
    """What a delegation may know when no person is asked for: bots and "view as"."""

    delegation: DelegationId


@dataclass(frozen=True, slots=True)
class AgentView:
    """The same with what the agent in the seat may do; any other agent sees what is public."""

    delegation: DelegationId
    agent: AgentId


@dataclass(frozen=True, slots=True)
class PublicView:
    """The projector; with `plenary` an observer who also hears the plenary."""

    plenary: bool = False


@dataclass(frozen=True, slots=True)
class FacilitatorView:
    """Everything."""


Audience = DelegateView | DelegationView | AgentView | PublicView | FacilitatorView
