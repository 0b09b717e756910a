"""An export taken in again: the same talks, the same log, the same debrief, masked or not."""

import io

import orjson
import pytest

from server.reports.records.masking import Kept
from server.reports.records.source import ClassRecord
from server.storage.event_codec import read_line
from tests.reports.classes import a_class, file_of
from tests.reports.test_masking import logs
from tests.rules.ledgers import everything


def taken_in(raw: bytes) -> ClassRecord:
    """A class made of the file's tables, as import-log makes it."""
    tables: list[list[bytes]] = []
    for line in io.BytesIO(raw):
        if b'"talks"' in line and "seq" not in orjson.loads(line):
            tables.append([])
        else:
            tables[-1].append(line)
    return a_class(everything(), [[read_line(x) for x in lines] for lines in tables])


def events(raw: bytes) -> list[bytes]:
    return [line for line in raw.splitlines() if b'"seq"' in line]


@pytest.mark.parametrize("kept", [Kept(), Kept(False, True), Kept(False, False)])
def test_the_same_talks_and_the_same_debrief(kept: Kept) -> None:
    before = a_class(everything(), logs(), kept=kept)
    raw = file_of("jsonl", before)
    after = taken_in(raw)
    assert events(file_of("jsonl", after)) == events(raw)
    assert len(after.tables) == len(before.tables) > 3
    for mine, other in zip(before.tables, after.tables, strict=True):
        assert mine.talks == other.talks
        assert orjson.dumps(mine.debrief) == orjson.dumps(other.debrief)


def test_without_a_mask_the_log_is_the_very_same() -> None:
    raw = file_of("jsonl", a_class(everything(), logs()))
    assert [read_line(x) for x in events(raw)] == [one for log in logs() for one in log]
