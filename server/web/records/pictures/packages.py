"""The map of packages: what every package is worth, the zone, fair ones, offers, the agreement.

Across the total gain of all parties, up the smallest gain of one; between two parties, their worth.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.web.records.pictures import drawing as d
from server.web.records.words import Names, points
from server.web.site.i18n import gettext as _

Json = dict[str, Any]
Place = tuple[float, float]

MOST = 60_000
"""More packages than this are not drawn one by one: the map shows those with a name only."""

_LEFT, _BOTTOM, _TOP, _RIGHT, _HEIGHT = 46.0, 44.0, 24.0, 14.0, 420.0


def packages(forum: Json, names: Names) -> d.Picture | None:
    """None where the forum is too large for its packages to be sent."""
    possible = forum["possible"]
    space = possible.get("space") if possible else None
    if not space:
        return None
    two = len(forum["parties"]) == 2
    known = _named(forum, names)
    cloud, zone = _listed(forum, space, two)
    return d.Picture(
        name=f"packages-{forum['id']}",
        title=_("Every package there was"),
        summary=_summary(forum, names),
        height=_HEIGHT,
        parts=_drawn(forum, space, names, known, cloud, zone, two),
        head=[_("Package"), *(names.code(s) for s in space["worth"])],
        rows=[
            [_("Walk-away"), *(points(space["walk_aways"][s]) for s in space["worth"])],
            *([k.name, *(points(k.scores.get(s, 0)) for s in space["worth"])] for k in known),
        ],
        legend=[
            (d.Mark("circle", 0, 0, 1.5, d.EDGE, d.EDGE), _("a package")),
            (d.Mark("circle", 0, 0, 2.5, d.GOOD, d.GOOD), _("acceptable to every party")),
            (d.Stroke([], d.ACCENT, 2), _("the edge of the zone: no package is better for both")),
            (d.Stroke([], d.INK, 1.5, (6, 3)), _("walk-away")),
            (d.Mark("diamond", 0, 0, 4, d.INK), _("the proposals, in their order")),
            (
                d.Mark("star", 0, 0, 4, d.PAPER, d.WARN, 1),
                _("Nash package: largest product of gains"),
            ),
            (d.Mark("ring", 0, 0, 6, d.ACCENT, None, 3), _("the agreement")),
        ],
    )


class _Known:
    """A package that has a name."""

    __slots__ = ("label", "name", "scores", "shape")

    def __init__(
        self, name: str, scores: Mapping[str, int], shape: d.Shape, label: str = ""
    ) -> None:
        self.name, self.scores, self.shape, self.label = name, scores, shape, label


def _named(forum: Json, names: Names) -> list[_Known]:
    possible = forum["possible"]
    found = [
        _Known(names.called(o), o["scores"], "diamond", o["label"])
        for o in forum["offers"]
        if o["complete"]
    ]
    if possible.get("nash"):
        found.append(_Known(_("Nash package"), possible["nash"]["scores"], "star"))
    if forum["state"] == "agreed":
        scores = {s: o["score"] for s, o in forum["outcome"].items()}
        found.append(_Known(_("The agreement"), scores, "ring"))
    return found


def _summary(forum: Json, names: Names) -> str:
    p = forum["possible"]
    said = [
        _(
            "%(packages)s packages could be agreed; %(zone)s of them were acceptable to every "
            "party.",
            packages=p["packages"],
            zone=p["zone"] or 0,
        )
    ]
    at = p.get("agreement")
    if at is None:
        inside = [
            o
            for o in forum["offers"]
            if o["complete"] and all(o["scores"][x] >= o["walk_aways"][x] for x in forum["parties"])
        ]
        said.append(
            _("Tabled of these: %(proposals)s.", proposals=", ".join(map(names.called, inside)))
            if inside
            else _("None of these was tabled.")
        )
        return " ".join(said)
    if at["sum_share_bp"] is not None and at["nash_share_bp"] is not None:
        said.append(
            _(
                "The agreement took %(sum)s%% of the best joint gain, and %(nash)s%% by the Nash "
                "ratio.",
                sum=round(at["sum_share_bp"] / 100),
                nash=round(at["nash_share_bp"] / 100),
            )
        )
    said.append(
        _("%(points)s points more could be had at nobody's expense.", points=points(at["left"]))
        if at["left"]
        else _("No package was better for some and worse for nobody.")
    )
    return " ".join(said)


def _along(forum: Json, space: Json, two: bool, worth: Mapping[str, Any]) -> tuple[Any, Any]:
    """Where worths lie on the two axes; works for numbers and for arrays of them."""
    parties = forum["parties"]
    if two:
        return worth[parties[0]], worth[parties[1]]
    gains = [worth[p] - space["walk_aways"][p] for p in parties]
    return sum(gains), np.minimum.reduce(gains)


def _listed(forum: Json, space: Json, two: bool) -> tuple[list[Place], list[Place]]:
    """Packages outside the zone and inside it, by place; both empty when there are too many."""
    sizes = [len(issue["options"]) for issue in space["issues"]]
    many = int(np.prod(sizes, dtype=object)) if sizes else 0
    if not 0 < many <= MOST:
        return [], []
    worth: dict[str, NDArray[np.int64]] = {}
    for side, rows in space["worth"].items():
        sums: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        for issue in space["issues"]:
            own = np.array([rows[issue["id"]][o] for o in issue["options"]], dtype=np.int64)
            sums = (sums[:, None] + own[None, :]).ravel()
        worth[side] = sums
    chosen = np.array(np.unravel_index(np.arange(many), sizes))
    allowed = np.ones(many, dtype=bool)
    at = {issue["id"]: (n, issue["options"]) for n, issue in enumerate(space["issues"])}
    for need in space["needs"]:
        (n, options), (m, others) = at[need["issue"]], at[need["beside"]]
        if need["option"] in options:
            taken = chosen[n] == options.index(need["option"])
            beside = [others.index(o) for o in need["options"] if o in others]
            allowed &= ~taken | np.isin(chosen[m], beside)
    inside = allowed.copy()
    for party in forum["parties"]:
        inside &= worth[party] >= space["walk_aways"][party]
    x, y = _along(forum, space, two, worth)

    def places(kept: NDArray[np.bool_]) -> list[Place]:
        return [*zip(x[kept].tolist(), y[kept].tolist(), strict=True)]

    return places(allowed & ~inside), places(inside)


def _upper_right(places: Sequence[Place]) -> list[Place]:
    """Those that no other beats on both axes."""
    found: list[Place] = []
    for x, y in sorted(places, key=lambda p: (-p[0], -p[1])):
        if not found or y > found[-1][1]:
            found.append((x, y))
    return found


def _drawn(
    forum: Json,
    space: Json,
    names: Names,
    known: Sequence[_Known],
    cloud: Sequence[Place],
    zone: Sequence[Place],
    two: bool,
) -> list[d.Part]:
    def at(one: _Known) -> Place:
        worth = {s: one.scores.get(s, 0) for s in space["worth"]}
        x, y = _along(forum, space, two, worth)
        return float(x), float(y)

    everything = [*cloud, *zone, *map(at, known)]
    if not everything:
        return []
    xs, ys = d.extent([p[0] for p in everything], 7), d.extent([p[1] for p in everything], 6)
    sx = d.linear(xs, (_LEFT, d.WIDTH - _RIGHT))
    sy = d.linear(ys, (_HEIGHT - _BOTTOM, _TOP))

    def placed(p: Place) -> d.Point:
        return sx(p[0]), sy(p[1])

    p0, p1 = (forum["parties"] + ["", ""])[:2]
    least = (space["walk_aways"][p0], space["walk_aways"][p1]) if two else (0, 0)
    edge = _upper_right(zone or cloud)
    found: list[d.Part] = [
        *d.axis_below(sx, d.ticks(xs, 7), _HEIGHT - _BOTTOM, _TOP, lambda v: d.plain(v / 100)),
        *d.axis_left(sy, d.ticks(ys, 6), _LEFT, d.WIDTH - _RIGHT),
        d.Words(d.WIDTH - _RIGHT, _HEIGHT - 8, f"{_axis(names, p0, two, 0)} →", anchor="end"),
        d.Words(4, 12, f"↑ {_axis(names, p1, two, 1)}"),
        d.Dots([*map(placed, cloud)], "#c9c5ba", 3),
        d.Dots([*map(placed, zone)], d.GOOD, 5),
        d.Stroke([(sx(least[0]), _TOP), (sx(least[0]), _HEIGHT - _BOTTOM)], d.INK, 1.5, (6, 3)),
        d.Stroke([(_LEFT, sy(least[1])), (d.WIDTH - _RIGHT, sy(least[1]))], d.INK, 1.5, (6, 3)),
    ]
    if len(edge) > 1:
        found.append(d.Stroke([*map(placed, edge)], d.ACCENT, 2))
    offers = [placed(at(k)) for k in known if k.shape == "diamond"]
    found += [d.Stroke(pair, d.INK, 1, (1, 3)) for pair in pairwise(offers)]
    for one in known:
        x, y = placed(at(one))
        found.append(_mark(one.shape, x, y))
    return found + _labels([(k.label, placed(at(k))) for k in known if k.label])


def _axis(names: Names, side: str, two: bool, n: int) -> str:
    if two:
        return names.short(side)
    return _("Smallest gain of a party") if n else _("Total gain of all parties")


def _mark(shape: d.Shape, x: float, y: float) -> d.Mark:
    match shape:
        case "star":
            return d.Mark(shape, x, y, 5, d.PAPER, d.WARN, 1)
        case "ring":
            return d.Mark(shape, x, y, 9, d.ACCENT, None, 3)
        case _:
            return d.Mark(shape, x, y, 5, d.INK, d.PAPER)


def _labels(wanted: Sequence[tuple[str, d.Point]]) -> list[d.Part]:
    """A label for each spot, the latest first; what would lie on another is left out."""
    spots: dict[tuple[int, int], tuple[str, d.Point]] = {}
    for label, (x, y) in wanted:
        spot = round(x / 6), round(y / 6)
        before = spots.get(spot)
        spots[spot] = (f"{before[0]}, {label}" if before else label, (x, y))
    found: list[tuple[str, d.Point]] = []
    for label, (x, y) in reversed([*spots.values()]):
        if all(
            abs(y - oy) > 13 or abs(x - ox) > 7 * max(len(label), len(other)) + 4
            for other, (ox, oy) in found
        ):
            found.append((label, (x, y)))
    return [
        d.Words(x - 8, y - 6, label, d.INK, anchor="end")
        if x > d.WIDTH - 90
        else d.Words(x + 8, y - 6, label, d.INK)
        for label, (x, y) in found
    ]
