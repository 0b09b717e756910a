"""Commands as they come to the door: numbered by their sender, of one table or of a class."""

from dataclasses import dataclass

from server.rules.commands import Command
from server.rules.ids import DelegationId, PersonId, TalksId


@dataclass(frozen=True, slots=True)
class MoveSeat:
    """Seat a person of the classroom at a table (this one or another); the old seat is left.

    Without a delegation they watch that table.
    """

    person: PersonId
    talks: TalksId
    delegation: DelegationId | None = None


Sendable = Command | MoveSeat
"""A command of one table, or one that only the classroom can carry out."""


@dataclass(frozen=True, slots=True)
class SentCommand:
    """A command as its sender numbered and named it."""

    id: str
    name: str
    command: Sendable
