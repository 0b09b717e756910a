"""API calls about classes: making, looking, deleting; joining and rejoining."""

from dataclasses import replace
from http import HTTPStatus

from flask.typing import ResponseReturnValue

from server.rules import names
from server.rules.ids import ClassroomId, DelegationId
from server.rules.refusals import Refusal
from server.rules.seats import InnerRole
from server.rules.state.talks import Talks
from server.service.classrooms import ClassroomStatus, Created, TableStatus
from server.service.joining import JoinResult
from server.service.people import Person, RosterLine
from server.service.waiting import Waiting
from server.web.api import models as m
from server.web.api.bodies import read
from server.web.site import admitted
from server.web.site.codes import clean_code
from server.web.site.errors import Refused, json_response, not_found
from server.web.site.once import call_key
from server.web.site.parts import parts
from server.web.site.security import failures


def create_classroom() -> ResponseReturnValue:
    """Make a class with its tables."""
    by = admitted.manages()
    asked = read(m.NewClassroom)
    key = call_key()
    made = parts().classrooms.create(
        asked.title,
        asked.scenario,
        asked.tables,
        preset=asked.preset,
        difficulty=asked.difficulty or "standard",
        policies=asked.policies,
        roster=[_roster_line(line) for line in asked.roster],
        by=by.name,
        once=f"call {by.name} {key}" if key else "",
    )
    if isinstance(made, Refusal):
        raise Refused(made)
    if made.again and not _is_as_asked(made, asked):
        raise Refused(Refusal("key_reused"))
    body = {
        "id": made.classroom.id,
        "join_code": made.classroom.join_code,
        "projector_token": made.projector_token,
        "talks": [{"id": entry.id, "table": entry.table} for entry in made.talks],
        "roster": [
            {
                "name": r.name,
                "rejoin_code": r.rejoin_code,
                "table": r.table,
                "delegation": r.delegation,
            }
            for r in made.roster
        ],
    }
    return json_response(body, HTTPStatus.CREATED)


def _is_as_asked(made: Created, asked: m.NewClassroom) -> bool:
    """False when a call of the same key asked for another class."""
    return made.classroom.scenario == asked.scenario and [r.name for r in made.roster] == [
        names.clean(line.name) for line in asked.roster
    ]


def _roster_line(line: m.RosterLine) -> RosterLine:
    return RosterLine(
        line.name,
        line.table,
        DelegationId(line.delegation) if line.delegation else None,
        InnerRole(line.inner_role) if line.inner_role else None,
        line.email or "",
    )


def classroom_status(classroom_id: ClassroomId) -> ResponseReturnValue:
    """A class and where its tables stand."""
    wall = admitted.runs_class(classroom_id)
    status = parts().classrooms.status(classroom_id)
    if status is None:
        raise not_found()
    tables = tuple(t for t in status.tables if wall.includes(t.talks.id))
    return json_response(_status(replace(status, tables=tables)))


def _status(status: ClassroomStatus) -> dict[str, object]:
    room = status.classroom
    return {
        "id": room.id,
        "title": room.title,
        "scenario": room.scenario,
        "preset": room.preset,
        "difficulty": room.difficulty,
        "join_code": room.join_code,
        "open": room.is_open,
        "talks": [_table(table) for table in status.tables],
    }


def _table(status: TableStatus) -> dict[str, object]:
    talks = status.talks
    return {
        "id": talks.id,
        "table": talks.table,
        "state": talks.state,
        "paused": talks.is_paused,
        "round": talks.round + 1,
        "phase": talks.phase,
        "ends_at": None if talks.is_paused else talks.phase_ends_at,
        "seats": {
            d.id: [seat.name for seat in talks.delegates_of(d.id)]
            for d in talks.scenario.delegations
        },
        "bots": sorted(talks.bots),
        "agents": sorted(talks.agents),
        "forums": {f: talks.forum_state(f).status for f in talks.scheduled_forums()},
        "present": len(status.present),
    }


def classroom_people(classroom_id: ClassroomId) -> ResponseReturnValue:
    """Everybody of a class and where they sit: the seat map's list of who has no seat."""
    admitted.manages()
    status = parts().classrooms.status(classroom_id)
    if status is None:
        raise not_found()
    tables = {table.talks.id: table.talks for table in status.tables}
    people = [
        _person(person, tables.get(person.talks) if person.talks else None)
        for person in parts().classrooms.people_in(classroom_id)
    ]
    return json_response({"people": people})


def _person(person: Person, talks: Talks | None) -> dict[str, object]:
    seat = talks.seat_of(person.id) if talks else None
    observes = talks is not None and person.id in talks.observers
    return {
        "person": person.id,
        "name": person.name,
        "joined": person.joined,
        "table": talks.table if talks and (seat or observes) else None,
        "talks": talks.id if talks and (seat or observes) else None,
        "delegation": seat.delegation if seat else None,
        "role": seat.inner_role if seat else None,
        "observes": observes,
    }


def delete_classroom(classroom_id: ClassroomId) -> ResponseReturnValue:
    """Delete a class with everything in it, for good."""
    admitted.manages()
    if parts().classrooms.get(classroom_id) is None:
        raise not_found()
    parts().classrooms.delete(classroom_id)
    parts().rights_changed()
    return "", HTTPStatus.NO_CONTENT


def join() -> ResponseReturnValue:
    """Take a seat by the class's code."""
    asked = read(m.Join)
    code = clean_code(asked.code)
    _stop_guessing("join", code)
    delegation = DelegationId(asked.delegation) if asked.delegation else None
    found = parts().classrooms.join(
        code, asked.name, asked.table, delegation, email=asked.email or "", once=call_key()
    )
    if (
        isinstance(found, JoinResult)
        and found.again_as
        and not names.same(found.again_as, asked.name)
    ):
        raise Refused(Refusal("key_reused"))
    room = parts().classrooms.by_code(code)
    if isinstance(found, Waiting) and room is not None:
        parts().classroom_changed(room.id)
    return _seat(found, "join", code, HTTPStatus.CREATED)


def admission() -> ResponseReturnValue:
    """Ask whether one is admitted; once one is, the seat."""
    ticket = read(m.Admission).admission
    _stop_guessing("rejoin", "")
    return _seat(parts().classrooms.enter(ticket), "rejoin", "", HTTPStatus.CREATED)


def rejoin() -> ResponseReturnValue:
    """Come back to one's seat by the personal code."""
    asked = read(m.Rejoin)
    _stop_guessing("rejoin", "")
    found = parts().classrooms.rejoin(clean_code(asked.rejoin_code))
    return _seat(found, "rejoin", "", HTTPStatus.OK)


def _stop_guessing(door: str, code: str) -> None:
    if failures.blocked(door, code):
        raise Refused(Refusal("too_fast", {"wait": 60}))


def _seat(
    found: JoinResult | Waiting | Refusal, door: str, code: str, status: HTTPStatus
) -> ResponseReturnValue:
    if isinstance(found, Waiting):
        return json_response({"admission": found.ticket}, HTTPStatus.ACCEPTED)
    if isinstance(found, Refusal):
        if found.code in ("unknown_code", "bad_token", "not_admitted"):
            failures.count(door, code)
            raise Refused(found, HTTPStatus.NOT_FOUND)
        raise Refused(found)
    body = {
        "seat_token": found.seat_token,
        "rejoin_code": found.rejoin_code,
        "talks": found.talks,
        "table": found.table,
        "delegation": found.delegation,
        "person": found.person,
    }
    return json_response(body, status)
