"""Findings as JSON."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from server.analysis.moments.found import moments
from server.analysis.moments.history import History
from server.analysis.moments.kinds import (
    KINDS,
    LinkageUnused,
    Moment,
    OneChange,
    PromiseContradicted,
)
from server.reports.debrief.past import Past
from server.reports.promises import promised_json
from server.rules.views.viewer import Viewer

Json = dict[str, Any]


def moments_json(past: Past, viewer: Viewer, *, letters: bool) -> list[Json]:
    """Every finding in the forums that the viewer attended; those about letters if these are
    open. `clock` in milliseconds that the table's clock had run, `round` from 1."""
    if past.found is None:
        past.found = moments(past.history)
    return [
        _moment(past.history, one)
        for one in past.found
        if one.forum is None or viewer.attends(past.history.talks, one.forum)
        if letters or not isinstance(one, PromiseContradicted)
    ]


def _moment(past: History, one: Moment) -> Json:
    entry: Json = {
        "kind": KINDS[type(one)],
        "clock": past.clock(one.at),
        "round": past.round_at(one.seq) + 1,
    }
    for field in fields(one):
        if field.name in ("promised", "seq"):
            continue  # the log's numbers count what others said in private
        entry[field.name] = _plain(getattr(one, field.name))
    if isinstance(one, OneChange):
        entry["knowable"] = one.knowable
    if isinstance(one, PromiseContradicted):
        entry["promised"] = promised_json(past.talks, one.promised)
    if isinstance(one, LinkageUnused):
        linkage = next(x for x in past.talks.scenario.linkages if x.id == one.linkage)
        entry |= {"name": linkage.name, "rule": linkage.rule}
    return entry


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
