"""Deadlines as calendar files: a class's for the facilitator, a table's for whoever sits there."""

from collections.abc import Sequence

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from server.reports.calendar import MEDIA_TYPE, Deadline, deadlines, written
from server.rules.state.talks import Talks
from server.web.site.errors import not_found
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_facilitator, seat
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404, my_seat, tables_of

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/facilitate/<classroom_id>/calendar.ics")
@need_facilitator
def of_class(classroom_id: str) -> ResponseReturnValue:
    """The deadlines of every table."""
    room = classroom_or_404(classroom_id)
    return _file(room.title, tables_of(room))


@blueprint.get("/talks/<talks_id>/calendar.ics")
def of_table(talks_id: str) -> ResponseReturnValue:
    """The deadlines of the table at which this browser has a seat."""
    identity = seat(talks_id)
    mine = my_seat(identity) if identity else None
    if mine is None:
        raise not_found()
    return _file(mine.title, [parts().negotiations.talks(mine.talks)])


def _file(title: str, tables: Sequence[Talks]) -> Response:
    entries = [
        (deadline, _words(title, talks, deadline, len(tables)))
        for talks in tables
        for deadline in deadlines(talks)
    ]
    response = Response(
        written(title, entries, parts().negotiations.now_ms()), content_type=MEDIA_TYPE
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


def _words(title: str, talks: Talks, deadline: Deadline, tables: int) -> str:
    what = {
        "briefing": _("%(round)s: the briefing ends", round=deadline.title),
        "negotiation": _("%(round)s: the negotiation ends", round=deadline.title),
        "result": _("%(round)s: the result closes", round=deadline.title),
    }[deadline.phase]
    where = _("%(title)s, table %(number)s", title=title, number=talks.table)
    return f"{what} ({where})" if tables > 1 else f"{what} ({title})"
