"""Where the Joint Statement is read: a page to print, and its files."""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from server.rules.asking.statement import Statement, statement_of
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.rules.views.gate import view_for
from server.service.admission import TableWatch
from server.service.ports import UnknownTalks
from server.web.site.admitted import seen_by, sees
from server.web.site.errors import Refused, not_found
from server.web.site.identity import caller, signed_in
from server.web.site.parts import parts
from server.web.statement.lines import file_name, lines
from server.web.statement.text import markdown

FORMATS = {
    "html": "text/html",
    "md": "text/markdown",
    "pdf": "application/pdf",
}
"""Format -> media type."""

blueprint = Blueprint("statement", __name__, url_prefix="/talks/<talks_id>")


@blueprint.get("/statement")
def page(talks_id: str) -> ResponseReturnValue:
    """The page to print."""
    return _page_or_file(TalksId(talks_id), "html")


@blueprint.get("/statement.<any(md, pdf):form>")
def file(talks_id: str, form: str) -> ResponseReturnValue:
    """The same as a file."""
    return _page_or_file(TalksId(talks_id), form)


def _page_or_file(talks_id: TalksId, form: str) -> ResponseReturnValue:
    # From the desk it is the facilitator who asks, whoever else has a seat in this browser.
    who = (signed_in() if "desk" in request.args else None) or caller(talks_id)
    try:
        at = seen_by(who, talks_id)
    except Refused as refused:
        if refused.refusal.code != "bad_token":
            raise
        return make_response(render_template("talks/no_seat.html"), 403)
    return _written(talks_id, _statement(at), form)


def talks_statement(talks_id: TalksId) -> ResponseReturnValue:
    """The Joint Statement as the caller may know it."""
    form = request.args.get("format", "html")
    statement = _statement(sees(talks_id))
    if form not in FORMATS:
        raise Refused(Refusal("bad_command", {"field": "format", "expected": ", ".join(FORMATS)}))
    return _written(talks_id, statement, form)


def _statement(at: TableWatch) -> Statement:
    """Made of the view of whoever asks; the gate decides what is in it."""
    try:
        talks, present, _ = parts().negotiations.snapshot(at.talks)
    except UnknownTalks:
        raise not_found() from None
    return statement_of(view_for(talks, at.audience, present))


def _written(talks_id: TalksId, statement: Statement, form: str) -> Response:
    written = lines(statement)
    match form:
        case "md":
            body: str | bytes = markdown(written)
        case "pdf":
            # Imported when a PDF is asked for: it is large, and most servers start without a need.
            from server.web.statement.pdf import pdf

            body = pdf(written, title=f"{statement.title}: {written[1].text}")
        case _:
            body = render_template(
                "talks/statement.html",
                talks_id=talks_id,
                lines=written,
                statement=statement,
                asked={k: v for k in ("as", "desk") if (v := request.args.get(k))},
            )
    response = Response(body, mimetype=FORMATS[form])
    response.headers["Cache-Control"] = "no-store"
    if form != "html":
        name = f"{file_name(statement)}.{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
