"""Codes for people to type, tokens for machines to keep, and what is stored of them."""

import hashlib
import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No 0, O, 1, I or L: nobody can misread a code on the board."""

JOIN_LENGTH, REJOIN_LENGTH = 6, 8


def new_code(length: int) -> str:
    """A random code; 31 choices a character, so 8 characters are 39 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def typed(code: str) -> str:
    """The code as it is stored, from what somebody typed: any case, spaces, hyphens."""
    return "".join(ch for ch in code[:100].upper() if ch.isalnum())


def new_token() -> str:
    """A secret of 192 bits that fits an address."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is stored of a token: too many bits to search, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def code_hash(code: str, pepper: bytes) -> str:
    """What is stored of a rejoin code: keyed, for its 39 bits alone could be searched."""
    keyed = hashlib.blake2b(typed(code).encode(), key=pepper[:64], digest_size=32)
    return keyed.hexdigest()
