"""A picture as SVG for a page that stands by itself: every look is an attribute."""

from collections.abc import Iterable

from markupsafe import Markup

from server.web.records.pictures.drawing import (
    PAPER,
    WIDTH,
    Area,
    Dots,
    Mark,
    Part,
    Picture,
    Point,
    Stroke,
    Words,
    outline,
)


def svg(picture: Picture) -> Markup:
    """The drawing; its words in prose stand beside it, so readers of screens pass it by."""
    inside = Markup("").join(map(_part, picture.parts))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" role="img" '
        'aria-label="{}" font-family="sans-serif">{}</svg>'
    ).format(_n(WIDTH), _n(picture.height), _n(WIDTH), picture.title, inside)


def sign(one: Mark | Stroke) -> Markup:
    """A mark of the legend."""
    shown: Part = (
        Stroke([(1, 7), (23, 7)], one.colour, one.width, one.dash)
        if isinstance(one, Stroke)
        else Mark(one.shape, 12, 7, min(one.r, 4.5), one.colour, one.fill, one.width)
    )
    return Markup(
        '<svg width="24" height="14" viewBox="0 0 24 14" aria-hidden="true">{}</svg>'
    ).format(_part(shown))


def _part(one: Part) -> Markup:
    match one:
        case Stroke(points, colour, width, dash):
            dashed = (
                Markup(' stroke-dasharray="{}"').format(" ".join(map(_n, dash))) if dash else ""
            )
            return Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{}"{}/>').format(
                _path(points), colour, _n(width), dashed
            )
        case Mark(shape, x, y, r, colour, fill, width):
            look = Markup('fill="{}" stroke="{}" stroke-width="{}"').format(
                fill or ("none" if shape in ("ring", "cross") else PAPER), colour, _n(width)
            )
            lines = outline(one)
            if not lines:
                return Markup('<circle cx="{}" cy="{}" r="{}" {}/>').format(
                    _n(x), _n(y), _n(r), look
                )
            return Markup('<path d="{}" {}/>').format("".join(map(_path, lines)), look)
        case Words(x, y, text, colour, size, anchor, bold):
            weight = Markup(' font-weight="700"') if bold else ""
            return Markup(
                '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>'
            ).format(_n(x), _n(y), _n(size), colour, anchor, weight, text)
        case Area(x, y, width, height, colour):
            return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
                _n(x), _n(y), _n(width), _n(height), colour
            )
        case Dots(points, colour, size):
            placed = dict.fromkeys((round(x), round(y)) for x, y in points)
            dots = "".join(f"M{x} {y}h0" for x, y in placed)
            return Markup(
                '<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round"/>'
            ).format(dots, colour, _n(size))


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
