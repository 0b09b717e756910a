"""Which package a bot puts forward: good enough for itself, likeliest to please the others."""

from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from server.bots.preferences import Entity, Package
from server.bots.reading import OPEN, Reading
from server.bots.temperaments import Temperament

INDIFFERENT = 0.001
"""Values closer than this are equal; chance decides among them."""

BESIDE = 0.25
"""How much the others' consent counts in an offer to a few, against that of those few."""

CHAIR_CHANGES = 2
"""Issues in which a chair departs from the leading text, when it can."""


def best_offer(
    reading: Reading, temperament: Temperament, demand: float, rng: Random
) -> int | None:
    """The row of the own sheet to table; None when there is nothing new to offer.

    Among own packages at or above the aspiration that were never put to the forum, or that this
    delegation refused and would sign by now, the one with the best sum of log chances, the least
    willing party counted half again, plus the own gain by temperament. Between two parties, where
    nobody else offers anything, an offer stays on the table until there is a better one by that
    measure. Who has nothing left to concede may come back to an offer of its own once.
    """
    sheet = reading.sheet
    free = _free(reading, last=demand <= sheet.terms.walk_away)
    # Rows fall in worth, so those at or above the aspiration come first.
    enough = int(np.searchsorted(-sheet.worth, -demand, side="right"))
    rows: NDArray[np.intp] = np.flatnonzero(free[:enough])
    if len(rows) == 0:
        rest = np.flatnonzero(free)
        return int(rest[0]) if len(rest) else None
    away = _departures(reading, rows) if reading.is_chair else None
    if away is not None and (away <= CHAIR_CHANGES).any():
        rows = rows[away <= CHAIR_CHANGES]
    value = _value(reading, rows, temperament)
    here = _on_the_table(reading)
    if here is not None and _value(reading, np.array([here]), temperament)[0] >= value.max():
        return None
    close = rows[value >= value.max() - INDIFFERENT]
    return int(close[rng.randrange(len(close))])


def offer_between(
    reading: Reading,
    temperament: Temperament,
    demand: float,
    with_: Sequence[str],
    before: Sequence[Package],
) -> Package | None:
    """The package to put to a few parties alone: what pleases them most among those at or above
    the aspiration, at little cost to the others; None when there is none but those of `before`."""
    sheet = reading.sheet
    known = {sheet.row(package) for package in before if reading.is_complete(package)}
    enough = int(np.searchsorted(-sheet.worth, -demand, side="right"))
    rows = np.array([row for row in range(enough) if row not in known], dtype=np.intp)
    if len(rows) == 0:
        return None
    others = [party for party in reading.forum["parties"] if party != reading.me]
    weight = np.array([1.0 if party in with_ else BESIDE for party in others])
    chances = reading.opponents.chances(sheet.marks[: rows[-1] + 1], without=reading.me)[rows]
    value = chances @ weight
    room = sheet.best - sheet.terms.walk_away
    if room > 0:
        value += temperament.selfish * (sheet.worth[rows] - sheet.terms.walk_away) / room
    return sheet.package(int(rows[int(np.argmax(np.round(value, 6)))]))


def _free(reading: Reading, *, last: bool = False) -> NDArray[np.bool_]:
    """Which rows of the own sheet are news: never put to the forum, or refused by this delegation
    then; with `last` also what it put forward itself, once."""
    free = np.ones(len(reading.sheet), dtype=np.bool_)
    own: set[int] = set()
    for proposal in reading.proposals:
        whole = reading.whole(proposal)
        row = reading.sheet.row(whole) if reading.is_complete(whole) else None
        if row is None or may_come_back(reading, proposal):
            continue
        mine = proposal["by"] == reading.me and proposal["state"] not in OPEN
        free[row] = last and mine and row not in own
        own.add(row)
    return free


def _on_the_table(reading: Reading) -> int | None:
    """The row of its own offer that lies between two parties."""
    if len(reading.forum["parties"]) > 2:
        return None
    live = next((p for p in reading.open if p["by"] == reading.me), None)
    return None if live is None else reading.sheet.row(reading.whole(live))


def wanted_back(reading: Reading, demand: float) -> int | None:
    """The row of what every other party had signed when it left the table, and this delegation
    would sign by now: it needs no turn, as nothing else is missing."""
    agreed = _agreed_by_others(reading)
    if not agreed:
        return None
    free = _free(reading)
    return min((r for r in agreed if free[r] and reading.sheet.worth[r] >= demand), default=None)


def is_nearly_agreed(reading: Reading, proposal: Entity) -> bool:
    """True when every party but one accepts it: it stays on the table until that one can."""
    stances = [s["stance"] for s in proposal["stances"].values()]
    return stances.count("accept") + 1 >= len(reading.forum["parties"]) > 2


def _agreed_by_others(reading: Reading) -> list[int]:
    """Rows of what is off the table though only this delegation would not have it."""
    others = [party for party in reading.forum["parties"] if party != reading.me]
    found: list[int] = []
    for proposal in reading.proposals:
        if proposal["state"] in OPEN or not reading.is_party:
            continue
        stances = proposal["stances"]
        if all(stances.get(d, {}).get("stance") == "accept" for d in others):
            whole = reading.whole(proposal)
            row = reading.sheet.row(whole) if reading.is_complete(whole) else None
            if row is not None:
                found.append(row)
    return found


def may_come_back(reading: Reading, proposal: Entity) -> bool:
    """True for what is off the table because, among others, this delegation would not have it:
    that it would by now is news."""
    return proposal["state"] not in OPEN and reading.mine(proposal) in {"reject", "reserve"}


def earlier(reading: Reading, package: Package) -> Entity | None:
    """The last proposal off the table that held the very package."""
    held = (p for p in reversed(reading.proposals) if reading.whole(p) == package)
    return next((p for p in held if p["state"] not in OPEN), None)


def _value(
    reading: Reading, rows: NDArray[np.intp], temperament: Temperament
) -> NDArray[np.float64]:
    sheet = reading.sheet
    value: NDArray[np.float64] = np.zeros(len(rows))
    # Over all rows down to the last one, which saves copying the large table.
    chances = reading.opponents.chances(sheet.marks[: rows[-1] + 1], without=reading.me)[rows]
    if chances.shape[1]:
        value += chances.sum(axis=1) + 0.5 * chances.min(axis=1)
    room = sheet.best - sheet.terms.walk_away
    if room > 0:
        value += temperament.selfish * (sheet.worth[rows] - sheet.terms.walk_away) / room
    # Logarithms may differ in the last digit between machines; the choice should not.
    return np.round(value, 6)


def _departures(reading: Reading, rows: NDArray[np.intp]) -> NDArray[np.int64] | None:
    """In how many issues each row differs from the leading text; None without one."""
    leading = reading.leading
    if leading is None:
        return None
    package, layout = reading.whole(leading), reading.sheet.terms.layout
    flats = [layout.flat[i, package[i]] if i in package else -1 for i in layout.issues]
    away: NDArray[np.int64] = (reading.sheet.chosen[rows] != flats).sum(axis=1)
    return away
