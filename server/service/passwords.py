"""Passwords: hashed slowly on purpose, elsewhere than on the loop that everybody waits for.

A hash takes a tenth of a second and 64 MB. `run` is given the work; under gevent it hands it to a
few threads. Whoever comes when too many wait already is asked to come again.
"""

from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.service.ports import Unavailable

MIN_PASSWORD = 8
MOST_WAITING = 24
"""Hashes that are made or wait to be made; at a tenth of a second each the last waits two."""

Run = Callable[[Callable[[], None]], None]
"""Runs work and comes back when it is done; raises what the work raises."""


def _here(work: Callable[[], None]) -> None:
    work()


class Passwords:
    """Makes and compares hashes of passwords."""

    def __init__(self, hasher: PasswordHasher | None = None, run: Run = _here) -> None:
        self._hasher = PasswordHasher() if hasher is None else hasher
        self._run = run
        self._waiting = 0
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """What is kept of the password. Raises `Unavailable` when too many wait."""
        made: list[str] = []
        self._do(lambda: made.append(self._hasher.hash(_bytes(password))))
        return made[0]

    def fits(self, kept: str | None, password: str) -> bool:
        """True when this is the password. Raises `Unavailable` when too many wait.

        Without anything kept it takes as long as with: nobody learns which accounts there are.
        """
        if self._nobodys is None:
            self._nobodys = self.hash("nobody's")
        against, fits = kept or self._nobodys, [False]

        def verify() -> None:
            try:
                fits[0] = self._hasher.verify(against, _bytes(password))
            except (VerificationError, InvalidHashError):
                fits[0] = False

        self._do(verify)
        return fits[0] and bool(kept)

    def is_dated(self, kept: str) -> bool:
        """True for a hash that would be made otherwise today."""
        return self._hasher.check_needs_rehash(kept)

    def _do(self, work: Callable[[], None]) -> None:
        if self._waiting >= MOST_WAITING:
            raise Unavailable("too many passwords are being compared")
        self._waiting += 1
        try:
            self._run(work)
        finally:
            self._waiting -= 1


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
