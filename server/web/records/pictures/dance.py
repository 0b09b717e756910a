"""The negotiation dance: each proposal's worth to each delegation, against its walk-away."""

from collections.abc import Sequence
from typing import Any

from server.web.records.pictures import drawing as d
from server.web.records.words import Names, clock, offer_state, points
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext

Json = dict[str, Any]

_LEFT, _RIGHT, _TOP, _GAP, _TALL, _INSET = 44.0, 12.0, 42.0, 26.0, 72.0, 16.0


def dance(forum: Json, names: Names) -> d.Picture | None:
    """None where nothing was tabled."""
    offers: list[Json] = forum["offers"]
    sides = [s["id"] for s in names.debrief["delegations"]
             if any(s["id"] in o["scores"] for o in offers)]  # fmt: skip
    if not offers or not sides:
        return None
    height = _TOP + len(sides) * (_TALL + _GAP) + 4
    return d.Picture(
        name=f"dance-{forum['id']}",
        title=_("What each proposal was worth"),
        summary=_summary(forum, names),
        height=height,
        parts=[*_moments(offers, height), *_panels(offers, sides, names)],
        head=[_("Proposal"), _("By"), _("Round"), _("Clock"), _("What became of it"),
              *(names.code(s) for s in sides)],
        rows=[_row(o, sides, names) for o in offers],
        legend=[
            (d.Mark("circle", 0, 0, 4, d.INK, d.INK), _("at or above the walk-away")),
            (d.Mark("circle", 0, 0, 4, d.INK), _("below it")),
            (d.Mark("diamond", 0, 0, 4, d.INK, d.INK), _("its own proposal")),
            (d.Stroke([], d.INK, 1.5, (6, 3)), _("walk-away")),
            (d.Stroke([], d.WARN, 1.5, (2, 3)), _("a silence period began")),
            (d.Stroke([], d.GOOD, 2.5), _("adopted")),
        ],
    )  # fmt: skip


def _summary(forum: Json, names: Names) -> str:
    offers = forum["offers"]
    said = [ngettext("%(num)s proposal was tabled.", "%(num)s proposals were tabled.", len(offers))]
    fine = [o for o in offers if o["complete"]
            and all(o["scores"][p] >= o["walk_aways"][p] for p in forum["parties"])]  # fmt: skip
    said.append(
        _("At or above the walk-away of every party: %(proposals)s.",
          proposals=", ".join(map(names.called, fine)))
        if fine
        else _("None of them was at or above the walk-away of every party.")
    )  # fmt: skip
    adopted = next((o for o in offers if o["state"] == "adopted"), None)
    said.append(
        _("%(proposal)s was adopted.", proposal=names.called(adopted))
        if adopted
        else _("None was adopted.")
    )
    return " ".join(said)


def _row(offer: Json, sides: Sequence[str], names: Names) -> list[str]:
    state = offer_state(offer["state"])
    return [
        offer["label"], names.short(offer["by"]), str(offer["round"]), clock(offer["clock"]),
        state if offer["complete"] else _("%(state)s (in part)", state=state),
        *(points(offer["scores"][s]) if s in offer["scores"] else "–" for s in sides),
    ]  # fmt: skip


def _x(offers: Sequence[Json], n: float) -> float:
    if len(offers) == 1:
        return (_LEFT + d.WIDTH - _RIGHT) / 2
    return d.linear((0, len(offers) - 1), (_LEFT + _INSET, d.WIDTH - _RIGHT - _INSET))(n)


def _moments(offers: Sequence[Json], height: float) -> list[d.Part]:
    """Labels above, and lines down where a silence began or a proposal was adopted."""
    every = -(-len(offers) * 30 // int(d.WIDTH - _LEFT - _RIGHT)) or 1
    found: list[d.Part] = []
    for n, offer in enumerate(offers):
        x, foot = _x(offers, n), height - _GAP
        found += [
            d.Stroke([(x - 3, _TOP - 8), (x - 3, foot)], d.WARN, 1.5, (2, 3))
            for _silence in offer["silences"]
        ]
        adopted = offer["state"] == "adopted"
        if adopted:
            found.append(d.Stroke([(x, _TOP - 8), (x, foot)], d.GOOD, 2.5))
        if n % every == 0:
            found.append(d.Words(x, 12, offer["label"], d.INK if adopted else d.QUIET,
                                 anchor="middle", bold=adopted))  # fmt: skip
    return found


def _panels(offers: Sequence[Json], sides: Sequence[str], names: Names) -> list[d.Part]:
    values = [v for o in offers for s in sides if s in o["scores"]
              for v in (o["scores"][s], o["walk_aways"][s])]  # fmt: skip
    domain = d.extent(values, 4)
    found: list[d.Part] = []
    for row, side in enumerate(sides):
        top = _TOP + row * (_TALL + _GAP)
        y = d.linear(domain, (top + _TALL, top))
        hue = d.HUES.get(names.colour(side), d.INK)
        known = [(n, o) for n, o in enumerate(offers) if side in o["scores"]]
        found += d.axis_left(y, d.ticks(domain, 3), _LEFT, d.WIDTH - _RIGHT)
        found.append(d.Stroke(_steps(offers, known, side, y), hue, 1.5, (6, 3)))
        whole = [(_x(offers, n), y(o["scores"][side])) for n, o in known if o["complete"]]
        if len(whole) > 1:
            found.append(d.Stroke(whole, hue, 0.75))
        for n, o in known:
            own = o["by"] == side
            above = o["scores"][side] >= o["walk_aways"][side]
            found.append(d.Mark("diamond" if own else "circle", _x(offers, n),
                                y(o["scores"][side]), 4.5 if own else 4, hue,
                                hue if above else d.PAPER))  # fmt: skip
        found.append(d.Words(_LEFT, top - 6, names.code(side), hue, 12, bold=True))
        if known:
            said = _("walk-away %(points)s", points=points(known[-1][1]["walk_aways"][side]))
            found.append(d.Words(_LEFT + 46, top - 6, said))
    return found


def _steps(
    offers: Sequence[Json], known: Sequence[tuple[int, Json]], side: str, y: Any
) -> list[d.Point]:
    """The walk-away as steps: it moves when the mandate does."""
    found: list[d.Point] = []
    for n, offer in known:
        at = y(offer["walk_aways"][side])
        if not found:
            found.append((_LEFT, at))
        else:
            middle = _x(offers, n - 0.5)
            found += [(middle, found[-1][1]), (middle, at)]
    return [*found, (d.WIDTH - _RIGHT, found[-1][1])] if found else []
