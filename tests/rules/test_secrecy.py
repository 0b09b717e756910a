"""Indistinguishability: another's secret changes no byte of mine, nor any answer I get."""

from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.commands import Command
from server.rules.commands.ledger import (
    ContestObligation,
    DeclineSideLetter,
    DiscloseSideLetter,
    Report,
    ReportObligation,
    SignSideLetter,
)
from server.rules.commands.life import Conclude, Reveal, RollBack, SetPolicy
from server.rules.commands.preparing import AnswerQuiz, WritePosition
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.commands.questions import Answer, AnswerKind, Question, QuestionKind
from server.rules.commands.seats import AssignSeat, ReleaseSeat, SwapSeats
from server.rules.commands.talk import (
    AskHelp,
    CloseHelp,
    Flag,
    FlagKind,
    Message,
    OpenChannel,
    Reflect,
    Say,
    StepOut,
)
from server.rules.commands.world import Inject, WriteInject
from server.rules.events import Event
from server.rules.ids import (
    PLENARY,
    AgentId,
    ChannelId,
    DelegationId,
    FlaggedId,
    InjectId,
    LetterId,
    MessageId,
    ObligationId,
)
from server.rules.refusals import Refusal
from server.rules.seats import (
    AgentView,
    Audience,
    Delegate,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.views.gate import view_for
from server.rules.written.mandate import Mandate
from server.rules.written.modifiers import Modifier
from server.rules.written.scenario import Scenario
from tests.rules.generated import plays
from tests.rules.ledgers import everything, letter, pledge
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    head,
    negotiating,
    package,
    scenario,
)
from tests.rules.player import Player

OUTSIDERS: tuple[Audience, ...] = (
    DelegateView(head(ROK).person),
    DelegationView(ROK),
    AgentView(ROK, AgentId("a1")),
    PublicView(),
    PublicView(plenary=True),
)
LEFT_OUT = (
    SetPolicy,
    Reveal,
    AssignSeat,
    SwapSeats,
    ReleaseSeat,
    RollBack,
    CloseHelp,
)
"""They lay secrets open, make the outsider an insider, or name a number of the log or the queue."""


LETTER = "hidden"
OWED = ObligationId(f"{LETTER}~usa.1")


