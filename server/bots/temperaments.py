"""How a bot concedes and keeps its word.

The parameters of conceding were chosen by play on other seeds than those reported.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Temperament:
    """How a bot concedes, and how it keeps its word.

    `curve`: 1 concedes evenly, below 1 late, above 1 early. `start`: the first aspiration, as a
    share of the room between walk-away and the best package. `final`: the share of the phase at
    which the walk-away value is reached. `selfish`: how much the own score counts, against the
    others' chances to accept, in choosing among packages above the aspiration. `alone`: what it
    still asks for above walk-away where every other party has accepted, as a share of what it asks
    for otherwise. `honours`: the share of its obligations that it keeps. `gives`: what it signs
    away in a side letter for what it gets, as a share of that.
    """

    curve: float
    start: float
    final: float
    selfish: float
    alone: float
    honours: float = 0.95
    gives: float = 1.0


COOPERATIVE = Temperament(
    curve=1.7, start=0.85, final=0.8, selfish=0.0, alone=0.5, honours=1.0, gives=1.5
)
BALANCED = Temperament(curve=1.4, start=0.9, final=0.85, selfish=0.3, alone=0.6)
FIRM = Temperament(
    curve=0.9, start=1.0, final=0.88, selfish=1.0, alone=0.7, honours=0.75, gives=0.7
)

BY_NAME = {"cooperative": COOPERATIVE, "balanced": BALANCED, "firm": FIRM}

HISTORICAL = {
    "usa": Temperament(
        curve=1.1, start=1.0, final=0.88, selfish=0.5, alone=0.6, honours=0.85, gives=0.8
    ),
    "china": BALANCED,
    "rok": COOPERATIVE,
    "japan": FIRM,
    "russia": Temperament(curve=1.5, start=0.9, final=0.83, selfish=0.0, alone=0.5),
    "dprk": Temperament(
        curve=0.8, start=1.0, final=0.88, selfish=1.0, alone=0.7, honours=0.65, gives=0.7
    ),
}
"""The six governments of 2007 as their conduct is usually described; others are balanced."""


def temperament_of(name: str, delegation: str) -> Temperament:
    """The temperament of that name; raises KeyError for an unknown one."""
    if name == "historical":
        return HISTORICAL.get(delegation, BALANCED)
    return BY_NAME[name]
