"""Reading logs from files."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from server.config import Settings
from server.rules.ids import ClassroomId, TalksId
from server.rules.written.scenario import Scenario
from server.service.clocks import SystemClock
from server.service.codes import JOIN_LENGTH, new_code
from server.service.people import Classroom
from server.service.ports import TalksEntry
from server.storage.event_codec import Damaged
from server.storage.scenarios.loader import catalogue, default_folders
from server.storage.stores import Stores, open_stores
from server.storage.text_files import NotText, lines_of
from server.storage.transfer import import_log


class LogFileError(Exception):
    """The file is no log; says where, and why."""


@dataclass(slots=True)
class _Table:
    scenario: str
    preset: str = ""
    lines: list[str] = field(default_factory=list)


def import_logs(settings: Settings, file: Path, scenario: str | None, title: str) -> dict[str, Any]:
    """Make a class of the file's talks. Nothing is kept unless every line replays."""
    tables = _read(file, scenario)
    scenarios = catalogue([*default_folders(), *settings.rounds])
    unknown = next((t.scenario for t in tables if t.scenario not in scenarios), None)
    if unknown is not None:
        known = ", ".join(sorted(scenarios))
        raise LogFileError(f"{file}: there is no scenario {unknown}; known: {known}")
    stores = open_stores(settings.database_url)
    try:
        return _keep(stores, scenarios, tables, title)
    finally:
        stores.close()


def _read(file: Path, scenario: str | None) -> list[_Table]:
    """The tables of the file: heads and events, or events alone."""
    tables = [_Table(scenario)] if scenario else []
    try:
        lines = lines_of(file.read_bytes())
    except NotText as error:
        raise LogFileError(f"{file}: {error}") from None
    for number, line in enumerate(lines, start=1):
        head = _head(line)
        if head is not None:
            tables.append(_Table(scenario or head["scenario"], str(head.get("preset", ""))))
        elif line.strip() and not tables:
            raise LogFileError(f"{file}:{number}: {_no_head(line)}")
        elif line.strip():
            tables[-1].lines.append(line)
    tables = [table for table in tables if table.lines]
    if not tables:
        raise LogFileError(f"{file}: no events")
    return tables


def _no_head(line: str) -> str:
    """Why a file cannot begin with this line."""
    try:
        orjson.loads(line)
    except ValueError:
        return "no line of a log: expected JSON, as export writes it"
    return "whose events are these? give --scenario"


def _head(line: str) -> dict[str, Any] | None:
    """The head of a table in an export; None for a line that is none."""
    try:
        value = orjson.loads(line)
    except ValueError:
        return None
    if not isinstance(value, dict) or "talks" not in value or "seq" in value:
        return None
    return value if isinstance(value.get("scenario"), str) else None


def _keep(
    stores: Stores, scenarios: Mapping[str, Scenario], tables: list[_Table], title: str
) -> dict[str, Any]:
    from server.analysis.calibration import calibrate

    classroom = Classroom(
        ClassroomId(secrets.token_hex(10)),
        title,
        tables[0].scenario,
        tables[0].preset,
        new_code(JOIN_LENGTH),
        is_open=False,
        made_at=SystemClock().now_ms(),
        made_by="import",
    )
    stores.people.add_classroom(classroom)
    made = []
    for number, table in enumerate(tables, start=1):
        entry = TalksEntry(TalksId(secrets.token_hex(10)), number, table.scenario, classroom.id)
        try:
            talks = import_log(stores.log, table.lines, entry, scenarios[table.scenario], calibrate)
        except Damaged as error:
            stores.people.delete_classroom(classroom.id)
            raise LogFileError(f"table {number}, {error}") from error
        made.append({"id": entry.id, "table": number, "events": talks.seq})
    return {"classroom": classroom.id, "join_code": classroom.join_code, "talks": made}
