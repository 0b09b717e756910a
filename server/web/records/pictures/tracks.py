"""The tracks as steps over the table's clock, and when rungs of the ladder were reached."""

from collections.abc import Sequence
from typing import Any

from server.reports.records.source import TableRecord
from server.rules.state import within_reach
from server.rules.state.causes import CauseKind
from server.rules.state.in_force import track_moves
from server.rules.views.causes import cause_title
from server.rules.written.world import TRACK_MAX, Track
from server.web.records.pictures import drawing as d
from server.web.records.words import clock
from server.web.site.i18n import gettext as _

Json = dict[str, Any]
Move = tuple[int, int, str]
"""The clock, the steps, and because of what."""

_LEFT, _RIGHT, _TALL, _GAP = 44.0, 12.0, 60.0, 30.0


def tracks(table: TableRecord) -> d.Picture | None:
    """None where the talks can move no track."""
    talks = table.talks
    shown = within_reach.tracks(talks)
    if not shown:
        return None
    moves: dict[str, list[Move]] = {t.id: [] for t in shown}
    for cause, track, steps in track_moves(talks):
        if track in moves:
            moves[track].append((_clock(table, cause.at), steps, cause_title(talks, cause)))
    rungs = [
        (_clock(table, c.at), cause_title(talks, c))
        for c in talks.causes
        if c.kind is CauseKind.RUNG
    ]
    height = 8 + len(shown) * (_TALL + _GAP) + 22
    return d.Picture(
        name="tracks",
        title=_("Tracks and ladder"),
        summary=_summary(shown, moves, rungs),
        height=height,
        parts=_drawn(table, shown, moves, rungs, height),
        head=[_("Track"), _("Clock"), _("Value"), _("Because of")],
        rows=[*_rows(shown, moves), *([t, clock(at), "–", _("rung reached")] for at, t in rungs)],
        legend=[
            (d.Mark("circle", 0, 0, 3.5, d.ACCENT, d.ACCENT), _("a step, and where it led")),
            (d.Stroke([], d.GOOD, 2.5), _("a rung was reached")),
        ],
    )


def _clock(table: TableRecord, at: int) -> int:
    return sum(min(at, end) - start for start, end in table.debrief["running"] if start < at)


def _summary(
    shown: Sequence[Track], moves: dict[str, list[Move]], rungs: Sequence[tuple[int, str]]
) -> str:
    moved = [
        _(
            "%(track)s went from %(start)s to %(value)s.",
            track=t.title,
            start=t.start,
            value=t.start + sum(by for _at, by, _why in moves[t.id]),
        )
        for t in shown
        if moves[t.id]
    ]
    reached = (
        _("Rungs reached: %(rungs)s.", rungs=", ".join(title for _at, title in rungs))
        if rungs
        else _("No rung of the ladder was reached.")
    )
    return " ".join([*(moved or [_("No track moved.")]), reached])


def _rows(shown: Sequence[Track], moves: dict[str, list[Move]]) -> list[list[str]]:
    found = []
    for track in shown:
        value = track.start
        found.append([track.title, clock(0), str(value), _("start")])
        for at, by, why in moves[track.id]:
            value += by
            found.append([track.title, clock(at), str(value), why])
    return found


def _drawn(
    table: TableRecord,
    shown: Sequence[Track],
    moves: dict[str, list[Move]],
    rungs: Sequence[tuple[int, str]],
    height: float,
) -> list[d.Part]:
    end = max(1, table.ran)
    x = d.linear((0, end), (_LEFT, d.WIDTH - _RIGHT))
    by = max(1.0, d.step(end / 60_000, 6)) * 60_000
    minutes = [n * by for n in range(int(end // by) + 1)]
    parts = d.axis_below(
        x, minutes, height - 24, 24, lambda ms: _("%(n)s min", n=round(ms / 60_000))
    )
    for row, track in enumerate(shown):
        top = 24 + row * (_TALL + _GAP)
        y = d.linear((0, TRACK_MAX), (top + _TALL, top))
        parts += d.axis_left(y, [0, TRACK_MAX / 2, TRACK_MAX], _LEFT, d.WIDTH - _RIGHT, 1)
        value = track.start
        line: list[d.Point] = [(x(0), y(value))]
        dots: list[d.Part] = []
        for at, steps, _why in moves[track.id]:
            line.append((x(at), y(value)))
            value += steps
            line.append((x(at), y(value)))
            dots.append(d.Mark("circle", x(at), y(value), 3.5, d.ACCENT, d.ACCENT))
        line.append((x(end), y(value)))
        parts += [d.Stroke(line, d.ACCENT, 2), *dots]
        parts.append(d.Words(_LEFT, top - 7, track.title, d.INK, 11, bold=True))
    parts += [d.Stroke([(x(at), 20), (x(at), height - 24)], d.GOOD, 2.5) for at, _title in rungs]
    return parts
