"""Codes as people type them: any case, spaces, dashes, or the whole link."""

import re
import unicodedata
from urllib.parse import parse_qs, urlsplit

MAX_TYPED = 500
"""Characters looked at; the rest of a paste is not a code."""

_IN_PATH = re.compile(r"/join/([^/?#\s]+)", re.IGNORECASE)
_NO_CODE = re.compile(r"[^A-Z0-9]")


def clean_code(typed: str) -> str:
    """The code in what was typed: upper case letters and digits only; "" when there is none.

    Takes `k7 qm-px`, full-width characters, `https://host/join/K7QMPX`, and
    `https://host/join?code=k7qmpx`.
    """
    text = unicodedata.normalize("NFKC", typed[:MAX_TYPED]).strip()
    found = _IN_PATH.search(text)
    if found:
        text = found[1]
    elif "?" in text:
        text = next(iter(parse_qs(urlsplit(text).query).get("code", [])), "")
    return _NO_CODE.sub("", text.upper())
