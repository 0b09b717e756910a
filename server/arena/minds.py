"""What plays a seat in the arena: a function in this process, or a program beside it.

Whatever goes wrong in one (an exception, an answer that takes too long or is no answer) is a
`Passed`: the agent does nothing that time, and the reason is told.
"""

import importlib
import json
import os
import re
import selectors
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from server.client import Move, View

_FUNCTION = re.compile(r"(?P<module>\w+(?:\.\w+)*):(?P<name>\w+(?:\.\w+)*)(?P<made>\(\))?")

MOST_MOVES = 20
"""Moves that are taken of one answer."""


class Passed(Exception):
    """Why an agent did nothing this time."""


class NoMind(ValueError):
    """Why a seat cannot be played as asked for."""


class Mind(Protocol):
    """One agent at one table."""

    def decide(self, view: View) -> list[Move]:
        """Its moves. Raises `Passed`."""

    def close(self) -> None:
        """The table has ended."""


Make = Callable[[], Mind]
"""Makes the agent of one more table."""


def maker(spec: str, seconds: float) -> Make:
    """How to play as `spec` says, with so many seconds for each answer.

    `module:function` is called with each view; `module:function()` is called once a table, and
    gives such a function; anything else is a command line. Raises `NoMind`.
    """
    found = _FUNCTION.fullmatch(spec)
    if found is None:
        return _command(spec, seconds)
    if "" not in sys.path:
        sys.path.insert(0, "")  # modules of the folder one works in, as for `python -m`
    try:
        thing: Any = importlib.import_module(found["module"])
        for name in found["name"].split("."):
            thing = getattr(thing, name)
    except (ImportError, AttributeError) as error:
        raise NoMind(f"{spec}: {error}") from None
    if not callable(thing):
        raise NoMind(f"{spec}: nothing that can be called")
    if found["made"]:
        return lambda: FunctionMind(thing(), seconds)
    return lambda: FunctionMind(thing, seconds)


class FunctionMind:
    """A function of this process."""

    def __init__(self, decide: Callable[[View], Iterable[Move] | None], seconds: float) -> None:
        self._decide, self._seconds = decide, seconds

    def decide(self, view: View) -> list[Move]:
        """Its moves; what it yielded before it took too long does not count."""
        try:
            with _within(self._seconds):
                moves = list(self._decide(view) or ())
        except _TooLong:
            raise Passed(f"took longer than {self._seconds:g} s") from None
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever a program may raise
            raise Passed(f"{type(error).__name__}: {error}".partition("\n")[0]) from None
        if not all(isinstance(move, Move) for move in moves):
            raise Passed("gave something that is no move")
        return moves[:MOST_MOVES]

    def close(self) -> None:
        """Nothing is held."""


class _TooLong(BaseException):
    """Not an `Exception`, so that no agent takes it for one of its own."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Interrupts what takes longer: by a signal, where there is one; else it is told afterwards."""
    began = time.monotonic()
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        if time.monotonic() - began > seconds:
            raise _TooLong
        return

    def ring(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _command(line: str, seconds: float) -> Make:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise NoMind(f"{line}: {error}") from None
    if not words:
        raise NoMind("a seat needs module:function or a command")
    return lambda: CommandMind(words, seconds)


class CommandMind:
    """A program that reads a view as a line of JSON and answers with its moves as another:
    `{"etag", "entities", "server_now"}`, and `[{"name", "body", "new"?}, ...]`.

    It runs as long as its table; one that took too long is started anew.
    """

    def __init__(self, words: list[str], seconds: float) -> None:
        self._words, self._seconds = words, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._read = b""

    def decide(self, view: View) -> list[Move]:
        """Its moves."""
        sent = {"etag": view.etag, "entities": view.entities, "server_now": view.server_now}
        try:
            running = self._running()
            if running.stdin is not None:
                running.stdin.write(json.dumps(sent).encode() + b"\n")
                running.stdin.flush()
            return _moves(self._line(running))
        except OSError as error:
            self.close()
            raise Passed(f"{self._words[0]}: {error.strerror or error}") from None
        except Passed:
            self.close()
            raise

    def close(self) -> None:
        """End the program."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
        self._read = b""

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self._process

    def _line(self, running: subprocess.Popen[bytes]) -> bytes:
        until = time.monotonic() + self._seconds
        if running.stdout is None:
            raise Passed("has no output")
        with selectors.DefaultSelector() as selector:
            selector.register(running.stdout, selectors.EVENT_READ)
            while b"\n" not in self._read:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise Passed(f"took longer than {self._seconds:g} s")
                piece = os.read(running.stdout.fileno(), 65_536)
                if not piece:
                    raise Passed(f"ended with status {running.wait()}")
                self._read += piece
        line, _, self._read = self._read.partition(b"\n")
        return line


def _moves(line: bytes) -> list[Move]:
    try:
        told = json.loads(line)
        return [Move(str(m["name"]), dict(m["body"]), str(m.get("new", ""))) for m in told][
            :MOST_MOVES
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Passed("answered with something that is no list of moves") from None
