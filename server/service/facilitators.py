"""The facilitator's password, the one-time set-up link of the first start, and API tokens."""

import hmac

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.rules.refusals import Refusal
from server.service.codes import new_token, token_hash
from server.service.identities import FacilitatorIdentity
from server.service.people import People, Token, TokenKind
from server.service.ports import Clock

NAME = "facilitator"
"""The one account of an installation."""

MIN_PASSWORD = 8
_SETUP = "setup_token_hash"


class Facilitators:
    """Who may run classes. Holds no secret in the clear, and none in memory."""

    def __init__(self, people: People, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        self._people, self._clock = people, clock
        self.hasher = PasswordHasher() if hasher is None else hasher

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
        self._people.set_password(NAME, self.hasher.hash(_bytes(password)))
        self._people.set_setting(_SETUP, None)
        return FacilitatorIdentity(NAME)

    def sign_in(self, password: str) -> FacilitatorIdentity | None:
        """The facilitator, if this is the password."""
        for name, kept in self._people.passwords().items():
            try:
                self.hasher.verify(kept, _bytes(password))
            except (VerificationError, InvalidHashError):
                continue
            if self.hasher.check_needs_rehash(kept):
                self._people.set_password(name, self.hasher.hash(_bytes(password)))
            return FacilitatorIdentity(name)
        return None

    def create_token(self, name: str) -> str:
        """A new API token; told this once."""
        token = new_token()
        self._people.add_token(
            Token(token_hash(token), TokenKind.API, name=name, made_at=self._clock.now_ms())
        )
        return token

    def token_names(self) -> tuple[str, ...]:
        """The names of the API tokens, oldest first."""
        return tuple(t.name for t in self._people.tokens(TokenKind.API))

    def revoke_tokens(self, name: str) -> int:
        """Forget the API tokens of the name; how many there were."""
        mine = [t for t in self._people.tokens(TokenKind.API) if t.name == name]
        for token in mine:
            self._people.drop_token(token.hash)
        return len(mine)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
