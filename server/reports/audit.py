"""The audit list: what facilitators and assistants did at a table, from its log."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import orjson

from server.rules.events import Recorded
from server.rules.seats import Facilitator
from server.service.ports import EventLog, TalksEntry
from server.storage.event_codec import write_event


def audited(log: EventLog, entry: TalksEntry) -> Iterator[dict[str, Any]]:
    """One line a command: who, when, and the facts it brought about, oldest first."""
    for _, group in groupby(log.by_facilitators(entry.id), key=lambda one: one.command_id):
        facts = list(group)
        first = facts[0]
        yield {
            "talks": entry.id,
            "table": entry.table,
            "seq": first.seq,
            "at": first.at,
            "by": first.by.name if isinstance(first.by, Facilitator) else "",
            "facts": [_fact(one) for one in facts],
        }


def people_of(lines: Iterable[dict[str, Any]]) -> set[str]:
    """The ids of those the lines are about; a delegation's among them, where a word went to it."""
    about = [fact["about"] for line in lines for fact in line["facts"]]
    named = (facts.get(field) for facts in about for field in ("person", "to"))
    return {one for one in named if isinstance(one, str)}


def _fact(one: Recorded) -> dict[str, Any]:
    name, _, body = write_event(one.event)
    return {"kind": name, "about": orjson.loads(body)}
