"""The files of a small class are, byte for byte, those that were promised."""

import csv
import io

import pytest

from tests.reports.sample import FOLDER, LOG, files, recorded

PROMISED = sorted(path.name for path in FOLDER.glob("*.csv"))


def test_the_sample_is_worth_something() -> None:
    kinds = {type(one.event).__name__ for log in recorded() for one in log}
    assert {"ProposalTabled", "StanceTaken", "MessageSent", "ForumAgreed", "Concluded"} <= kinds
    assert len(PROMISED) == len(files())


@pytest.mark.parametrize("name", PROMISED)
def test_a_file_is_as_promised(name: str) -> None:
    made, kept = files()[name], (FOLDER / name).read_bytes()
    assert _head(made)[: len(_head(kept))] == _head(kept), "a column changed its name or place"
    assert made == kept, "python -m tests.reports.sample --write, if columns were added at the end"


def _head(raw: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_log_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 250_000
    assert LOG.stat().st_size < 60_000
