"""The scoreboard of a class as JSON, for each who may look at it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from server.reports.letters import letters
from server.rules.ids import DelegationId, TalksId
from server.rules.state.talks import Talks
from server.rules.views.table import scores_shown
from server.rules.written.policies import ComparePolicy

if TYPE_CHECKING:
    from server.analysis.comparison import Row
    from server.analysis.duplicate import Placing

Json = dict[str, Any]

NOTHING: Json = {"delegations": [], "tables": []}


def for_facilitator(tables: Sequence[Talks]) -> Json:
    """Everything there is, by number."""
    if not tables:
        return NOTHING
    return _board(tables, _numbers(tables), private=True)


def for_projector(tables: Sequence[Talks]) -> Json:
    """What the class's policies let everybody in the room see now.

    Only tables whose own score policy shows scores now take part; masked ones are without what
    the rest of the screen says of each table by number.
    """
    shown = [t for t in tables if t.policies.compare is not ComparePolicy.OFF and scores_shown(t)]
    if len(shown) < 2:
        return NOTHING
    return _board(shown, labels_of(shown, tables), private=False)


def for_delegation(talks: Talks, tables: Sequence[Talks], mine: DelegationId) -> Json:
    """A delegation's own comparison: its like at the tables that are over and show their scores."""
    if not talks.state.is_over or not scores_shown(talks):
        return NOTHING
    shown = [t for t in tables if t.id == talks.id or (t.state.is_over and scores_shown(t))]
    if len(shown) < 2:
        return NOTHING
    labels = labels_of(shown, tables)
    whole = _board(shown, labels, private=False, only=mine)
    return {**whole, "mine": labels[talks.id]}


def _numbers(tables: Sequence[Talks]) -> dict[TalksId, int | str]:
    return {t.id: t.table for t in tables}


def labels_of(shown: Sequence[Talks], tables: Sequence[Talks]) -> Mapping[TalksId, int | str]:
    """Numbers where every table shown may be named, else letters: the same as on the projector."""
    masked = any(t.policies.compare is ComparePolicy.MASKED for t in tables)
    if not masked and all(t.policies.compare is ComparePolicy.NAMED for t in shown):
        return _numbers(shown)
    known = letters(t.id for t in tables)
    return {t.id: known[t.id] for t in shown}


def _ordered(tables: Sequence[Talks], labels: Mapping[TalksId, int | str]) -> list[Talks]:
    """By label, so that the order tells nothing that the labels do not."""
    return sorted(tables, key=lambda t: (len(str(labels[t.id])), str(labels[t.id])))


def _board(
    tables: Sequence[Talks],
    labels: Mapping[TalksId, int | str],
    *,
    private: bool,
    only: DelegationId | None = None,
) -> Json:
    # Imported when a board is asked for: the analysis brings numpy, and servers start without it.
    from server.analysis.comparison import board

    delegations = [d for d in tables[0].scenario.delegations if only in (None, d.id)]
    sides = [d.id for d in delegations]
    named = private or all(isinstance(label, int) for label in labels.values())
    return {
        "delegations": [
            {"id": d.id, "code": d.code, "short": d.short, "colour": d.colour} for d in delegations
        ],
        "tables": [
            _line(row, labels[row.talks], sides, named=named, private=private)
            for row in board(_ordered(tables, labels), everything=private)
        ],
    }


def _line(
    row: "Row", label: int | str, sides: list[DelegationId], *, named: bool, private: bool
) -> Json:
    line: Json = {
        "label": label,
        "over": row.over,
        "joint_bp": row.joint,
        "totals": {d: row.totals[d] for d in sides},
        "placings": {d: _placing(row.placings[d]) for d in sides if d in row.placings},
    }
    if named:
        line |= {
            "agreed": row.agreed,
            "forums": row.forums,
            "obligations": row.obligations,
            "kept": row.kept,
            "broken": row.broken,
        }
    if private:
        line["talks"] = row.talks
    return line


def _placing(placing: "Placing") -> Json:
    return {"points": placing.points, "most": placing.most, "share_bp": placing.share}
