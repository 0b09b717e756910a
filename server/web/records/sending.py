"""A file of a class as an answer, to a program or to a browser."""

from collections.abc import Iterable
from contextlib import suppress
from typing import IO

from flask import Response, current_app, request

from server.reports.records.masking import Kept
from server.reports.records.source import Wanted
from server.rules.ids import TalksId
from server.service.people import Classroom
from server.service.ports import UnknownTalks
from server.web.records.catalogue import FORMATS
from server.web.records.naming import file_name
from server.web.records.produce import Refusing, in_turns, scratch, written
from server.web.site.errors import Refused, not_found
from server.web.site.parts import parts

_CHUNK = 1 << 16


def file_response(
    room: Classroom, form: str, kept: Kept, tables: frozenset[TalksId] | None
) -> Response:
    """Written first and sent then, so that what goes wrong is still said in words."""
    one, p = FORMATS[form], parts()
    entries = p.classrooms.talks_in(room.id)
    key = str(current_app.secret_key).encode()
    home = (p.settings.public_url or request.host_url).rstrip("/")
    try:
        out = scratch()
    except Refusing as why:
        raise Refused(why.refusal) from None
    try:
        steps = written(
            out,
            one,
            room,
            p.classrooms.people_in(room.id),
            entries,
            p.negotiations.log,
            p.negotiations.calibrate,
            Wanted(kept, tables, key),
            home,
        )
        in_turns(steps, p.aside)
    except BaseException as error:
        with suppress(OSError):  # what a full disk did not take
            out.close()
        if isinstance(error, Refusing):
            raise Refused(error.refusal) from None
        if isinstance(error, UnknownTalks):
            raise not_found() from None
        raise
    size = out.tell()
    out.seek(0)
    response = Response(_chunks(out), content_type=one.media)
    response.content_length = size
    numbers = [e.table for e in entries if tables is not None and e.id in tables]
    return attached(response, file_name(room, form, one.ending, kept, numbers))


def attached(response: Response, name: str) -> Response:
    """The answer as a file to keep, under a name."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chunks(file: IO[bytes]) -> Iterable[bytes]:
    with file:
        while piece := file.read(_CHUNK):
            yield piece
