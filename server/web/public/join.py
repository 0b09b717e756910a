"""Joining: the code, the seat, and the way back to it."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules import names
from server.rules.ids import DelegationId
from server.rules.refusals import Refusal
from server.rules.written.policies import NamePolicy
from server.service.joining import JoinResult
from server.service.namesakes import nearly
from server.service.people import Classroom, TokenKind
from server.service.waiting import Waiting
from server.web.public.seat_pages import forget_rejoin_code, keep_rejoin_code
from server.web.public.tickets import keep_ticket, kept_ticket
from server.web.site.codes import clean_code
from server.web.site.errors import not_found, status_of
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import forget_seat, remember_seat, seat_cookie
from server.web.site.once import form_key, renew_form_tokens
from server.web.site.parts import parts
from server.web.site.seat_lists import my_seats, places, scenario_named, tables_of
from server.web.site.security import failures
from server.wire.outgoing import sentence

blueprint = Blueprint("join", __name__)

DOOR = "join"
"""The name under which failed tries are counted, the same as the API's."""

ANY = "any"
IS = "is:"
"""Before the name of the list that somebody says is theirs."""
_AT_NAME = ("name_needed", "text_too_long")


@blueprint.get("/join")
def code_form() -> ResponseReturnValue:
    """The field for the code; a code that is given leads on."""
    form = Form(request.args)
    if "code" in request.args:
        code = clean_code(form.get("code"))
        if _found(code):
            return redirect(url_for("join.join", code=code))
        form.wrong("code", _unknown(code))
    return render_template("join/code.html", form=form), 404 if form.errors else 200


@blueprint.route("/join/<code>", methods=["GET", "POST"])
def join(code: str) -> ResponseReturnValue:
    """Show a class and its seats; only sending the form takes one."""
    cleaned = clean_code(code)
    room = _found(cleaned)
    if room is None:
        form = Form({"code": code})
        form.wrong("code", _unknown(cleaned))
        return render_template("join/code.html", form=form), 404
    mine = [seat for seat in my_seats() if seat.classroom == room.id]
    form = Form(request.form if request.method == "POST" else {"seat": ANY})
    if request.method == "POST":
        same = next((seat for seat in mine if names.same(seat.name, form.get("name"))), None)
        if same is not None:
            return redirect(url_for("talks.table", talks_id=same.talks))
        if _is_over(room):
            form.wrong("", sentence(Refusal("class_over")))
        elif mine:  # the next student at a shared computer, on a page that was still open
            form.wrong("", _("This browser still holds somebody else's seat; leave it first."))
        else:
            answer = _take(room, form)
            if answer is not None:
                return answer
    return (
        render_template(
            "join/seat.html",
            classroom=room,
            scenario=scenario_named(room.scenario),
            is_over=_is_over(room),
            tables=places(room) if room.is_open and not mine else [],
            mine=mine,
            form=form,
            near=_asked_about(room, form),
            ask_who="who" in form.errors or bool(form.get("who")),
            only_code=str(room.policies.get("roster_names")) == NamePolicy.CODE,
            waits=bool(kept_ticket(room.id)),
        ),
        409 if form.errors else 200,
    )


@blueprint.post("/join/<code>/leave")
def leave(code: str) -> ResponseReturnValue:
    """Forget this browser's seats of the class, for the next student; nobody loses a seat."""
    room = _found(clean_code(code))
    if room is None:
        raise not_found()
    onward = url_for("home.index") if room.solo else url_for("join.join", code=room.join_code)
    answer = make_response(redirect(onward))
    for mine in list(my_seats()):
        if mine.classroom == room.id:
            parts().classrooms.forget_device(request.cookies.get(seat_cookie(mine.talks), ""))
            forget_seat(answer, mine.talks)
            forget_rejoin_code(mine.talks)
    parts().rights_changed()
    renew_form_tokens()
    return answer


@blueprint.route("/rejoin", methods=["GET", "POST"])
def rejoin() -> ResponseReturnValue:
    """Back to the same seat by the personal code."""
    form = Form(request.form)
    if request.method == "GET":
        return render_template("join/rejoin.html", form=form)
    if failures.blocked("rejoin"):
        abort(429)
    found = parts().classrooms.rejoin(clean_code(form.get("rejoin_code")))
    if isinstance(found, Refusal):
        failures.count("rejoin")
        form.wrong("rejoin_code", _("No seat has this code. Compare it with what you wrote down."))
        return render_template("join/rejoin.html", form=form), 404
    keep_rejoin_code(found.talks, found.rejoin_code)
    answer = make_response(redirect(url_for("talks.table", talks_id=found.talks)))
    remember_seat(answer, found.talks, found.seat_token)
    return answer


