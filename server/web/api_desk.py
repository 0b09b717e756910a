"""API calls of the facilitator's desk."""

from flask.typing import ResponseReturnValue

from server.rules.hints import hints
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.rules.undone import undone
from server.service.identities import AssistantIdentity, DelegateIdentity, FacilitatorIdentity
from server.service.ports import UnknownTalks
from server.web import api_models as m
from server.web.api_audience import known_caller
from server.web.api_bodies import whole_number
from server.web.api_routes import FACILITATOR, Query, Route
from server.web.api_talks import DEBRIEF, existing, need_steward_call
from server.web.errors import Refused, json_response, not_found
from server.web.parts import parts
from server.wire.hinted import hinted
from server.wire.previewed import undone_json
from server.wire.promised import promises_json


def talks_undone(talks_id: TalksId) -> ResponseReturnValue:
    """What a roll back to a checkpoint would undo."""
    need_steward_call(talks_id)
    talks = existing(talks_id)
    to_seq = whole_number("to", 0, 10**15)
    found = undone(talks, to_seq)
    if found is None:
        known = tuple(map(str, sorted(talks.checkpoints)))
        raise Refused(Refusal("no_checkpoint", {"known": known}))
    return json_response(undone_json(talks, to_seq, found))


def talks_hints(talks_id: TalksId) -> ResponseReturnValue:
    """What a table may need, told from its state and the time."""
    need_steward_call(talks_id)
    try:
        talks, present, now = parts().negotiations.snapshot(talks_id)
    except UnknownTalks:
        raise not_found() from None
    found = [hinted(talks, hint) for hint in hints(talks, present, now)]
    return json_response({"hints": found, "server_now": now})


def talks_promises(talks_id: TalksId) -> ResponseReturnValue:
    """What side letters promised beside what was done in public."""
    identity = known_caller(talks_id)
    match identity:
        case DelegateIdentity(_, talks) if talks == talks_id:
            found = existing(talks_id)
            if found.state not in DEBRIEF or "letters" not in found.revealed:
                raise Refused(Refusal("not_concluded"))
        case FacilitatorIdentity():
            found = existing(talks_id)
        case AssistantIdentity() if identity.includes(talks_id):
            found = existing(talks_id)
        case _:
            raise not_found()
    return json_response(promises_json(found))


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/talks/<talks_id>/undone",
        talks_undone,
        "What a roll back to a checkpoint would undo; nothing is changed.",
        FACILITATOR,
        {200: m.Undone, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error},
        query=(Query("to", "The checkpoint's number.", {"type": "integer", "minimum": 0}),),
    ),
    Route(
        "GET",
        "/talks/<talks_id>/hints",
        talks_hints,
        "What a table may need: silence, absence, questions, proposals that lapse.",
        FACILITATOR,
        {200: m.Hints, 401: m.Error, 404: m.Error},
    ),
    Route(
        "GET",
        "/talks/<talks_id>/promises",
        talks_promises,
        "What side letters promised, and what was done; for seats once letters lie open.",
        f"{FACILITATOR}; seats at the debrief",
        {200: m.Promises, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
)
