"""The facilitator's password, the one-time set-up link of the first start, and API tokens."""

import hmac

from argon2 import PasswordHasher

from server.rules.refusals import Refusal
from server.service.codes import new_token, token_hash
from server.service.identities import FacilitatorIdentity
from server.service.passwords import MIN_PASSWORD, Passwords
from server.service.people import People, Token, TokenKind
from server.service.ports import Clock

NAME = "facilitator"
"""The one account of an installation."""

_SETUP = "setup_token_hash"
_ID = 12


class Facilitators:
    """Who may run classes. Holds no secret in the clear, and none in memory."""

    def __init__(
        self,
        people: People,
        clock: Clock,
        hasher: PasswordHasher | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        self._people, self._clock = people, clock
        self.passwords = passwords or Passwords(hasher)

    @property
    def is_set_up(self) -> bool:
        """True once a facilitator has a password."""
        return bool(self._people.passwords())

    def setup_token(self) -> str | None:
        """A new one-time token for the first password; None when there is a password already.

        Any token given before stops working.
        """
        if self.is_set_up:
            return None
        token = new_token()
        self._people.set_setting(_SETUP, token_hash(token))
        return token

    def may_set_up(self, token: str) -> bool:
        """True when `set_up` would take the token."""
        kept = self._people.setting(_SETUP)
        return (
            kept is not None and not self.is_set_up and hmac.compare_digest(kept, token_hash(token))
        )

    def set_up(self, token: str, password: str) -> FacilitatorIdentity | Refusal:
        """Choose the first password with the token, once."""
        if not self.may_set_up(token):
            return Refusal("bad_token")
        return self.change_password(password)

    def change_password(self, password: str) -> FacilitatorIdentity | Refusal:
        """Choose a password: `MIN_PASSWORD` characters or more."""
        if len(password) < MIN_PASSWORD:
            return Refusal("bad_command", {"field": "password", "at_least": MIN_PASSWORD})
        self._people.set_password(NAME, self.passwords.hash(password))
        self._people.set_setting(_SETUP, None)
        return FacilitatorIdentity(NAME)

    def sign_in(self, password: str) -> FacilitatorIdentity | None:
        """The facilitator, if this is the password."""
        kept = self._people.passwords().get(NAME)
        if not self.passwords.fits(kept, password) or kept is None:
            return None
        if self.passwords.is_dated(kept):
            self._people.set_password(NAME, self.passwords.hash(password))
        return FacilitatorIdentity(NAME)

    def create_token(self, name: str, token: str = "") -> str:
        """A new API token; told this once. A `token` that a sending has made already stays it."""
        token = token or new_token()
        if self._people.token(token_hash(token)) is not None:
            return token
        self._people.add_token(
            Token(token_hash(token), TokenKind.API, name=name, made_at=self._clock.now_ms())
        )
        return token

    def tokens(self) -> tuple[Token, ...]:
        """The API tokens, oldest first."""
        return tuple(self._people.tokens(TokenKind.API))

    def revoke_token(self, token: str) -> bool:
        """Forget the API token of this id (see `token_id`); False when there is none."""
        found = next((t for t in self.tokens() if token_id(t) == token), None)
        if found is not None:
            self._people.drop_token(found.hash)
        return found is not None


def token_id(token: Token) -> str:
    """What names an API token in lists; it opens nothing."""
    return token.hash[:_ID]
