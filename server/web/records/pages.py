"""The page of a class's files: what each is for, of which tables, with names or without."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from server.reports.records.masking import Kept
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.service.people import Classroom
from server.service.ports import TalksEntry
from server.web.records.catalogue import FORMATS
from server.web.records.sending import file_response
from server.web.site.errors import Refused, not_found
from server.web.site.i18n import gettext as _
from server.web.site.identity import facilitator, need_steward, own_tables
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404

blueprint = Blueprint("records", __name__, url_prefix="/facilitate/<classroom_id>/files")

_READ = ("pdf", "html", "transcript", "text")
_RESEARCH = ("xlsx", "wide", "long", "delegations", "messages", "codebook", "xapi")
_LOG = ("jsonl", "csv")


@dataclass(frozen=True, slots=True)
class Shown:
    """A file on the page; `why` says why it is not to be had yet."""

    form: str
    title: str
    purpose: str
    href: str
    why: str = ""


@blueprint.get("")
@need_steward
def page(classroom_id: str) -> str:
    """Every file, one press each."""
    room = classroom_or_404(classroom_id)
    tables = own_tables(room.id)
    chosen, kept = _chosen(tables), _kept()
    asked: dict[str, Any] = {
        "table": chosen.table if chosen else None,
        "names": None if kept.names else "masked",
        "free_text": None if kept.texts else "no",
    }
    over = any(_is_over(t) for t in ([chosen] if chosen else tables))

    def shown(form: str) -> Shown:
        one = FORMATS[form]
        why = _("No table has come to its end yet.") if one.over and not over else ""
        href = url_for("records.file", classroom_id=room.id, format=form, **asked)
        return Shown(form, str(one.title), str(one.purpose), href, why)

    return render_template(
        "records/files.html",
        classroom=room,
        tables=tables,
        chosen=chosen,
        kept=kept,
        archive=shown("zip"),
        groups=[
            (_("To read and to print"), [shown(form) for form in _READ]),
            (_("For statistics and research"), [shown(form) for form in _RESEARCH]),
            (_("The log itself"), [shown(form) for form in _LOG]),
        ],
        lists=facilitator() is not None and chosen is None and kept.everything,
    )


@blueprint.get("/download")
@need_steward
def file(classroom_id: str) -> Response:
    """One of them; what goes wrong is said on a page."""
    room = classroom_or_404(classroom_id)
    form = request.args.get("format", "")
    if form not in FORMATS:
        raise Refused(Refusal("bad_command", {"field": "format", "expected": ", ".join(FORMATS)}))
    return file_response(room, form, _kept(), _tables(room))


def _kept() -> Kept:
    return Kept(request.args.get("names") != "masked", request.args.get("free_text") != "no")


def _chosen(tables: Sequence[TalksEntry]) -> TalksEntry | None:
    """The one table that is asked for."""
    number = request.args.get("table", "")
    if not number:
        return None
    found = next((t for t in tables if str(t.table) == number), None)
    if found is None:
        raise not_found()
    return found


def _tables(room: Classroom) -> frozenset[TalksId] | None:
    """The tables whose files the caller gets: None for all there are."""
    own = own_tables(room.id)
    chosen = _chosen(own)
    if chosen is not None:
        return frozenset([chosen.id])
    return None if facilitator() is not None else frozenset(t.id for t in own)


def _is_over(entry: TalksEntry) -> bool:
    return parts().negotiations.talks(entry.id).state.is_over
