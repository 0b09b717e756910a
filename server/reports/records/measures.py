"""What is measured of a table, a forum, a delegation and a delegation in a forum; once, for all
files. Read from the debrief with every card open, so that a file and a page cannot differ."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from server.analysis.moments.kinds import KINDS
from server.reports.records.columns import Kind, Value, hundredths, minutes, share
from server.reports.records.source import TableRecord, spoken

Json = dict[str, Any]


class Of(StrEnum):
    """Whose a measure is."""

    TABLE = "table"
    SIDE = "delegation"
    FORUM = "forum"
    PART = "delegation in a forum"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is measured; `side` and `forum` as far as the measure is of them."""

    table: TableRecord
    side: str = ""
    forum: str = ""

    @property
    def debrief(self) -> Json:
        """The table's debrief."""
        return self.table.debrief

    @property
    def found(self) -> Json | None:
        """The forum in the debrief; None where the table's schedule does not have it."""
        return next((f for f in self.debrief["forums"] if f["id"] == self.forum), None)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure; `read` gives None where there is none."""

    name: str
    of: Of
    kind: Kind
    unit: str
    meaning: str
    source: str
    read: Callable[[Place], Value]


def _in_forum(read: Callable[[Place, Json], Value]) -> Callable[[Place], Value]:
    def reading(at: Place) -> Value:
        return None if at.found is None else read(at, at.found)

    return reading


def _outcome(name: str) -> Callable[[Place], Value]:
    def reading(at: Place, forum: Json) -> Value:
        outcome = forum["outcome"].get(at.side)
        return hundredths(outcome[name]) if outcome else None

    return _in_forum(reading)


def _possible(name: str) -> Callable[[Place], Value]:
    def reading(_at: Place, forum: Json) -> Value:
        found = forum["possible"].get(name)
        return None if found is None else int(found)

    return _in_forum(reading)


def _agreement(name: str, form: Callable[[int | None], Value]) -> Callable[[Place], Value]:
    return _in_forum(lambda _at, forum: form(forum["possible"].get("agreement", {}).get(name)))


def _distance(name: str) -> Callable[[Place], Value]:
    return _in_forum(
        lambda _at, forum: share(
            forum["possible"].get("agreement", {}).get("distances", {}).get(name)
        )
    )


def _role(at: Place, forum: Json) -> Value:
    if at.side in forum["parties"]:
        return "party"
    return "observer" if at.side in forum["observers"] or at.side in forum["outcome"] else "none"


def _gain(at: Place, forum: Json) -> Value:
    outcome = forum["outcome"].get(at.side)
    return hundredths(outcome["score"] - outcome["walk_away"]) if outcome else None


def _said(stance: str) -> Callable[[Place], Value]:
    def reading(at: Place, forum: Json) -> Value:
        return sum(
            1 for o in forum["offers"] for s in o["said"]
            if s["by"] == at.side and s["stance"] == stance
        )  # fmt: skip

    return _in_forum(reading)


def _placing(at: Place) -> Value:
    found = next((p for d, p in at.table.row.placings.items() if d == at.side), None)
    return share(found.share) if found else None


_DEBRIEF = "the debrief with every card open"
_RULES = "rules.state.scoring"
_FORUM_EVENTS = "forum_agreed, forum_failed, agreement_recorded, agreement_voided"
_POSSIBLE = "analysis.outcomes: exact, over the packages as things stood when the forum ended"
_OFFERS = "proposal_tabled"
_POINTS, _SHARE = "points", "share, 0 to 1"
_DISTANCES = {
    "frontier": "efficient package",
    "nash": "Nash package (largest product of gains in the zone)",
    "kalai_smorodinsky": "Kalai-Smorodinsky package (largest smallest share of each party's best "
    "gain in the zone, then the second smallest)",
    "egalitarian": "egalitarian package (largest smallest gain in the zone, then the second)",
}

OF_TABLE = (
    Measure("state", Of.TABLE, Kind.TEXT, "", "lobby, running, concluded, debrief or archived.",
            "rules.state.talks", lambda at: str(at.table.talks.state)),
    Measure("agreed", Of.TABLE, Kind.WHOLE, "forums", "Forums that came to an agreement.",
            _FORUM_EVENTS, lambda at: at.table.row.agreed),
    Measure("forums", Of.TABLE, Kind.WHOLE, "forums", "Forums on its schedule.",
            "talks_opened, replanned", lambda at: at.table.row.forums),
    Measure("joint", Of.TABLE, Kind.NUMBER, _SHARE,
            "Mean of sum_share over the forums that ended and had something to gain; a failed one "
            "counts 0.", "analysis.comparison", lambda at: share(at.table.row.joint)),
    Measure("obligations", Of.TABLE, Kind.WHOLE, "obligations",
            "Obligations that agreements brought.", "rules.state.compliance",
            lambda at: at.table.row.obligations),
    Measure("kept", Of.TABLE, Kind.WHOLE, "obligations", "Those of them that count as kept.",
            "obligation_reported, obligation_settled", lambda at: at.table.row.kept),
    Measure("broken", Of.TABLE, Kind.WHOLE, "obligations", "Those of them that count as broken.",
            "obligation_reported, obligation_settled, obligation_lapsed",
            lambda at: at.table.row.broken),
    Measure("minutes", Of.TABLE, Kind.NUMBER, "minutes",
            "How long the table's clock ran, pauses left out.",
            "phase_began, paused, resumed, concluded", lambda at: minutes(at.table.ran)),
    Measure("proposals", Of.TABLE, Kind.WHOLE, "proposals",
            "Proposals tabled, amendments among them; what a roll back undid is left out.", _OFFERS,
            lambda at: sum(len(f["offers"]) for f in at.debrief["forums"])),
    Measure("messages", Of.TABLE, Kind.WHOLE, "messages", "Messages of delegations in any channel.",
            "message_sent, press_stated", lambda at: sum(spoken(at.table).values())),
    Measure("letters", Of.TABLE, Kind.WHOLE, "letters", "Side letters that came into force.",
            "letter_signed", lambda at: sum(
                x.in_force_at is not None for x in at.table.talks.letters.values())),
)  # fmt: skip

OF_SIDE = (
    Measure("total", Of.SIDE, Kind.NUMBER, _POINTS,
            "Its total: forum scores by weight, red lines, tracks and other effects.", _RULES,
            lambda at: hundredths(at.debrief["totals"][at.side])),
    Measure("no_deal", Of.SIDE, Kind.NUMBER, _POINTS,
            "What the total would be if no forum agreed: its walk-aways by weight.", _RULES,
            lambda at: hundredths(at.debrief["no_deal"][at.side])),
    Measure("gain", Of.SIDE, Kind.NUMBER, _POINTS, "total minus no_deal.", _RULES,
            lambda at: hundredths(at.debrief["totals"][at.side] - at.debrief["no_deal"][at.side])),
    Measure("duplicate", Of.SIDE, Kind.NUMBER, _SHARE,
            "Match points against the same delegation at the other tables (2 for a total that is "
            "beaten, 1 for a tie) over the most there could be; none at a single table.",
            "analysis.duplicate", _placing),
    Measure("spoken", Of.SIDE, Kind.WHOLE, "messages", "Its messages in any channel.",
            "message_sent, press_stated", lambda at: spoken(at.table)[at.side]),
)  # fmt: skip

OF_FORUM = (
    Measure("state", Of.FORUM, Kind.TEXT, "", "agreed, failed, open or closed.", _FORUM_EVENTS,
            _in_forum(lambda _at, f: str(f["state"]))),
    Measure("agreed", Of.FORUM, Kind.FLAG, "", "1 when the forum came to an agreement.",
            _FORUM_EVENTS, _in_forum(lambda _at, f: int(f["state"] == "agreed"))),
    Measure("ended", Of.FORUM, Kind.NUMBER, "minutes",
            "When it ended, on the table's clock.", _FORUM_EVENTS,
            _in_forum(lambda _at, f: None if f["ended_clock"] is None
                      else minutes(f["ended_clock"]))),
    Measure("offers", Of.FORUM, Kind.WHOLE, "proposals", "Proposals tabled there, by all.",
            _OFFERS, _in_forum(lambda _at, f: len(f["offers"]))),
    Measure("packages", Of.FORUM, Kind.WHOLE, "packages",
            "Packages that could be agreed as things stood at the end.", _POSSIBLE,
            _possible("packages")),
    Measure("feasible", Of.FORUM, Kind.WHOLE, "packages",
            "Packages that the adoption rule lets through when each party accepts what is at or "
            "above its walk-away.", _POSSIBLE, _possible("feasible")),
    Measure("zone", Of.FORUM, Kind.WHOLE, "packages",
            "Packages at or above the reservation value of every party.", _POSSIBLE,
            _possible("zone")),
    Measure("efficient", Of.FORUM, Kind.WHOLE, "packages",
            "Packages no other improves for one party without loss to another (Pareto). Counted, "
            "not listed.", _POSSIBLE, _possible("efficient")),
    Measure("sum_share", Of.FORUM, Kind.NUMBER, _SHARE,
            "Sum of the parties' gains over the largest such sum in the zone.", _RULES,
            _agreement("sum_share_bp", share)),
    Measure("nash_share", Of.FORUM, Kind.NUMBER, _SHARE,
            "n-th root of the product of the n parties' gains over the largest such product "
            "(Nash 1950); 0 when a party is below its reservation value.", _RULES,
            _agreement("nash_share_bp", share)),
    Measure("left", Of.FORUM, Kind.NUMBER, _POINTS,
            "Points all parties together could have had more with nobody having less.",
            "analysis.distance", _agreement("left", hundredths)),
    *(Measure(f"{name}_distance", Of.FORUM, Kind.NUMBER, "",
              f"From the agreement to the nearest {what}: root of the sum of squares over the "
              "parties, each one's scores taken from 0 (its worst package) to 1 (its ideal).",
              "analysis.distance", _distance(name))
      for name, what in _DISTANCES.items()),
)  # fmt: skip

OF_PART = (
    Measure("role", Of.PART, Kind.TEXT, "", "party, observer or none.", "the scenario",
            _in_forum(_role)),
    Measure("score", Of.PART, Kind.NUMBER, _POINTS,
            "Worth of the agreement to it, or its walk-away without one; 0 to 100 points.", _RULES,
            _outcome("score")),
    Measure("walk_away", Of.PART, Kind.NUMBER, _POINTS,
            "Its reservation value in force at the end.", _RULES, _outcome("walk_away")),
    Measure("best", Of.PART, Kind.NUMBER, _POINTS, "The most any package is worth to it.", _RULES,
            _outcome("best")),
    Measure("gain", Of.PART, Kind.NUMBER, _POINTS, "score minus walk_away.", _RULES,
            _in_forum(_gain)),
    Measure("own_offers", Of.PART, Kind.WHOLE, "proposals", "Proposals tabled there by it.",
            _OFFERS, _in_forum(lambda at, f: sum(o["by"] == at.side for o in f["offers"]))),
    Measure("accepts", Of.PART, Kind.WHOLE, "stances", "Times it accepted a proposal there.",
            "stance_taken", _said("accept")),
    Measure("rejects", Of.PART, Kind.WHOLE, "stances", "Times it rejected a proposal there.",
            "stance_taken", _said("reject")),
    Measure("reserves", Of.PART, Kind.WHOLE, "stances",
            "Times it reserved its stance there, or broke a silence.",
            "stance_taken, silence_broken", _said("reserve")),
)  # fmt: skip


def _finding(kind: str) -> Measure:
    def read(at: Place) -> Value:
        return sum(1 for m in at.debrief["moments"] if m["kind"] == kind and at.side in about(m))

    return Measure(
        f"found.{kind}", Of.SIDE, Kind.WHOLE, "findings",
        f"Findings of the kind {kind} that name the delegation, as on the debrief page.",
        "analysis.moments", read,
    )  # fmt: skip


FOUND = tuple(_finding(kind) for kind in KINDS.values())

ALL = (*OF_TABLE, *OF_SIDE, *FOUND, *OF_FORUM, *OF_PART)


def named(measures: tuple[Measure, ...], name: str) -> Measure:
    """The measure of that name."""
    return next(m for m in measures if m.name == name)


def places(tables: Sequence[TableRecord], of: Of) -> Iterator[Place]:
    """Where there is something to measure: every table, forum, delegation, or the pairs."""
    for table in tables:
        sides = [str(d.id) for d in table.talks.scenario.delegations]
        forums = [str(f["id"]) for f in table.debrief["forums"]]
        match of:
            case Of.TABLE:
                yield Place(table)
            case Of.SIDE:
                yield from (Place(table, side) for side in sides)
            case Of.FORUM:
                yield from (Place(table, forum=forum) for forum in forums)
            case Of.PART:
                yield from (Place(table, side, forum) for forum in forums for side in sides)


def about(moment: Mapping[str, Any]) -> set[str]:
    """The delegations that a finding names."""
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
