"""How often bots look and propose in live talks; what a class can read sets the pace."""

from dataclasses import dataclass, field
from random import Random

from server.rules.ids import DelegationId, ForumId
from server.rules.moves.schedule import initiatives
from server.rules.state.talks import Talks

PROPOSALS = 17
"""What the bots of a table propose in a forum's negotiation phase, in all: what people can read.
They look again far more often, so that an offer that was refused early can be accepted late."""

BETWEEN_TWO = 24
"""The same in a forum of two, where nobody else offers anything."""

LOOKS = 40
"""How often a bot looks again at what lies on the table in one negotiation phase."""

HURRY = 1.2
"""Offers come a little thicker the later it is: by the share t of a phase, t ** HURRY of them."""

EARLY = 0.95
"""How much of the first offer is ready when a phase begins."""

SPARE = 2
"""Initiatives are beside the round's work: bots propose there so many times more rarely."""

FASTEST_MS = 4_000
"""Between two proposals of bots, however short the phase."""

THINKING_MS = (1_500, 7_000)
"""How long a bot looks at a new proposal before it takes a stance."""


@dataclass(slots=True)
class Timetable:
    """When the bots of one table look and propose in one negotiation phase; milliseconds."""

    phase: tuple[int, int]
    looks: dict[DelegationId, int] = field(default_factory=dict)
    floors: dict[ForumId, int] = field(default_factory=dict)
    turns: dict[ForumId, int] = field(default_factory=dict)
    made: dict[ForumId, int] = field(default_factory=dict)
    elapsed: float = 0.0


def offers_by(t: float, offers: int) -> int:
    """How many of a forum's offers are made by the share `t` of the phase: the first one soon."""
    return 0 if t < 0 else int(offers * t**HURRY + EARLY)


def phase_of(talks: Talks) -> tuple[int, int]:
    """Which phase it is: its round, and when it began."""
    return talks.round, talks.phase_began_at


def timetable_of(talks: Talks, rng: Random, now: int, elapsed: float = 0.0) -> Timetable:
    """The timetable of the running phase, from this moment on."""
    timetable = Timetable(phase_of(talks), elapsed=elapsed)
    for forum in talks.forums_now:
        made = timetable.made[forum] = offers_by(elapsed, offers_of(talks, forum))
        timetable.floors[forum] = now + jittered(rng, wait(talks, forum, elapsed, made))
    for delegation in talks.bots:
        timetable.looks[delegation] = now + rng.randrange(*THINKING_MS)
    return timetable


def wait(talks: Talks, forum: ForumId, elapsed: float, made: int) -> int:
    """Milliseconds from the share `elapsed` of the phase to the forum's offer after `made`."""
    due = ((made + 1 - EARLY) / offers_of(talks, forum)) ** (1 / HURRY)
    return max(FASTEST_MS, int(nominal(talks) * (due - elapsed)))


def offers_of(talks: Talks, forum: ForumId) -> int:
    """How many offers the bots of a table make in the forum in a phase."""
    most = BETWEEN_TWO if len(talks.forum(forum).parties) == 2 else PROPOSALS
    return most // SPARE if forum in initiatives(talks) else most


def nominal(talks: Talks) -> int:
    """Milliseconds of the round's negotiation phase, extensions left out."""
    return 1000 * talks.current_round.negotiation if talks.current_round else 0


def elapsed_at(talks: Talks, now: int) -> float:
    """How much of the phase is over, 0 to 1; a pause is no time, an extension adds to the end."""
    length = nominal(talks)
    if talks.phase_ends_at is None or length == 0:
        return 0.0
    return min(1.0, max(0.0, 1.0 - (talks.phase_ends_at - now) / length))


def jittered(rng: Random, interval: int) -> int:
    """The interval, up to 30% shorter or longer."""
    return rng.randrange(interval * 7 // 10, interval * 13 // 10 + 1)


def next_look(timetable: Timetable) -> int:
    """When a bot of the table has something to do next."""
    return min([*timetable.looks.values(), *timetable.floors.values()], default=2**63)
