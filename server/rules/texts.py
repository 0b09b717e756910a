"""Texts that people send: whether anybody would see them, and how long they may be."""

import re
import unicodedata

from server.rules.limits import MAX_TEXT
from server.rules.refusals import Refusal


def snake_case(kind: type) -> str:
    """The name of a command or an event, stored and sent: `TableProposal` -> `table_proposal`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0")


def leaves_no_mark(ch: str) -> bool:
    """True for what shows nothing: formats, direction marks, fillers, selectors of variants.

    Formats are Unicode's category Cf but for the few that are drawn; the others are what the
    standard lets a font leave out (Default_Ignorable_Code_Point), and the blank Braille cell.
    """
    return (
        (unicodedata.category(ch) == "Cf" and ch not in _VISIBLE_FORMATS)
        or ch in _FILLERS
        or "\u180b" <= ch <= "\u180f"
        or "\ufe00" <= ch <= "\ufe0f"
        or "\ufff0" <= ch <= "\ufff8"
        or "\U000e0000" <= ch <= "\U000e0fff"
    )


def is_blank(text: str) -> bool:
    """True when nobody would see anything: spaces, and characters that leave no mark.

    An accent with nothing to stand on is nothing either.
    """
    return not any(
        ch.isprintable()
        and not ch.isspace()
        and not leaves_no_mark(ch)
        and not unicodedata.category(ch).startswith("M")
        for ch in text
    )


def text_problem(text: str, *, needed: bool = False) -> Refusal | None:
    """Why a text cannot be taken; None when it can."""
    if needed and is_blank(text):
        return Refusal("text_needed")
    return Refusal("text_too_long", {"limit": MAX_TEXT}) if len(text) > MAX_TEXT else None
