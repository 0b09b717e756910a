"""Codes as people type and paste them."""

import pytest

from server.web.site.codes import clean_code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7QMPX", "K7QMPX"),
        ("  k7 qm-px\n", "K7QMPX"),
        ("https://talks.example.edu/join/k7qmpx", "K7QMPX"),
        ("http://192.168.1.5:8060/join/K7QMPX?from=qr#top", "K7QMPX"),
        ("talks.example.edu/JOIN/K7QMPX", "K7QMPX"),
        ("https://talks.example.edu/join?code=k7qmpx", "K7QMPX"),
        ("https://talks.example.edu/help?x=1", ""),
        ("\uff2b\uff17\uff31\uff2d\uff30\uff38", "K7QMPX"),
        ("\u200bK7Q\u00a0MPX\u200b", "K7QMPX"),
        ("<b>", "B"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_takes_the_code_out_of_what_was_typed(typed: str, code: str) -> None:
    assert clean_code(typed) == code


def test_looks_at_no_more_than_a_paste_can_hold() -> None:
    assert len(clean_code("A" * 1_000_000)) <= 500
