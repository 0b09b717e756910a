"""Asks for much, and for a little less as the clock runs down.

SIXPARTY_TOKEN=... python -m server.client.examples.greedy http://HOST:8060/talks/ID
"""

from collections.abc import Iterator
from itertools import islice

from server.client import Move, View, accept, play, propose, seat

OFFERS, LOOKED_AT = 8, 5_000
"""Packages it tables in a phase, and how many it weighs for one of them, at most."""


def decide(view: View) -> Iterator[Move]:
    """Accept the best that is worth enough by now; else offer a package that just is."""
    for forum in view.forums:
        enough, lying = wanted(view, forum), view.proposals(forum)
        good = [p for p in lying if p["by"] != view.delegation and (view.value(p) or 0) >= enough]
        if good:
            best = max(good, key=lambda p: view.value(p) or 0)
            if view.stance(best) != "accept":
                yield accept(best)
            continue
        if len(view.offered(forum)) > OFFERS * view.time:
            continue
        known = [*view.offered(forum), *(p["package"] for p in lying)]
        fair = islice(view.packages(forum, enough), LOOKED_AT)
        new = [package for package in fair if package not in known]
        if new:
            yield propose(forum, new[-1])


def wanted(view: View, forum: str) -> float:
    """From the best package's worth down to just above the walk-away value, faster later on."""
    best, least = view.mandate(forum)["best"], view.walk_away(forum) + 1
    return float(best - (best - least) * min(1.0, view.time / 0.9) ** 2)


if __name__ == "__main__":
    play(seat(), decide)
