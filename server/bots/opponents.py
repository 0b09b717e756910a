"""What the others seem to want, counted from what everybody in the forum can see.

A frequency model: offers and acceptances speak for the options they hold, refusals a little
against them, a stated reason against one option by name. Counts are whole numbers (eightieths), so
adding and taking back is exact and the order of reading does not matter.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.bots.phrases import Names
from server.bots.preferences import Entity, Layout, Package

ONE = 80
"""A full count; an offer is two, an acceptance one, a refusal a quarter."""
NEIGHBOUR = 4
"""What an option next to a counted one gets of each full count: 5%, as authors mix the order."""
NAMED = 40
"""A reason that names an issue: half a count against the package's option there."""
WANTED = 2 * ONE
"""A reason that names another option of that issue: it is asked for, as if it were offered."""

Counts = NDArray[np.int64]


class Opponents:
    """Counts for and against each option, for each party of one forum.

    A function of the proposals last read: reading them at once or change by change is the same.
    """

    __slots__ = (
        "_against",
        "_beside",
        "_for",
        "_options",
        "_places",
        "_read",
        "_table",
        "layout",
        "names",
    )

    def __init__(self, forum: Entity) -> None:
        self.layout = Layout.of(forum)
        self.names = Names({str(i["id"]): str(i["title"]) for i in forum["issues"]})
        self._options = {
            str(i["id"]): Names({str(o["id"]): str(o["text"]) for o in i["options"]})
            for i in forum["issues"]
        }
        self._beside = _neighbours(self.layout)
        self._places = {str(party): n for n, party in enumerate(forum["parties"])}
        shape = (len(self._places), len(self.layout.flat))
        self._for: Counts = np.full(shape, ONE, dtype=np.int64)
        self._against: Counts = np.full(shape, ONE, dtype=np.int64)
        self._read: dict[str, tuple[Mapping[str, Any], dict[str, tuple[str, str]]]] = {}
        self._table: NDArray[np.float32] | None = None

    def read(self, proposals: Iterable[Entity]) -> None:
        """Take in the forum's proposals as they are now; unchanged ones cost next to nothing."""
        now = list(proposals)
        if len(now) < len(self._read):
            # Talks were rolled back: what was read is no longer there.
            self._forget()
        for proposal in now:
            known = self._read.get(proposal["id"])
            if known is None:
                self._count_offer(proposal)
                known = ({}, {})
            # The same mapping is shared by everybody's view of one moment.
            elif known[0] is proposal["stances"]:
                continue
            stances = known[1]
            self._read[proposal["id"]] = (proposal["stances"], stances)
            for party, stance in proposal["stances"].items():
                said = (stance["stance"], stance["reason"])
                if party == proposal["by"] or stances.get(party) == said:
                    continue
                if party in stances:
                    self._count_stance(party, proposal["package"], stances[party], -1)
                self._count_stance(party, proposal["package"], said, 1)
                stances[party] = said

    def _forget(self) -> None:
        self._read.clear()
        self._for[:] = ONE
        self._against[:] = ONE
        self._table = None

    def chances(self, marks: NDArray[np.float32], without: str) -> NDArray[np.float64]:
        """The log chance that each party but one accepts: shape (packages, parties - 1)."""
        others = [n for party, n in self._places.items() if party != without]
        z = marks @ self._scores()[others].T - 2.0
        chances: NDArray[np.float64] = -np.log1p(np.exp(-1.702 * z.astype(np.float64)))
        return chances

    def liking(self, party: str, issue: str, option: str) -> float:
        """How much the party seems to like the option, from 0 (unknown or refused) upwards."""
        place = self._places.get(party)
        if place is None:
            return 0.0
        flat = self.layout.flat[issue, option]
        return float(self._for[place, flat] - self._against[place, flat]) / ONE

    def counts(self, party: str) -> tuple[list[int], list[int]]:
        """Eightieths for and against each option by flat number."""
        place = self._places[party]
        return self._for[place].tolist(), self._against[place].tolist()

    def _scores(self) -> NDArray[np.float32]:
        if self._table is None:
            share = self._for / (self._for + self._against)
            self._table = (0.5 * (np.log(share) + 0.7)).astype(np.float32)
        return self._table

    def _count_offer(self, proposal: Entity) -> None:
        place = self._places.get(proposal["by"])
        if place is not None:
            self._bump(self._for[place], proposal["package"], 2 * ONE, 2 * NEIGHBOUR)

    def _count_stance(
        self, party: str, package: Package, stance: tuple[str, str], times: int
    ) -> None:
        place = self._places.get(party)
        if place is None:
            return
        kind, reason = stance
        if kind == "accept":
            self._bump(self._for[place], package, times * ONE, times * NEIGHBOUR)
            return
        self._bump(self._against[place], package, times * ONE // 4, times * NEIGHBOUR // 4)
        for issue in self.names.named_in(reason) if reason else ():
            if issue in package:
                self._against[place, self.layout.flat[issue, package[issue]]] += times * NAMED
                for option in self.wanted(reason, issue, package[issue]):
                    self._bump(self._for[place], {issue: option}, times * WANTED, times * NEIGHBOUR)

    def wanted(self, reason: str, issue: str, now: str) -> list[str]:
        """The options of the issue that the reason asks for instead of the present one."""
        return [o for o in self._options[issue].named_in(reason) if o != now]

    def _bump(self, counts: Counts, package: Package, full: int, near: int) -> None:
        self._table = None
        flat = self.layout.flat
        for issue, option in package.items():
            n = flat[issue, option]
            counts[n] += full
            for neighbour in self._beside[n]:
                counts[neighbour] += near


def _neighbours(layout: Layout) -> list[tuple[int, ...]]:
    """For each flat number those of the options listed before and after it in its issue."""
    pairs = layout.pairs
    return [
        tuple(m for m in (n - 1, n + 1) if 0 <= m < len(pairs) and pairs[m][0] == pairs[n][0])
        for n in range(len(pairs))
    ]


def proposals_in(view: Mapping[str, Any], forum: str) -> list[Entity]:
    """The forum's proposals in the view, oldest first."""
    return proposals_by_forum(view).get(forum, [])


def proposals_by_forum(view: Mapping[str, Any]) -> dict[str, list[Entity]]:
    """Every forum's proposals in the view, oldest first; one pass for many forums."""
    found: dict[str, list[Entity]] = {}
    for key, entity in view.items():
        if key.startswith("proposal/"):
            found.setdefault(entity["forum"], []).append(entity)
    for proposals in found.values():
        proposals.sort(key=lambda proposal: proposal["number"])
    return found
