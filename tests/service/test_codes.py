"""Codes and tokens."""

import pytest

from server.service.codes import (
    ALPHABET,
    JOIN_LENGTH,
    REJOIN_LENGTH,
    code_hash,
    new_code,
    new_token,
    token_hash,
    typed,
)

PEPPER = b"0123456789abcdef"


def test_codes_hold_nothing_that_can_be_misread() -> None:
    assert not set("0O1IL") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    codes = {new_code(REJOIN_LENGTH) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 and set(code) <= set(ALPHABET) for code in codes)
    assert len(new_code(JOIN_LENGTH)) == 6


@pytest.mark.parametrize("as_typed", ["k7qmpx", "K7Q-MPX", " k7q mpx ", "k 7 q m p x\n"])
def test_codes_may_be_typed_in_any_way(as_typed: str) -> None:
    assert typed(as_typed) == "K7QMPX"


def test_the_code_itself_is_not_stored() -> None:
    kept = code_hash("ABCD2345", PEPPER)
    assert "ABCD2345" not in kept
    assert kept == code_hash("abcd-2345", PEPPER)
    assert kept != code_hash("ABCD2345", b"another pepper!!")
    assert kept != code_hash("ABCD2346", PEPPER)


def test_tokens_have_at_least_128_bits_and_are_kept_as_hashes() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 22 for token in tokens)
    assert all(len(token_hash(t)) == 64 and t not in token_hash(t) for t in tokens)
    assert token_hash("\ud800") != token_hash("\ud801")