def with_other_secrets(base: Scenario) -> Scenario:
    """The same talks, but the other delegations want other things."""

    def turned(mandate: Mandate) -> Mandate:
        positions = {
            i: replace(p, worth={o: 7 * w // 9 + 1 for o, w in p.worth.items()}, why="secret")
            for i, p in mandate.positions.items()
        }
        return replace(mandate, positions=positions, reservation=99, red_lines=())

    forums = {
        f.id: replace(f, mandates={d: m if d == ROK else turned(m) for d, m in f.mandates.items()})
        for f in base.forums.values()
    }
    linkages = tuple(
        replace(linkage, modifiers=tuple(_other(m) for m in linkage.modifiers))
        for linkage in base.linkages
    )
    tracks = tuple(
        replace(t, worth={d: w if d == ROK else w + 7 for d, w in t.worth.items()})
        for t in base.tracks
    )
    return replace(base, forums=forums, linkages=linkages, tracks=tracks)


def _other(modifier: Modifier) -> Modifier:
    private = modifier.is_private and modifier.delegation != ROK
    return replace(modifier, amount=2 * modifier.amount + 1) if private else modifier


def secret_acts(n: int) -> list[tuple[Delegate, Command]]:
    """What the others do behind the outsider's back."""
    caucus, team = ChannelId("caucus:hidden~usa"), ChannelId("delegation:usa")
    question = Question(QuestionKind.MATTERS, DPRK, ENERGY)
    answer = Answer(AnswerKind.YES, ENERGY)
    return [
        (head(USA), OpenChannel(ChannelId("caucus:hidden"), (DPRK,))),
        (head(DPRK), Say(MessageId(f"hidden{n}"), caucus, f"between us {n}")),
        (head(USA), Say(MessageId(f"ask{n}"), caucus, "?", question)),
        (head(DPRK), Say(MessageId(f"told{n}"), caucus, f"so {n}", answer=answer)),
        (head(USA), Say(MessageId(f"team{n}"), team, f"among us {n}")),
        (head(USA), AskHelp("what now?")),
        (head(DPRK), StepOut(on=n % 2 == 0)),
        (head(DPRK), Reflect("why?", f"because {n}")),
        (head(USA), AnswerQuiz(ENERGY, "heaviest", "pace")),
        (head(USA), AnswerQuiz(ENERGY, "heaviest", "oil")),
        (head(DPRK), WritePosition(f"What we want, draft {n}.")),
        (head(USA), letter(pledge(due=5), name=LETTER, text=f"Between us {n}.")),
        (head(DPRK), SignSideLetter(LetterId(f"{LETTER}~usa"))),
        (head(USA), SignSideLetter(LetterId(LETTER))),
        (head(USA), ReportObligation(OWED, Report.REFUSED, f"no {n}")),
        (head(DPRK), ContestObligation(OWED, f"not so {n}")),
    ]


def guesses(n: int) -> list[Command]:
    """The outsider tries the ids of what it cannot see."""
    return [
        Say(MessageId(f"hidden{n}"), PLENARY, "a guess"),
        Say(MessageId(f"team{n}"), ChannelId("caucus:hidden"), "a guess"),
        OpenChannel(ChannelId("caucus:hidden"), (USA,)),
        SignSideLetter(LetterId(f"{LETTER}~usa")),
        DeclineSideLetter(LetterId(LETTER), "a guess"),
        DiscloseSideLetter(LetterId(f"{LETTER}~usa")),
        letter(name=LETTER, to=(USA,)),
        ReportObligation(OWED, Report.DONE),
        ContestObligation(OWED, "a guess"),
    ]


def kinds(answer: tuple[Event, ...] | Refusal) -> object:
    """A refusal itself; of events their kinds, since their numbers are the log's."""
    return answer if isinstance(answer, Refusal) else [type(e) for e in answer]


def seen(table: Table, audience: Audience) -> bytes:
    view = view_for(table.talks, audience, table.present)
    return orjson.dumps(view, option=orjson.OPT_SORT_KEYS)


def both_play(seed: int, base: Scenario, moves: int = 40) -> tuple[Table, Table]:
    """Two tables with the same public play; at the second the others have other secrets."""
    one, other = negotiating(base), negotiating(with_other_secrets(base))
    player = Player(seed)
    for n in range(moves):
        acts = secret_acts(n)
        actor, command = acts[player.chance.randrange(len(acts))]
        other.does(actor, command)
        other.does(FACILITATOR, Message(str(USA), f"a note {n}"))
        for number, asked in enumerate(other.talks.helps, 1):
            if asked.to_or_from != head(ROK).person:
                other.does(FACILITATOR, CloseHelp(number))
        for message in list(other.talks.messages)[-2:]:
            marked = Flag(FlagKind.MESSAGE, FlaggedId(message), f"a lie {n}")
            other.does(FACILITATOR, marked)
        other.does(FACILITATOR, Inject(InjectId("hush")))
        if n % 9 == 0:
            news = WriteInject(InjectId(f"w{n}"), "News", "of yours", (USA, DPRK))
            other.does(FACILITATOR, news)
        for guess in guesses(n):
            assert kinds(one.does(head(ROK), guess)) == kinds(other.does(head(ROK), guess))
        move = player.move(one.talks)
        if isinstance(move[1], LEFT_OUT):
            continue
        answers = plays(one, move), plays(other, move)
        if move[0] == head(ROK) and isinstance(answers[0], Refusal):
            assert answers[0] == answers[1]
        for audience in OUTSIDERS:
            assert seen(one, audience) == seen(other, audience)
    return one, other


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_others_secrets_change_no_byte_of_mine(seed: int) -> None:
    both_play(seed, scenario())


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_nor_with_a_world_that_moves(seed: int) -> None:
    both_play(seed, everything())


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_nor_in_a_forum_behind_closed_doors(seed: int) -> None:
    closed = scenario(forum(ENERGY), forum(PEACE, open=False, parties=(USA, DPRK)))
    both_play(seed, closed)


def test_the_secrets_were_there_to_be_seen() -> None:
    """The test above can fail: who may see the secrets sees another view."""
    one, other = both_play(1, scenario(), moves=12)
    for audience in (FacilitatorView(), DelegationView(USA), DelegateView(head(DPRK).person)):
        assert seen(one, audience) != seen(other, audience)


def test_a_closed_forum_shows_its_title_and_state_only() -> None:
    table = negotiating(scenario(forum(ENERGY, open=False, parties=(USA, DPRK))))
    proposal = TableProposal("p1", ENERGY, {"oil": "low"})  # type: ignore[arg-type,dict-item]
    table.ok(head(USA), proposal)
    outside = view_for(table.talks, DelegationView(ROK))
    assert not any(key.startswith("proposal/") for key in outside)
    assert "issues" not in outside["forum/energy"]
    assert "proposal/p1~usa" in view_for(table.talks, DelegationView(DPRK))
    table.ok(
        head(DPRK), replace(proposal, package=package(oil="high"))
    )  # an id of the USA's is free
    hidden = TakeStance("p1", StanceKind.ACCEPT)  # type: ignore[arg-type]
    unknown = TakeStance("p9", StanceKind.ACCEPT)  # type: ignore[arg-type]
    assert table.refused(head(ROK), hidden) == table.refused(head(ROK), unknown) == "not_found"


def test_view_as_is_what_the_delegation_sees() -> None:
    table = negotiating()
    mine = view_for(table.talks, DelegateView(head(ROK).person))
    as_rok = view_for(table.talks, DelegationView(ROK))
    different = {k for k in mine if mine[k] != as_rok.get(k)}
    assert mine.keys() == as_rok.keys()
    assert different == {"me", "may"}
    assert mine["may"].keys() == as_rok["may"].keys()
    assert {why["code"] for why in as_rok["may"].values()} == {"looking_only"}


@pytest.mark.parametrize("delegation", [ROK, USA, DPRK])
def test_mandates_are_laid_open_at_the_debrief_only(delegation: DelegationId) -> None:
    table = negotiating()
    view = view_for(table.talks, DelegationView(delegation))
    mandates = [k for k in view if k.startswith("mandate/")]
    assert mandates == ["mandate/energy", "mandate/peace"]
    assert not any(k.startswith("mandate/") for k in view_for(table.talks, PublicView()))
    assert table.refused(FACILITATOR, Reveal("mandates")) == "not_concluded"
    table.ok(FACILITATOR, Conclude(), Reveal("mandates"))
    view = view_for(table.talks, DelegationView(delegation))
    assert sum(k.startswith("mandate/") for k in view) == 6
