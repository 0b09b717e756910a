"""API calls at a table: the view, commands, the log, the analysis."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from server.reports.analysis import analysis_of
from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.rules.seats import DelegationView
from server.rules.state.talks import Talks, TalksState
from server.rules.views import etag, view_for
from server.service.identities import (
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Steward,
)
from server.service.ports import UnknownTalks
from server.storage.transfer import export_log
from server.web.api.bodies import json_body, whole_number
from server.web.site.audience import audience_of, known_caller
from server.web.site.errors import Refused, json_response, not_found
from server.web.site.parts import parts
from server.wire import outgoing

DEBRIEF = frozenset({TalksState.DEBRIEF, TalksState.ARCHIVED})
JSON_LINES = "application/x-ndjson"


def need_facilitator_call() -> FacilitatorIdentity:
    """The calling facilitator. Anybody else finds nothing here."""
    found = known_caller()
    if not isinstance(found, FacilitatorIdentity):
        raise not_found()
    return found


def need_steward_call(talks_id: TalksId) -> Steward:
    """The calling facilitator, or an assistant whose table this is; others find nothing here."""
    found = known_caller(talks_id)
    match found:
        case FacilitatorIdentity():
            return found
        case AssistantIdentity() if found.includes(talks_id):
            return found
    raise not_found()


def existing(talks_id: TalksId) -> Talks:
    """The talks as they stand; an unknown id finds nothing."""
    try:
        return parts().negotiations.talks(talks_id)
    except UnknownTalks:
        raise not_found() from None


def talks_view(talks_id: TalksId) -> ResponseReturnValue:
    """What the caller may see of the table."""
    identity = known_caller(talks_id)
    audience = audience_of(identity, talks_id)
    try:
        talks, present, _ = parts().negotiations.snapshot(talks_id)
    except UnknownTalks:
        raise not_found() from None
    if isinstance(audience, DelegationView) and not talks.scenario.delegation(audience.delegation):
        raise not_found()
    entities = view_for(talks, audience, present)
    now = parts().negotiations.now_ms()
    return json_response(outgoing.view(entities, etag(entities), now))


def talks_commands(talks_id: TalksId) -> ResponseReturnValue:
    """Give a command: the same door as the socket's."""
    identity = known_caller(talks_id)
    match identity:
        case DelegateIdentity(_, talks) if talks == talks_id:
            pass
        case FacilitatorIdentity():
            existing(talks_id)
        case AssistantIdentity() if identity.includes(talks_id):
            existing(talks_id)
        case _:
            raise not_found()
    return json_response(parts().door.submit(talks_id, identity, json_body(), gettext))


def talks_events(talks_id: TalksId) -> ResponseReturnValue:
    """The log after a number, one event a line."""
    need_steward_call(talks_id)
    existing(talks_id)
    after = whole_number("after", 0, 10**15)
    lines = export_log(parts().negotiations.log, talks_id, after)
    response = Response(lines, content_type=JSON_LINES)
    response.headers["Cache-Control"] = "no-store"
    return response


def talks_analysis(talks_id: TalksId) -> ResponseReturnValue:
    """What was possible in each forum, and the path of offers."""
    identity = known_caller(talks_id)
    match identity:
        case DelegateIdentity(_, talks) if talks == talks_id:
            found = existing(talks_id)
            if found.state not in DEBRIEF or not {"mandates", "scores"} & {*found.revealed}:
                raise Refused(Refusal("not_concluded"))
        case FacilitatorIdentity():
            found = existing(talks_id)
        case AssistantIdentity() if identity.includes(talks_id):
            found = existing(talks_id)
        case _:
            raise not_found()
    return json_response(analysis_of(found))
