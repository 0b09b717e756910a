"""What a picture for a file is made of: strokes, marks and words in a plane, y downwards.

The same data as on the debrief page, drawn for white paper; a page writes it as SVG, a PDF as
lines.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Point = tuple[float, float]
Shape = Literal["circle", "diamond", "square", "cross", "star", "ring"]
Anchor = Literal["start", "middle", "end"]

WIDTH = 680.0
"""The width of every picture; a file scales it to its own."""

INK, QUIET, EDGE, RULE = "#1d2129", "#5b6472", "#8b8677", "#dcd8cc"
ACCENT, GOOD, WARN, BAD, PAPER = "#1f5f8b", "#1f6f43", "#8a5a00", "#a3273a", "#ffffff"
HUES = {
    "blue": "#2b5797", "crimson": "#b0264a", "rust": "#b3420c", "teal": "#0d6e66",
    "violet": "#6a3ea8", "olive": "#7a6200", "slate": "#4a5a70", "forest": "#2f6b2f",
    "plum": "#8a2f7d", "amber": "#8f5500", "cyan": "#0a6a8a", "brown": "#7a4a2b",
}  # fmt: skip
"""A delegation's colour on white paper."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: Sequence[Point]
    colour: str = EDGE
    width: float = 1.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape round a point; without a `fill` only its outline."""

    shape: Shape
    x: float
    y: float
    r: float = 4
    colour: str = INK
    fill: str | None = None
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is its foot."""

    x: float
    y: float
    text: str
    colour: str = QUIET
    size: float = 11
    anchor: Anchor = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle without an outline."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Many small dots of one colour."""

    points: Sequence[Point]
    colour: str
    size: float


Part = Stroke | Mark | Words | Area | Dots


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in prose, what its marks mean, and its data as a table."""

    name: str
    title: str
    summary: str
    height: float
    parts: Sequence[Part]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    legend: Sequence[tuple[Mark | Stroke, str]] = field(default=())


def outline(mark: Mark) -> list[list[Point]]:
    """The lines of a shape; a circle and a ring have none and are drawn as what they are."""
    x, y, r = mark.x, mark.y, mark.r
    match mark.shape:
        case "diamond":
            d = 1.3 * r
            return [[(x, y - d), (x + d, y), (x, y + d), (x - d, y), (x, y - d)]]
        case "square":
            return [
                [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r), (x - r, y - r)]
            ]
        case "cross":
            return [[(x - r, y - r), (x + r, y + r)], [(x - r, y + r), (x + r, y - r)]]
        case "star":
            far = [r * 1.6 if n % 2 == 0 else r * 0.7 for n in range(10)]
            turns = [math.pi * n / 5 - math.pi / 2 for n in range(10)]
            star = [
                (x + f * math.cos(t), y + f * math.sin(t)) for f, t in zip(far, turns, strict=True)
            ]
            return [[*star, star[0]]]
        case "circle" | "ring":
            return []


def linear(domain: tuple[float, float], reach: tuple[float, float]) -> Callable[[float], float]:
    """Maps a domain to a range, both given by their ends."""
    span = (domain[1] - domain[0]) or 1
    return lambda value: reach[0] + (value - domain[0]) / span * (reach[1] - reach[0])


def step(span: float, count: int) -> float:
    """The step of 1, 2 or 5 times a power of ten that cuts a span into about `count` pieces."""
    rough = max(span, 1e-9) / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    error = rough / power
    return power * (10 if error >= 7.07 else 5 if error >= 3.16 else 2 if error >= 1.41 else 1)


def extent(values: Iterable[float], count: int) -> tuple[float, float]:
    """The ends of the values on round numbers."""
    found = list(values)
    low, high = min(found), max(found)
    by = step(high - low or abs(high) or 1, count)
    return math.floor(low / by) * by, math.ceil(high / by) * by


def ticks(domain: tuple[float, float], count: int) -> list[float]:
    """Round numbers from one end to the other, both within."""
    by = step(domain[1] - domain[0], count)
    first = math.ceil(domain[0] / by - 1e-9)
    last = math.floor(domain[1] / by + 1e-9)
    return [n * by for n in range(first, last + 1)]


def axis_left(
    at: Callable[[float], float], values: Iterable[float], x: float, end: float, unit: float = 100
) -> list[Part]:
    """Ticks at the left with faint lines across; values are shown divided by `unit`."""
    found: list[Part] = []
    for value in values:
        y = at(value)
        found.append(Stroke([(x, y), (end, y)], RULE, 0.75))
        found.append(Words(x - 6, y + 4, plain(value / unit), anchor="end"))
    return found


def axis_below(
    at: Callable[[float], float],
    values: Iterable[float],
    y: float,
    top: float,
    words: Callable[[float], str],
) -> list[Part]:
    """Ticks below with faint lines upwards."""
    found: list[Part] = []
    for value in values:
        x = at(value)
        found.append(Stroke([(x, top), (x, y)], RULE, 0.75))
        found.append(Words(x, y + 14, words(value), anchor="middle"))
    return found


def plain(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
