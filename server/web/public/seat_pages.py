"""A delegate's own pages: the seat, the brief, the table."""

from typing import cast

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from server.reports.calendar import has_long_phases
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.web.public.again import again, debrief_url
from server.web.site.boot import Shell, render
from server.web.site.i18n import gettext as _
from server.web.site.identity import forget_seat, remember_seat, seat, seat_cookie
from server.web.site.markdown import render as markdown
from server.web.site.parts import parts
from server.web.site.seat_lists import MySeat, my_seat

blueprint = Blueprint("talks", __name__, url_prefix="/talks")

TABLE = Shell("table", "table", ("elements", "table"), common=())

REJOIN_CODES = "rejoin_codes"
"""The key of the browser's session under which rejoin codes are kept, by talks."""

_KEPT_CODES = 12


def keep_rejoin_code(talks_id: str, code: str) -> None:
    """Keep the personal code in this browser, where its owner can look it up again."""
    codes = {**cast("dict[str, str]", session.get(REJOIN_CODES, {})), talks_id: code}
    session[REJOIN_CODES] = dict(list(codes.items())[-_KEPT_CODES:])
    session.permanent = True


def forget_rejoin_code(talks_id: str) -> None:
    """Drop the personal code from this browser."""
    codes = cast("dict[str, str]", session.get(REJOIN_CODES, {}))
    session[REJOIN_CODES] = {talks: code for talks, code in codes.items() if talks != talks_id}


@blueprint.get("/<talks_id>")
def table(talks_id: str) -> ResponseReturnValue:
    """The table, for whoever has a seat at it in this browser."""
    mine = _mine(talks_id)
    if mine is None:
        return _elsewhere(talks_id) or _no_seat()
    return render(
        TABLE,
        heading=_("%(title)s, table %(number)s", title=mine.title, number=mine.table),
        waiting=_("Opening the table ..."),
        talks=mine.talks,
        classroom=mine.classroom,
        solo=again(mine),
        urls={
            **({"brief": url_for("talks.brief", talks_id=talks_id)} if mine.delegation else {}),
            "seat": url_for("talks.welcome", talks_id=talks_id),
            **_calendar(mine.talks),
            "statement": url_for("statement.page", talks_id=talks_id),
            "evidence": url_for("learning.mine", talks_id=talks_id),
            **debrief_url(mine.talks),
        },
    )


@blueprint.get("/<talks_id>/seat")
def welcome(talks_id: str) -> ResponseReturnValue:
    """The seat just taken, with the personal rejoin code."""
    mine = _mine(talks_id)
    if mine is None:
        return _no_seat()
    return render_template(
        "join/welcome.html",
        talks_id=talks_id,
        title=mine.title,
        table=mine.table,
        name=mine.name,
        join_code=mine.join_code,
        delegation=mine.delegation,
        rejoin_code=_rejoin_code(talks_id),
    )


@blueprint.post("/<talks_id>/seat/sign-out")
def sign_out_others(talks_id: str) -> ResponseReturnValue:
    """Sign every other device out of the seat, and take a new personal code."""
    mine = seat(talks_id)
    code = mine and parts().classrooms.renew_rejoin_code(mine.person, mine.device)
    if not code:
        return _no_seat()
    parts().rights_changed()
    keep_rejoin_code(talks_id, code)
    return redirect(url_for("talks.welcome", talks_id=talks_id))


@blueprint.get("/<talks_id>/brief")
def brief(talks_id: str) -> ResponseReturnValue:
    """The delegation's own brief."""
    mine = _mine(talks_id)
    if mine is None or mine.delegation is None:
        return _no_seat()
    text = mine.brief
    return render_template(
        "talks/brief.html",
        talks_id=talks_id,
        delegation=mine.delegation,
        brief=markdown(_untitled(text)).html if text.strip() else None,
    )


def _untitled(text: str) -> str:
    """The brief without a title of its own: the page has one, and the sections come under it."""
    first, _newline, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") else text


def _mine(talks_id: str) -> MySeat | None:
    identity = seat(talks_id)
    return my_seat(identity) if identity else None


def _calendar(talks_id: TalksId) -> dict[str, str]:
    """The address of the deadlines, for talks that are played over days."""
    if not has_long_phases(parts().negotiations.talks(talks_id)):
        return {}
    return {"calendar": url_for("calendars.of_table", talks_id=talks_id)}


def _elsewhere(talks_id: str) -> ResponseReturnValue | None:
    """To the table at which the seat is now, when the facilitator moved it."""
    token = request.cookies.get(seat_cookie(talks_id), "")
    found = parts().admission.seat(parts().classrooms.authenticate(token))
    if isinstance(found, Refusal) or found.talks == talks_id:
        return None
    answer = make_response(redirect(url_for("talks.table", talks_id=found.talks)))
    remember_seat(answer, found.talks, token)
    forget_seat(answer, talks_id)
    code = _rejoin_code(talks_id)
    if code is not None:
        keep_rejoin_code(found.talks, code)
    return answer


def _rejoin_code(talks_id: str) -> str | None:
    return cast("dict[str, str]", session.get(REJOIN_CODES, {})).get(talks_id)


def _no_seat() -> Response:
    """The same for talks that exist and talks that do not."""
    return make_response(render_template("talks/no_seat.html"), 403)
