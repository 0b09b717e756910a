"""Outcomes and measures of a class for researchers: a row for each table and delegation.

Made of the debrief with every card open, so that a file and a page cannot say different things.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from server.storage.csv_files import MARK, Cell, points, row

Json = dict[str, Any]

CODEBOOK: Mapping[str, str] = {
    "table": "Number of the table in its class.",
    "talks": "Id of the talks, as in the log.",
    "delegation": "Id of the delegation.",
    "total": "Its total in points: forum scores by weight, red lines, tracks and other effects.",
    "no_deal": "What the total would be if no forum agreed: its walk-aways by weight, in points.",
    "gain": "total minus no_deal, in points.",
    "FORUM.state": "agreed, failed, open or closed.",
    "FORUM.role": "party, observer or none.",
    "FORUM.score": "Worth of the agreement to it, or its walk-away without one; 0 to 100 points.",
    "FORUM.walk_away": "Its reservation value in force at the end, in points.",
    "FORUM.best": "The most any package is worth to it, in points.",
    "FORUM.offers": "Proposals tabled there, by all.",
    "FORUM.own_offers": "Proposals tabled there by this delegation.",
    "FORUM.packages": "Packages that could be agreed as things stood at the end.",
    "FORUM.zone": "Packages at or above the reservation value of every party.",
    "FORUM.efficient": "Packages no other improves for one party without loss to another (Pareto).",
    "FORUM.sum_share": "Sum of the parties' gains over the largest such sum in the zone, 0 to 1.",
    "FORUM.nash_share": "n-th root of the product of the n parties' gains over the largest such "
    "product (Nash 1950), 0 to 1; 0 when a party is below its reservation value.",
    "FORUM.left": "Points all parties together could have had more with nobody having less.",
    "found.KIND": "Findings of this kind that name the delegation; kinds as on the debrief page.",
}
"""Column -> what it is, with its formula. FORUM and KIND stand for each of them."""

_OF_FORUM = tuple(name.removeprefix("FORUM.") for name in CODEBOOK if name.startswith("FORUM."))


def measures_csv(debriefs: Sequence[Json], kinds: Sequence[str]) -> Iterator[bytes]:
    """The file, row by row; `debriefs` as the facilitator has them."""
    forums = list(dict.fromkeys(f["id"] for d in debriefs for f in d["forums"]))
    head = [name for name in CODEBOOK if "." not in name]
    head += [f"{forum}.{name}" for forum in forums for name in _OF_FORUM]
    head += [f"found.{kind}" for kind in kinds]
    yield MARK + row(head)
    for debrief in debriefs:
        for side in debrief["delegations"]:
            yield row(_cells(debrief, str(side["id"]), forums, kinds))


def _cells(debrief: Json, side: str, forums: Sequence[str], kinds: Sequence[str]) -> Iterator[Cell]:
    total, none = debrief["totals"][side], debrief["no_deal"][side]
    yield from (debrief["table"], debrief["talks"], side)
    yield from (points(total), points(none), points(total - none))
    by_id = {f["id"]: f for f in debrief["forums"]}
    for forum in forums:
        yield from _of_forum(by_id.get(forum), side)
    for kind in kinds:
        found = (m for m in debrief["moments"] if m["kind"] == kind)
        yield sum(1 for m in found if side in _named(m))


def _of_forum(forum: Json | None, side: str) -> Iterator[Cell]:
    if forum is None:
        yield from [""] * len(_OF_FORUM)
        return
    role = "party" if side in forum["parties"] else "observer"
    outcome = forum["outcome"].get(side)
    possible, offers = forum["possible"], forum["offers"]
    agreement = possible.get("agreement", {})
    yield forum["state"]
    yield role if outcome or side in forum["parties"] + forum["observers"] else "none"
    for name in ("score", "walk_away", "best"):
        yield points(outcome[name]) if outcome else ""
    yield len(offers)
    yield sum(1 for o in offers if o["by"] == side)
    for name in ("packages", "zone", "efficient"):
        yield "" if possible.get(name) is None else int(possible[name])
    for name in ("sum_share_bp", "nash_share_bp"):
        share = agreement.get(name)
        yield "" if share is None else Decimal(share).scaleb(-4)
    yield points(agreement["left"]) if "left" in agreement else ""


def _named(moment: Json) -> set[str]:
    """The delegations that a finding is about."""
    match moment["kind"]:
        case "one_change":
            return {*moment["came"], *moment["lost"]}
        case "single_objector":
            return {moment["objector"]}
        case "first_acceptable":
            return {*moment["refused"]}
        case "never_tabled" | "below_walk_away":
            return {*moment["gains"]}
        case "refused_above" | "across_red_line":
            return {moment["delegation"]}
        case "promise_contradicted":
            return {moment["promised"]["by"]}
        case _:
            return set()
