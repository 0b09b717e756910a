"""Accounts of people who run tables, the browsers they are signed in with, and their keeping."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from server.rules.ids import ClassroomId, TalksId


@dataclass(frozen=True, slots=True)
class Assistant:
    """A teaching assistant of one classroom.

    `password_hash` is "" until a password was chosen, `setup_hash` "" once it was: the hash of the
    link by which it is chosen. `made_at` in milliseconds.
    """

    name: str
    classroom: ClassroomId
    tables: tuple[TalksId, ...] = ()
    password_hash: str = ""
    setup_hash: str = ""
    made_at: int = 0


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that is signed in to an account; times in milliseconds, `device` for people."""

    hash: str
    account: str
    device: str = ""
    since: int = 0
    seen_at: int = 0


class Accounts(Protocol):
    """Keeps assistants and browsers. Every method may raise `Unavailable`."""

    def add_assistant(self, assistant: Assistant) -> None:
        """Keep a new assistant. Raises `Conflict` when the name is taken."""

    def save_assistant(self, assistant: Assistant) -> None:
        """Keep what changed."""

    def remove_assistant(self, name: str) -> None:
        """Forget an assistant."""

    def assistant(self, name: str) -> Assistant | None:
        """The assistant of the name, as it is stored."""

    def assistants(self, classroom: ClassroomId | None = None) -> Sequence[Assistant]:
        """The assistants of a classroom, or all, by name."""

    def add_browser(self, browser: Browser) -> None:
        """Keep a browser."""

    def see_browser(self, browser_hash: str, at: int) -> None:
        """Keep when a browser was seen last."""

    def browser(self, browser_hash: str) -> Browser | None:
        """The browser of the hash."""

    def browsers(self, account: str) -> Sequence[Browser]:
        """The account's browsers, the one seen last first."""

    def drop_browser(self, browser_hash: str) -> None:
        """Forget a browser."""
