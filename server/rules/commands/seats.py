"""Commands about who sits where."""

from dataclasses import dataclass
from typing import Annotated

from server.rules.ids import KNOWN, DelegationId, ForumId, PersonId
from server.rules.seats import InnerRole


@dataclass(frozen=True, slots=True)
class AssignSeat:
    """Seat a person; also how joining reaches the talks. The first of a delegation is its head."""

    person: PersonId
    delegation: DelegationId
    name: Annotated[str, KNOWN]
    inner_role: InnerRole | None = None


@dataclass(frozen=True, slots=True)
class SeatObserver:
    """Let a person watch the table: they hear the plenary, know no mandate and act for nobody."""

    person: PersonId
    name: Annotated[str, KNOWN]


@dataclass(frozen=True, slots=True)
class SwapSeats:
    """Exchange the seats of two persons of these talks."""

    person: PersonId
    with_: PersonId


@dataclass(frozen=True, slots=True)
class ReleaseSeat:
    """Take a person's seat away; with `into`, make the two one person who joined twice.

    What was done under the one is the other's. With `hands_over` the other gets the seat, under
    `name`.
    """

    person: PersonId
    reason: str = ""
    into: PersonId | None = None
    hands_over: bool = False
    name: Annotated[str, KNOWN] = ""


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


FacilitatorCommand = (
    AssignSeat
    | SeatObserver
    | SwapSeats
    | ReleaseSeat
    | LockSeats
    | SetInnerRole
    | SeatBot
    | UnseatBot
)
