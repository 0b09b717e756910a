"""Names of people: how one is kept, when two are the same, and how one stands in a sentence.

Every comparison of names goes through `key`: at the door, in a roster, when people are renamed or
merged, in exports. A name identifies nobody, for two people may bear it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from server.rules.limits import MAX_NAME
from server.rules.refusals import Refusal
from server.rules.texts import is_blank, leaves_no_mark

_JOINERS = "\u200c\u200d"
"""Wanted inside Persian, Indic scripts and emoji; nothing to see anywhere else."""

_BROKEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_STRAY_JOINERS = re.compile(f"(?<![^\\s{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}]+(?=\\s|$)")

_APOSTROPHES = "`´'‘’‚‛′‵ʹʻʼʽʾʿˈˊˋ΄᾽᾿῾՚׳ꞌꞋ＇｀❛❜"
_QUOTATION_MARKS = '"“”„‟«»″‶״＂❝❞'
_HYPHENS = "-˗֊־᠆‐‑‒–—―⁃⁻₋−⸗⸺⸻﹘﹣－"
_MIDDLE_DOTS = "·•‧∙⋅・･᛫⸱⸳ꞏ"
_FULL_STOPS = ".․。．｡﹒۔"
_ONE_FOR_MANY = {
    ord(one): many[0]
    for many in ("'" + _APOSTROPHES, _QUOTATION_MARKS, _HYPHENS, _MIDDLE_DOTS, _FULL_STOPS)
    for one in many
} | {ord("ı"): "i", ord("ـ"): ""}  # Turkish capitals have one I for most keyboards; tatweel fills
_ONE_FOR_MANY |= dict.fromkeys(map(ord, "یىې"), "ي") | dict.fromkeys(map(ord, "کڪ"), "ك")
"""Arabic, Persian and Urdu keyboards have one or the other of letters that look the same."""

_VOWELS = re.compile("[\u064b-\u0652\u0670\u05b0-\u05bd\u05bf\u05c1\u05c2\u05c7]")
"""Points that Arabic and Hebrew may write or leave out."""

_PILED = re.compile(
    r"(?P<few>[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+"
)
"""More marks on one letter than any name has; they would cover the lines around it."""

_ACCENTS = re.compile("[\u0300-\u036f]")

_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"})
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


def clean(name: str) -> str:
    """A name as it is kept: nothing invisible, no direction overrides, one space between words.

    What can be seen is left as it was typed, in its canonical composition. Ideographs that
    Unicode holds twice stay the ones of the bearer.
    """
    parts = _COMPATIBILITY_IDEOGRAPHS.split("".join(map(_kept, name)))
    composed = "".join(
        part if n % 2 else unicodedata.normalize("NFC", part) for n, part in enumerate(parts)
    )
    return " ".join(_STRAY_JOINERS.sub("", _PILED.sub(r"\g<few>", composed)).split())


def problem(name: str) -> Refusal | None:
    """Why a cleaned name cannot be taken; None when it can."""
    if is_blank(name):
        return Refusal("name_needed")
    return Refusal("text_too_long", {"limit": MAX_NAME}) if len(name) > MAX_NAME else None


def key(name: str) -> str:
    """The same for names that look the same, or differ by how a device or a language writes them.

    Compatible and caseless (NFKC, full folding), blind to what is invisible, with one apostrophe,
    hyphen and dot of each kind, and no spaces around the latter two. Accents count; the points of
    Arabic and Hebrew vowels, and which keyboard a letter came from, do not.
    """
    plain = clean(name).translate(_ONE_FOR_MANY)
    for _ in range(2):  # folding can take a text out of its normal form, and the other way round
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", plain).casefold())
    plain = _VOWELS.sub("", plain.translate(_ONE_FOR_MANY))
    plain = "".join(ch for ch in plain if not leaves_no_mark(ch))
    plain = plain.replace("i\u0307", "i")
    plain = re.sub(r"\s*([-·])\s*", r"\1", plain)
    return " ".join(re.sub(r"\.\s*", ". ", plain).split())


def unaccented(name: str) -> str:
    """The key without accents. Names that have it in common may be one; only a person can say."""
    spread = unicodedata.normalize("NFD", key(name))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", spread))


def same(one: str, other: str) -> bool:
    """True when nobody could tell the names apart."""
    return key(one) == key(other)


def shared(names: Iterable[str]) -> frozenset[str]:
    """The keys of the names that more than one of these bears."""
    count = Counter(map(key, names))
    return frozenset(one for one, times in count.items() if times > 1)


def isolated(name: str) -> str:
    """A name that stands in a sentence of plain text and turns nothing around it.

    The marks are invisible (first strong isolate, and its end); a name that runs from the left
    needs none. Pages use `<bdi>` instead.
    """
    turns = any(unicodedata.bidirectional(ch) in _TURNING for ch in name)
    return f"{_ISOLATE}{name}{_END_OF_ISOLATE}" if turns else name


def numbered(name: str, others: Iterable[str]) -> str:
    """The name, with a number behind it where it is the same as one of the others."""
    taken = set(map(key, others))
    tries = (name, *(f"{name[: MAX_NAME - 5]} ({n})" for n in range(2, len(taken) + 3)))
    return next(one for one in tries if key(one) not in taken)


def _kept(ch: str) -> str:
    if unicodedata.category(ch) in _BROKEN or ch in "\u3164\uffa0\u2800":  # blanks with a width
        return " "
    if leaves_no_mark(ch) and ch not in _JOINERS and not _is_variation(ch):
        return ""
    return ch


def _is_variation(ch: str) -> bool:
    """True for what chooses a form of the character before it."""
    return "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef"
