"""The facilitator's way in: first password, sign in, list of classes."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules import names
from server.rules.refusals import Refusal
from server.service.facilitators import NAME
from server.service.people import ClassroomState
from server.web.site import identity, known
from server.web.site.addresses import local_path
from server.web.site.errors import not_found
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_facilitator, signed_in
from server.web.site.parts import parts
from server.web.site.security import failures
from server.wire.outgoing import sentence

DOOR = "sign_in"
MIN_PASSWORD = 10
"""Characters asked for on the page; the service takes nothing shorter than its own limit."""

MAX_PASSWORD = 500


def add_to(pages: Blueprint) -> None:
    """The first password, signing in and out, and the classes."""
    pages.add_url_rule("/setup/<token>", view_func=setup, methods=["GET", "POST"])
    pages.add_url_rule("/facilitate/sign-in", view_func=sign_in, methods=["GET", "POST"])
    pages.add_url_rule("/facilitate/sign-out", view_func=sign_out, methods=["POST"])
    pages.add_url_rule("/facilitate", view_func=classes)


def setup(token: str) -> ResponseReturnValue:
    """The first password, by the one-time link that the terminal showed."""
    if failures.blocked("setup"):
        abort(429)
    if not parts().classrooms.facilitators.may_set_up(token):
        failures.count("setup")
        raise not_found()
    form = Form(request.form)
    if request.method == "POST" and good_password(form):
        found = parts().classrooms.facilitators.set_up(token, request.form["password"])
        if not isinstance(found, Refusal):
            identity.sign_in(found.name)
            return redirect(url_for("facilitate.classes"))
        form.wrong("", sentence(found))
    return render_template("facilitate/setup.html", form=form), 400 if form.errors else 200


def good_password(form: Form) -> bool:
    """True when the form's new password is one, twice; else the form says what is wrong."""
    password = request.form.get("password", "")
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        form.wrong("password", _("Use at least %(least)s characters.", least=MIN_PASSWORD))
    elif password != request.form.get("again", ""):
        form.wrong("again", _("The two are not the same."))
    return not form.errors


def sign_in() -> ResponseReturnValue:
    """Sign in with the password: the facilitator, or an assistant by name."""
    form = Form(request.form)
    onward = local_path(request.values.get("next", ""), url_for("facilitate.classes"))
    if signed_in() is not None:
        return redirect(onward)
    if request.method == "POST":
        name = form.get("name") or NAME
        if not known.may_try(DOOR, name):
            abort(429)
        account = _account(name, request.form.get("password", ""))
        if account is not None:
            identity.sign_in(account)
            return redirect(onward)
        known.count(DOOR, name)
        form.wrong("password", _("That is not the password of this account."))
    has_password = parts().classrooms.facilitators.is_set_up
    page = render_template(
        "facilitate/sign_in.html",
        form=form if request.method == "POST" else Form({"name": NAME}),
        next=onward,
        has_password=has_password,
    )
    return page, 403 if form.errors else 200


def _account(name: str, password: str) -> str | None:
    """The account that the name and the password open."""
    if not 0 < len(password) <= MAX_PASSWORD:
        return None
    if names.same(name, NAME):
        found = parts().classrooms.facilitators.sign_in(password)
        return found.name if found else None
    helper = parts().classrooms.assistants.sign_in(name, password)
    return helper.name if helper else None


def sign_out() -> ResponseReturnValue:
    """Sign this browser out."""
    identity.sign_out()
    return redirect(url_for("home.index"))


def classes() -> ResponseReturnValue:
    """All classes of this server, newest first; an assistant has only one."""
    found = parts().admission.account(signed_in())
    if not isinstance(found, Refusal) and found.classroom is not None:
        return redirect(url_for("classroom.wall", classroom_id=found.classroom))
    return _classes()


@need_facilitator
def _classes() -> str:
    service, known = parts().classrooms, parts().scenarios
    lines = [
        {
            "id": room.id,
            "title": room.title,
            "scenario_title": known[room.scenario].title if room.scenario in known else "",
            "tables": len(service.talks_in(room.id)),
            "join_code": room.join_code,
            "is_open": room.is_open,
            "archived": room.state is ClassroomState.ARCHIVED,
        }
        for room in service.all()
    ]
    return render_template("facilitate/classes.html", classes=lines)
