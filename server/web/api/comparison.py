"""API calls about the scoreboard of a class."""

from flask.typing import ResponseReturnValue

from server.reports import comparison
from server.rules.ids import ClassroomId, TalksId
from server.rules.seats import DelegateView, DelegationView
from server.web.api.talks import existing
from server.web.site import admitted
from server.web.site.errors import json_response, not_found
from server.web.site.parts import parts
from server.web.site.seat_lists import tables_of


def classroom_board(classroom_id: ClassroomId) -> ResponseReturnValue:
    """The tables of a class side by side, as far as the caller may see them."""
    wall = admitted.sees_class(classroom_id)
    board = comparison.for_facilitator if wall.private else comparison.for_projector
    entries = parts().admission.tables(wall)
    return json_response(board([parts().negotiations.talks(entry.id) for entry in entries]))


def talks_board(talks_id: TalksId) -> ResponseReturnValue:
    """The caller's delegation beside the same one at the other tables of the class."""
    audience = admitted.sees(talks_id).audience
    talks = existing(talks_id)
    mine = None
    match audience:
        case DelegateView(person):
            seat = talks.seat_of(person)
            mine = seat.delegation if seat else None
        case DelegationView(delegation):
            mine = delegation
    if mine is None:
        raise not_found()
    room = parts().classrooms.of_talks(talks_id)
    tables = [talks] if room is None else tables_of(room)
    return json_response(comparison.for_delegation(talks, tables, mine))
