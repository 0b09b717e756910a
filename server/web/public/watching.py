"""Pages opened by a secret address: the projector and the observers."""

from collections.abc import Sequence

from flask import Blueprint, Response, request, url_for

from server.rules.refusals import Refusal
from server.service.admission import WallWatch
from server.service.identities import Sees
from server.service.people import Classroom
from server.service.ports import TalksEntry
from server.web.site.addresses import only_here
from server.web.site.boot import Shell, render
from server.web.site.errors import not_found
from server.web.site.i18n import gettext as _
from server.web.site.parts import parts
from server.web.site.qr import qr_response
from server.web.site.seat_lists import classroom_or_404, join_url

blueprint = Blueprint("watching", __name__)

SCREEN = Shell("screen", "screen", ("elements", "paper", "screen", "world"), "shells/screen.html")
WATCH = Shell("watch", "watch", ("elements", "paper", "table", "phone", "watch", "world"))
REPLAY = Shell("replay", "replay", ("elements", "paper", "table", "phone", "world", "replay"))
WATCH_ALL = Shell(
    "watch",
    "watch",
    ("elements", "paper", "table", "phone", "facilitate", "desk", "watch", "world"),
)


def _projected(token: str) -> Classroom:
    """The classroom of a projector's token; raises `Refused` for any other token."""
    shown = parts().admission.watch(parts().classrooms.authenticate(token))
    if not isinstance(shown, WallWatch):  # whoever runs a class must name it
        raise not_found()
    return classroom_or_404(shown.classroom)


@blueprint.get("/screen/<token>")
def screen(token: str) -> str:
    """The projector: join code, clock, agreements, never a secret. `?table=N` is one table."""
    room = _projected(token)
    wanted = request.args.get("table")
    tables = parts().classrooms.talks_in(room.id)
    return render(
        SCREEN,
        heading=room.title,
        waiting=_("Opening the screen ..."),
        classroom=room.id,
        talks=next((t.id for t in tables if str(t.table) == wanted), None),
        token=token,
        urls={
            "qr": url_for("watching.qr", token=token),
            "join": join_url(room.join_code),
            "debrief": url_for("debrief.projected", token=token, talks_id="TALKS"),
        },
        only_here=only_here(),
        room=room,
    )


@blueprint.get("/screen/<token>/qr.svg")
def qr(token: str) -> Response:
    """The join link as a QR code."""
    return qr_response(join_url(_projected(token).join_code))


@blueprint.get("/watch/<token>")
def watch(token: str) -> str:
    """An observer's page: one table (`?table=N`) as far as the link lets it be seen."""
    found = parts().admission.guest(parts().classrooms.authenticate(token))
    if isinstance(found, Refusal):
        raise not_found()
    room = classroom_or_404(found.classroom)
    tables = [t for t in parts().classrooms.talks_in(room.id) if found.includes(t.id)]
    wanted = request.args.get("table")
    here = next((t for t in tables if wanted in (None, str(t.table))), None)
    if here is None:
        raise not_found()
    if found.sees is Sees.REPLAY:
        return _again(token, room, tables, here)
    return render(
        WATCH_ALL if found.sees is Sees.EVERYTHING else WATCH,
        heading=_("%(title)s, table %(number)s", title=room.title, number=here.table),
        waiting=_("Opening the table ..."),
        classroom=room.id,
        talks=here.id,
        token=token,
        watching={
            "sees": found.sees.value,
            "label": found.label,
            "told": found.told,
            "title": room.title,
            "delegation": found.delegation,
            "tables": [
                {
                    "table": t.table,
                    "here": t is here,
                    "href": url_for("watching.watch", token=token, table=t.table),
                }
                for t in tables
            ],
        },
    )


def _again(token: str, room: Classroom, tables: Sequence[TalksEntry], here: TalksEntry) -> str:
    """The replay of a table without names; the class's title may hold one, and is left out."""
    title = parts().scenarios[room.scenario].title if room.scenario in parts().scenarios else ""
    return render(
        REPLAY,
        heading=_("%(title)s, table %(number)s", title=title, number=here.table),
        waiting=_("Opening the replay ..."),
        talks=here.id,
        token=token,
        urls={"replay": url_for("api.talks_replay", talks_id=here.id)},
        watching={
            "sees": Sees.REPLAY.value,
            "label": "",
            "told": False,
            "title": title,
            "delegation": None,
            "tables": [
                {
                    "table": t.table,
                    "here": t is here,
                    "href": url_for("watching.watch", token=token, table=t.table),
                }
                for t in tables
            ],
        },
    )
