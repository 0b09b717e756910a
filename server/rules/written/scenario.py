"""A scenario: everything that is fixed before the talks begin."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from server.rules.ids import DelegationId, ForumId, InjectId, RoundId
from server.rules.written.forum import Forum
from server.rules.written.mandate import Mandate
from server.rules.written.world import Inject, Ledger, Linkage, Rung, Track


@dataclass(frozen=True, slots=True)
class Delegation:
    """A party to the talks, as everybody may know it.

    `introduction` says in a sentence or two what it wants and why that is hard, to somebody who has
    never heard of it. `also` are other names by which lists call it.
    """

    id: DelegationId
    name: str
    short: str
    code: str
    flag: str
    colour: str
    pattern: str
    stance: str = ""
    interests: tuple[str, ...] = ()
    fears: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    introduction: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A slice of time that opens one or more forums; durations in seconds."""

    id: RoundId
    title: str
    forums: tuple[ForumId, ...]
    briefing: int
    negotiation: int
    result: int


@dataclass(frozen=True, slots=True)
class Preset:
    """A schedule: which rounds, how long, and which initiatives are open throughout."""

    id: str
    title: str
    rounds: tuple[Round, ...]
    initiatives: tuple[ForumId, ...] = ()
    forums: tuple[ForumId, ...] = field(init=False, compare=False, repr=False)
    """Every forum once, in the order of its first round; then initiatives. Asked for often."""

    def __post_init__(self) -> None:
        rounds = (f for r in self.rounds for f in r.forums)
        object.__setattr__(self, "forums", tuple(dict.fromkeys((*rounds, *self.initiatives))))


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The best a forum could give: sum of gains (hundredths) and product of gains over the parties.

    Gains are above the reservation values, over packages nobody is below it and no option barred.
    Both are 0 where no such package exists.
    """

    best_sum: int
    best_product: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """Delegations in seating order, forums in agenda order, schedules and difficulties.

    `forum_weights[d][f]` says how much forum f counts for d (any scale, compared with each other).
    `difficulties[name]` is a percentage of each mandate's room (best minus reservation) that is
    added to the reservation value; negative makes the talks easier.
    """

    id: str
    title: str
    version: str
    delegations: tuple[Delegation, ...]
    forums: Mapping[ForumId, Forum]
    presets: tuple[Preset, ...]
    forum_weights: Mapping[DelegationId, Mapping[ForumId, int]]
    difficulties: Mapping[str, int]
    summary: str = ""
    languages: tuple[str, ...] = ("en",)
    briefs: Mapping[DelegationId, str] = field(default_factory=dict)
    sources: str = ""
    benchmarks: Mapping[ForumId, Benchmark] = field(default_factory=dict)
    linkages: tuple[Linkage, ...] = ()
    injects: Mapping[InjectId, Inject] = field(default_factory=dict)
    tracks: tuple[Track, ...] = ()
    ladder: tuple[Rung, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)

    def delegation(self, delegation: DelegationId) -> Delegation | None:
        """The delegation of that id, or None."""
        return next((d for d in self.delegations if d.id == delegation), None)

    def preset(self, preset: str) -> Preset | None:
        """The schedule of that id, or None."""
        return next((p for p in self.presets if p.id == preset), None)

    def at_difficulty(self, difficulty: str) -> "Scenario":
        """The scenario with every reservation value moved by the difficulty's share of its room."""
        share = self.difficulties[difficulty]
        if share == 0:
            return self
        forums = {f.id: _shifted(f, share) for f in self.forums.values()}
        return replace(self, forums=forums, benchmarks={})


def _shifted(forum: Forum, share: int) -> Forum:
    def shift(mandate: Mandate) -> Mandate:
        room = mandate.best - mandate.reservation
        return replace(mandate, reservation=mandate.reservation + room * share // 100)

    return replace(forum, mandates={d: shift(m) for d, m in forum.mandates.items()})
