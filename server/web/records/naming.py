"""What files are called."""

from collections.abc import Sequence

from server.reports.records.masking import Kept
from server.service.people import Classroom
from server.web.site.class_names import class_name


def file_name(
    room: Classroom, form: str, ending: str, kept: Kept, tables: Sequence[int] = ()
) -> str:
    """`seminar-b-2026-11-28.xlsx`, `seminar-b-2026-11-28-table-3-wide-anonymous.csv`."""
    parts = [class_name(room), *(f"table-{n}" for n in tables)]
    if form != ending:
        parts.append(form)
    if not kept.names:
        parts.append("masked" if kept.texts else "anonymous")
    elif not kept.texts:
        parts.append("no-text")
    return f"{'-'.join(parts)}.{ending}"
