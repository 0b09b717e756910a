"""Whatever is shown of scores, and whenever: what only some were told moves it for nobody else."""

from dataclasses import replace
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis import comparison
from server.analysis.calibration import calibrate
from server.rules.commands import Command
from server.rules.commands.agents import SeatAgent
from server.rules.commands.ledger import Report, ReportObligation, SignSideLetter
from server.rules.commands.life import Archive, Conclude, Reveal, RollBack, SetPolicy
from server.rules.commands.preparing import AnswerQuiz
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance, Start
from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatBot, SeatObserver, SwapSeats
from server.rules.commands.talk import Announce, CloseHelp
from server.rules.commands.teams import Capital, CapitalDecision
from server.rules.commands.world import Inject as FireInject
from server.rules.commands.world import UndoInject, WriteInject
from server.rules.events import Event
from server.rules.ids import (
    DelegationId,
    InjectId,
    LetterId,
    ObligationId,
    PersonId,
    RoundId,
    TalksId,
)
from server.rules.refusals import Refusal
from server.rules.seats import (
    Actor,
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.state.talks import Talks
from server.rules.views import table
from server.rules.views.gate import view_for
from server.rules.written.conditions import Agreed
from server.rules.written.modifiers import OF_A_MANDATE, Modifier, ModifierKind
from server.rules.written.policies import ScorePolicy
from server.rules.written.quiz import questions
from server.rules.written.scenario import Scenario
from server.rules.written.world import Inject, Trigger
from tests.rules.generated import Move
from tests.rules.ledgers import everything, letter, pledge
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    OIL,
    PACE,
    PEACE,
    ROK,
    USA,
    Table,
    head,
    opened,
    package,
)
from tests.rules.player import Player
from tests.rules.watched import PROJECTOR, Watched
from tests.rules.worldly import HIGH, LOW, MIDDLE, MISTRUST

Insiders = tuple[DelegationId, ...]
"""Whom the secrets are told to; the others are outsiders."""

MURMUR, MIDNIGHT, HINT = InjectId("murmur"), InjectId("midnight"), InjectId("hint")
WATCHER = PersonId("late")
LEFT_OUT = (
    SetPolicy,
    Reveal,
    AssignSeat,
    SeatObserver,
    SwapSeats,
    ReleaseSeat,
    SeatBot,
    SeatAgent,
    RollBack,
    CloseHelp,
    Capital,
    Conclude,
    Archive,
)
"""They lay secrets open, make the outsider an insider, name a number of the log or the queue, or
end the play too early; rolling back and the capital's answers are played on their own below."""

SECRET_LETTER = "hidden"


def world(insiders: Insiders) -> Scenario:
    """All that the rules know, with events for the insiders alone: by hand, by what is agreed,
    and in the very minute in which the first negotiation ends."""
    base = everything()
    mine = Modifier(ModifierKind.RESERVATION, insiders[0], PEACE, amount=900, why="the capital")
    told = {"date": "2007-09-03", "story": "For you alone.", "modifiers": (mine,), "to": insiders}
    injects = (
        Inject(HINT, title="Hint", **told),  # type: ignore[arg-type]
        Inject(MURMUR, title="Murmur", trigger=Trigger(when=Agreed(ENERGY)), **told),  # type: ignore[arg-type]
        Inject(MIDNIGHT, title="Midnight", trigger=Trigger(RoundId("r1"), 10), **told),  # type: ignore[arg-type]
    )
    return replace(base, injects={**base.injects, **{i.id: i for i in injects}})


def seated(insiders: Insiders, policy: ScorePolicy, *, capital: bool = False) -> Table:
    """The delegates are in the lobby, and somebody without a seat watches."""
    talks = Talks.new(TalksId("t1"), 1, world(insiders), calibrate)
    table = opened(talks, scores=str(policy), compare="named", capital_approval=capital)
    table.ok(FACILITATOR, SeatObserver(WATCHER, "Somebody"))
    return table


def negotiating(insiders: Insiders, policy: ScorePolicy, *, capital: bool = False) -> Table:
    """The first floor is open."""
    table = seated(insiders, policy, capital=capital)
    table.ok(FACILITATOR, Start(), Advance())
    return table


def neighbour(insiders: Insiders, policy: ScorePolicy) -> Talks:
    """Another table of the class, which has come to nothing."""
    table = seated(insiders, policy)
    table.ok(FACILITATOR, Conclude())
    return replace(table.talks, id=TalksId("t2"), table=2)


