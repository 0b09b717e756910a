"""What can be said of a forum whose packages are too many to be listed one by one."""

from contextlib import suppress

from server.analysis.frontier import MOST, frontier
from server.analysis.outcomes import LISTED, opposition, solutions_json
from server.analysis.solutions import solve
from server.analysis.space import Json, Space, TooManyPackagesError
from server.analysis.tally import tally
from server.rules.written.forum import Forum
from server.rules.written.package import Package


def survey(forum: Forum, why: TooManyPackagesError, settled: Package | None = None) -> Json:
    """The documented JSON of `why`'s forum: fair packages are exact, and
    so is whatever is not null; what lists the whole zone of agreement is left out."""
    space = Space.of(forum, settled)
    said: Json = {
        "forum": forum.id,
        "parties": list(forum.parties),
        "packages": why.packages,
        **dict.fromkeys(("feasible", "pareto", "zone", "zone_within_red_lines", "opposition")),
        "left_out": {"code": "too_many_packages", "message": str(why)},
    }
    counted = tally(space)
    if counted is not None:
        said |= {"feasible": counted.feasible, "zone": counted.zone}
    try:
        inside = frontier(space, zone=True, most=MOST)
    except TooManyPackagesError:  # too many of them
        return said
    said |= {
        **solutions_json(space, solve(space, inside)),
        "frontier": space.outcomes([int(i) for i in inside[:LISTED]]),
        "issues": space.to_json(),
    }
    with suppress(TooManyPackagesError):
        efficient = frontier(space, most=MOST)
        said |= {"pareto": len(efficient), "opposition": opposition(space, efficient)}
        if len(efficient) <= LISTED:
            said["frontier"] = space.outcomes([int(i) for i in efficient])
    return said
