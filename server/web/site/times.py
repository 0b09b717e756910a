"""Times in words that fit every time zone: how long ago."""

from datetime import timedelta

from flask_babel import format_timedelta

from server.web.site.i18n import gettext as _
from server.web.site.parts import parts

_MINUTE_MS = 60_000


def ago(at_ms: int) -> str:
    """`3 hours ago`, from milliseconds since the epoch."""
    gone = parts().negotiations.now_ms() - at_ms
    if gone < _MINUTE_MS:
        return _("just now")
    return str(format_timedelta(timedelta(milliseconds=-gone), add_direction=True))
