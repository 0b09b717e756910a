"""API calls for the files of a class or of one of its tables."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel

from server.reports import class_lists
from server.reports.records.masking import Kept
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.people import Classroom
from server.web.api import models as m
from server.web.api.bodies import bad
from server.web.api.calls import FACILITATOR, Query, Route
from server.web.records.catalogue import FORMATS
from server.web.records.sending import attached, file_response
from server.web.site import admitted
from server.web.site.errors import Refused, not_found
from server.web.site.parts import parts

LISTS = class_lists.FORMATS
"""Lists for other systems; of the whole class, with names and addresses."""


def export_classroom(classroom_id: ClassroomId) -> ResponseReturnValue:
    """A class as a file."""
    wall = admitted.runs_class(classroom_id)
    form = _asked(*FORMATS, *LISTS)
    room = parts().classrooms.get(classroom_id)
    if room is None:
        raise not_found()
    if form not in LISTS:
        return file_response(room, form, _kept(), wall.tables)
    if wall.tables is not None:  # whole lists hold every table, and e-mail addresses
        raise Refused(Refusal("not_allowed"))
    if not _kept().names:
        raise bad("names", "kept, for a list of names")
    response = Response(_list(room, form), content_type=LISTS[form])
    return attached(response, f"{form.removesuffix('-csv')}-{classroom_id}.csv")


def export_talks(talks_id: TalksId) -> ResponseReturnValue:
    """A table as a file."""
    admitted.runs(talks_id)
    form = _asked(*FORMATS)
    room = parts().classrooms.of_talks(talks_id)
    if room is None:
        raise not_found()
    return file_response(room, form, _kept(), frozenset([talks_id]))


def _asked(*known: str) -> str:
    form = request.args.get("format", "jsonl")
    if form not in known:
        raise bad("format", " or ".join(known))
    return form


def _kept() -> Kept:
    return Kept(_one_of("names", "kept", "masked"), _one_of("free_text", "yes", "no"))


def _one_of(name: str, yes: str, no: str) -> bool:
    said = request.args.get(name, yes)
    if said not in (yes, no):
        raise bad(name, f"{yes} or {no}")
    return said == yes


def _list(room: Classroom, form: str) -> bytes:
    service, negotiations = parts().classrooms, parts().negotiations
    people = service.people_in(room.id)
    tables = [negotiations.talks(entry.id) for entry in service.talks_in(room.id)]
    if form == "roster-csv":
        return class_lists.roster(people, tables)
    return class_lists.results(people, tables, negotiations.log, negotiations.now_ms())


_HIDING = (
    Query(
        "names",
        "Whether people appear by name or by a code that is the same in every export.",
        {"type": "string", "enum": ["kept", "masked"], "default": "kept"},
    ),
    Query(
        "free_text",
        "Whether what people wrote is in the file. With masked names, names in it become codes.",
        {"type": "string", "enum": ["yes", "no"], "default": "yes"},
    ),
)
_ANSWERS: dict[int, type[BaseModel] | str | tuple[str, ...] | None] = {
    200: tuple(
        dict.fromkeys(
            media.partition(";")[0]
            for media in (*(f.media for f in FORMATS.values()), *LISTS.values())
        )
    ),
    400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error, 507: m.Error,
}  # fmt: skip

ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/classrooms/<classroom_id>/export",
        export_classroom,
        "A class as a file: data, log, transcript, report, all in one archive; results and roster.",
        FACILITATOR,
        _ANSWERS | {403: m.Error},
        query=(
            Query(
                "format",
                "The kind of file.",
                {"type": "string", "enum": [*FORMATS, *LISTS], "default": "jsonl"},
            ),
            *_HIDING,
        ),
    ),
    Route(
        "GET",
        "/talks/<talks_id>/export",
        export_talks,
        "One table as a file, in the same kinds.",
        FACILITATOR,
        _ANSWERS,
        query=(
            Query(
                "format",
                "The kind of file.",
                {"type": "string", "enum": [*FORMATS], "default": "jsonl"},
            ),
            *_HIDING,
        ),
    ),
)
