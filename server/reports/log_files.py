"""Logs as files: JSON Lines that `import-log` takes back, and a table for spreadsheets."""

from collections.abc import Iterable, Iterator, Mapping

import orjson

from server.rules.events import Recorded
from server.rules.events.proposals import ProposalTabled
from server.rules.ids import TalksId
from server.rules.written.letters import letters
from server.service.people import Classroom
from server.service.ports import EventLog, TalksEntry
from server.storage.csv_files import MARK, Cell, row
from server.storage.event_codec import write_actor, write_event, write_line

FORMATS: Mapping[str, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
}
"""Format -> media type."""

LOG_COLUMNS: Mapping[str, str] = {
    "table": "Number of the table in its class.",
    "talks": "Id of the talks.",
    "seq": "Number of the event at its table, from 1 without gaps.",
    "at": "When it happened, in milliseconds since 1970, universal time.",
    "by": "Who caused it: delegate:ID, bot:DELEGATION, facilitator:NAME or timekeeper.",
    "event": "Its name; the reference page lists them all.",
    "delegation": "Id of the delegation it is of, where it is of one.",
    "forum": "Id of the forum it names.",
    "proposal": "Id of the proposal it names.",
    "body": "All that it holds, as JSON.",
    "label": "What people call the proposal it names, such as D-5.",
}
"""Column -> what it is, in the order of the file; the codebook has these lines."""


def log_line(recorded: Recorded) -> bytes:
    """A recorded event as a line of JSON."""
    return write_line(recorded) + b"\n"


def exported(
    classroom: Classroom, entries: Iterable[TalksEntry], log: EventLog, form: str
) -> Iterator[bytes]:
    """The file, piece by piece."""
    return _json_lines(classroom, entries, log) if form == "jsonl" else _table(entries, log)


def _json_lines(
    classroom: Classroom, entries: Iterable[TalksEntry], log: EventLog
) -> Iterator[bytes]:
    """For each talks a head (what they are), then its log."""
    for one in entries:
        head = {
            "talks": one.id,
            "table": one.table,
            "classroom": classroom.id,
            "title": classroom.title,
            "scenario": one.scenario,
            "preset": classroom.preset,
        }
        yield orjson.dumps(head) + b"\n"
        for recorded in log.read(one.id):
            yield log_line(recorded)


def _table(entries: Iterable[TalksEntry], log: EventLog) -> Iterator[bytes]:
    """One row an event, tables one after another."""
    yield MARK + row(LOG_COLUMNS)
    for one in entries:
        scenario = log.scenario(one.id)
        signs = letters(tuple(scenario.forums)) if scenario else {}
        labels: dict[str, str] = {}
        for recorded in log.read(one.id):
            event = recorded.event
            if isinstance(event, ProposalTabled) and event.forum in signs:
                labels[event.proposal_id] = f"{signs[event.forum]}-{event.number}"
            yield row(_cells(one.id, one.table, recorded, labels))


def _cells(
    talks: TalksId, table: int, recorded: Recorded, labels: Mapping[str, str]
) -> tuple[Cell, ...]:
    name, _, body = write_event(recorded.event)
    facts = orjson.loads(body)
    return (
        table,
        talks,
        recorded.seq,
        recorded.at,
        write_actor(recorded.by),
        name,
        facts.get("delegation") or facts.get("by") or "",
        facts.get("forum") or "",
        facts.get("proposal_id") or "",
        body,
        labels.get(facts.get("proposal_id") or "", ""),
    )
