"""API calls about the scoreboard of a class."""

from flask.typing import ResponseReturnValue

from server.reports import comparison
from server.rules.ids import ClassroomId, TalksId
from server.rules.seats import DelegateView, DelegationView
from server.rules.state.talks import Talks
from server.service.identities import (
    AssistantIdentity,
    FacilitatorIdentity,
    ProjectorIdentity,
)
from server.web.api.talks import existing
from server.web.site.audience import audience_of, known_caller
from server.web.site.errors import json_response, not_found
from server.web.site.parts import parts


def classroom_board(classroom_id: ClassroomId) -> ResponseReturnValue:
    """The tables of a class side by side, as far as the caller may see them."""
    match known_caller():
        case FacilitatorIdentity():
            return json_response(comparison.for_facilitator(_tables(classroom_id)))
        case AssistantIdentity() as assistant if assistant.classroom == classroom_id:
            mine = [t for t in _tables(classroom_id) if assistant.includes(t.id)]
            return json_response(comparison.for_facilitator(mine))
        case ProjectorIdentity(classroom) if classroom == classroom_id:
            return json_response(comparison.for_projector(_tables(classroom_id)))
    raise not_found()


def talks_board(talks_id: TalksId) -> ResponseReturnValue:
    """The caller's delegation beside the same one at the other tables of the class."""
    audience = audience_of(known_caller(talks_id), talks_id)
    talks = existing(talks_id)
    mine = None
    match audience:
        case DelegateView(person):
            seat = talks.seat_of(person)
            mine = seat.delegation if seat else None
        case DelegationView(delegation):
            mine = delegation
    if mine is None or talks.scenario.delegation(mine) is None:
        raise not_found()
    room = parts().classrooms.of_talks(talks_id)
    tables = [talks] if room is None else _tables(room.id)
    return json_response(comparison.for_delegation(talks, tables, mine))


def _tables(classroom_id: ClassroomId) -> list[Talks]:
    if parts().classrooms.get(classroom_id) is None:
        raise not_found()
    entries = parts().classrooms.talks_in(classroom_id)
    return [parts().negotiations.talks(entry.id) for entry in entries]
