"""Who a token or a signed-in browser stands for."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from server.rules.ids import AgentId, ClassroomId, DelegationId, PersonId, TalksId
from server.rules.seats import Audience, DelegationView, FacilitatorView, PublicView


class Sees(StrEnum):
    """How much an observer sees of a table."""

    PUBLIC = "public"
    DELEGATION = "delegation"
    EVERYTHING = "everything"
    REPLAY = "replay"
    """The replay of tables that are over, without names; nothing else opens."""


EVERYWHERE = (Sees.PUBLIC, Sees.REPLAY)
"""What a link may show of every table of a class: no secret is among it."""


@dataclass(frozen=True, slots=True)
class DelegateIdentity:
    """A person with a seat (or without one any more) at these talks.

    The rules look the seat up at each command, so that there is no `key` by which to do it;
    `device` is the hash of the token by which one device holds it, looked up when rights change.
    """

    person: PersonId
    talks: TalksId
    device: str = field(default="", compare=False)
    key: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class AgentIdentity:
    """A program with a token for a delegation's seat, which it may have lost since."""

    talks: TalksId
    delegation: DelegationId
    agent: AgentId
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FacilitatorIdentity:
    """The facilitator, or a program with a token of this name.

    `key` is the hash by which the right is kept (a browser's, a token's), so that it can be looked
    up again: "" for a right that nobody can take back.
    """

    name: str
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AssistantIdentity:
    """A teaching assistant: what the facilitator may do at a table, at these tables only."""

    name: str
    classroom: ClassroomId
    tables: frozenset[TalksId]
    key: str = field(default="", compare=False)

    def includes(self, talks: TalksId) -> bool:
        """True for a table of theirs."""
        return talks in self.tables


@dataclass(frozen=True, slots=True)
class ProjectorIdentity:
    """The screen in the room: sees what is public."""

    classroom: ClassroomId
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ObserverIdentity:
    """A guest who looks and never acts.

    `tables` empty stands for every table of the class, and only where what is seen is public:
    whoever sees more was given each table by name. `told` asks that those who are watched know it.
    """

    classroom: ClassroomId
    tables: tuple[TalksId, ...] = ()
    sees: Sees = Sees.PUBLIC
    delegation: DelegationId | None = None
    label: str = ""
    told: bool = False
    key: str = field(default="", compare=False)

    def includes(self, talks: TalksId) -> bool:
        """True for a table of theirs, provided it belongs to the class."""
        return talks in self.tables or (not self.tables and self.sees in EVERYWHERE)

    @property
    def audience(self) -> Audience | None:
        """As whom the observer looks; None when the delegation is missing."""
        match self.sees:
            case Sees.PUBLIC | Sees.REPLAY:
                return PublicView(plenary=True)
            case Sees.DELEGATION:
                return DelegationView(self.delegation) if self.delegation else None
            case Sees.EVERYTHING:
                return FacilitatorView()


Identity = (
    DelegateIdentity
    | AgentIdentity
    | FacilitatorIdentity
    | AssistantIdentity
    | ProjectorIdentity
    | ObserverIdentity
)
Steward = FacilitatorIdentity | AssistantIdentity
"""Whoever runs tables: all of them, or some."""
