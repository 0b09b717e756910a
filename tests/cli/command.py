"""Running the command line in this process, as a shell would."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


class Shell:
    """A machine with a data folder of its own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.database = self.data / "sixparty.sqlite3"
        patch.setenv("SIXPARTY_DATA_DIR", str(self.data))
        patch.chdir(folder)

    def runs(self, *arguments: str | Path) -> Ran:
        """Run `sixparty ARGUMENTS`."""
        out, err = _Output(), _Output()
        status = 0
        with redirect_stdout(out), redirect_stderr(err), _arguments():
            try:
                main([str(argument) for argument in arguments])
            except SystemExit as leaving:
                status = int(leaving.code or 0)
        return Ran(status, out.text, err.text)

    def ok(self, *arguments: str | Path) -> str:
        """What a command printed that went well."""
        ran = self.runs(*arguments)
        assert ran.status == 0, ran
        return ran.out

    def fails(self, *arguments: str | Path) -> str:
        """What a command said that failed: on stderr, in words."""
        ran = self.runs(*arguments)
        assert ran.status == 1, ran
        assert "Traceback" not in ran.err + ran.out
        assert ran.err.strip()
        return ran.err


class _Output(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def text(self) -> str:
        """All that was written."""
        inner = self.buffer
        assert isinstance(inner, io.BytesIO)
        return inner.getvalue().decode()


@contextmanager
def _arguments() -> Iterator[None]:
    before, sys.argv = sys.argv, ["sixparty"]
    try:
        yield
    finally:
        sys.argv = before
