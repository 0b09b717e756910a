"""An analysis in words and a table, for people at a terminal."""

from collections.abc import Iterable

from server.analysis.outcomes import Analysis, Range
from server.analysis.solutions import Solution
from server.analysis.space import Json

NAMES = {
    "nash": ("Nash", "largest product of gains"),
    "kalai_smorodinsky": ("Kalai-Smorodinsky", "largest smallest share of the best gain"),
    "utilitarian": ("Utilitarian", "largest sum of gains"),
    "egalitarian": ("Egalitarian", "largest smallest gain"),
}


def points(hundredths: int | None) -> str:
    """Hundredths of a point as people write them: 61.5; a dash for None."""
    if hundredths is None:
        return "-"
    sign, (whole, rest) = "-" if hundredths < 0 else "", divmod(abs(hundredths), 100)
    return f"{sign}{whole}.{rest:02d}".removesuffix("0")


def report_text(analysis: Analysis) -> str:
    """The whole report; ends without a line break."""
    return "\n".join([*_counts(analysis), "", *_delegations(analysis), "", *_solutions(analysis)])


def survey_text(survey: Json) -> str:
    """What is known of a forum too large to be listed; ends without a line break."""
    names = {"feasible": "adopted under the rule", "zone": "accepted by every party"}
    lines = [
        f"  {title:<27} {'not counted' if survey[key] is None else f'{survey[key]:>10,}'}"
        for key, title in (names | {"pareto": "efficient"}).items()
    ]
    for name, (title, meaning) in NAMES.items():
        if isinstance(found := survey.get(name), dict):
            lines += [
                f"{title}: {meaning}{_equal(found['tied'])}",
                f"    {_pairs(found['package'])}",
                f"    {_pairs(found['scores'], score=True)}",
            ]
    return "\n".join(lines)


def _counts(analysis: Analysis) -> list[str]:
    counted, zone = analysis.counted, len(analysis.counted.zone)
    lines = [
        f"{analysis.forum.title} ({analysis.forum.id})",
        f"  packages not barred         {counted.packages:>10,}",
        f"  adopted under the rule      {_share(counted.feasible, counted.packages)}",
        f"  accepted by every party     {_share(zone, counted.packages)}",
        f"    crossing no red line      {_share(analysis.within_red_lines, counted.packages)}",
        f"  efficient                   {_share(len(analysis.efficient), counted.packages)}",
        f"  opposition                  {analysis.opposition / 10_000:>10.4f}",
    ]
    for party, without in counted.without.items():
        share = "-" if without == 0 else f"{100 * zone / without:.0f}%"
        lines.append(f"  zone with / without {party:<12} {zone:,} / {without:,} ({share})")
    return lines


def _share(part: int, whole: int) -> str:
    return f"{part:>10,} ({100 * part / whole:.2f}%)" if whole else f"{part:>10,}"


def _delegations(analysis: Analysis) -> list[str]:
    head = ["delegation", "walk-away", "min", "mean", "max", "ideal"]
    rows = [_row(str(d), r) for d, r in analysis.ranges.items()]
    return [*table([head, *rows]), "  (points; min, mean and max inside the zone)"]


def _row(name: str, r: Range) -> list[str]:
    return [name, *(points(n) for n in (r.reservation, r.min, r.mean, r.max, r.ideal))]


def table(rows: list[list[str]]) -> list[str]:
    """Rows as aligned columns, the first to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  " + _line(row, widths) for row in rows]


def _line(row: list[str], widths: list[int]) -> str:
    first = row[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([first, *rest])


def _solutions(analysis: Analysis) -> Iterable[str]:
    found = analysis.solutions
    if found is None:
        return ["No package is acceptable to every party, so there is no fair one among them."]
    lines: list[str] = []
    for name, (title, meaning) in NAMES.items():
        solution: Solution = getattr(found, name)
        outcome = analysis.outcomes([solution.index])[0]
        lines += [
            f"{title}: {meaning}{_equal(len(solution.ties))}",
            f"    {_pairs(outcome['package'])}",
            f"    {_pairs(outcome['scores'], score=True)}",
        ]
    return lines


def _equal(ties: int) -> str:
    return f" (and {ties - 1} equal)" if ties > 1 else ""


def _pairs(pairs: object, *, score: bool = False) -> str:
    items = pairs.items() if isinstance(pairs, dict) else ()
    return ", ".join(f"{key} {points(value) if score else value}" for key, value in items)
