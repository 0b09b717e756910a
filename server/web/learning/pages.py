"""A class's pages about what its students did: evidence sheets, for facilitators and students."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.ids import TalksId
from server.rules.state.talks import Talks
from server.service.people import Classroom
from server.web.learning import printing
from server.web.learning.reflections import authors, table_of_texts
from server.web.learning.sheets import sheet_of, sheets, tables_of_person
from server.web.site.class_names import class_name
from server.web.site.errors import not_found
from server.web.site.i18n import gettext as _
from server.web.site.identity import need_steward, own_tables, seat
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404

blueprint = Blueprint("learning", __name__)


def _talks(room: Classroom) -> list[Talks]:
    """Those of the class that the signed-in facilitator or assistant runs."""
    return [parts().negotiations.talks(entry.id) for entry in own_tables(room.id)]


@blueprint.get("/facilitate/<classroom_id>/evidence")
@need_steward
def evidence(classroom_id: str) -> str:
    """Every student's sheet, or the one that is asked for."""
    room = classroom_or_404(classroom_id)
    everybody = sheets(_talks(room))
    chosen = request.args.get("person", "")
    shown = [one for one in everybody if one.person == chosen] if chosen else everybody
    if chosen and not shown:
        raise not_found()
    return render_template(
        "learning/evidence.html",
        classroom=room,
        people=everybody,
        chosen=chosen,
        sheets=shown,
    )


@blueprint.get("/facilitate/<classroom_id>/reflections")
@need_steward
def reflections(classroom_id: str) -> str:
    """What everybody wrote: reflections and position papers."""
    room = classroom_or_404(classroom_id)
    return render_template(
        "learning/reflections.html", classroom=room, authors=authors(_talks(room))
    )


@blueprint.get("/facilitate/<classroom_id>/reflections.csv")
@need_steward
def reflections_file(classroom_id: str) -> Response:
    """The same to keep."""
    room = classroom_or_404(classroom_id)
    response = Response(
        table_of_texts(authors(_talks(room))), content_type="text/csv; charset=utf-8"
    )
    name = f"{class_name(room)}-reflections.csv"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/facilitate/<classroom_id>/print")
@need_steward
def paper(classroom_id: str) -> str:
    """Agenda, mandates or ballots of a table, to print."""
    room = classroom_or_404(classroom_id)
    tables = _talks(room)
    talks = _asked_table(tables) or (tables[0] if tables else None)
    choices = (
        ("agenda", _("Agenda")),
        ("mandates", _("Mandates, a page each")),
        ("ballots", _("Ballots, a page for each forum")),
    )
    what = request.args.get("what", "agenda")
    return render_template(
        "learning/print.html",
        classroom=room,
        tables=tables,
        talks=talks,
        choices=choices,
        what=what if what in dict(choices) else "agenda",
        forums=printing.forums_of(talks) if talks else (),
        mandates=printing.mandates(talks) if talks else (),
    )


@blueprint.get("/facilitate/<classroom_id>/print.pdf")
@need_steward
def paper_file(classroom_id: str) -> Response:
    """The same as a file; everything, agenda first, unless `what` names one of them."""
    room = classroom_or_404(classroom_id)
    talks = _asked_table(_talks(room))
    what = request.args.get("what")
    if talks is None or what not in (None, *printing.KINDS):
        raise not_found()
    # Imported when a PDF is asked for: it is large, and most servers start without a need.
    from server.web.learning.printpdf import pdf

    title = _("%(title)s, table %(number)s", title=room.title, number=talks.table)
    body = pdf(talks, printing.KINDS if what is None else (what,), title=title)
    response = Response(body, mimetype="application/pdf")
    response.headers["Cache-Control"] = "no-store"
    name = f"{what or 'print'}-table-{talks.table}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked_table(tables: list[Talks]) -> Talks | None:
    asked = request.args.get("table", "")
    return next((t for t in tables if str(t.table) == asked), None)


@blueprint.get("/talks/<talks_id>/evidence")
def mine(talks_id: str) -> ResponseReturnValue:
    """A student's own sheet, once the debrief has begun."""
    identity = seat(talks_id)
    if identity is None:
        return make_response(render_template("talks/no_seat.html"), 403)
    talks = parts().negotiations.talks(TalksId(talks_id))
    ready = talks.state.is_laid_open
    tables = tables_of_person(talks.id, identity.person) if ready else []
    return render_template(
        "learning/mine.html",
        back=url_for("talks.table", talks_id=talks_id),
        ready=ready,
        sheet_lines=sheet_of(identity.person, tables) if ready else None,
    )
