"""What files are called."""

from collections.abc import Sequence

from server.reports.records.masking import Kept


def file_name(
    classroom: str, form: str, ending: str, kept: Kept, tables: Sequence[int] = ()
) -> str:
    """`class-ID.xlsx`, `class-ID-table-3-wide-anonymous.csv`."""
    parts = [f"class-{classroom}", *(f"table-{n}" for n in tables)]
    if form != ending:
        parts.append(form)
    if not kept.names:
        parts.append("masked" if kept.texts else "anonymous")
    elif not kept.texts:
        parts.append("no-text")
    return f"{'-'.join(parts)}.{ending}"
