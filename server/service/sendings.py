"""What is made by a form or a call that may be sent twice: the second sending makes the same.

Ids, tokens and codes are derived from the sender's key and the installation's secret, instead of
being drawn by lot. The answer to a sending that was lost can so be given again, after a restart
too, while the database goes on keeping nothing but hashes.
"""

import hashlib
import secrets
from dataclasses import dataclass

from server.service.codes import ALPHABET

_PARTS = "\x1f"


@dataclass(frozen=True, slots=True)
class Sending:
    """One form or call; equal for its second sending. `what` tells apart the things it makes."""

    seed: bytes

    def id(self, what: str = "") -> str:
        """An id, as long as one that is drawn by lot."""
        return self._bytes("id", what).hex()[:32]

    def token(self, what: str = "") -> str:
        """A secret of 192 bits that fits an address."""
        return self._bytes("token", what).hex()[:48]

    def code(self, length: int, what: str = "") -> str:
        """A code for people to type, at most 12 characters."""
        number = int.from_bytes(self._bytes("code", what))
        letters = []
        for _ in range(length):
            number, one = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[one])
        return "".join(letters)

    def _bytes(self, kind: str, what: str) -> bytes:
        text = f"{kind}{_PARTS}{what}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, key=self.seed, digest_size=32).digest()


class Sendings:
    """Sendings by the key that the sender gave."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper[:64]

    def of(self, key: str, *scope: str) -> Sending:
        """The sending with the key, which is a secret of the sender's, within a scope.

        Without a key no two are the same.
        """
        if not key:
            return Sending(secrets.token_bytes(32))
        text = _PARTS.join((*scope, key)).encode("utf-8", "surrogatepass")
        return Sending(hashlib.blake2b(text, key=self._pepper, digest_size=32).digest())
