"""Browsers that are signed in to an account: the facilitator's or an assistant's.

The cookie holds a token of the browser's own, so that one browser can be signed out from another.
"""

from collections.abc import Sequence

from server.service.accounts import Browser
from server.service.codes import new_token, token_hash
from server.service.facilitators import NAME
from server.service.identities import AssistantIdentity, FacilitatorIdentity, Steward
from server.service.people import People
from server.service.ports import Clock, Unavailable

STAYS_MS = 14 * 24 * 3600 * 1000
"""A browser that was not seen for so long is signed out."""

SEEN_EVERY_MS = 60_000
"""When a browser was seen last is written down at most once a minute."""

_MAX_TOKEN, _MAX_DEVICE, _ID = 200, 80, 16


def browser_id(browser: Browser) -> str:
    """What names a browser on the account's page; it opens nothing."""
    return browser.hash[:_ID]


class Browsers:
    """Who is signed in where. Methods raise `Unavailable` when the store does not answer."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def sign_in(self, account: str, device: str = "") -> str:
        """Sign a browser in; the token for its cookie. Those long unseen are forgotten."""
        now = self._clock.now_ms()
        for old in self._people.browsers(account):
            if now - old.seen_at > STAYS_MS:
                self._people.drop_browser(old.hash)
        token = new_token()
        kept = Browser(token_hash(token), account, device[:_MAX_DEVICE], now, now)
        self._people.add_browser(kept)
        return token

    def who(self, token: str) -> Steward | None:
        """Who is signed in with the token; None when nobody is any more."""
        return self.by_hash(token_hash(token)) if 0 < len(token) <= _MAX_TOKEN else None

    def by_hash(self, browser_hash: str) -> Steward | None:
        """The same, by the hash that is kept."""
        kept = self._people.browser(browser_hash)
        now = self._clock.now_ms()
        if kept is None or now - kept.seen_at > STAYS_MS:
            return None
        if now - kept.seen_at >= SEEN_EVERY_MS:
            self._see(kept, now)
        if kept.account == NAME:
            return FacilitatorIdentity(NAME, kept.hash)
        helper = self._people.assistant(kept.account)
        if helper is None or not helper.password_hash or helper.made_at > kept.since:
            return None
        return AssistantIdentity(helper.name, helper.classroom, frozenset(helper.tables), kept.hash)

    def _see(self, kept: Browser, now: int) -> None:
        try:
            self._people.see_browser(kept.hash, now)
        except Unavailable:
            return  # a full disk must not sign anybody out

    def of(self, account: str) -> Sequence[Browser]:
        """The account's browsers that are signed in, the one seen last first."""
        now = self._clock.now_ms()
        return [b for b in self._people.browsers(account) if now - b.seen_at <= STAYS_MS]

    def sign_out(self, browser_hash: str) -> None:
        """Sign one browser out."""
        self._people.drop_browser(browser_hash)

    def sign_out_one(self, account: str, browser: str) -> bool:
        """Sign out the account's browser of this id; False when it has none."""
        found = next((b for b in self._people.browsers(account) if browser_id(b) == browser), None)
        if found is not None:
            self._people.drop_browser(found.hash)
        return found is not None

    def sign_out_all(self, account: str, but: str = "") -> int:
        """Sign out every browser of the account but the one of this hash; how many there were."""
        others = [b for b in self._people.browsers(account) if b.hash != but]
        for browser in others:
            self._people.drop_browser(browser.hash)
        return len(others)
