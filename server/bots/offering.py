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
    willing party counted half again, plus the own gain by temperament. First of all comes what
    every other party would have signed and this delegation would by now.
    """
    sheet = reading.sheet
    free = np.ones(len(sheet), dtype=np.bool_)
    for proposal in reading.proposals:
        if not may_come_back(reading, proposal):
            whole = reading.whole(proposal)
            row = sheet.row(whole) if reading.is_complete(whole) else None
            if row is not None:
                free[row] = False
    agreed = _agreed_by_others(reading)
    back = [row for row in agreed if free[row] and sheet.worth[row] >= demand]
    if back:
        return min(back)
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
