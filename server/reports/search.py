"""Search in everything that was said at a table: channels, words to and from the facilitator."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from server.rules.ids import DelegationId
from server.rules.state.talks import Talks


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty fields ask for nothing."""

    text: str = ""
    delegation: str = ""
    flagged: bool = False


def found(talks: Talks, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """What fits, in no particular order. Upper and lower case are the same."""
    words = wanted.text.casefold().split()
    for line in (*_messages(talks), *_helps(talks)):
        by_whom = not wanted.delegation or wanted.delegation in (
            line["by"],
            "" if line["by"] else "facilitator",
        )
        if wanted.flagged and not line["flagged"]:
            continue
        if by_whom and all(word in f"{line['name']} {line['text']}".casefold() for word in words):
            yield {"talks": talks.id, "table": talks.table, **line}


def _messages(talks: Talks) -> Iterator[dict[str, Any]]:
    for said in talks.messages.values():
        channel = talks.channels.get(said.channel)
        yield {
            "id": said.id,
            "kind": "message",
            "channel": channel.kind if channel else "plenary",
            "members": _codes(talks, channel.members if channel else ()),
            "by": said.by,
            "name": said.name,
            "text": said.text,
            "at": said.at,
            "flagged": f"message/{said.id}" in talks.flags,
        }


def _helps(talks: Talks) -> Iterator[dict[str, Any]]:
    for number, asked in enumerate(talks.helps, 1):
        seat = next((s for s in talks.seats.values() if s.person == asked.to_or_from), None)
        yield {
            "id": str(number),
            "kind": "help",
            "channel": "facilitator",
            "members": [],
            "by": seat.delegation if seat else None,
            "name": seat.name if seat else "",
            "text": asked.text,
            "at": asked.at,
            "flagged": False,
        }


def _codes(talks: Talks, members: tuple[DelegationId, ...]) -> list[str]:
    known = {d.id: d.code for d in talks.scenario.delegations}
    return [known.get(d, d) for d in members]
