"""API calls at a table: the view, commands, the log, the analysis."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from server.reports.analysis import analysis_for
from server.reports.conference import conference_for
from server.reports.debrief.page import debrief_for
from server.reports.debrief.replay import stops_for, view_at
from server.reports.debrief.shown import Masked, masked
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views.etags import Entity
from server.rules.views.gate import view_for
from server.service.admission import TableWatch
from server.service.codes import token_hash
from server.service.locks import Locks
from server.service.ports import UnknownTalks
from server.service.texts import Base
from server.storage.transfer import export_log
from server.web.api.bodies import json_body, one_of, short_text, whole_number
from server.web.api.calls import Query, whole, words
from server.web.api.texts import base_of
from server.web.site import admitted
from server.web.site.errors import Refused, json_response, not_found
from server.web.site.identity import bearer_token, caller, signed_in
from server.web.site.parts import parts
from server.web.site.seat_lists import tables_of
from server.wire import outgoing
from server.wire.submitted import submitted
from server.wire.views import etag_of, view_envelope

_LOCKS = Locks()

JSON_LINES = "application/x-ndjson"
MAX_WAIT = 25
"""Seconds that a call may wait for another view; proxies cut off what takes half a minute."""

AFTER = whole("after", "Only events with a greater number.", 10**15)
ETAG = words("etag", "That of the view the caller has.", 16)
WAIT = whole("wait", "Seconds to wait for another view than that.", MAX_WAIT)
APART = "apart"
TEXT = Query(
    "text",
    "`apart`: of each entity only what differs from the texts that `text` names.",
    {"type": "string", "enum": [APART]},
)
STOP = whole("stop", "The moment's number, from 0.", 10**6)


def existing(talks_id: TalksId) -> Talks:
    """The talks as they stand; an unknown id finds nothing."""
    try:
        return parts().negotiations.talks(talks_id)
    except UnknownTalks:
        raise not_found() from None


def revealed(talks_id: TalksId, *cards: str) -> tuple[Talks, Audience]:
    """The talks, and as whom the caller reads them; for a seat once one of these cards is open."""
    at, talks = admitted.acts(talks_id), existing(talks_id)
    refusal = parts().admission.revealed(at, talks, *cards)
    if refusal is not None:
        raise Refused(refusal)
    return talks, at.audience


def talks_view(talks_id: TalksId) -> ResponseReturnValue:
    """What the caller may see of the table; with `etag` only what is another view, and with `wait`
    that as soon as there is one."""
    seconds, known = whole_number(WAIT), short_text(ETAG)
    at = admitted.views(talks_id)
    problem = parts().negotiations.looks(talks_id, at.actor)
    if problem is not None:
        raise Refused(problem)
    entities, base, number = _view(at)
    if outgoing.etag_text(number) != known:
        return _viewed(entities, base, number)
    if seconds:
        token = bearer_token()
        holder = token_hash(token) if token else f"{talks_id} {at.audience}"
        with parts().changes.waiting(holder, talks_id, seconds) as wait:
            if isinstance(wait, Refusal):
                raise Refused(wait)
            waits = True
            while waits:
                # Looked at before the first wait too: it may have changed in between.
                entities, base, number = _view(admitted.views(talks_id))
                if outgoing.etag_text(number) != known:
                    return _viewed(entities, base, number)
                waits = wait.for_change()
    unchanged = Response(status=HTTPStatus.NOT_MODIFIED)
    unchanged.headers["Cache-Control"] = "no-store"
    return unchanged


def _view(at: TableWatch) -> tuple[dict[str, Entity], Base | None, int]:
    try:
        talks, present, _ = parts().negotiations.snapshot(at.talks)
    except UnknownTalks:
        raise not_found() from None
    entities = view_for(talks, at.audience, present)
    base = base_of(talks, at) if one_of(TEXT) == APART else None
    return entities, base, etag_of(entities, base)


def _viewed(entities: dict[str, Entity], base: Base | None, number: int) -> Response:
    return json_response(view_envelope(entities, base, number, parts().negotiations.now_ms()))


def talks_commands(talks_id: TalksId) -> ResponseReturnValue:
    """Give a command: the same door as the socket's."""
    at = admitted.acts(talks_id)
    receipt = submitted(parts().door, at, json_body(), gettext)
    if receipt.get("refusal") != "too_fast":
        return json_response(receipt)
    response = json_response(receipt, HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(-(-receipt["facts"]["wait_ms"] // 1000))
    return response


def talks_events(talks_id: TalksId) -> ResponseReturnValue:
    """The log after a number, one event a line."""
    admitted.runs(talks_id)
    after = whole_number(AFTER)
    lines = export_log(parts().negotiations.log, talks_id, after)
    response = Response(lines, content_type=JSON_LINES)
    response.headers["Cache-Control"] = "no-store"
    return response


def talks_analysis(talks_id: TalksId) -> ResponseReturnValue:
    """What was possible in each forum, and the path of offers, as far as the caller may know."""
    talks, audience = revealed(talks_id, "mandates", "scores")
    return _aside(talks_id, lambda: analysis_for(talks, audience))


def talks_conference(talks_id: TalksId) -> ResponseReturnValue:
    """What all forums together could have given, once mandates lie open."""
    at, talks = _debriefed(talks_id)
    refusal = parts().admission.revealed(at, talks, "mandates")
    if refusal is not None:
        raise Refused(refusal)
    return _aside(talks_id, lambda: conference_for(talks, at.audience))


def _aside(talks_id: TalksId, work: Callable[[], object]) -> ResponseReturnValue:
    """The answer that the work gives, as JSON; None is not found. It folds a log or weighs every
    package, seconds of it where these are large: sockets and clocks go on meanwhile. What six at a
    table ask for at once is made once."""
    found: list[str | bytes | None] = []

    def written() -> None:
        made = work()
        found.append(None if made is None else outgoing.encode(made))

    with _LOCKS.of(talks_id):
        parts().aside(written)
    if found[0] is None:
        raise not_found()
    return json_response(found[0])


def talks_debrief(talks_id: TalksId) -> ResponseReturnValue:
    """What happened, what was possible and why, as far as the cards that lie open allow."""
    at, talks = _debriefed(talks_id)
    room = parts().classrooms.of_talks(talks_id)
    everywhere = [talks] if room is None else tables_of(room)
    tables = [t for t in everywhere if at.tables is None or t.id in at.tables]
    log = parts().negotiations.log
    return _aside(talks_id, lambda: debrief_for(talks, log, at.audience, tables))


def talks_replay(talks_id: TalksId) -> ResponseReturnValue:
    """The moments of the caller's replay, or with `stop` what the caller saw at one of them."""
    at, talks = _debriefed(talks_id, again=True)
    number = whole_number(STOP) if "stop" in request.args else None
    shown = _masked(talks) if parts().admission.is_masked(at) else None
    log = parts().negotiations.log

    def replayed() -> object:
        again = Masked(talks, log) if shown is None else shown()
        if number is None:
            return stops_for(again.talks, again.log, at.audience)
        return view_at(again.talks, again.log, at.audience, number)

    return _aside(talks_id, replayed)


def _masked(talks: Talks) -> Callable[[], Masked]:
    """What makes the talks without names: of a class, whose people it masks."""
    room = parts().classrooms.of_talks(talks.id)
    if room is None:
        raise not_found()
    people, log = parts().classrooms.people_in(room.id), parts().negotiations.log
    key = str(current_app.secret_key).encode()
    return lambda: masked(talks, log, room, people, key)


def _debriefed(talks_id: TalksId, *, again: bool = False) -> tuple[TableWatch, Talks]:
    """The table, where its debrief, or with `again` its replay, is the caller's to read."""
    # From the desk it is the facilitator who asks, whoever else has a seat in this browser.
    who = (signed_in() if "desk" in request.args else None) or caller(talks_id)
    at = admitted.sees_again(who, talks_id) if again else admitted.seen_by(who, talks_id)
    talks = existing(talks_id)
    refusal = parts().admission.debriefed(at, talks)
    if refusal is not None:
        raise Refused(refusal)
    return at, talks
