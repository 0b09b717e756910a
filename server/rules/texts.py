"""Texts that people send: whether anybody would see them, and how long they may be."""

import re

from server.rules.limits import MAX_TEXT
from server.rules.refusals import Refusal


def snake_case(kind: type) -> str:
    """The name of a command or an event, stored and sent: `TableProposal` -> `table_proposal`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def is_blank(text: str) -> bool:
    """True when nobody would see anything: spaces, and characters that leave no mark."""
    return not any(ch.isprintable() and not ch.isspace() for ch in text)


def text_problem(text: str, *, needed: bool = False) -> Refusal | None:
    """Why a text cannot be taken; None when it can."""
    if needed and is_blank(text):
        return Refusal("text_needed")
    return Refusal("text_too_long", {"limit": MAX_TEXT}) if len(text) > MAX_TEXT else None
