"""The facilitator's API tokens: those in force, new ones, and the end of one."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from server.rules.limits import MAX_NAME
from server.service.facilitators import token_id
from server.web.site.errors import not_found
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_facilitator
from server.web.site.once import form_key
from server.web.site.parts import parts
from server.web.site.times import ago

blueprint = Blueprint("api_tokens", __name__, url_prefix="/account/tokens")


@blueprint.route("", methods=["GET", "POST"])
@need_facilitator
def page() -> ResponseReturnValue:
    """The list; a form makes a token, which this answer alone shows, or takes one back."""
    form, made, told = Form(request.form), "", ""
    service = parts().classrooms
    if request.method == "POST" and request.form.get("do") == "revoke":
        if not service.facilitators.revoke_token(form.get("token")):
            raise not_found()
        parts().rights_changed()
        told = _("Taken back. Programs that use it are refused from now on.")
    elif request.method == "POST":
        name = " ".join(form.get("name").split())
        if not 0 < len(name) <= MAX_NAME:
            form.wrong("name", _("Say what the token is for; its actions are listed under it."))
        else:
            token = service.sendings.of(form_key(), "api-token", name).token()
            made = service.facilitators.create_token(name, token)
    tokens = [
        {
            "id": token_id(one),
            "name": one.name,
            "since": ago(one.made_at),
            "used": ago(one.used_at) if one.used_at else "",
        }
        for one in service.facilitators.tokens()
    ]
    answer = render_template(
        "facilitate/tokens.html",
        tokens=tokens,
        form=form if form.errors else Form(),
        made=made,
        told=told,
        max_name=MAX_NAME,
    )
    return answer, 400 if form.errors else 200
