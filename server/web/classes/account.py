"""One's own account: the password, and the browsers that are signed in."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.refusals import Refusal
from server.service.admission import Account
from server.service.browsers import browser_id
from server.web.classes.facilitate import MAX_PASSWORD, good_password
from server.web.site import identity, known
from server.web.site.errors import granted, not_found
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_steward, signed_in
from server.web.site.parts import parts
from server.web.site.times import ago
from server.wire.outgoing import sentence

blueprint = Blueprint("account", __name__, url_prefix="/account")

DOOR = "password"


@blueprint.get("")
@need_steward
def page() -> str:
    """The account: password and browsers."""
    return _page(Form(), done=request.args.get("done", ""))


def _page(form: Form, done: str = "") -> str:
    me = _me()
    browsers = [
        {
            "id": browser_id(one),
            "device": one.device or _("an unknown browser"),
            "since": ago(one.since),
            "seen": ago(one.seen_at),
            "here": one.hash == me.key,
        }
        for one in parts().classrooms.browsers.of(me.name)
    ]
    browsers.sort(key=lambda one: not one["here"])
    return render_template(
        "facilitate/account.html",
        name=me.name,
        is_facilitator=me.classroom is None,
        browsers=browsers,
        form=form,
        done=done,
    )


def _me() -> Account:
    return granted(parts().admission.account(signed_in()))


@blueprint.post("/password")
@need_steward
def password() -> ResponseReturnValue:
    """Change the password, with the old one; every other browser is signed out."""
    me, form = _me(), Form(request.form)
    if not known.may_try(DOOR, me.name):
        abort(429)
    if not _is_password(me, request.form.get("old", "")):
        known.count(DOOR, me.name)
        form.wrong("old", _("That is not your present password."))
    if not good_password(form):
        return _page(form), 400
    refusal = _change(me, request.form["password"])
    if refusal is not None:
        form.wrong("", sentence(refusal))
        return _page(form), 400
    parts().classrooms.browsers.sign_out_all(me.name, but=me.key)
    parts().rights_changed()
    return redirect(url_for("account.page", done="password"))


def _is_password(me: Account, given: str) -> bool:
    if not 0 < len(given) <= MAX_PASSWORD:
        return False
    if me.classroom is None:
        return parts().classrooms.facilitators.sign_in(given) is not None
    return parts().classrooms.assistants.sign_in(me.name, given) is not None


def _change(me: Account, chosen: str) -> Refusal | None:
    if me.classroom is None:
        answer: object = parts().classrooms.facilitators.change_password(chosen)
    else:
        helper = parts().classrooms.assistants.get(me.classroom, me.name)
        if helper is None:
            raise not_found()
        answer = parts().classrooms.assistants.change_password(helper, chosen)
    return answer if isinstance(answer, Refusal) else None


@blueprint.post("/browsers")
@need_steward
def browsers() -> ResponseReturnValue:
    """Sign out one browser, all others, or every one, this one too."""
    me, service = _me(), parts().classrooms.browsers
    match request.form.get("browser"):
        case "all":
            service.sign_out_all(me.name)
            identity.sign_out()
            return redirect(url_for("facilitate.sign_in"))
        case "others":
            service.sign_out_all(me.name, but=me.key)
        case one:
            if not service.sign_out_one(me.name, one or ""):
                raise not_found()
    parts().rights_changed()
    return redirect(url_for("account.page", done="browsers"))  # or to the door, if it was this one
