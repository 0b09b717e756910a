"""Which of several people of one name somebody is; never by a guess."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from server.rules import names
from server.rules.ids import DelegationId, TalksId
from server.rules.state.talks import Talks
from server.service.people import Person


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody would like to sit."""

    table: int | None = None
    delegation: DelegationId | None = None

    @property
    def is_any(self) -> bool:
        return self.table is None and self.delegation is None


def meant_by(
    waiting: Sequence[Person], wish: Wish, email: str, talks_of: Callable[[TalksId], Talks]
) -> Person | None:
    """Whom of those expected under a name it can only be; None when more than one, or nobody.

    The e-mail address decides. A wish does where one of them sits, and says nothing while the
    place of another is still free choice.
    """
    if email:
        found = [p for p in waiting if p.email and _address(p.email) == _address(email)]
    elif wish.is_any or any(p.talks is None for p in waiting):
        return None
    else:
        found = [p for p in waiting if p.talks and _sits_as(talks_of(p.talks), p, wish)]
    return found[0] if len(found) == 1 else None


def nearly(listed: Iterable[Person], name: str) -> Person | None:
    """Whom somebody may be who typed the name without its accents, or with others: to be asked.

    The one name of the list that nobody has claimed; None when more than one fits, or when the
    name as it was typed is known.
    """
    people = list(listed)
    if any(names.same(p.name, name) for p in people):
        return None
    wanted = names.unaccented(name)
    found = [p for p in people if not p.joined and names.unaccented(p.name) == wanted]
    return found[0] if len(found) == 1 else None


def _sits_as(talks: Talks, person: Person, wish: Wish) -> bool:
    seat = talks.seat_of(person.id)
    return wish.table in (None, talks.table) and (
        wish.delegation is None or (seat is not None and seat.delegation == wish.delegation)
    )


def _address(email: str) -> str:
    return email.strip().casefold()
