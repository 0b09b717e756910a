"""API calls about the people of a class: who waits at the door, and putting the list right."""

from http import HTTPStatus

from flask.typing import ResponseReturnValue

from server.rules.ids import ClassroomId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.service.waiting import Answer
from server.web.api import models as m
from server.web.api.bodies import read
from server.web.api.calls import FACILITATOR, Route
from server.web.api.models_rights import AdmissionAnswer, Admissions, MergeInto, NewName, RejoinCode
from server.web.site import admitted
from server.web.site.errors import Refused, granted, json_response, not_found
from server.web.site.identity import caller
from server.web.site.parts import parts


def admissions(classroom_id: ClassroomId) -> ResponseReturnValue:
    """Who waits to be admitted under a name of the class."""
    _whole_class(classroom_id)
    waiting = parts().classrooms.waiting.waiting(classroom_id)
    found = [{"id": w.id, "name": w.name, "person": w.person, "at": w.at} for w in waiting]
    return json_response({"waiting": found})


def answer_admission(classroom_id: ClassroomId, admission_id: str) -> ResponseReturnValue:
    """Let somebody in who waits, or send them away."""
    _whole_class(classroom_id)
    answer = Answer(read(AdmissionAnswer).answer)
    _done(classroom_id, parts().classrooms.waiting.answer(classroom_id, admission_id, answer))
    return "", HTTPStatus.NO_CONTENT


def rename_person(classroom_id: ClassroomId, person_id: PersonId) -> ResponseReturnValue:
    """Call somebody of a class by another name."""
    by = _managed(classroom_id)
    name = read(NewName).name
    _done(classroom_id, parts().classrooms.register.rename(classroom_id, person_id, name, by))
    return "", HTTPStatus.NO_CONTENT


def remove_person(classroom_id: ClassroomId, person_id: PersonId) -> ResponseReturnValue:
    """Take somebody out of a class."""
    by = _managed(classroom_id)
    _done(classroom_id, parts().classrooms.register.remove(classroom_id, person_id, by))
    parts().rights_changed()
    return "", HTTPStatus.NO_CONTENT


def renew_code(classroom_id: ClassroomId, person_id: PersonId) -> ResponseReturnValue:
    """A new rejoin code for somebody of a class; every device of theirs is signed out."""
    _managed(classroom_id)
    known = {person.id for person in parts().classrooms.people_in(classroom_id)}
    code = parts().classrooms.renew_rejoin_code(person_id) if person_id in known else None
    if code is None:
        raise not_found()
    parts().rights_changed()
    return json_response({"rejoin_code": code})


def sign_out(talks_id: TalksId) -> ResponseReturnValue:
    """Sign every other device out of the caller's seat, and take a new rejoin code."""
    mine = granted(parts().admission.seat(caller(talks_id), talks_id))
    code = parts().classrooms.renew_rejoin_code(mine.person, mine.device)
    if code is None:
        raise not_found()
    parts().rights_changed()
    return json_response({"rejoin_code": code})


def merge_person(classroom_id: ClassroomId, person_id: PersonId) -> ResponseReturnValue:
    """Make somebody who joined twice one person again."""
    by = _managed(classroom_id)
    into = PersonId(read(MergeInto).into)
    _done(classroom_id, parts().classrooms.register.merge(classroom_id, person_id, into, by))
    parts().rights_changed()
    return "", HTTPStatus.NO_CONTENT


def _managed(classroom_id: ClassroomId) -> str:
    by = admitted.manages()
    if parts().classrooms.get(classroom_id) is None:
        raise not_found()
    return by.name


def _whole_class(classroom_id: ClassroomId) -> None:
    """For whoever runs all tables: who waits may belong to any of them."""
    if admitted.runs_class(classroom_id).tables is not None:
        raise Refused(Refusal("not_allowed"))


def _done(classroom_id: ClassroomId, refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)
    parts().classroom_changed(classroom_id)


_ANSWERS = {204: None, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error}
_PERSON = "/classrooms/<classroom_id>/people/<person_id>"

ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/classrooms/<classroom_id>/admissions",
        admissions,
        "Who waits to be admitted under a name of the class (policy `roster_names`).",
        FACILITATOR,
        {200: Admissions, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
    Route(
        "POST",
        "/classrooms/<classroom_id>/admissions/<admission_id>",
        answer_admission,
        "Let somebody in who waits, or send them away.",
        FACILITATOR,
        _ANSWERS,
        AdmissionAnswer,
    ),
    Route(
        "PATCH",
        _PERSON,
        rename_person,
        "Call somebody of a class by another name, at their table too.",
        FACILITATOR,
        _ANSWERS,
        NewName,
    ),
    Route(
        "DELETE",
        _PERSON,
        remove_person,
        "Take somebody out of a class: seat, codes and devices.",
        FACILITATOR,
        _ANSWERS,
    ),
    Route(
        "POST",
        f"{_PERSON}/code",
        renew_code,
        "A new rejoin code for somebody of a class; every device of theirs is signed out.",
        FACILITATOR,
        {200: RejoinCode, 401: m.Error, 404: m.Error},
    ),
    Route(
        "POST",
        "/talks/<talks_id>/seat/sign-out",
        sign_out,
        "Sign every other device out of the caller's seat, and take a new rejoin code.",
        "seat",
        {200: RejoinCode, 401: m.Error, 404: m.Error},
    ),
    Route(
        "POST",
        f"{_PERSON}/merge",
        merge_person,
        "Make somebody who joined twice one person: devices and codes become the other's.",
        FACILITATOR,
        _ANSWERS,
        MergeInto,
    ),
)
