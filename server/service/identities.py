"""Who a token stands for."""

from dataclasses import dataclass

from server.rules.ids import ClassroomId, PersonId, TalksId


@dataclass(frozen=True, slots=True)
class DelegateIdentity:
    """A person with a seat (or without one any more) at these talks."""

    person: PersonId
    talks: TalksId


@dataclass(frozen=True, slots=True)
class FacilitatorIdentity:
    """The facilitator, or a program with a token of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class ProjectorIdentity:
    """The screen in the room: sees what is public."""

    classroom: ClassroomId


@dataclass(frozen=True, slots=True)
class ObserverIdentity:
    """A guest who sees what is public, of one table or of all."""

    classroom: ClassroomId
    talks: TalksId | None


Identity = DelegateIdentity | FacilitatorIdentity | ProjectorIdentity | ObserverIdentity