def outsiders(insiders: Insiders) -> tuple[Audience, ...]:
    sides = [d for d in EVERYBODY if d not in insiders]
    seats: list[Audience] = [DelegateView(head(d).person) for d in sides]
    eyes: list[Audience] = [DelegationView(d) for d in sides]
    return *seats, *eyes, DelegateView(WATCHER), PublicView(), PublicView(plenary=True)


class Behind:
    """What happens behind the outsiders' backs, drawn from a seed."""

    def __init__(self, seed: int, insiders: Insiders, *, red_lines: bool) -> None:
        self.chance = Random(seed)
        self.insiders = insiders
        self.kinds = [k for k in ModifierKind if red_lines or "red_line" not in k]
        self.written = 0

    def act(self, talks: Talks) -> tuple[Actor, Command]:
        pick = self.chance.choice
        me = pick(self.insiders)
        acts: list[tuple[Actor, Command]] = [
            *[(FACILITATOR, self._news())] * 6,
            (FACILITATOR, UndoInject(InjectId(f"w{pick(range(6))}"), "no")),
            (FACILITATOR, FireInject(pick([HINT, MURMUR, MIDNIGHT]))),
            (FACILITATOR, UndoInject(HINT, "no")),
            (FACILITATOR, self._capital(talks)),
            (head(me), self._quiz(talks, me)),
        ]
        if len(self.insiders) > 1:
            acts += self._letters(talks)
        return pick(acts)

    def _news(self) -> Command:
        """News for insiders, with changes of every kind: what is everybody's must not come."""
        changes = tuple(self._change() for _ in range(3))
        chosen = self.chance.sample(self.insiders, self.chance.randint(1, len(self.insiders)))
        name = InjectId(f"w{self.chance.randrange(6)}")
        return WriteInject(name, "News", "For you alone.", tuple(chosen), changes)

    def _change(self) -> Modifier:
        pick = self.chance.choice
        return Modifier(
            pick([*self.kinds, *OF_A_MANDATE & set(self.kinds), ModifierKind.SCORE]),
            pick(EVERYBODY),
            pick([ENERGY, PEACE]),
            pick([OIL, PACE]),
            pick([LOW, MIDDLE, HIGH]),
            MISTRUST,
            pick([-900, -40, -7, 3, 30, 700]),
            "so they say",
        )

    def _capital(self, talks: Talks) -> Command:
        """An answer to an insider that does not make it accept."""
        asked = [k for k in talks.approvals if k[1] in self.insiders]
        proposal, delegation = self.chance.choice(asked or [("none", self.insiders[0])])
        decision = self.chance.choice([CapitalDecision.SEND_BACK, CapitalDecision.INSTRUCT])
        return Capital(proposal, delegation, decision, "not like this")  # type: ignore[arg-type]

    def _quiz(self, talks: Talks, me: DelegationId) -> Command:
        asked = self.chance.choice(questions(talks.forum(ENERGY), me))
        return AnswerQuiz(ENERGY, asked.id, asked.right)

    def _letters(self, talks: Talks) -> list[tuple[Actor, Command]]:
        one, two = self.insiders[:2]
        self.written += 1
        drafted = LetterId(f"{SECRET_LETTER}~{one}")
        due = self.chance.choice([1, 2])
        text = f"Between us {self.written}."
        told = ReportObligation(ObligationId(f"{drafted}.1"), Report.REFUSED, "no")
        return [
            (
                head(one),
                letter(
                    pledge(one, due), pledge(two, due), name=SECRET_LETTER, to=(two,), text=text
                ),
            ),
            *[(head(two), SignSideLetter(drafted)), (head(one), SignSideLetter(drafted))] * 2,
            (head(one), told),
        ]


def both_play(
    seed: int, policy: ScorePolicy, insiders: Insiders, *, capital: bool = False, moves: int = 36
) -> tuple[Watched, Watched]:
    """Two tables with the same public play; at the second, insiders are told secrets besides."""
    audiences = outsiders(insiders)
    one, other = (
        Watched(negotiating(insiders, policy, capital=capital), audiences) for _ in range(2)
    )
    beside = neighbour(insiders, policy)
    player, behind = Player(seed), Behind(seed, insiders, red_lines=not capital)
    for number in range(moves):
        for _ in range(behind.chance.choice([0, 1, 3])):
            other.does(*behind.act(other.table.talks))
            assert one.sent == other.sent, "nobody hears at the moment itself"
        if number == 29:
            _both_roll_back(player.chance, one, other)
        elif number % 6 == 5:
            _both(_steers(one.table.talks, number), one, other)
        else:
            move = player.move(one.table.talks)
            if isinstance(move[1], LEFT_OUT):
                continue
            _answered_alike(move, insiders, one.plays(move), other.plays(move))
        assert one.sent == other.sent
        if number % 5 == 4:
            _look_alike(one, other, insiders, beside)
    _both(Conclude(), one, other)
    _look_alike(one, other, insiders, beside)
    return one, other


