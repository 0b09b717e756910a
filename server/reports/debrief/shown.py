"""The replay for whoever has its link: a table that is over, with codes in place of names.

It is made of a masked log, the same as in an anonymised export, so that nothing in it has a name
and a person is the same one at every moment and in every file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from server.reports.debrief.kept import once
from server.reports.records.masking import Codes, Kept, Mask, seated_in
from server.rules.asking.doubles import as_one, same_as
from server.rules.moves.evolve import evolve
from server.rules.seats import Facilitator
from server.rules.state.talks import Talks
from server.service.memory import MemoryEventLog
from server.service.people import Classroom, Person
from server.service.ports import EventLog, TalksEntry

BYTES_AN_EVENT = 2_500
"""What the masked log takes for each event, with the talks it comes to."""


@dataclass(frozen=True, slots=True)
class Masked:
    """Talks without names, and their log."""

    talks: Talks
    log: EventLog


def masked(
    talks: Talks, log: EventLog, room: Classroom, people: Iterable[Person], key: bytes
) -> Masked:
    """The talks with the class's people as codes, kept while nothing else is played or turned.

    `key` is the server's secret, from which codes are made.
    """
    return once(
        Masked,
        talks,
        log,
        lambda whole, real: _mask(whole, real, room, people, key),
        lambda made: BYTES_AN_EVENT * made.talks.seq,
        talks.revealed,
    )


def _mask(
    whole: Talks, log: EventLog, room: Classroom, people: Iterable[Person], key: bytes
) -> Masked:
    recorded = [one for one in log.read(whole.id) if one.seq <= whole.seq]
    names: dict[str, str] = dict(seated_in(recorded))
    names |= {person.id: person.name for person in people}
    stewards = {one.by.name for one in recorded if isinstance(one.by, Facilitator)}
    codes = Codes(key, room.id)
    stewards = stewards | {room.made_by} - {""}
    mask = Mask(Kept(names=False), codes, names, stewards, [whole.base], counts=False)
    known = same_as(recorded)
    hidden = mask.log([as_one(one, known) for one in recorded])
    kept = MemoryEventLog()
    kept.create(TalksEntry(whole.id, whole.table, whole.base.id), whole.base)
    now, start = Talks.new(whole.id, whole.table, whole.base, whole.calibrate), 0
    for n, one in enumerate(hidden, 1):
        now = evolve(now, one)
        if n == len(hidden) or hidden[n].command_id != one.command_id:
            kept.append(whole.id, start, hidden[start:n])
            start = n
    return Masked(now, kept)
