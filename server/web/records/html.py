"""Reports and transcripts as pages that stand by themselves: one file, nothing fetched."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from server.web.records.blocks import Block, Finding, Heading, Lines, Offer, Text
from server.web.records.pictures.drawing import Picture
from server.web.records.pictures.svg import sign, svg
from server.web.site.i18n import current, gettext, tag

FOLDER = Path(__file__).resolve().parents[3] / "templates"


def report_page(title: str, parts: Iterable[Iterable[Block]]) -> bytes:
    """The page; each part begins on a sheet of its own when it is printed."""
    return _page("records/report.html", title=title, parts=[[*part] for part in parts])


def transcript_page(title: str, tables: Iterable[Any]) -> bytes:
    """The page of `server.web.records.transcript`."""
    return _page("records/transcript.html", title=title, tables=[*tables])


def _page(template: str, **given: Any) -> bytes:
    made: str = _environment().get_template(template).render(language=tag(current()), **given)
    return made.encode()


@cache
def _environment() -> Environment:
    """Templates by themselves: files are written on the command line too, where no site is."""
    made = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {"_": gettext, "svg": svg, "sign": sign, "kind": _kind}
    return made


def _kind(block: Block) -> str:
    match block:
        case Heading():
            return "heading"
        case Text():
            return "text"
        case Lines():
            return "lines"
        case Finding():
            return "finding"
        case Offer():
            return "offer"
        case Picture():
            return "picture"
