"""A small negotiation for the tests of the rules, and the words to play it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from immutables import Map

from server.rules.commands import Command
from server.rules.commands.life import OpenTalks
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.commands.schedule import Advance, Expire, Start
from server.rules.commands.seats import AssignSeat
from server.rules.events import Event, Recorded
from server.rules.ids import (
    CommandId,
    DelegationId,
    ForumId,
    IssueId,
    OptionId,
    PersonId,
    ProposalId,
    RoundId,
    TalksId,
)
from server.rules.moves.decide import decide
from server.rules.moves.evolve import evolve
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Bot, Delegate, Facilitator, Timekeeper
from server.rules.state.talks import Talks
from server.rules.written.forum import AdoptionRule, Forum, ForumKind, Issue, Option
from server.rules.written.mandate import Mandate, Position, RedLine
from server.rules.written.scenario import Benchmark, Delegation, Preset, Round, Scenario

ROK, USA, DPRK = DelegationId("rok"), DelegationId("usa"), DelegationId("dprk")
OIL, PACE = IssueId("oil"), IssueId("pace")
EVERYBODY = (USA, ROK, DPRK)
ENERGY, PEACE, SECRET = ForumId("energy"), ForumId("peace"), ForumId("secret")
FACILITATOR, TIMEKEEPER = Facilitator("teacher"), Timekeeper()
START = 1_000_000


def position(weight: int, *values: int) -> Position:
    options = [OptionId(o) for o in ("low", "middle", "high")][: len(values)]
    laid = dict(zip(options, values, strict=True))
    return Position(weight, laid, {o: weight * v for o, v in laid.items()}, why="reason")


def issue(name: str) -> Issue:
    options = ("low", "middle", "high")
    return Issue(
        IssueId(name),
        name.title(),
        tuple(Option(OptionId(o), f"{o} {name}", f"The {name} shall be {o}.") for o in options),
    )


def forum(forum_id: ForumId, **changes: object) -> Forum:
    mandates = {
        USA: Mandate({OIL: position(60, 0, 60, 100), PACE: position(40, 100, 50, 0)}, 4000),
        ROK: Mandate({OIL: position(50, 20, 100, 80), PACE: position(50, 60, 100, 20)}, 3500),
        DPRK: Mandate(
            {IssueId("oil"): position(70, 100, 70, 0), IssueId("pace"): position(30, 0, 80, 100)},
            3000,
            red_lines=(
                RedLine(
                    IssueId("oil"),
                    OptionId("high"),
                    "never",
                    cost=500,
                    unless=(IssueId("pace"), frozenset({OptionId("high")})),
                ),
            ),
        ),
    }
    base = Forum(
        id=forum_id,
        title=forum_id.title(),
        kind=ForumKind.WORKING_GROUP,
        chair=ROK,
        parties=EVERYBODY,
        observers=(),
        rule=AdoptionRule(EVERYBODY, 3, silence_seconds=20),
        issues=(issue("oil"), issue("pace")),
        mandates=mandates,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def scenario(*forums: Forum, briefing: int = 60) -> Scenario:
    forums = forums or (forum(ENERGY), forum(PEACE, endorses=True))
    rounds = tuple(
        Round(RoundId(f"r{n}"), f"Round {n}", (f.id,), briefing, 600, 60)
        for n, f in enumerate(forums, 1)
    )
    delegations = tuple(
        Delegation(d, d.upper(), d.upper(), d.upper(), d, d, "plain") for d in EVERYBODY
    )
    return Scenario(
        id="small",
        title="Small talks",
        version="1",
        delegations=delegations,
        forums={f.id: f for f in forums},
        presets=(Preset("all", "All", rounds),),
        forum_weights={d: {f.id: 3 + n for n, f in enumerate(forums)} for d in EVERYBODY},
        difficulties={"standard": 0, "hard": 10},
        benchmarks={f.id: Benchmark(9000, 20_000_000_000) for f in forums},
    )


def calibrate(base: Scenario, difficulty: str) -> Scenario:
    return replace(base.at_difficulty(difficulty), benchmarks=base.benchmarks)


@dataclass
class Table:
    """Talks in play: commands go in, the log grows; a refusal is returned and changes nothing."""

    talks: Talks
    log: list[Recorded] = field(default_factory=list)
    now: int = START
    present: frozenset[PersonId] = frozenset()

    def does(self, actor: Actor, command: Command) -> tuple[Event, ...] | Refusal:
        decision = decide(self.talks, command, actor, Occasion(self.now, self.present))
        if isinstance(decision, Refusal):
            return decision
        command_id = CommandId(f"c{len(self.log)}")
        for event in decision:
            recorded = Recorded(self.talks.seq + 1, self.now, actor, command_id, event)
            self.log.append(recorded)
            self.talks = evolve(self.talks, recorded)
        return decision

    def ok(self, actor: Actor, *commands: Command) -> tuple[Event, ...]:
        events: tuple[Event, ...] = ()
        for command in commands:
            told = self.does(actor, command)
            assert not isinstance(told, Refusal), told
            events += told
        return events

    def refused(self, actor: Actor, command: Command) -> str:
        before = self.talks
        answer = self.does(actor, command)
        assert isinstance(answer, Refusal), answer
        assert self.talks is before
        assert {type(fact) for fact in answer.facts} <= {str}, "JSON takes no other keys"
        return answer.code

    def later(self, seconds: int) -> "Table":
        self.now += seconds * 1000
        return self

    def ticks(self, seconds: int = 0) -> None:
        """Time passes, and the timekeeper does what is due until nothing is."""
        self.later(seconds)
        while not isinstance(self.does(TIMEKEEPER, Expire()), Refusal):
            pass


def head(delegation: DelegationId) -> Delegate:
    return Delegate(PersonId(f"p-{delegation}"))


def lobby(base: Scenario | None = None, **policies: str | bool) -> Table:
    """Talks opened, with one delegate in each delegation, all present."""
    return opened(Talks.new(TalksId("t1"), 1, base or scenario(), calibrate), **policies)


def opened(talks: Talks, **policies: str | bool) -> Table:
    """The same for talks of one's own."""
    table = Table(talks)
    table.ok(FACILITATOR, OpenTalks("all", policies=policies))
    for d in EVERYBODY:
        table.ok(TIMEKEEPER, AssignSeat(PersonId(f"p-{d}"), d, f"Head of {d}"))
    table.present = frozenset(table.talks.seats)
    return table


def negotiating(base: Scenario | None = None, **policies: str | bool) -> Table:
    """The first round's floor is open."""
    table = lobby(base, **policies)
    table.ok(FACILITATOR, Start(), Advance())
    return table


def package(**options: str) -> Mapping[IssueId, OptionId]:
    return Map({IssueId(i): OptionId(o) for i, o in options.items()})


MIDDLE = package(oil="middle", pace="middle")


def tabled(table: Table, by: DelegationId = ROK, name: str = "p1", **options: str) -> ProposalId:
    """A proposal on the energy table."""
    proposal = ProposalId(name)
    laid = package(**options) if options else MIDDLE
    table.ok(head(by), TableProposal(proposal, table.talks.forums_now[0], laid))
    return proposal


def accepted(table: Table, proposal: ProposalId, by: Iterable[DelegationId]) -> None:
    for delegation in by:
        table.ok(head(delegation), TakeStance(proposal, StanceKind.ACCEPT))


def bot(delegation: DelegationId) -> Bot:
    return Bot(delegation)
