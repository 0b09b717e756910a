"""Events of reading the others."""

from dataclasses import dataclass

from server.rules.commands.reading import Guess
from server.rules.ids import DelegationId, PersonId


@dataclass(frozen=True, slots=True)
class OthersRead:
    """A delegate said what mattered to others, or with no guesses that it is skipped."""

    person: PersonId
    delegation: DelegationId
    guesses: tuple[Guess, ...]


Event = OthersRead
