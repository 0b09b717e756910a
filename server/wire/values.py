"""The words of the wire: names, limits and the shapes of single values."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from server.rules.limits import MAX_NAME, MAX_TEXT

MAX_COMMAND_BYTES = 16 * 1024
"""Bytes of a command's body as UTF-8 JSON."""

MAX_ID = 40
"""Characters in an id that a client makes up."""

MAX_REFERENCE = 80
"""Characters in an id that names something which exists (a channel is `delegation:ID`)."""

MAX_ENTRIES = 100
"""Entries in a package, a list of changes or a list of policies."""

MAX_INTEGER = 2**53 - 1
"""The largest integer that a browser holds exactly."""

ID_PATTERN = r"^[A-Za-z0-9._:-]+$"
REFERENCE_PATTERN = r"^[A-Za-z0-9._:~-]+$"
"""Ids of private things carry "~" and their author; no client can choose such an id."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(value: object) -> object:
    """The text without what databases and JSON cannot hold: NUL and halves of characters.

    Each is replaced by U+FFFD, as browsers do, so that nobody's words are refused for a character
    they cannot see. Halves that belong together are joined. Anything but a string is left alone.
    """
    if not isinstance(value, str) or value.isprintable():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value.replace("\0", "\ufffd")


def shown(value: object) -> str:
    """A short, clean form of something a client sent, fit for a refusal's facts."""
    text = _LONE_SURROGATE.sub("\ufffd", str(value)).replace("\0", "\ufffd")
    return text if len(text) <= 60 else text[:59] + "\u2026"


Text = Annotated[str, BeforeValidator(clean_text), Field(max_length=MAX_TEXT)]
Name = Annotated[str, BeforeValidator(clean_text), Field(max_length=MAX_NAME)]
PersonName = Annotated[Name, Field(min_length=1)]
NewId = Annotated[str, Field(min_length=1, max_length=MAX_ID, pattern=ID_PATTERN)]
Reference = Annotated[str, Field(min_length=1, max_length=MAX_REFERENCE, pattern=REFERENCE_PATTERN)]
Integer = Annotated[int, Field(ge=-MAX_INTEGER, le=MAX_INTEGER)]
PolicyValue = Annotated[str, Field(max_length=40)] | bool | Integer
