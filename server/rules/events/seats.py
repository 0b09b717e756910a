"""Events of seats."""

from dataclasses import dataclass

from server.rules.ids import DelegationId, PersonId
from server.rules.seats import InnerRole


@dataclass(frozen=True, slots=True)
class SeatAssigned:
    """A person took, or was given, a seat; an earlier seat of the same person is left."""

    person: PersonId
    name: str
    delegation: DelegationId
    inner_role: InnerRole


@dataclass(frozen=True, slots=True)
class SeatReleased:
    """A person left a seat; with `into`, they are that other one, and were all along."""

    person: PersonId
    reason: str
    into: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ObserverSeated:
    """A person watches the table; a seat they had is left."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class InnerRoleSet:
    """A delegate's part changed."""

    person: PersonId
    inner_role: InnerRole


@dataclass(frozen=True, slots=True)
class SeatsLocked:
    """Seats were closed to newcomers, or opened."""

    locked: bool


@dataclass(frozen=True, slots=True)
class BotSeated:
    """The automated negotiator plays this delegation."""

    delegation: DelegationId
    temperament: str
    seed: int


@dataclass(frozen=True, slots=True)
class BotUnseated:
    """People play this delegation again."""

    delegation: DelegationId


Event = (
    SeatAssigned
    | SeatReleased
    | ObserverSeated
    | InnerRoleSet
    | SeatsLocked
    | BotSeated
    | BotUnseated
)
