"""The people of a class: new codes, other names, one out of two, out of the class."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from server.rules.ids import ClassroomId, PersonId
from server.rules.refusals import Refusal
from server.service.people import Person
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import facilitator, need_facilitator
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404, tables_of, twin_numbers
from server.wire.outgoing import sentence


def add_to(pages: Blueprint) -> None:
    """The list of people."""
    pages.add_url_rule(
        "/facilitate/<classroom_id>/people", view_func=people, methods=["GET", "POST"]
    )


@need_facilitator
def people(classroom_id: str) -> ResponseReturnValue:
    """Who is in the class. `?person=` opens what can be done with one of them; a form does it."""
    room = classroom_or_404(classroom_id)
    form, told, new_code = Form(request.form), "", None
    listed = parts().classrooms.people_in(room.id)
    chosen = _one(listed, request.values.get("person", ""))
    if request.method == "POST" and chosen is not None:
        if form.get("do") in ("rename", "remove", "merge"):
            refusal = _done(room.id, chosen, form, listed)
            if refusal is None:
                told = _told(form, chosen)
                listed, chosen = parts().classrooms.people_in(room.id), None
            else:
                form.wrong("name" if form.get("do") == "rename" else "", sentence(refusal))
        else:
            new_code = parts().classrooms.renew_rejoin_code(chosen.id)
            parts().rights_changed()
    page = render_template(
        "facilitate/people.html",
        classroom=room,
        people=_lines(room.id, listed, chosen, new_code),
        twins=twin_numbers([person.name for person in listed]),
        chosen=chosen if new_code is None else None,
        form=form if form.errors else Form({"name": chosen.name if chosen else ""}),
        told=told,
    )
    return page, 409 if form.errors else 200


def _one(listed: Sequence[Person], person: str) -> Person | None:
    return next((p for p in listed if p.id == person), None)


def _done(
    room: ClassroomId, chosen: Person, form: Form, listed: Sequence[Person]
) -> Refusal | None:
    who, register = facilitator(), parts().classrooms.register
    by = who.name if who else ""
    match form.get("do"):
        case "rename":
            refusal = register.rename(room, chosen.id, form.get("name"), by)
        case "remove":
            refusal = register.remove(room, chosen.id, by)
        case _:
            into = _one(listed, form.get("into"))
            if into is None or not form.ticked("sure"):
                return Refusal("same_person")
            refusal = register.merge(room, chosen.id, PersonId(into.id), by)
    if refusal is None:
        parts().classroom_changed(room)
        parts().rights_changed()
    return refusal


def _told(form: Form, chosen: Person) -> str:
    match form.get("do"):
        case "rename":
            return _("%(name)s has another name now.", name=chosen.name)
        case "remove":
            return _("%(name)s is out of the class.", name=chosen.name)
        case _:
            return _("The two entries of %(name)s are one now.", name=chosen.name)


def _lines(
    room: ClassroomId, listed: Sequence[Person], chosen: Person | None, new_code: str | None
) -> list[dict[str, object]]:
    tables = {t.id: t for t in tables_of(classroom_or_404(room))}
    here = {p for t in tables for p in parts().negotiations.present(t)}
    lines: list[dict[str, object]] = []
    for person in listed:
        talks = tables.get(person.talks) if person.talks else None
        seat = talks.seat_of(person.id) if talks else None
        watches = talks is not None and person.id in talks.observers
        lines.append(
            {
                "id": person.id,
                "name": person.name,
                "table": talks.table if talks and (seat or watches) else None,
                "delegation": talks.scenario.delegation(seat.delegation)
                if talks and seat
                else None,
                "watches": watches,
                "joined": person.joined,
                "here": person.id in here,
                "code": new_code if chosen is not None and person.id == chosen.id else None,
            }
        )
    return lines