def _found(code: str) -> Classroom | None:
    """The class of a join code. A code that is nobody's counts as a failed try."""
    if failures.blocked(DOOR, code):
        abort(429)
    room = parts().classrooms.by_code(code) if code else None
    if room is None and code:
        failures.count(DOOR, code)
    return room


def _unknown(code: str) -> str:
    if not code:
        return _("Type the join code; it stands on the screen in the room.")
    return _("No class has the code %(code)s. Compare it with the screen.", code=code[:12])


def _take(room: Classroom, form: Form) -> ResponseReturnValue | None:
    """Take the seat that was asked for; None when that failed, with the reason in the form."""
    table, delegation = _wish(room, form.get("seat"))
    who = form.get("who")
    if who and "@" not in who:
        return _by_personal_code(form)
    name, known = form.get("name"), form.get("known")
    near = nearly(parts().classrooms.people_in(room.id), name) if room.is_open else None
    if near is not None and known == IS + near.name:
        name = near.name
    elif near is not None and known != "no":
        form.wrong("known", _("Are you %(name)s?", name=near.name))
        return None
    found = parts().classrooms.join(
        room.join_code,
        name,
        table=table,
        delegation=delegation,
        email=who,
        once=form_key(),
    )
    if isinstance(found, Refusal):
        if found.code in ("namesakes", "code_needed"):
            form.wrong("who", sentence(found))
        elif status_of(found).value >= 500:  # the server's fault, not a field's
            form.wrong("", sentence(found))
        else:
            form.wrong("name" if found.code in _AT_NAME else "seat", sentence(found))
        return None
    if isinstance(found, Waiting):
        keep_ticket(room.id, found.ticket)
        parts().classroom_changed(room.id)
        return redirect(url_for("join.waiting", code=room.join_code))
    return _seated(found)


def _is_over(room: Classroom) -> bool:
    """True when every table has ended: whoever is new would sit where nothing is played."""
    return all(talks.state.is_over for talks in tables_of(room))


def _asked_about(room: Classroom, form: Form) -> str:
    """The name of the list that somebody was asked about; "" where nobody was."""
    if "known" not in form.errors and not form.get("known"):
        return ""
    near = nearly(parts().classrooms.people_in(room.id), form.get("name"))
    return near.name if near else ""


@blueprint.route("/join/<code>/waiting", methods=["GET", "POST"])
def waiting(code: str) -> ResponseReturnValue:
    """Waiting to be admitted; sending the form takes the seat, or waits no longer."""
    room = _found(clean_code(code))
    ticket = kept_ticket(room.id) if room else ""
    if room is None or not ticket:
        return redirect(url_for("join.join", code=clean_code(code)))
    if request.method == "POST" and request.form.get("do") == "leave":
        parts().classrooms.waiting.give_up(ticket)
        keep_ticket(room.id, "")
        parts().classroom_changed(room.id)
        return redirect(url_for("join.join", code=room.join_code))
    kept = parts().classrooms.waiting.ticket(ticket)
    state = "gone" if kept is None else "waiting" if kept.kind is TokenKind.KNOCK else "admitted"
    form = Form(request.form)
    if request.method == "POST" and state == "admitted":
        found = parts().classrooms.enter(ticket)
        if isinstance(found, JoinResult):
            keep_ticket(room.id, "")
            return _seated(found)
        if isinstance(found, Refusal):
            form.wrong("", sentence(found))
    page = render_template("join/waiting.html", classroom=room, state=state, form=form)
    return page, 409 if form.errors else 200


def _by_personal_code(form: Form) -> ResponseReturnValue | None:
    """The seat of the personal code that tells one bearer of a name from another."""
    if failures.blocked("rejoin"):
        abort(429)
    found = parts().classrooms.rejoin(clean_code(form.get("who")))
    if isinstance(found, Refusal):
        failures.count("rejoin")
        form.wrong("who", _("No seat has this code. Compare it with what you wrote down."))
        return None
    return _seated(found)


def _seated(found: JoinResult) -> ResponseReturnValue:
    """To the seat that was taken, which this browser keeps."""
    if found.rejoin_code:
        keep_rejoin_code(found.talks, found.rejoin_code)
    answer = make_response(redirect(url_for("talks.welcome", talks_id=found.talks)))
    remember_seat(answer, found.talks, found.seat_token)
    return answer


def _wish(room: Classroom, value: str) -> tuple[int | None, DelegationId | None]:
    """The table and delegation of a `TALKS:DELEGATION` choice; None and None for any."""
    talks_id, colon, delegation = value.partition(":")
    table = next((t.table for t in parts().classrooms.talks_in(room.id) if t.id == talks_id), None)
    return (table, DelegationId(delegation)) if colon and table is not None else (None, None)
