"""What a report is made of, in order: the same blocks become a page and a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.web.records.findings import Told
from server.web.records.pictures.drawing import Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the report's title, 2 a part of its own, 3 a forum, 4 what stands in it."""

    level: int
    text: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `lead` stands out, `quiet` steps back."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A table of cells; the first column heads its row. `numbers` from the second column on."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with where it belongs."""

    over: str
    told: Told


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal in full: its terms as (issue, option), and what was said to it as (who, words)."""

    title: str
    aside: str
    note: str
    terms: Sequence[tuple[str, str]]
    said: Sequence[tuple[str, str]]


Block = Heading | Text | Lines | Finding | Offer | Picture
