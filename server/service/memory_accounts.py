"""Assistants and browsers in memory."""

from collections.abc import Sequence
from dataclasses import replace

from server.rules.ids import ClassroomId
from server.service.accounts import Assistant, Browser
from server.service.ports import Conflict


class MemoryAccounts:
    """Keeps everything the contract of `Accounts` asks for, except durability."""

    def __init__(self) -> None:
        self._assistants: dict[str, Assistant] = {}
        self._browsers: dict[str, Browser] = {}

    def add_assistant(self, assistant: Assistant) -> None:
        """Keep a new assistant."""
        if assistant.name in self._assistants:
            raise Conflict(f"assistant {assistant.name} exists already")
        self._assistants[assistant.name] = assistant

    def save_assistant(self, assistant: Assistant) -> None:
        """Keep what changed."""
        if assistant.name in self._assistants:
            self._assistants[assistant.name] = assistant

    def remove_assistant(self, name: str) -> None:
        """Forget an assistant."""
        self._assistants.pop(name, None)

    def assistant(self, name: str) -> Assistant | None:
        """The assistant of the name."""
        return self._assistants.get(name)

    def assistants(self, classroom: ClassroomId | None = None) -> Sequence[Assistant]:
        """The assistants of a classroom, or all, by name."""
        mine = (a for a in self._assistants.values() if classroom in (None, a.classroom))
        return sorted(mine, key=lambda a: a.name)

    def add_browser(self, browser: Browser) -> None:
        """Keep a browser."""
        self._browsers[browser.hash] = browser

    def see_browser(self, browser_hash: str, at: int) -> None:
        """Keep when a browser was seen last."""
        known = self._browsers.get(browser_hash)
        if known is not None:
            self._browsers[browser_hash] = replace(known, seen_at=at)

    def browser(self, browser_hash: str) -> Browser | None:
        """The browser of the hash."""
        return self._browsers.get(browser_hash)

    def browsers(self, account: str) -> Sequence[Browser]:
        """The account's browsers, the one seen last first."""
        mine = (b for b in self._browsers.values() if b.account == account)
        return sorted(mine, key=lambda b: (-b.seen_at, b.hash))

    def drop_browser(self, browser_hash: str) -> None:
        """Forget a browser."""
        self._browsers.pop(browser_hash, None)
