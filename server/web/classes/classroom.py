"""A facilitator's pages of one class: wall, table, links, people."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from server.reports.calendar import has_long_phases
from server.rules.ids import ClassroomId, TalksId
from server.service.admission import WallWatch
from server.service.people import Classroom
from server.web.site.addresses import only_here
from server.web.site.boot import Shell, render
from server.web.site.errors import not_found
from server.web.site.i18n import gettext as _
from server.web.site.identity import facilitator, need_facilitator, need_steward, own_tables
from server.web.site.parts import parts
from server.web.site.qr import qr_response
from server.web.site.seat_lists import (
    classroom_or_404,
    join_url,
    scenario_named,
    state_words,
    tables_of,
)

blueprint = Blueprint("classroom", __name__, url_prefix="/facilitate/<classroom_id>")

_WALL_SHEETS = ("elements", "paper", "facilitate", "world")
WALL = Shell("facilitate", "facilitate", _WALL_SHEETS, "shells/classroom.html")
SEATS = Shell("seats", "seats", ("elements", "facilitate", "seats"))
DESK = Shell(
    "desk", "desk", ("elements", "paper", "table", "phone", "teams", "facilitate", "desk", "world")
)

SCREENS = "screens"
"""The key of the browser's session: the newest link to the screen, by classroom."""

_KEPT_LINKS = 8


def keep_screen(classroom_id: ClassroomId, token: str) -> None:
    """Keep the projector's link in this browser; the server itself keeps no token."""
    links = {**cast("Mapping[str, str]", session.get(SCREENS, {}))}
    links.pop(classroom_id, None)
    session[SCREENS] = dict([*links.items(), (classroom_id, token)][-_KEPT_LINKS:])


def _kept_screen(classroom_id: ClassroomId) -> str | None:
    """The kept token when it still opens this classroom."""
    token = cast("Mapping[str, str]", session.get(SCREENS, {})).get(classroom_id)
    who = parts().classrooms.authenticate(token) if token else None
    found = parts().admission.watch(who, classroom=ClassroomId(classroom_id))
    return token if isinstance(found, WallWatch) and not found.private else None


def _urls(room: Classroom) -> dict[str, str]:
    """Where the pages of the class are; an assistant has no use for those of set-up."""
    urls = {
        "wall": url_for("classroom.wall", classroom_id=room.id),
        "account": url_for("account.page"),
        "learning": url_for("learning.evidence", classroom_id=room.id),
        "files": url_for("records.page", classroom_id=room.id),
        "qr": url_for("classroom.qr", classroom_id=room.id),
        "join": join_url(room.join_code),
        "desk": url_for("classroom.desk", classroom_id=room.id, talks_id="TALKS"),
        "debrief": url_for("debrief.page", talks_id="TALKS", desk=1),
    }
    if facilitator() is None:
        return urls
    return urls | {
        "classes": url_for("facilitate.classes"),
        "settings": url_for("classroom.settings", classroom_id=room.id),
        "people": url_for("facilitate.people", classroom_id=room.id),
        "seats": url_for("classroom.seats", classroom_id=room.id),
        "screen": url_for("classroom.screen", classroom_id=room.id),
    }


@blueprint.get("")
@need_steward
def wall(classroom_id: str) -> str:
    """All tables at once, and the seat map."""
    room = classroom_or_404(classroom_id)
    return render(
        WALL,
        heading=room.title,
        waiting=_("Opening the wall ..."),
        classroom=room.id,
        urls=_urls(room),
        only_here=only_here(),
        room=room,
        tables=own_tables(room.id),
    )


@blueprint.get("/seats")
@need_facilitator
def seats(classroom_id: str) -> str:
    """The seat map: everybody at every table, to be moved."""
    room = classroom_or_404(classroom_id)
    return render(
        SEATS,
        heading=_("Seat map: %(title)s", title=room.title),
        waiting=_("Opening the seat map ..."),
        classroom=room.id,
        urls={
            **_urls(room),
            "class_people": url_for("api.classroom_people", classroom_id=room.id),
        },
    )


@blueprint.get("/talks/<talks_id>")
@need_steward
def desk(classroom_id: str, talks_id: str) -> str:
    """One table with everything in it."""
    room = classroom_or_404(classroom_id)
    entry = next((t for t in own_tables(room.id) if t.id == talks_id), None)
    if entry is None:
        raise not_found()
    return render(
        DESK,
        heading=_("%(title)s, table %(number)s", title=room.title, number=entry.table),
        waiting=_("Opening the table ..."),
        classroom=room.id,
        talks=TalksId(talks_id),
        urls={
            **_urls(room),
            "statement": url_for("statement.page", talks_id=talks_id, desk=1),
            "debrief": url_for("debrief.page", talks_id=talks_id, desk=1),
            "files": url_for("records.page", classroom_id=room.id, table=entry.table),
        },
    )


@blueprint.get("/qr.svg")
@need_steward
def qr(classroom_id: str) -> Response:
    """The join link as a QR code."""
    return qr_response(join_url(classroom_or_404(classroom_id).join_code))


@blueprint.get("/screen")
@need_facilitator
def screen(classroom_id: str) -> ResponseReturnValue:
    """To the projector's page: by the link that this browser keeps, or by a new one."""
    room = classroom_or_404(classroom_id)
    token = _kept_screen(room.id)
    if token is None:
        token = parts().classrooms.links.new_projector(room.id)
        keep_screen(room.id, token)
    return redirect(url_for("watching.screen", token=token))


@blueprint.get("/settings")
@need_facilitator
def settings(classroom_id: str) -> str:
    """Codes, links, the state of each table, deletion."""
    room = classroom_or_404(classroom_id)
    return render_template(
        "facilitate/settings.html",
        classroom=room,
        scenario=scenario_named(room.scenario),
        join_url=join_url(room.join_code),
        long=any(has_long_phases(t) for t in tables_of(room)),
        tables=[
            {"talks": t.id, "table": t.table, "people": len(t.seats), "state": state_words(t)}
            for t in tables_of(room)
        ],
    )


@blueprint.post("/code")
@need_facilitator
def code(classroom_id: str) -> ResponseReturnValue:
    """Open or close the join code, or take another one."""
    room = classroom_or_404(classroom_id)
    match request.form.get("do"):
        case "open":
            parts().classrooms.set_open(room.id, is_open=True)
        case "close":
            parts().classrooms.set_open(room.id, is_open=False)
        case "renew":
            parts().classrooms.renew_join_code(room.id)
        case _:
            abort(400)
    parts().classroom_changed(room.id)
    return redirect(url_for("classroom.settings", classroom_id=room.id))