def _steers(talks: Talks, number: int) -> Command:
    """So that there is something to score: an agreement, or the next phase after it."""
    now = talks.current_round
    if number % 12 == 5 and now is not None:
        return RecordAgreement(now.forums[0], package(oil="middle", pace="high"))
    return Advance()


def _both(command: Command, one: Watched, other: Watched) -> None:
    for watched in (one, other):
        watched.does(FACILITATOR, command)


def _both_roll_back(chance: Random, one: Watched, other: Watched) -> None:
    """To the same phase: its number in the log is another where more happened."""
    place = chance.randrange(10)
    for watched in (one, other):
        there = sorted(watched.table.talks.checkpoints)
        watched.does(FACILITATOR, RollBack(there[place % len(there)], "again"))


def _answered_alike(move: Move, insiders: Insiders, *answers: tuple[Event, ...] | Refusal) -> None:
    """Outsiders get the same answer, the refusal and its facts too."""
    if move[0] in [head(d) for d in EVERYBODY if d not in insiders]:
        first, second = (a if isinstance(a, Refusal) else [type(e) for e in a] for a in answers)
        assert first == second


def _look_alike(one: Watched, other: Watched, insiders: Insiders, beside: Talks) -> None:
    sides = [d for d in EVERYBODY if d not in insiders]
    assert one.sent == other.sent
    for audience in one.audiences:
        assert one.shows(audience) == other.shows(audience)
    assert one.compared(beside, sides) == other.compared(beside, sides)


told = st.sampled_from([(USA,), (DPRK,), (ROK,), (USA, DPRK), (USA, ROK)])


@pytest.mark.parametrize("policy", list(ScorePolicy))
@settings(deadline=None, max_examples=4)
@given(st.integers(0, 2**32), told, st.booleans())
def test_no_score_tells_what_only_some_were_told(
    policy: ScorePolicy, seed: int, insiders: Insiders, capital: bool
) -> None:
    both_play(seed, policy, insiders, capital=capital)


def test_the_secrets_were_there_to_be_seen() -> None:
    """The test above can fail: whoever was told sees another score, and so does the facilitator."""
    twins = [both_play(seed, ScorePolicy.LIVE, (USA, DPRK)) for seed in range(8)]
    for audience in (FacilitatorView(), DelegationView(USA), DelegateView(head(DPRK).person)):
        assert any(_totals(one, audience) != _totals(other, audience) for one, other in twins)


def _totals(watched: Watched, audience: Audience) -> object:
    board = view_for(watched.table.talks, audience, watched.table.present)["scoreboard"]
    return board["others"]


@pytest.mark.parametrize("shown", [table, comparison])
def test_a_score_that_is_shown_as_it_is_would_be_caught(
    shown: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def would_pass(seed: int) -> bool:
        try:
            both_play(seed, ScorePolicy.LIVE, (USA,))
        except AssertionError:
            return False
        return True

    assert would_pass(0)
    monkeypatch.setattr(shown, "as_shown", lambda talks: talks)
    assert not all(would_pass(seed) for seed in range(5))


def test_whoever_comes_after_something_hushed_makes_no_view_go_out_to_those_who_are_there() -> None:
    here = Watched(negotiating((USA,), ScorePolicy.LIVE), outsiders((USA,)))
    before = {viewer: len(packets) for viewer, packets in here.sent.items()}
    here.table.ok(FACILITATOR, FireInject(HINT))  # and the listeners were not told: they failed
    for audience in here.audiences:
        here.comes(audience)
    came = {viewer: len(packets) - before[viewer] for viewer, packets in here.sent.items()}
    assert came.pop(PROJECTOR) == 0
    assert set(came.values()) == {2}  # the view to the newcomer, whole and against the text
    here.does(FACILITATOR, Announce("Hear, hear"))
    assert all(len(here.sent[a]) == before[a] + 2 + 4 for a in here.audiences)
