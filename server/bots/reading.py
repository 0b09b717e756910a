"""A forum as one delegation sees it now: own sheet, open proposals, the leading text, the others.

Everything comes from the delegation's view. Reading a view is cheap when little has changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.bots.opponents import Opponents, proposals_in
from server.bots.preferences import Entity, Package, Sheet, Terms, sheet_of

View = Mapping[str, Mapping[str, Any]]
Models = dict[str, Opponents]
"""Forum -> what is known of its parties. Bots at one table may share it: all of it is public."""

NO_LINKAGES: Entity = {}

OPEN = frozenset({"tabled", "silence"})


@dataclass(frozen=True, slots=True)
class Reading:
    """`open` are the proposals that can still be adopted, oldest first; `whole` of a proposal
    includes what is settled already."""

    me: str
    forum: Entity
    sheet: Sheet
    proposals: tuple[Entity, ...]
    open: tuple[Entity, ...]
    model: Opponents

    @property
    def opponents(self) -> Opponents:
        """What is known of the parties, the proposals of this moment read in."""
        self.model.read(self.proposals)
        return self.model

    @property
    def leading(self) -> Entity | None:
        """The open proposal with most support, the oldest of equals."""
        return max(self.open, key=support, default=None)

    @property
    def is_party(self) -> bool:
        """True when the delegation takes stances here."""
        return self.me in self.forum["parties"]

    @property
    def is_chair(self) -> bool:
        """True when the delegation is in the chair of more than two parties."""
        return self.forum["chair"] == self.me and len(self.forum["parties"]) > 2

    @property
    def silence(self) -> bool:
        """True while a proposal is in its silence period."""
        return any(p["state"] == "silence" for p in self.open)

    def whole(self, proposal: Entity) -> Package:
        """The package that would be settled with the proposal."""
        settled: Package = self.forum["settled"]
        return {**settled, **proposal["package"]} if settled else proposal["package"]

    def is_complete(self, package: Package) -> bool:
        """True when the package settles every issue."""
        return len(package) == len(self.forum["issues"])

    def mine(self, proposal: Entity) -> str | None:
        """The own stance on the proposal."""
        stance = proposal["stances"].get(self.me)
        return None if stance is None else stance["stance"]


def support(proposal: Entity) -> float:
    """Acceptances, and half of each reserve."""
    kinds = [s["stance"] for s in proposal["stances"].values()]
    return kinds.count("accept") + 0.5 * kinds.count("reserve")


class Reader:
    """Reads forums for one delegation and remembers what has not changed."""

    __slots__ = ("_models", "_sheets", "me")

    def __init__(self, me: str, models: Models | None = None) -> None:
        self.me = me
        self._models: Models = {} if models is None else models
        self._sheets: dict[str, tuple[Entity, Entity, Entity, Sheet]] = {}

    def read(
        self, view: View, forum_id: str, laid: Sequence[Entity] | None = None
    ) -> Reading | None:
        """The forum, or None when the delegation has no mandate there or does not sit in it. `laid`
        are its proposals, for callers who read many forums of one view."""
        forum, mandate = view.get(f"forum/{forum_id}"), view.get(f"mandate/{forum_id}")
        if forum is None or mandate is None or "issues" not in forum:
            return None
        proposals = tuple(proposals_in(view, forum_id) if laid is None else laid)
        opponents = self._models.get(forum_id)
        if opponents is None:
            opponents = self._models[forum_id] = Opponents(forum)
        open_ = tuple(p for p in proposals if p["state"] in OPEN)
        return Reading(
            me=self.me,
            forum=forum,
            sheet=self._sheet(forum_id, forum, mandate, view.get("linkages", NO_LINKAGES)),
            proposals=proposals,
            open=open_,
            model=opponents,
        )

    def _sheet(self, forum_id: str, forum: Entity, mandate: Entity, linkages: Entity) -> Sheet:
        known = self._sheets.get(forum_id)
        same = known and known[1] is mandate and known[2] is linkages
        if known and same and _same_terms(known[0], forum):
            return known[3]
        sheet = sheet_of(Terms.of(forum, mandate, linkages.values()))
        self._sheets[forum_id] = (forum, mandate, linkages, sheet)
        return sheet


def _same_terms(one: Entity, other: Entity) -> bool:
    return one is other or (one["settled"] == other["settled"] and one["issues"] == other["issues"])
