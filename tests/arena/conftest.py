"""The command line, for the tournament's verb."""

from pathlib import Path

import pytest

from tests.cli.command import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A machine with a data folder of its own."""
    return Shell(tmp_path, monkeypatch)
