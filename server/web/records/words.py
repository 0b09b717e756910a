"""Names and words of a debrief, as files for people say them."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.web.site.i18n import gettext as _

Json = dict[str, Any]


class Names:
    """Looks up what a debrief's ids stand for."""

    def __init__(self, debrief: Json) -> None:
        self.debrief = debrief
        self._sides = {d["id"]: d for d in debrief["delegations"]}
        self._offers = {o["proposal"]: o for f in debrief["forums"] for o in f["offers"]}

    def code(self, side: str) -> str:
        """The delegation's code."""
        found = self._sides.get(side)
        return str(found["code"]) if found else side.upper()

    def short(self, side: str) -> str:
        """Its short name."""
        found = self._sides.get(side)
        return str(found["short"]) if found else side

    def colour(self, side: str) -> str:
        """The name of its colour."""
        found = self._sides.get(side)
        return str(found["colour"]) if found else ""

    def all(self, sides: Iterable[str]) -> str:
        """Several short names, in seating order, each once."""
        wanted = set(sides)
        return ", ".join(self.short(d) for d in self._sides if d in wanted)

    def forum(self, forum: str | None) -> Json | None:
        """The forum of that id."""
        return next((f for f in self.debrief["forums"] if f["id"] == forum), None)

    def offer(self, proposal: str | None) -> Json | None:
        """The offer of that id."""
        return self._offers.get(proposal) if proposal else None

    def called(self, offer: Json | None) -> str:
        """ "E-3 (China)"."""
        if offer is None:
            return _("a proposal")
        return f"{offer['label']} ({self.short(offer['by'])})"

    def issue(self, forum: Json | None, issue: str) -> str:
        """The issue's title."""
        return (
            next((str(i["title"]) for i in forum["issues"] if i["id"] == issue), issue)
            if forum
            else issue
        )

    def option(self, forum: Json | None, issue: str, option: str) -> str:
        """The option's text."""
        for one in forum["issues"] if forum else ():
            if one["id"] == issue:
                return next((str(o["text"]) for o in one["options"] if o["id"] == option), option)
        return option


def clock(milliseconds: int) -> str:
    """Minutes and seconds on the table's clock."""
    seconds = max(0, milliseconds) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def points(hundredths: int) -> str:
    """Points with two decimals, the sign as a minus."""
    return f"{hundredths / 100:.2f}".replace("-", "−")


def signed(hundredths: int) -> str:
    """The same with a plus where there is something to gain."""
    return points(hundredths) if hundredths < 0 else f"+{points(hundredths)}"


def gains(by: Mapping[str, int], names: Names) -> str:
    """ "USA +3.00, Japan −1.50"."""
    return ", ".join(f"{names.short(d)} {signed(n)}" for d, n in by.items())


def stance_word(stance: str | None) -> str:
    """What a delegation did with a proposal."""
    match stance:
        case "accept":
            return _("accepts")
        case "reject":
            return _("rejects")
        case "reserve":
            return _("reserves")
        case _:
            return _("said nothing")


def offer_state(state: str) -> str:
    """What became of a proposal."""
    match state:
        case "adopted":
            return _("adopted")
        case "withdrawn":
            return _("withdrawn")
        case "lapsed":
            return _("lapsed")
        case "silence":
            return _("in its silence period")
        case _:
            return _("on the table")


def forum_state(state: str) -> str:
    """Where a forum stands."""
    match state:
        case "agreed":
            return _("Agreed")
        case "failed":
            return _("Not agreed")
        case "open":
            return _("Still open")
        case _:
            return _("Not opened")
