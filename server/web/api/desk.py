"""API calls of the facilitator's desk."""

from flask.typing import ResponseReturnValue

from server.reports.audit import audited, people_of
from server.reports.hints import hinted
from server.reports.promises import promises_for
from server.reports.rollback import undone_json
from server.reports.search import Wanted, found
from server.rules.asking.hints import hints
from server.rules.asking.undone import undone
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.ports import TalksEntry, UnknownTalks
from server.web.api import models as m
from server.web.api import models_desk as d
from server.web.api.bodies import one_of, short_text, whole_number
from server.web.api.calls import FACILITATOR, Query, Route, whole, words
from server.web.api.talks import existing, revealed
from server.web.site import admitted
from server.web.site.errors import Refused, json_response, not_found
from server.web.site.parts import parts

MOST_LINES = 500
"""Lines of one answer; `more` says how many were left off."""

_CHECKPOINT = whole("to", "The checkpoint's number.", 10**15)
_TABLE = whole("table", "Only this table; 0 for all.", 10**6)
_TEXT = words("text", "All of these words.", 200)
_SPEAKER = words("delegation", "Only what this one said; facilitator for announcements.", 80)
_FLAGGED = Query("flagged", "1 for what is marked only.", {"type": "string", "enum": ["1"]})


def talks_undone(talks_id: TalksId) -> ResponseReturnValue:
    """What a roll back to a checkpoint would undo."""
    admitted.runs(talks_id)
    talks = existing(talks_id)
    to_seq = whole_number(_CHECKPOINT)
    lost = undone(talks, to_seq)
    if lost is None:
        known = tuple(map(str, sorted(talks.checkpoints)))
        raise Refused(Refusal("no_checkpoint", {"known": known}))
    return json_response(undone_json(talks, to_seq, lost))


def talks_hints(talks_id: TalksId) -> ResponseReturnValue:
    """What a table may need, told from its state and the time."""
    admitted.runs(talks_id)
    try:
        talks, present, now = parts().negotiations.snapshot(talks_id)
    except UnknownTalks:
        raise not_found() from None
    shown = [hinted(talks, hint) for hint in hints(talks, present, now)]
    return json_response({"hints": shown, "server_now": now})


def talks_promises(talks_id: TalksId) -> ResponseReturnValue:
    """What side letters promised beside what was done in public."""
    talks, audience = revealed(talks_id, "letters")
    return json_response(promises_for(talks, audience))


def _asked_for(classroom_id: ClassroomId) -> list[TalksEntry]:
    """The caller's tables of the class; only the one that the query names, when it names one."""
    entries = parts().admission.tables(admitted.runs_class(classroom_id))
    table = whole_number(_TABLE)
    return [entry for entry in entries if table in (0, entry.table)]


def classroom_audit(classroom_id: ClassroomId) -> ResponseReturnValue:
    """What facilitators and assistants did, newest first."""
    entries = _asked_for(classroom_id)
    log = parts().negotiations.log
    lines = [line for entry in entries for line in audited(log, entry)]
    lines.sort(key=lambda line: (line["at"], line["table"], line["seq"]), reverse=True)
    shown = lines[:MOST_LINES]
    # The names of those the lines speak of, and of nobody else: an assistant does not have the
    # list of the class.
    meant = people_of(shown)
    people = parts().classrooms.people_in(classroom_id)
    names = {person.id: person.name for person in people if person.id in meant}
    return json_response({"lines": shown, "more": len(lines) - len(shown), "names": names})


def classroom_search(classroom_id: ClassroomId) -> ResponseReturnValue:
    """What was said in any channel of any table, newest first."""
    entries = _asked_for(classroom_id)
    wanted = Wanted(short_text(_TEXT), short_text(_SPEAKER), flagged=one_of(_FLAGGED) == "1")
    lines = [line for entry in entries for line in found(existing(entry.id), wanted)]
    lines.reverse()  # of two at once the later one stands first as well
    lines.sort(key=lambda line: (line["at"], line["table"]), reverse=True)
    return json_response({"lines": lines[:MOST_LINES], "more": max(0, len(lines) - MOST_LINES)})


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/talks/<talks_id>/undone",
        talks_undone,
        "What a roll back to a checkpoint would undo; nothing is changed.",
        FACILITATOR,
        {200: d.Undone, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error},
        query=(_CHECKPOINT,),
    ),
    Route(
        "GET",
        "/talks/<talks_id>/hints",
        talks_hints,
        "What a table may need: silence, absence, questions, proposals that lapse.",
        FACILITATOR,
        {200: d.Hints, 401: m.Error, 404: m.Error},
    ),
    Route(
        "GET",
        "/talks/<talks_id>/promises",
        talks_promises,
        "What side letters promised, and what was done; for seats once letters lie open.",
        f"{FACILITATOR}; seats at the debrief",
        {200: d.Promises, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
    Route(
        "GET",
        "/classrooms/<classroom_id>/audit",
        classroom_audit,
        "What facilitators and assistants did: who, when, what, newest first.",
        "facilitator; assistant for their tables",
        {200: d.Audit, 400: m.Error, 401: m.Error, 404: m.Error},
        query=(_TABLE,),
    ),
    Route(
        "GET",
        "/classrooms/<classroom_id>/search",
        classroom_search,
        "What was said in any channel of any table, newest first.",
        "facilitator; assistant for their tables",
        {200: d.Found, 400: m.Error, 401: m.Error, 404: m.Error},
        query=(
            _TABLE,
            _TEXT,
            _SPEAKER,
            _FLAGGED,
        ),
    ),
)
