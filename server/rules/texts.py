"""Texts that people send: whether anybody would see them, and how long they may be."""

import re
import unicodedata

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


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u02b9\u2032\u0060\u00b4\uff07"), "'")


def name_key(text: str) -> str:
    """The same for names that look alike: case, widths, spaces, signs and unseen marks aside."""
    spread = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    seen = "".join(ch for ch in spread if unicodedata.category(ch) != "Cf")
    folded = unicodedata.normalize("NFKC", seen).translate(_DASHES).translate(_APOSTROPHES)
    return " ".join(folded.split())
