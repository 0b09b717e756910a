"""Evidence sheets in words: what somebody contributed, as far as the log can tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext

from server.analysis.evidence import Kind
from server.rules.asking.doubles import SameAs
from server.rules.ids import PersonId, TalksId
from server.rules.state.talks import Talks
from server.rules.written.scenario import Delegation
from server.service.people import came
from server.web.site import choices
from server.web.site.i18n import gettext as _
from server.web.site.parts import parts
from server.web.site.seat_lists import twin_numbers

if TYPE_CHECKING:
    from server.analysis.evidence import Sheet

KINDS = {
    Kind.PROPOSAL: lazy_gettext("Packages tabled"),
    Kind.AMENDMENT: lazy_gettext("Amendments"),
    Kind.SPONSORSHIP: lazy_gettext("Names put to others' packages"),
    Kind.STANCE: lazy_gettext("Stances taken"),
    Kind.REASON: lazy_gettext("... of these with a reason"),
    Kind.ENDORSEMENT: lazy_gettext("Stances in the closing plenary"),
    Kind.LETTER: lazy_gettext("Side letters: drafted, signed, declined, made public"),
    Kind.REPORT: lazy_gettext("Reports on obligations"),
    Kind.PLENARY: lazy_gettext("Messages in plenary"),
    Kind.CAUCUS: lazy_gettext("Messages in caucuses"),
    Kind.TEAM: lazy_gettext("Messages in the own delegation"),
    Kind.PRESS: lazy_gettext("Press statements"),
    Kind.BALLOT: lazy_gettext("Ballots in the own delegation"),
    Kind.POSITION: lazy_gettext("Position papers written or revised"),
    Kind.QUIZ: lazy_gettext("Answers in the quiz on the mandate"),
    Kind.HELP: lazy_gettext("Questions to the facilitator"),
    Kind.REFLECTION: lazy_gettext("Reflections"),
}
"""Kind of contribution -> words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat somebody had."""

    table: int
    delegation: Delegation
    role: str


@dataclass(frozen=True, slots=True)
class SheetLines:
    """A sheet in words; `twin` tells it from others of the name ("1 of 2", as the list of people
    has it); `rounds` are (title, contributions), minutes rounded to the nearest."""

    person: PersonId
    name: str
    places: tuple[Place, ...]
    counts: tuple[tuple[str, int], ...]
    words: int
    seated: int
    ran: int
    share: int
    active: int
    phases: int
    rounds: tuple[tuple[str, int], ...]
    came: bool
    twin: str


def sheets(tables: Sequence[Talks]) -> list[SheetLines]:
    """Everybody who ever had a seat at one of the tables, by name."""
    # Imported when a sheet is asked for: the analysis brings numpy, and servers start without it.
    from server.analysis.evidence import evidence, one_person, together

    log, now = parts().negotiations.log, parts().negotiations.now_ms()
    room = parts().classrooms.of_talks(tables[0].id) if tables else None
    listed = parts().classrooms.people_in(room.id) if room else ()
    there = came(listed)
    twins = dict(zip((p.id for p in listed), twin_numbers([p.name for p in listed]), strict=True))
    read = [(t, evidence(log.read(t.id), now, there)) for t in tables]
    whole = together(sheets for _talks, sheets in read)
    places = _places(read, one_person(sheets for _talks, sheets in read))
    lines = [
        _lines(sheet, places.get(p, ()), tables, twins.get(p, "")) for p, sheet in whole.items()
    ]
    return sorted(lines, key=lambda one: (one.name.casefold(), one.person))


def sheet_of(person: PersonId, tables: Sequence[Talks]) -> SheetLines | None:
    """One person's sheet."""
    return next((one for one in sheets(tables) if one.person == person), None)


def _places(
    read: Iterable[tuple[Talks, dict[PersonId, "Sheet"]]], known: SameAs
) -> dict[PersonId, tuple[Place, ...]]:
    from server.analysis.evidence import played

    found: dict[PersonId, tuple[Place, ...]] = {}
    for talks, sheets_ in read:
        for person, sheet in sheets_.items():
            here = tuple(
                Place(talks.table, delegation, choices.role_word(role))
                for d, role in played(sheet)
                if (delegation := talks.scenario.delegation(d)) is not None
            )
            own = known.get(person, person)
            found[own] = found.get(own, ()) + here
    return found


def _lines(
    sheet: "Sheet", places: tuple[Place, ...], tables: Sequence[Talks], twin: str
) -> SheetLines:
    titles = max((t.schedule for t in tables), key=len, default=())
    return SheetLines(
        person=sheet.person,
        name=sheet.name,
        places=places,
        counts=tuple((str(KINDS[kind]), sheet.counts[kind]) for kind in Kind),
        words=sheet.words,
        seated=_minutes(sheet.seated),
        ran=_minutes(sheet.ran),
        share=100 * sheet.seated // sheet.ran if sheet.ran else 0,
        active=len(sheet.active),
        phases=len(sheet.phases),
        rounds=tuple(
            (titles[n].title if n < len(titles) else _("Round %(number)s", number=n + 1), count)
            for n in sorted({number for number, _phase in sheet.phases})
            for count in [sheet.rounds.get(n, 0)]
        ),
        came=sheet.came,
        twin=twin,
    )


def _minutes(milliseconds: int) -> int:
    return (milliseconds + 30_000) // 60_000


def tables_of_person(talks_id: TalksId, person: PersonId) -> list[Talks]:
    """The tables of the class at which the person may have sat."""
    room = parts().classrooms.of_talks(talks_id)
    entries = parts().classrooms.talks_in(room.id) if room else ()
    known = [parts().negotiations.talks(entry.id) for entry in entries]
    return [t for t in known if t.id == talks_id or person in t.moved or person in t.seats]
