"""The log of a class as exported: masked or not, it replays."""

from collections.abc import Iterator

from server.reports.log_files import exported
from server.reports.records.source import ClassRecord


def log_of(record: ClassRecord, form: str) -> Iterator[bytes]:
    """The file `jsonl` or `csv`, piece by piece."""
    entries = [table.entry for table in record.tables]
    yield from exported(record.room, entries, record.log, form)
