"""The history of talks as debriefs ask for it, with what was worked out from it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from server.reports.debrief.kept import once
from server.rules.ids import ForumId
from server.rules.state.talks import Talks
from server.service.ports import EventLog

if TYPE_CHECKING:
    from server.analysis.moments.history import History
    from server.analysis.moments.kinds import Moment

BYTES_AN_EVENT = 1_000
"""What a history takes for each event of its log, the findings with it; measured."""

BYTES_A_FORUM = 50_000
"""What is possible in a forum, as JSON."""


@dataclass(slots=True)
class Past:
    """A history; `found` and `possible` are filled when they are asked for."""

    history: "History"
    found: "tuple[Moment, ...] | None" = None
    possible: dict[ForumId, dict[str, Any]] = field(default_factory=dict)


def past_of(talks: Talks, log: EventLog) -> Past:
    """The past of the talks: read off the log once, and kept."""
    return once(Past, talks, log, read_past, _weight)


def read_past(talks: Talks, log: EventLog) -> Past:
    """The past of the talks, kept by nobody: of a log that is gone once a file is written."""
    # Imported when a debrief is asked for: it brings numpy, and servers start without it.
    from server.analysis.moments.history import history

    return Past(history(talks, log.read(talks.id)))


def _weight(past: Past) -> int:
    talks = past.history.talks
    return BYTES_AN_EVENT * talks.seq + BYTES_A_FORUM * len(talks.scheduled_forums())
