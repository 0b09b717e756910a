"""A class in the names of its files."""

import re
import unicodedata
from datetime import UTC, datetime

from server.service.people import Classroom

MOST = 40
"""So many letters of a title are enough to tell classes apart in a folder."""


def class_name(room: Classroom) -> str:
    """The class by its title and the day it was made (UTC), in letters that every system takes:
    `seminar-b-2026-11-28`. By its id where the title has none of them."""
    plain = unicodedata.normalize("NFKD", room.title).encode("ascii", "ignore").decode()
    title = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:MOST].strip("-")
    day = datetime.fromtimestamp(room.made_at / 1000, UTC).date()
    return f"{title or f'class-{room.id}'}-{day.isoformat()}"
