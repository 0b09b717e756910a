"""Teaching assistants: the facilitator's page of them, and the link by which they set up."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from server.rules.ids import TalksId
from server.rules.limits import MAX_NAME
from server.rules.refusals import Refusal
from server.service.accounts import Assistant
from server.service.people import Classroom
from server.web.classes.facilitate import good_password
from server.web.site import identity
from server.web.site.addresses import for_everybody
from server.web.site.errors import not_found
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_facilitator
from server.web.site.once import form_key
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404
from server.web.site.security import failures
from server.web.site.times import ago
from server.wire.outgoing import sentence

blueprint = Blueprint("assistants", __name__)

_MADE = "made_assistant"
"""The session keeps a set-up link until the page has shown it once."""


@blueprint.get("/facilitate/<classroom_id>/assistants")
@need_facilitator
def page(classroom_id: str) -> str:
    """The assistants of the class, their tables, and the form for another."""
    return _page(classroom_or_404(classroom_id), Form(), session.pop(_MADE, None))


def _page(room: Classroom, form: Form, made: dict[str, str] | None = None) -> str:
    service = parts().classrooms
    lines = []
    for helper in service.assistants.of(room.id):
        browsers = service.browsers.of(helper.name)
        lines.append(
            {
                "name": helper.name,
                "tables": helper.tables,
                "is_set_up": bool(helper.password_hash),
                "seen": ago(browsers[0].seen_at) if browsers else "",
            }
        )
    return render_template(
        "facilitate/assistants.html",
        classroom=room,
        tables={t.id: t.table for t in service.talks_in(room.id)},
        assistants=lines,
        form=form,
        chosen=request.form.getlist("table"),
        made=made,
        max_name=MAX_NAME,
    )


@blueprint.post("/facilitate/<classroom_id>/assistants")
@need_facilitator
def make(classroom_id: str) -> ResponseReturnValue:
    """A new account, with a link to choose its password."""
    room = classroom_or_404(classroom_id)
    form = Form(request.form)
    tables = _tables()
    if not tables:
        form.wrong("tables", _("Choose at least one table."))
    if not form.get("name"):
        form.wrong("name", _("Give the assistant a name; every action is listed under it."))
    if form.errors:
        return _page(room, form), 400
    service = parts().classrooms
    token = service.sendings.of(form_key(), "assistant", room.id).token()
    made = service.assistants.make(room.id, form.get("name"), tables, token)
    if isinstance(made, Refusal):
        form.wrong("name", sentence(made))
        return _page(room, form), 400
    _show_link(made[0].name, made[1])
    return redirect(url_for("assistants.page", classroom_id=room.id, _anchor="made"))


def _tables() -> list[TalksId]:
    return [TalksId(t) for t in request.form.getlist("table")]


def _show_link(name: str, token: str) -> None:
    link = for_everybody(url_for("assistants.setup", token=token))
    session[_MADE] = {"name": name, "link": link}


@blueprint.post("/facilitate/<classroom_id>/assistants/change")
@need_facilitator
def change(classroom_id: str) -> ResponseReturnValue:
    """Other tables, a new set-up link, or the end of an account."""
    room = classroom_or_404(classroom_id)
    service = parts().classrooms.assistants
    helper = service.get(room.id, request.form.get("name", ""))
    if helper is None:
        raise not_found()
    match request.form.get("do"):
        case "tables":
            refusal = service.give_tables(helper, _tables())
            if refusal is not None:
                form = Form()
                said = _("%(name)s needs at least one table.", name=helper.name)
                form.wrong("", said)
                return _page(room, form), 400
        case "link":
            _show_link(helper.name, service.renew_link(helper))
        case "revoke":
            service.revoke(helper)
        case _:
            abort(400)
    parts().rights_changed()
    return redirect(url_for("assistants.page", classroom_id=room.id))


@blueprint.route("/assistant/<token>", methods=["GET", "POST"])
def setup(token: str) -> ResponseReturnValue:
    """An assistant's first password, by the link that the facilitator passed on."""
    if failures.blocked("setup"):
        abort(429)
    service = parts().classrooms
    helper = service.assistants.by_link(token)
    if helper is None:
        failures.count("setup")
        raise not_found()
    form = Form(request.form)
    if request.method == "POST" and good_password(form):
        found = service.assistants.set_up(token, request.form["password"])
        if isinstance(found, Assistant):
            identity.sign_in(found.name)
            return redirect(url_for("facilitate.classes"))
        form.wrong("", sentence(found))
    room = service.get(helper.classroom)
    page = render_template(
        "facilitate/assistant_setup.html",
        form=form,
        name=helper.name,
        title=room.title if room else "",
    )
    return page, 400 if form.errors else 200
