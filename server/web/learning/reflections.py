"""What students wrote for themselves and their facilitator: reflections and position papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.rules.ids import PersonId
from server.rules.state.talks import Talks
from server.rules.written.scenario import Delegation
from server.storage.csv_files import MARK, row
from server.web.site.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Written:
    """A text with what it answers."""

    prompt: str
    text: str


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody at a table who wrote something; `delegation` None for who has left the seat."""

    table: int
    name: str
    delegation: Delegation | None
    texts: tuple[Written, ...]


def authors(tables: Sequence[Talks]) -> list[Author]:
    """Everybody who wrote, by table and name: reflections in order, then position papers."""
    found = []
    for talks in tables:
        people = {*talks.reflections, *(person for _delegation, person in talks.positions)}
        found += [_author(talks, person) for person in people]
    return sorted(found, key=lambda one: (one.table, one.name.casefold()))


def _author(talks: Talks, person: PersonId) -> Author:
    seat = talks.seat_of(person)
    papers = [(d, paper) for (d, by), paper in talks.positions.items() if by == person]
    name = seat.name if seat else next((paper.name for _d, paper in papers), "")
    texts = [Written(prompt, text) for prompt, text in talks.reflections.get(person, ())]
    texts += [
        Written(_("Position paper of %(delegation)s", delegation=_name(talks, d)), paper.text)
        for d, paper in sorted(papers, key=lambda entry: entry[1].at)
    ]
    delegation = talks.scenario.delegation(seat.delegation) if seat else None
    return Author(talks.table, name, delegation, tuple(texts))


def _name(talks: Talks, delegation: str) -> str:
    return next((d.short for d in talks.scenario.delegations if d.id == delegation), delegation)


def table_of_texts(written: Sequence[Author]) -> bytes:
    """The same as CSV, a line each."""
    lines = [MARK, row(("table", "delegation", "name", "prompt", "text"))]
    for one in written:
        code = one.delegation.code if one.delegation else ""
        lines += [row((one.table, code, one.name, t.prompt, t.text)) for t in one.texts]
    return b"".join(lines)
