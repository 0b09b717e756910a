"""The occasion of a command, which comes in from outside: the time, and who is present."""

from dataclasses import dataclass, field

from server.rules.ids import PersonId


@dataclass(frozen=True, slots=True)
class Occasion:
    """`at` in milliseconds since the epoch; `present` are the persons connected just now."""

    at: int
    present: frozenset[PersonId] = field(default_factory=frozenset)
