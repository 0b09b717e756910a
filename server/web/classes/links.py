"""The facilitator's page of links for those who only look: observers and the projector."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from server.rules.ids import DelegationId, TalksId
from server.rules.limits import MAX_NAME
from server.rules.refusals import Refusal
from server.service.identities import Sees
from server.service.links import link_id
from server.service.people import Classroom, Token, TokenKind
from server.web.site.addresses import for_everybody
from server.web.site.errors import not_found
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_facilitator
from server.web.site.once import form_key
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404, scenario_named
from server.web.site.times import ago
from server.wire.outgoing import sentence

blueprint = Blueprint("links", __name__, url_prefix="/facilitate/<classroom_id>/observers")

_MADE = "made_link"
"""The session keeps a new link until the page has shown it once; the server keeps its hash."""


@blueprint.get("")
@need_facilitator
def page(classroom_id: str) -> str:
    """All links of the class, and the form for another."""
    room = classroom_or_404(classroom_id)
    sees = request.args.get("sees", Sees.PUBLIC.value)
    defaults = Form({"sees": sees, "told": "on"})
    return _page(room, defaults, session.pop(_MADE, None))


def _page(room: Classroom, form: Form, made: str | None = None) -> str:
    scenario = scenario_named(room.scenario)
    tables = {t.id: t.table for t in parts().classrooms.talks_in(room.id)}
    known = {d.id: d for d in scenario.delegations}
    lines = [
        {
            "id": link_id(link),
            "label": link.name,
            "screen": link.kind is TokenKind.PROJECTOR,
            "what": _what(link, {d: one.short for d, one in known.items()}),
            "where": _where(link, tables),
            "told": link.told,
            "sees": link.sees.value,
            "made": ago(link.made_at),
            "used": ago(link.used_at) if link.used_at else "",
        }
        for link in parts().classrooms.links.of(room.id)
    ]
    return render_template(
        "facilitate/links.html",
        classroom=room,
        tables=tables,
        delegations=[("", _("no delegation")), *((d.id, d.short) for d in scenario.delegations)],
        links=lines,
        form=form,
        chosen=request.form.getlist("table"),
        made=made,
        max_name=MAX_NAME,
    )


def _what(link: Token, names: dict[DelegationId, str]) -> str:
    if link.kind is TokenKind.PROJECTOR:
        return _("the projector: what is public, no messages")
    match link.sees:
        case Sees.PUBLIC:
            return _("what everybody at the table may know, and the plenary")
        case Sees.DELEGATION:
            who = names.get(link.delegation, "") if link.delegation else ""
            return _("all that %(who)s sees", who=who)
        case Sees.EVERYTHING:
            return _("everything, with all secrets")
        case Sees.REPLAY:
            return _("the replay of what is over, without names")


def _where(link: Token, tables: dict[TalksId, int]) -> str:
    numbers = sorted(tables[t] for t in link.tables if t in tables)
    if not link.tables:
        return _("all tables")
    return _("table %(numbers)s", numbers=", ".join(map(str, numbers)))


@blueprint.post("")
@need_facilitator
def make(classroom_id: str) -> ResponseReturnValue:
    """A new link for an observer; it is shown once."""
    room = classroom_or_404(classroom_id)
    form = Form(request.form)
    try:
        sees = Sees(form.get("sees"))
    except ValueError:
        abort(400)
    delegation = DelegationId(form.get("delegation")) if sees is Sees.DELEGATION else None
    tables = [TalksId(t) for t in request.form.getlist("table")]
    _check(room, form, sees, delegation, tables)
    if form.errors:
        return _page(room, form), 400
    token = parts().classrooms.links.new_observer(
        room.id,
        tables,
        label=form.get("label"),
        sees=sees,
        delegation=delegation,
        told=form.ticked("told"),
        token=parts().classrooms.sendings.of(form_key(), "link", room.id).token(),
    )
    if isinstance(token, Refusal):
        form.wrong("label", sentence(token))
        return _page(room, form), 400
    session[_MADE] = for_everybody(url_for("watching.watch", token=token))
    return redirect(url_for("links.page", classroom_id=room.id, _anchor="made"))


def _check(
    room: Classroom,
    form: Form,
    sees: Sees,
    delegation: DelegationId | None,
    tables: list[TalksId],
) -> None:
    if not form.get("label"):
        form.wrong("label", _("Say for whom the link is; the list below needs a name."))
    if sees is Sees.EVERYTHING and not tables:
        form.wrong("tables", _("Choose the tables that may be seen with all their secrets."))
    if sees is Sees.DELEGATION:
        if len(tables) != 1:
            form.wrong("tables", _("Choose the one table at which the delegation sits."))
        if scenario_named(room.scenario).delegation(delegation or DelegationId("")) is None:
            form.wrong("delegation", _("Choose a delegation."))


@blueprint.post("/revoke")
@need_facilitator
def revoke(classroom_id: str) -> ResponseReturnValue:
    """Take a link back, or all of them; whoever has it open is told and sees nothing more."""
    room = classroom_or_404(classroom_id)
    links = parts().classrooms.links
    if request.form.get("link") == "all":
        for kind in (TokenKind.PROJECTOR, TokenKind.OBSERVER):
            links.revoke_all(room.id, kind)
    elif not links.revoke(room.id, request.form.get("link", "")):
        raise not_found()
    parts().rights_changed()
    return redirect(url_for("links.page", classroom_id=room.id))
