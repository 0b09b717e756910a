"""The debrief of a table: a student's own, the facilitator's, and everybody's on the projector."""

from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.ids import TalksId
from server.rules.seats import Facilitator
from server.service.admission import TableWatch
from server.service.identities import Identity
from server.service.people import Classroom
from server.web.site.admitted import seen_by
from server.web.site.boot import Shell, render
from server.web.site.errors import Refused
from server.web.site.i18n import gettext as _
from server.web.site.identity import caller, signed_in
from server.web.site.parts import parts

blueprint = Blueprint("debrief", __name__)

PAGE = Shell("debrief", "debrief", ("elements", "debrief"))


def _who(talks_id: TalksId) -> Identity | None:
    """From the desk it is the facilitator who asks, whoever else has a seat in this browser."""
    return (signed_in() if "desk" in request.args else None) or caller(talks_id)


@blueprint.get("/debrief/<talks_id>")
def page(talks_id: str) -> ResponseReturnValue:
    """The page, which its script draws from the API."""
    try:
        at = seen_by(_who(TalksId(talks_id)), TalksId(talks_id))
    except Refused as refused:
        if refused.refusal.code != "bad_token":
            raise
        return make_response(render_template("talks/no_seat.html"), 403)
    room = parts().classrooms.of_talks(at.talks)
    talks = parts().negotiations.talks(at.talks)
    asked: dict[str, Any] = {k: v for k in ("desk", "as") if (v := request.args.get(k))}
    return render(
        PAGE,
        heading=_(
            "Debrief: %(title)s, table %(number)s",
            title=room.title if room else "",
            number=talks.table,
        ),
        waiting=_("Opening the debrief ..."),
        talks=at.talks,
        classroom=room.id if room else None,
        urls={
            "debrief": url_for("api.talks_debrief", talks_id=at.talks, **asked),
            **_board(at, room),
            "back": _back(at, room.id if room else ""),
            "statement": url_for("statement.page", talks_id=at.talks, **asked),
            **(
                {}
                if at.person is None
                else {"evidence": url_for("learning.mine", talks_id=at.talks)}
            ),
        },
    )


def _back(at: TableWatch, classroom: str) -> str:
    """To one's own table, or to the facilitator's."""
    if at.person is not None:
        return url_for("talks.table", talks_id=at.talks)
    return url_for("classroom.desk", classroom_id=classroom, talks_id=at.talks)


def _board(at: TableWatch, room: Classroom | None) -> dict[str, str]:
    """The path of the API, below its version, that compares the tables of a class."""
    if room is None or room.solo:
        return {}
    if isinstance(at.actor, Facilitator):
        return {"board": f"/classrooms/{room.id}/board"}
    return {"board": f"/talks/{at.talks}/board"}
