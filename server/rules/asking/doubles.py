"""Who joined twice: two ids of one person, which a log tells when it was found out."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_args, get_type_hints

from server.rules import events as e
from server.rules.copying import replace
from server.rules.ids import PersonId
from server.rules.seats import Delegate

SameAs = Mapping[PersonId, PersonId]
"""The id of a double -> the id by which the person is known."""


def same_as(recorded: Iterable[e.Recorded]) -> SameAs:
    """Who turned out to be whom, from the logs of a class; chains are followed to their end."""
    said: dict[PersonId, PersonId] = {}
    for one in recorded:
        if isinstance(one.event, e.seats.SeatReleased) and one.event.into is not None:
            said[one.event.person] = one.event.into
    return followed(said)


def followed(said: SameAs) -> SameAs:
    """Each double with the person at the end of its chain."""
    return {double: _last(said, double) for double in said}


def _last(said: SameAs, person: PersonId) -> PersonId:
    """The end of a chain; where one comes back on itself (nobody can do that), where it does."""
    seen = {person}
    while (after := said.get(person)) is not None and after not in seen:
        seen.add(person := after)
    return person


def as_one(one: e.Recorded, known: SameAs) -> e.Recorded:
    """The event as the person's own, whoever it was recorded of. Who sat where stays: two seats
    were taken, whoever sat in them, and a log must fold to the table that was."""
    by = one.by
    if isinstance(by, Delegate) and by.person in known:
        by = Delegate(known[by.person])
    event = one.event
    names = () if isinstance(event, e.seats.Event) else _OF_PERSONS[type(event)]
    changed = {n: known[p] for n in names if (p := getattr(event, n)) in known}
    if changed:
        event = replace(event, **changed)
    return one if by is one.by and event is one.event else replace(one, by=by, event=event)


_OF_PERSONS = {
    kind: tuple(f.name for f in fields(kind) if get_type_hints(kind)[f.name] is PersonId)
    for kind in get_args(e.Event)
}
"""Event -> its fields that name a person."""
