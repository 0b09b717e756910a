"""What would turn a refusal: the smallest change with which the delegation would sign.

A condition is true when it is said: with the change the package reaches what the delegation asks
for at that moment, crosses none of its red lines and can be put to the forum.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from server.bots.preferences import Package
from server.bots.reading import Reading

MOST_CHANGES = 2
"""A condition with more changes than this is another proposal."""

REPEATED = 0.5
"""How much a condition loses against others each time its issue was named before."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Options by issue that would make the package good enough; `is_enough` is False when they
    are only a step towards it, because no small change would do."""

    changes: Mapping[str, str]
    is_enough: bool


def condition(
    reading: Reading, package: Package, demand: float, said: Mapping[str, int]
) -> Condition | None:
    """The change to ask for in a package that is refused; None when nothing can be asked.

    Of the fewest changes that reach `demand` (hundredths) the one the others seem likeliest to
    grant; an issue named before counts less.
    """
    for size in range(1, MOST_CHANGES + 1):
        if reading.is_complete(package):
            enough = _turning(reading, package, size, demand)
        else:
            found = _changes(reading, package, size)
            enough = [c for c in found if _suffices(reading, package, c, demand)]
        if enough:
            best = max(enough, key=lambda c: (_granted(reading, c, said), sorted(c.items())))
            return Condition(best, is_enough=True)
    return _step(reading, package)


def _turning(reading: Reading, package: Package, size: int, demand: float) -> list[dict[str, str]]:
    """Every choice of so many other options with which a complete package is good enough."""
    sheet = reading.sheet
    end = int(np.searchsorted(-sheet.worth, -demand, side="right"))
    chosen = sheet.chosen[:end]
    rows = np.flatnonzero((chosen != np.array(sheet.flats(package))).sum(axis=1) == size)
    pairs = sheet.terms.layout.pairs
    options = (dict(pairs[flat] for flat in row) for row in chosen[rows].tolist())
    return [{i: o for i, o in each.items() if package[i] != o} for each in options]


def _changes(reading: Reading, package: Package, size: int) -> Iterator[dict[str, str]]:
    """Every choice of so many other options, those that are barred or settled left out."""
    settled = reading.forum["settled"]
    others = {
        issue["id"]: [
            o["id"]
            for o in issue["options"]
            if o["id"] != package[issue["id"]] and not o.get("barred_by")
        ]
        for issue in reading.forum["issues"]
        if issue["id"] in package and issue["id"] not in settled
    }
    for issues in combinations(others, size):
        for options in product(*(others[i] for i in issues)):
            yield dict(zip(issues, options, strict=True))


def _suffices(reading: Reading, package: Package, changes: Package, demand: float) -> bool:
    """Whether a package that leaves issues open is good enough with the changes."""
    sheet, changed = reading.sheet, {**package, **changes}
    if sheet.crosses(changed):
        return False
    worth = sheet.value(changed)
    best = worth + sum(sheet.losses(changed).values())
    return best > 0 and worth * sheet.best >= demand * best


def _granted(reading: Reading, changes: Package, said: Mapping[str, int]) -> float:
    """How much the others seem to like the options asked for."""
    opponents = reading.opponents
    liking = sum(
        opponents.liking(party, issue, option)
        for party in reading.forum["parties"]
        if party != reading.me
        for issue, option in changes.items()
    )
    return liking - REPEATED * sum(said.get(issue, 0) for issue in changes)


def _step(reading: Reading, package: Package) -> Condition | None:
    """The best that two issues could give: a direction where no small change is enough."""
    sheet = reading.sheet
    losses = sheet.losses(package)
    dearest = sorted((i for i in losses if losses[i] > 0), key=lambda i: -losses[i])
    changes = {}
    for issue in dearest[:MOST_CHANGES]:
        known = next(i for i in reading.forum["issues"] if i["id"] == issue)
        options = [o["id"] for o in known["options"] if not o.get("barred_by")]
        better = max(options, key=lambda o: sheet.value({issue: o}), default=package[issue])
        if better != package[issue]:
            changes[issue] = better
    return Condition(changes, is_enough=False) if changes else None
