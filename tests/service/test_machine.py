"""Anything in any order: the door keeps its promises."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.rules.commands import Command
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.commands.schedule import Advance, Pause, Resume, SetReady, Start
from server.rules.commands.seats import AssignSeat, ReleaseSeat, SwapSeats
from server.rules.commands.talk import Announce, Say
from server.rules.ids import PLENARY, DelegationId, MessageId, ProposalId
from server.rules.moves.evolve import evolve
from server.rules.seats import Actor
from server.rules.state.talks import Talks
from server.service.negotiations import Negotiations
from server.service.receipts import PASSING, Receipt, scoped
from server.service.residents import Shelf
from tests.rules.negotiation import EVERYBODY, MIDDLE, calibrate
from tests.service.world import CLOCK, T1, TEACHER, FlakyLog, Heard, World, head, person

DELEGATIONS = st.sampled_from(EVERYBODY)
IDS = st.integers(0, 30).map(lambda n: f"id{n}")


def commands(by: DelegationId, n: int) -> tuple[Command, Actor]:
    """A command, from all kinds of seats."""
    proposal = ProposalId(f"p{n % 3}")
    pool: list[tuple[Command, Actor]] = [
        (Say(MessageId(f"m{n}"), PLENARY, "word"), head(by)),
        (TableProposal(proposal, EVERY_FORUM[n % 2], MIDDLE), head(by)),
        (TakeStance(proposal, StanceKind.ACCEPT), head(by)),
        (SetReady(n % 2 == 0), head(by)),
        (Advance(), TEACHER),
        (Pause(), TEACHER),
        (Resume(), TEACHER),
        (SwapSeats(person(EVERYBODY[0]), person(EVERYBODY[1])), TEACHER),
        (ReleaseSeat(person(by)), TEACHER),
        (AssignSeat(person(by), by, "Back"), CLOCK),
        (Announce("word"), TEACHER),
    ]
    return pool[n % len(pool)]


EVERY_FORUM = tuple(World().scenarios["small"].forums)


class Door(RuleBasedStateMachine):
    """One talks behind two processes, a log that fails, and clients that repeat themselves."""

    @initialize()
    def open(self) -> None:
        self.log = FlakyLog()
        self.world = World(self.log).lobby()
        self.world.ok(Start())
        self.here = self._process()
        self.there = self._process()
        self.answers: dict[str, Receipt] = {}
        self.refused: set[tuple[int, str]] = set()

    def _process(self) -> tuple[Negotiations, Heard, int]:
        negotiations, heard = self.world.another(Shelf(idle=1)), Heard()
        seq = negotiations.talks(T1).seq
        negotiations.add_listener(heard)
        return negotiations, heard, seq

    @rule(command_id=IDS, by=DELEGATIONS, n=st.integers(0, 65), other=st.booleans())
    def command(self, command_id: str, by: DelegationId, n: int, other: bool) -> None:
        negotiations = (self.there if other else self.here)[0]
        command, actor = commands(by, n)
        receipt = negotiations.handle(T1, command_id, command, actor)
        if receipt.refusal is None:
            name = scoped(actor, command_id)
            known = self.answers.setdefault(name, receipt)
            assert known == receipt
            assert self.log.find_command(T1, name) is not None
        elif receipt.refusal.code not in PASSING:
            # Each process remembers its own refusals; what is done is known to all of them.
            name = scoped(actor, command_id)
            assert name not in self.answers or (id(negotiations), name) in self.refused
            self.refused.add((id(negotiations), name))

    @rule(keeps=st.booleans())
    def the_store_fails_next(self, keeps: bool) -> None:
        self.log.fail_next, self.log.keeps = 1, keeps

    @rule()
    def a_restart(self) -> None:
        self.here = self._process()
        self.here[0].wake()

    @rule()
    def memory_is_needed(self) -> None:
        self.there[0].forget(T1)
        self.there = self._process()

    @rule(by=DELEGATIONS, present=st.booleans())
    def somebody_comes_or_goes(self, by: DelegationId, present: bool) -> None:
        self.here[0].set_present(T1, person(by), present)

    @rule(seconds=st.sampled_from([1, 10, 61, 601, -30]))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.later(seconds)
        for talks_id in self.here[0].due():
            self.here[0].expire(talks_id)

    @invariant()
    def the_log_is_whole(self) -> None:
        kept = list(self.log.read(T1))
        assert [one.seq for one in kept] == list(range(1, len(kept) + 1))
        times = [one.at for one in kept]
        assert times == sorted(times)
        ids = [one.command_id for one in kept]
        together = [name for n, name in enumerate(ids) if n == 0 or ids[n - 1] != name]
        assert len(together) == len(set(together))

    @invariant()
    def each_process_shows_what_the_log_makes_and_has_told_it_all_in_order(self) -> None:
        kept = list(self.log.read(T1))
        for negotiations, heard, since in (self.here, self.there):
            talks = Talks.new(T1, 1, self.world.scenarios["small"], calibrate)
            shown = negotiations.talks(T1)
            for one in kept[: shown.seq]:
                talks = evolve(talks, one)
            assert shown == talks
            told = [one for call in heard.told_of for one in call.recorded]
            assert told == kept[since : since + len(told)]
            assert since + len(told) == shown.seq


TestDoor = Door.TestCase
TestDoor.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
