"""Texts that people send: whether anybody would see them, and how long they may be."""

from server.rules.refusals import Refusal

MAX_TEXT = 4000
"""Characters in any text a person sends."""


def is_blank(text: str) -> bool:
    """True when nobody would see anything: spaces, and characters that leave no mark."""
    return not any(ch.isprintable() and not ch.isspace() for ch in text)


def text_problem(text: str, *, needed: bool = False) -> Refusal | None:
    """Why a text cannot be taken; None when it can."""
    if needed and is_blank(text):
        return Refusal("text_needed")
    return Refusal("text_too_long", {"limit": MAX_TEXT}) if len(text) > MAX_TEXT else None
