"""Which tables of a class go by letters before all of it, so that nobody knows which is which."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from server.rules.ids import TalksId
from server.rules.state.talks import Talks, TalksState
from server.rules.written.policies import ComparePolicy


@dataclass(frozen=True, slots=True)
class Masks:
    """A letter for each table of a masked class. While `waiting`, only the lobby is shown, by
    number, until nobody waits there: a table that took its letter alone would be known."""

    letters: Mapping[TalksId, str] = field(default_factory=dict)
    waiting: bool = False

    def hides(self, talks: Talks) -> bool:
        """True for a table that is in the other half of the class: in the lobby, or begun."""
        masked = self.waiting or bool(self.letters)
        return masked and self.waiting is not (talks.state is TalksState.LOBBY)

    def key(self, talks: TalksId) -> str:
        """The key of a table's entity; a letter's says nothing of the talks."""
        return f"table/{self.letters.get(talks, talks)}"


NO_MASKS = Masks()


def masks_of(found: Sequence[Talks | None], before: Masks = NO_MASKS) -> Masks:
    """What hides the tables of a class that compares them by letters: those of the comparison.

    `before` is what a screen has: letters do not go back to numbers because somebody comes late,
    nor shift because a table (None) cannot be read now.
    """
    tables = [t for t in found if t is not None]
    masked = any(t.policies.compare is ComparePolicy.MASKED for t in tables)
    if len(found) < 2 or not (masked or before.letters):
        return NO_MASKS
    if len(tables) < len(found):
        return before if before.letters else Masks(waiting=True)
    if not masked:
        return NO_MASKS
    known = letters(t.id for t in tables)
    lobby = [t for t in tables if t.state is TalksState.LOBBY]
    waits = len(lobby) == len(tables) or (before.letters != known and any(t.seats for t in lobby))
    return Masks(waiting=True) if waits else Masks(known)


def letters(tables: Iterable[TalksId]) -> dict[TalksId, str]:
    """A, B ... Z, AA ..., always the same for the same tables, in an order that says nothing."""
    mixed = sorted(tables, key=lambda t: hashlib.sha256(t.encode()).digest())
    return {talks: _letter(n) for n, talks in enumerate(mixed)}


def _letter(number: int) -> str:
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)
