from pathlib import Path

import pytest

from tests.cli.command import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A command line with a data folder of its own."""
    return Shell(tmp_path, monkeypatch)
