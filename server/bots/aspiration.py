"""What a bot asks of a package at a given time."""

from server.bots.temperaments import Temperament


def aspiration(temperament: Temperament, t: float, walk_away: int, best: int) -> float:
    """Hundredths of a point below which nothing is proposed or accepted at time `t` (0 to 1).

    Falls from the start of the temperament to the walk-away value and never rises;
    `best` is the best package that crosses no own red line. Never below the walk-away value.
    """
    if t >= temperament.final or best <= walk_away:
        return float(walk_away)
    top = temperament.start * (best - walk_away)
    elapsed = max(t, 0.0) / temperament.final
    return float(walk_away + top * (1.0 - elapsed ** (1.0 / temperament.curve)))
