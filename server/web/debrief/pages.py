"""The debrief of a table: a student's own, the facilitator's, and everybody's on the projector."""

from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.ids import TalksId
from server.rules.seats import Facilitator
from server.service.admission import TableWatch
from server.service.identities import Identity, Sees
from server.service.people import Classroom
from server.web.site.admitted import seen_by
from server.web.site.boot import Shell, render
from server.web.site.errors import Refused, not_found
from server.web.site.i18n import gettext as _
from server.web.site.identity import caller, signed_in
from server.web.site.parts import parts

blueprint = Blueprint("debrief", __name__)

PAGE = Shell("debrief", "debrief", ("elements", "paper", "debrief"), live=False)
REPLAY = Shell(
    "replay",
    "replay",
    ("elements", "paper", "table", "phone", "teams", "facilitate", "desk", "world", "replay"),
    live=False,
)


def _who(talks_id: TalksId) -> Identity | None:
    """From the desk it is the facilitator who asks, whoever else has a seat in this browser."""
    return (signed_in() if "desk" in request.args else None) or caller(talks_id)


def _seen(talks_id: TalksId) -> TableWatch | None:
    """What the caller may look at; None in a browser without a seat there."""
    try:
        return seen_by(_who(talks_id), talks_id)
    except Refused as refused:
        if refused.refusal.code != "bad_token":
            raise
        return None


@blueprint.get("/debrief/<talks_id>")
def page(talks_id: str) -> ResponseReturnValue:
    """The page, which its script draws from the API."""
    at = _seen(TalksId(talks_id))
    if at is None:
        return make_response(render_template("talks/no_seat.html"), 403)
    asked: dict[str, Any] = {k: v for k in ("desk", "as") if (v := request.args.get(k))}
    room = parts().classrooms.of_talks(at.talks)
    urls = {
        "back": _back(at, room),
        "statement": url_for("statement.page", talks_id=at.talks, **asked),
        "replay": url_for("debrief.replay", talks_id=at.talks, **asked),
    }
    if isinstance(at.actor, Facilitator) and at.tables is None and room is not None:
        urls["share"] = url_for("links.page", classroom_id=room.id, sees=Sees.REPLAY.value)
    if at.person is not None:
        urls["evidence"] = url_for("learning.mine", talks_id=at.talks)
    urls["conference"] = url_for("api.talks_conference", talks_id=at.talks, **asked)
    return _shell(PAGE, at, room, urls, asked)


@blueprint.get("/debrief/<talks_id>/replay")
def replay(talks_id: str) -> ResponseReturnValue:
    """The table again, moment by moment, as the caller saw it."""
    at = _seen(TalksId(talks_id))
    if at is None:
        return make_response(render_template("talks/no_seat.html"), 403)
    asked: dict[str, Any] = {k: v for k in ("desk", "as") if (v := request.args.get(k))}
    room = parts().classrooms.of_talks(at.talks)
    kept = {k: v for k, v in asked.items() if k != "as"}
    urls = {
        "back": url_for("debrief.page", talks_id=at.talks, **kept),
        "replay": url_for("api.talks_replay", talks_id=at.talks, **asked),
    }
    return _shell(REPLAY, at, room, urls, asked)


@blueprint.get("/screen/<token>/debrief/<talks_id>")
def projected(token: str, talks_id: str) -> str:
    """The same for everybody in the room, as large as the last row needs it."""
    who = parts().classrooms.authenticate(token)
    if who is None:
        raise not_found()
    at = seen_by(who, TalksId(talks_id))
    if at.actor is not None or at.guest is not None:
        raise not_found()  # a projector's link and no other: what it shows is everybody's
    room = parts().classrooms.of_talks(at.talks)
    urls = {
        "back": url_for("watching.screen", token=token),
        "conference": url_for("api.talks_conference", talks_id=at.talks),
    }
    return _shell(PAGE, at, room, urls, {}, token)


def _shell(
    shell: Shell,
    at: TableWatch,
    room: Classroom | None,
    urls: dict[str, str],
    asked: dict[str, Any],
    token: str | None = None,
) -> str:
    talks = parts().negotiations.talks(at.talks)
    title = room.title if room else ""
    return render(
        shell,
        heading=_("Debrief: %(title)s, table %(number)s", title=title, number=talks.table),
        waiting=_("Opening the debrief ..."),
        talks=at.talks,
        classroom=room.id if room else None,
        token=token,
        urls={
            "debrief": url_for("api.talks_debrief", talks_id=at.talks, **asked),
            **_board(at, room, whole=token is not None),
            **urls,
        },
    )


def _back(at: TableWatch, room: Classroom | None) -> str:
    """To one's own table, or to the facilitator's."""
    if at.person is not None or room is None:
        return url_for("talks.table", talks_id=at.talks)
    return url_for("classroom.desk", classroom_id=room.id, talks_id=at.talks)


def _board(at: TableWatch, room: Classroom | None, *, whole: bool) -> dict[str, str]:
    """The path of the API, below its version, that compares the tables of a class."""
    if room is None or room.solo:
        return {}
    if whole or isinstance(at.actor, Facilitator):
        return {"board": f"/classrooms/{room.id}/board"}
    return {"board": f"/talks/{at.talks}/board"}
