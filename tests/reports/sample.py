"""A small class that never changes: its log, and every file of data as it was promised.

`python -m tests.reports.sample --write` writes the files anew from the log: when a column is added
at the end, never for one that changed its name or place.
"""

import io
import sys
from pathlib import Path

import orjson

from server.reports.records.codebook import codebook, sheets_of
from server.reports.records.masking import Kept
from server.reports.records.source import ClassRecord
from server.reports.records.tables import csv_of
from server.rules.events import Recorded
from server.storage.event_codec import read_line
from tests.reports.classes import a_class
from tests.rules.ledgers import everything

FOLDER = Path(__file__).parents[1] / "samples" / "small-class"
LOG = FOLDER / "log.jsonl"


def recorded() -> list[list[Recorded]]:
    """The logs of its tables."""
    tables: list[list[Recorded]] = []
    for line in io.BytesIO(LOG.read_bytes()):
        if "seq" in orjson.loads(line):
            tables[-1].append(read_line(line))
        else:
            tables.append([])
    return tables


def sample(kept: Kept | None = None) -> ClassRecord:
    """The class."""
    return a_class(everything(), recorded(), kept=kept)


def files() -> dict[str, bytes]:
    """Every file of data by its name."""
    sheets = sheets_of(sample())
    made = {f"{s.name}.csv": b"".join(csv_of(s)) for s in [*sheets, codebook(sheets)]}
    masked = sheets_of(sample(Kept(False, False)))
    return made | {"messages-anonymous.csv": b"".join(csv_of(masked[5]))}


if __name__ == "__main__" and "--write" in sys.argv:
    for name, raw in files().items():
        (FOLDER / name).write_bytes(raw)
