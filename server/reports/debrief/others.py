"""What the other tables of the class agreed, as far as the class compares its tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.reports.comparison import labels_of
from server.rules.ids import TalksId
from server.rules.state.talks import Talks
from server.rules.views.viewer import Viewer
from server.rules.written.policies import ComparePolicy

Json = dict[str, Any]


def others_of(talks: Talks, tables: Sequence[Talks], viewer: Viewer) -> list[Json]:
    """The tables that are over, this one left out: their agreements in forums that are open to
    everybody. By number where every table may be named, else by letter; ordered by that."""
    by: Mapping[TalksId, int | str]
    if viewer.everything:
        shown = [t for t in tables if t.state.is_over]
        by = {t.id: t.table for t in shown}
    else:
        if not talks.state.is_over or talks.policies.compare is ComparePolicy.OFF:
            return []
        shown = [
            t for t in tables if t.state.is_over and t.policies.compare is not ComparePolicy.OFF
        ]
        by = labels_of(shown, tables)
    found: list[Json] = [
        {
            "label": by[one.id],
            "forums": {
                f: {"state": one.forum_state(f).status, "settled": dict(one.forum_state(f).settled)}
                for f in one.scheduled_forums()
                if viewer.everything or one.forum(f).open
            },
        }
        for one in shown
        if one.id != talks.id
    ]
    return sorted(found, key=lambda one: (len(str(one["label"])), str(one["label"])))
