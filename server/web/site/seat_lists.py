"""Seats and tables in words, for the pages that list them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response, request, url_for

from server.rules import names
from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.state.talks import Talks, TalksState
from server.rules.written.scenario import Delegation, Scenario
from server.service.identities import DelegateIdentity
from server.service.people import Classroom
from server.service.placement import free_places
from server.service.ports import UnknownTalks
from server.web.site.addresses import for_everybody
from server.web.site.errors import not_found
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext
from server.web.site.identity import forget_seat, seat_cookie, seats
from server.web.site.parts import parts

DEFAULT_SCENARIO = "six-party"
MAX_SEATS = 24
"""Seats that a browser keeps before those played alone make room; a request's head is limited."""


@dataclass(frozen=True, slots=True)
class MySeat:
    """A seat that this browser has; without a delegation for an observer."""

    talks: TalksId
    classroom: ClassroomId
    title: str
    table: int
    name: str
    delegation: Delegation | None
    brief: str
    solo: bool
    join_code: str


@dataclass(frozen=True, slots=True)
class Placing:
    """A delegation at a table, as somebody who joins sees it."""

    delegation: Delegation
    free: bool
    note: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table, as somebody who joins sees it; `empty` delegations have nobody yet."""

    talks: TalksId
    table: int
    empty: int
    places: tuple[Placing, ...]


def scenarios() -> list[Scenario]:
    """Every scenario that can be played, the default one first."""
    playable = [s for s in parts().scenarios.values() if s.presets]
    return sorted(playable, key=lambda s: (s.id != DEFAULT_SCENARIO, s.title))


def scenario_named(name: str) -> Scenario:
    """The scenario of that name, or the default one."""
    known = scenarios()
    return next((s for s in known if s.id == name), known[0])


def classroom_or_404(classroom_id: str) -> Classroom:
    """The classroom; raises `Refused` when there is none."""
    found = parts().classrooms.get(ClassroomId(classroom_id))
    if found is None:
        raise not_found()
    return found


def join_url(code: str) -> str:
    """The address that students open, on the site's public address when it has one."""
    return for_everybody(url_for("join.join", code=code))


def my_seats() -> Iterator[MySeat]:
    """The seats that this browser has at tables that are still there."""
    for identity in seats():
        mine = my_seat(identity)
        if mine is not None:
            yield mine


def tidy_seats(answer: Response) -> None:
    """Drop cookies of old tables that were played alone, before they are too many to send."""
    names = [name for name in request.cookies if name.startswith(seat_cookie(""))]
    if len(names) <= MAX_SEATS:
        return
    worth_keeping = {seat_cookie(mine.talks) for mine in my_seats() if not mine.solo}
    for name in set(names) - worth_keeping:
        forget_seat(answer, name.removeprefix(seat_cookie("")))


def my_seat(identity: DelegateIdentity) -> MySeat | None:
    """The seat in words; None when the person has none any more."""
    try:
        talks = parts().negotiations.talks(identity.talks)
    except UnknownTalks:
        return None
    seat = talks.seat_of(identity.person)
    room = parts().classrooms.of_talks(identity.talks)
    name = seat.name if seat else talks.observers.get(identity.person)
    if name is None or room is None:
        return None
    delegation = talks.scenario.delegation(seat.delegation) if seat else None
    return MySeat(
        talks.id,
        room.id,
        room.title,
        talks.table,
        name,
        delegation,
        talks.base.briefs.get(delegation.id, "") if delegation else "",
        room.solo,
        room.join_code,
    )


def tables_of(classroom: Classroom) -> list[Talks]:
    """The tables of a classroom in their order."""
    entries = parts().classrooms.talks_in(classroom.id)
    return [parts().negotiations.talks(entry.id) for entry in entries]


def places(classroom: Classroom) -> list[TableLine]:
    """All tables with what is free at them."""
    tables = tables_of(classroom)
    free = {(p.talks, p.delegation) for p in free_places(tables, classroom.per_delegation)}
    return [_table_line(talks, free) for talks in tables]


def _table_line(talks: Talks, free: set[tuple[TalksId, DelegationId]]) -> TableLine:
    lines = tuple(
        Placing(d, (talks.id, d.id) in free, _who(talks, d.id, (talks.id, d.id) in free))
        for d in talks.scenario.delegations
    )
    empty = sum(
        (talks.id, d.id) in free and not talks.delegates_of(d.id)
        for d in talks.scenario.delegations
    )
    return TableLine(talks.id, talks.table, empty, lines)


def _who(talks: Talks, delegation: DelegationId, free: bool) -> str:
    """Who sits there, without names: whoever has the code may look."""
    people = len(talks.delegates_of(delegation))
    if delegation in talks.agents:
        return _("an agent plays; you would watch")
    if delegation in talks.bots:
        return _("automated until somebody comes")
    if not free:
        return _("closed") if talks.seats_locked else _("full")
    return ngettext("one delegate", "%(num)s delegates", people) if people else _("nobody yet")


def twin_numbers(listed: Sequence[str]) -> list[str]:
    """For each name of a list "" or, where others have it too, which of them this is: `1 of 2`."""
    keys = [names.key(name) for name in listed]
    several, met = names.shared(listed), Counter[str]()
    marks = []
    for one in keys:
        met[one] += 1
        mark = _("%(number)s of %(of)s", number=met[one], of=keys.count(one))
        marks.append(mark if one in several else "")
    return marks


def state_words(talks: Talks) -> str:
    """Where a table stands, in words."""
    if talks.paused_at is not None:
        return _("paused")
    match talks.state:
        case TalksState.LOBBY:
            return _("in the lobby")
        case TalksState.RUNNING:
            return _("round %(now)s of %(of)s", now=talks.round + 1, of=len(talks.schedule))
        case TalksState.CONCLUDED:
            return _("concluded")
        case TalksState.DEBRIEF:
            return _("in the debrief")
        case TalksState.ARCHIVED:
            return _("archived")
