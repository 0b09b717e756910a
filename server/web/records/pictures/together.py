"""Pictures of the talks as a whole: who spoke with whom, obligations, tracks, tables compared."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from server.reports.records.source import ClassRecord, TableRecord
from server.web.records.pictures import drawing as d
from server.web.records.words import Names, points
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext

Json = dict[str, Any]
Pair = tuple[str, str]


def contacts(table: TableRecord, names: Names) -> d.Picture | None:
    """Messages in caucuses, for each pair and round; None where nobody spoke in private."""
    pairs = _spoken(table)
    if not pairs:
        return None
    rounds = table.debrief["rounds"]
    order = sorted(pairs, key=lambda p: -sum(pairs[p].values()))
    most = order[0]
    talked = {side for pair in pairs for side in pair}
    silent = [s["id"] for s in names.debrief["delegations"] if s["id"] not in talked]
    said = [
        ngettext(
            "%(pair)s spoke most in private: %(num)s message.",
            "%(pair)s spoke most in private: %(num)s messages.",
            sum(pairs[most].values()),
            pair=_pair(most, names),
        )
    ]
    if silent:
        said.append(
            _(
                "%(delegations)s sat in no caucus where anything was said.",
                delegations=names.all(silent),
            )
        )
    used = [r["number"] for r in rounds if any(pairs[p].get(r["number"]) for p in pairs)]
    height, parts = _rings(used, pairs, names)
    return d.Picture(
        name="contacts",
        title=_("Who spoke with whom"),
        summary=" ".join(said),
        height=height,
        parts=parts,
        head=[
            _("Pair"),
            *(_("Round %(number)s", number=n) for n in used),
            _("Together"),
        ],
        rows=[
            [
                _pair(p, names),
                *(str(pairs[p].get(n, 0)) for n in used),
                str(sum(pairs[p].values())),
            ]
            for p in order
        ],
    )


def _spoken(table: TableRecord) -> dict[Pair, dict[int, int]]:
    """Pair in seating order -> round -> messages in caucuses with both in them."""
    order = [s["id"] for s in table.debrief["delegations"]]
    turns = table.debrief["turns"]
    found: dict[Pair, dict[int, int]] = {}
    for said in table.talks.messages.values():
        channel = table.talks.channels.get(said.channel)
        if channel is None or channel.kind != "caucus" or said.by is None:
            continue
        number = next((t["round"] for t in reversed(turns) if t["at"] <= said.at), 1)
        for other in channel.members:
            if other != said.by:
                first, second = sorted((said.by, other), key=order.index)
                counts = found.setdefault((first, second), {})
                counts[number] = counts.get(number, 0) + 1
    return found


def _pair(pair: Pair, names: Names) -> str:
    return "–".join(map(names.code, pair))


def _rings(
    rounds: Sequence[int], pairs: Mapping[Pair, Mapping[int, int]], names: Names
) -> tuple[float, list[d.Part]]:
    """A ring of delegations for each round, a line for each pair as wide as they spoke much."""
    across = max(1, min(len(rounds), 3))
    cell = min(d.WIDTH / across, 330)
    tall = cell * 0.8 + 24
    most = max(n for counts in pairs.values() for n in counts.values())
    sides = [s["id"] for s in names.debrief["delegations"]]
    found: list[d.Part] = []
    for n, number in enumerate(rounds):
        cx, top = (n % across) * cell + cell / 2, (n // across) * tall
        cy = top + 24 + cell * 0.4
        turns = [2 * math.pi * k / len(sides) - math.pi / 2 for k in range(len(sides))]
        at = {
            side: (cx + math.cos(t) * cell * 0.34, cy + math.sin(t) * cell * 0.31)
            for side, t in zip(sides, turns, strict=True)
        }
        said = _("Round %(number)s", number=number)
        found.append(d.Words(cx, top + 14, said, d.INK, anchor="middle", bold=True))
        for pair in combinations(sides, 2):
            many = pairs.get(pair, {}).get(number, 0)
            if many:
                found.append(d.Stroke([at[pair[0]], at[pair[1]]], d.EDGE, 1 + 8 * many / most))
        for side, (x, y) in at.items():
            hue = d.HUES.get(names.colour(side), d.INK)
            found.append(d.Mark("circle", x, y, 19, hue, d.PAPER, 2))
            found.append(d.Words(x, y + 4, names.code(side), hue, 11, "middle", bold=True))
    return -(-len(rounds) // across) * tall, found


def obligations(table: TableRecord, names: Names) -> d.Picture | None:
    """A mark for each obligation of an agreement or a letter; None without any."""
    owed = list(table.talks.obligations.values())
    if not owed:
        return None
    sides = [s["id"] for s in names.debrief["delegations"] if any(o.by == s["id"] for o in owed)]
    broken = [o.by for o in owed if o.is_broken]
    said = [
        _(
            "%(kept)s of %(all)s obligations were kept, %(broken)s broken.",
            kept=sum(o.is_kept for o in owed),
            all=len(owed),
            broken=len(broken),
        )
    ]
    if broken:
        said.append(_("Broken by %(delegations)s.", delegations=names.all(broken)))
    tall, wide = 30.0, min(34.0, (d.WIDTH - 56) / max(sum(o.by == s for o in owed) for s in sides))
    parts: list[d.Part] = []
    for row, side in enumerate(sides):
        y = tall * (row + 0.5) + 4
        hue = d.HUES.get(names.colour(side), d.INK)
        parts.append(d.Words(4, y + 4, names.code(side), hue, 12, bold=True))
        for n, one in enumerate(o for o in owed if o.by == side):
            x = 48 + wide * (n + 0.5)
            parts.append(
                d.Mark("square", x, y, 6, d.GOOD, d.GOOD)
                if one.is_kept
                else d.Mark("cross", x, y, 6, d.BAD, None, 2.5)
                if one.is_broken
                else d.Mark("square", x, y, 6, d.EDGE, d.PAPER)
            )
    return d.Picture(
        name="obligations",
        title=_("Obligations kept and broken"),
        summary=" ".join(said),
        height=tall * len(sides) + 8,
        parts=parts,
        head=[_("Delegation"), _("What"), _("Due in round"), _("What became of it")],
        rows=[[names.short(o.by), o.what, str(o.due_round + 1), _became(o.status)] for o in owed],
        legend=[
            (d.Mark("square", 0, 0, 5, d.GOOD, d.GOOD), _("kept")),
            (d.Mark("cross", 0, 0, 4, d.BAD, None, 2.5), _("broken")),
            (d.Mark("square", 0, 0, 5, d.EDGE), _("open, delayed or released")),
        ],
    )


def _became(status: str) -> str:
    return {
        "kept": _("kept"),
        "done": _("reported done"),
        "broken": _("broken"),
        "refused": _("refused"),
        "lapsed": _("not reported in time"),
        "delayed": _("delayed"),
        "contested": _("contested"),
        "released": _("released"),
    }.get(status, _("open"))


def tables(record: ClassRecord, names: Names, mine: int | None = None) -> d.Picture | None:
    """Each delegation's total at every table; None for fewer than two tables."""
    over = [t for t in record.tables if t.talks.state.is_over]
    if len(over) < 2:
        return None
    sides = [s["id"] for s in names.debrief["delegations"]]
    totals = {t.number: t.debrief["totals"] for t in over}
    none = names.debrief["no_deal"]
    domain = d.extent([*(n for by in totals.values() for n in by.values()), *none.values()], 8)
    x = d.linear(domain, (56, d.WIDTH - 14))
    row_tall = 30.0
    height = row_tall * len(sides) + 30
    parts = d.axis_below(x, d.ticks(domain, 8), height - 22, 4, lambda v: d.plain(v / 100))
    for row, side in enumerate(sides):
        y = row_tall * (row + 0.5) + 4
        hue = d.HUES.get(names.colour(side), d.INK)
        parts.append(d.Stroke([(48, y), (d.WIDTH - 14, y)], d.RULE, 0.75))
        parts.append(d.Words(4, y + 4, names.code(side), hue, 12, bold=True))
        parts.append(d.Mark("cross", x(none[side]), y, 5, d.QUIET, None))
        for number, by in totals.items():
            if number != mine:
                parts.append(d.Mark("circle", x(by[side]), y, 5, hue, d.PAPER))
        if mine in totals:
            parts.append(d.Mark("diamond", x(totals[mine][side]), y, 6, hue, hue))
    here = [(d.Mark("diamond", 0, 0, 5, d.INK, d.INK), _("this table"))] if mine else []
    return d.Picture(
        name="tables",
        title=_("The tables compared"),
        summary=_(
            "Each delegation is compared with the same one elsewhere, since roles are not equal."
        ),
        height=height,
        parts=parts,
        head=[_("Table"), *(names.code(s) for s in sides), _("Joint gain (percent)")],
        rows=[
            *(
                [
                    str(t.number),
                    *(points(t.debrief["totals"][s]) for s in sides),
                    "–" if t.row.joint is None else f"{t.row.joint / 100:.0f}",
                ]
                for t in over
            ),
            [_("Without agreement"), *(points(none[s]) for s in sides), "–"],
        ],
        legend=[
            *here,
            (
                d.Mark("circle", 0, 0, 5, d.INK),
                _("the other tables") if mine else _("a table"),
            ),
            (d.Mark("cross", 0, 0, 4, d.QUIET, None), _("without any agreement here")),
        ],
    )
