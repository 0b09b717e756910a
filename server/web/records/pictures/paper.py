"""A picture in a PDF: the same strokes, drawn as lines that stay sharp at any size.

Import it when a PDF is asked for.
"""

from collections.abc import Iterable

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

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
from server.web.site.pdf import BOLD, SERIF, fonts_of


class Drawn(Flowable):
    """The drawing as something that flows; as wide as the page lets it be."""

    def __init__(self, parts: Iterable[Part], height: float, across: float = WIDTH) -> None:
        super().__init__()
        self._parts, self._tall, self._across = list(parts), height, across

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Scaled to the width that is left, and to the height of a page."""
        self._scale = min(1, width / self._across, height / self._tall if height > 0 else 1)
        return self._across * self._scale, self._tall * self._scale

    def draw(self) -> None:
        """On the canvas, whose y runs upwards."""
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.scale(self._scale, self._scale)
        for one in self._parts:
            self._draw(canvas, one)
        canvas.restoreState()

    def _draw(self, canvas: Canvas, one: Part) -> None:
        match one:
            case Stroke(points, colour, width, dash):
                canvas.setStrokeColor(HexColor(colour))
                canvas.setLineWidth(width)
                canvas.setDash([*dash] if dash else [])
                self._line(canvas, points, fill=False)
                canvas.setDash([])
            case Mark():
                self._mark(canvas, one)
            case Words():
                self._words(canvas, one)
            case Area(x, y, width, height, colour):
                canvas.setFillColor(HexColor(colour))
                canvas.rect(x, self._tall - y - height, width, height, stroke=0, fill=1)
            case Dots(points, colour, size):
                self._dots(canvas, points, colour, size)

    def _dots(self, canvas: Canvas, points: Iterable[Point], colour: str, size: float) -> None:
        """Lines of no length with round ends, one a pixel: thousands are drawn at once."""
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(size)
        canvas.setLineCap(1)
        placed = dict.fromkeys((round(x), round(self._tall - y)) for x, y in points)
        canvas.addLiteral("\n".join(f"{x} {y} m {x} {y} l" for x, y in placed) + " S")
        canvas.setLineCap(0)

    def _mark(self, canvas: Canvas, one: Mark) -> None:
        canvas.setStrokeColor(HexColor(one.colour))
        canvas.setLineWidth(one.width)
        hollow = one.shape in ("ring", "cross") and one.fill is None
        if not hollow:
            canvas.setFillColor(HexColor(one.fill or PAPER))
        lines = outline(one)
        if not lines:
            canvas.circle(one.x, self._tall - one.y, one.r, fill=int(not hollow))
        for line in lines:
            self._line(canvas, line, fill=not hollow)

    def _line(self, canvas: Canvas, points: Iterable[Point], *, fill: bool) -> None:
        steps = [f"{x:.1f} {self._tall - y:.1f}" for x, y in points]
        if len(steps) > 1:
            rest = "".join(f" {one} l" for one in steps[1:])
            canvas.addLiteral(f"{steps[0]} m{rest} {'B' if fill else 'S'}")

    def _words(self, canvas: Canvas, one: Words) -> None:
        canvas.setFillColor(HexColor(one.colour))
        runs = [(text, font or (BOLD if one.bold else SERIF)) for text, font in fonts_of(one.text)]
        wide = sum(pdfmetrics.stringWidth(text, font, one.size) for text, font in runs)
        x = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
        for text, font in runs:
            canvas.setFont(font, one.size)
            canvas.drawString(x, self._tall - one.y, text)
            x += pdfmetrics.stringWidth(text, font, one.size)


def drawn(picture: Picture) -> Drawn:
    """The drawing of a picture."""
    return Drawn(picture.parts, picture.height)


def sign(one: Mark | Stroke) -> Drawn:
    """A mark of the legend."""
    shown: Part = (
        Stroke([(1, 7), (23, 7)], one.colour, one.width, one.dash)
        if isinstance(one, Stroke)
        else Mark(one.shape, 12, 7, min(one.r, 4.5), one.colour, one.fill, one.width)
    )
    return Drawn([shown], 14, 24)
