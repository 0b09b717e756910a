"""Recorded events and stores for the tests of what is kept."""

from collections.abc import Iterable

from server.rules.commands.ledger import Pledge, Report, Settlement
from server.rules.commands.plenary import EndorsementKind
from server.rules.commands.proposals import StanceKind
from server.rules.commands.reading import Guess
from server.rules.commands.talk import FlagKind
from server.rules.commands.teams import CapitalDecision
from server.rules.events import Event, Recorded
from server.rules.events.agents import AgentPaused, AgentSeated, AgentUnseated
from server.rules.events.ledger import (
    LetterDeclined,
    LetterDisclosed,
    LetterDrafted,
    LetterSigned,
    ObligationContested,
    ObligationLapsed,
    ObligationReported,
    ObligationSettled,
)
from server.rules.events.life import (
    Archived,
    Concluded,
    PolicySet,
    Replanned,
    Revealed,
    RevealPlanned,
    RolledBack,
    TalksOpened,
)
from server.rules.events.plenary import Endorsed
from server.rules.events.preparing import PositionWritten, QuizAnswered
from server.rules.events.proposals import (
    AgreementRecorded,
    AgreementVoided,
    ForumAgreed,
    ForumFailed,
    ProposalAdopted,
    ProposalCosponsored,
    ProposalLapsed,
    ProposalReopened,
    ProposalTabled,
    ProposalWithdrawn,
    SilenceBegan,
    SilenceBroken,
    StanceTaken,
)
from server.rules.events.reading import OthersRead
from server.rules.events.schedule import ClockExtended, Paused, PhaseBegan, ReadySet, Resumed
from server.rules.events.seats import (
    BotSeated,
    BotUnseated,
    InnerRoleSet,
    ObserverSeated,
    SeatAssigned,
    SeatReleased,
    SeatsLocked,
)
from server.rules.events.talk import (
    ChannelOpened,
    Flagged,
    HelpAsked,
    HelpClosed,
    MessageSent,
    NoteSent,
    Reflected,
    SteppedOut,
    Unflagged,
)
from server.rules.events.teams import (
    ApprovalAsked,
    BallotCast,
    CapitalDecided,
    HeadHandedOver,
    PressStated,
    SpecialistSet,
)
from server.rules.events.world import (
    InjectFired,
    InjectUndone,
    LinkageLifted,
    LinkageTriggered,
    RungLost,
    RungReached,
)
from server.rules.ids import (
    PLENARY,
    AgentId,
    ChannelId,
    CommandId,
    DelegationId,
    FlaggedId,
    ForumId,
    InjectId,
    IssueId,
    LetterId,
    LinkageId,
    MessageId,
    ObligationId,
    OptionId,
    PersonId,
    ProposalId,
    RoundId,
    RungId,
)
from server.rules.seats import Actor, Bot, Delegate, Facilitator, InnerRole, Timekeeper
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Round

ROK, USA = DelegationId("rok"), DelegationId("usa")
KIM, P1, P2, ENERGY = PersonId("kim"), ProposalId("p1"), ProposalId("p2"), ForumId("energy")
OIL, PACE, LOW = IssueId("oil"), IssueId("pace"), OptionId("low")
L1, OWED = LetterId("l1~rok"), ObligationId("oil-first")
PLEDGES = (Pledge(ROK, "pay", 2), Pledge(USA, "back it", 1, ENERGY, OIL, LOW))
TEACHER = Facilitator("teacher")

ROUND = Round(RoundId("r1"), "First round", (ENERGY,), 60, 600, 0)

ONE_OF_EACH: tuple[Event, ...] = (
    TalksOpened("all", "standard", {"scores": "live", "early_end": True}),
    SeatAssigned(KIM, "김 Kim <b>", ROK, InnerRole.HEAD),
    SeatReleased(KIM, "left"),
    InnerRoleSet(KIM, InnerRole.NOTE_TAKER),
    SeatsLocked(True),
    BotSeated(USA, "firm", 7),
    BotUnseated(USA),
    PolicySet({"anyone_acts": False}),
    PhaseBegan(0, "briefing", 1_700_000_000_000, "started"),
    Paused(),
    Resumed(),
    ClockExtended(60, "facilitator"),
    ReadySet(ROK, True),
    ProposalTabled(P1, ENERGY, 1, ROK, {OIL: LOW}, "a note\nof two lines"),
    ProposalTabled(P2, ENERGY, 2, USA, {}, "", P1, {OIL: None, PACE: LOW}),
    ProposalCosponsored(P1, USA),
    StanceTaken(P1, USA, StanceKind.REJECT, "too much"),
    SilenceBegan(P1, 1_700_000_020_000),
    SilenceBroken(P1, USA, ""),
    ProposalWithdrawn(P1),
    ProposalAdopted(P1),
    ProposalLapsed(P2, "another_adopted"),
    AgreementRecorded(ENERGY, {OIL: LOW, PACE: LOW}),
    AgreementVoided(ENERGY, "mistake"),
    ForumFailed(ENERGY),
    ForumAgreed(ENERGY),
    ChannelOpened(ChannelId("caucus:1"), ROK, (USA, ROK)),
    MessageSent(MessageId("m1"), PLENARY, ROK, "Kim", "hello 👋 \0 \u202e"),
    MessageSent(MessageId("m2"), PLENARY, None, "", "an announcement"),
    NoteSent("rok", "well done"),
    HelpAsked(KIM, "what now?"),
    SteppedOut(KIM, False),
    Reflected(KIM, "What did you learn?", "Much."),
    RolledBack(9, "again"),
    Revealed("mandates"),
    Concluded("schedule"),
    Archived(),
    Endorsed(ENERGY, ROK, EndorsementKind.SET_ASIDE, "too dear"),
    TalksOpened("all", "easy", {}, (ROUND,)),
    Replanned("all", "hard", (ROUND,)),
    ObserverSeated(KIM, "김 Kim <b>"),
    LinkageTriggered(LinkageId("oil-for-disablement")),
    LinkageLifted(LinkageId("oil-for-disablement")),
    InjectFired(
        InjectId("floods"),
        (USA,),
        "2007-08-16",
        "Floods",
        "Homes are hit.",
        (Modifier(ModifierKind.RESERVATION, USA, ENERGY, amount=-500, why="need"),),
        "facilitator",
        written=True,
    ),
    InjectUndone(InjectId("floods"), "a slip", (USA,)),
    RungReached(RungId("dialogue")),
    RungLost(RungId("dialogue")),
    LetterDrafted(L1, ROK, (USA, ROK), "Between us.", PLEDGES),
    LetterSigned(L1, USA),
    LetterDeclined(L1, USA, "not now"),
    LetterDisclosed(L1, ROK),
    ObligationReported(OWED, ROK, Report.DELAYED, "no ship"),
    ObligationContested(OWED, USA, "there was one"),
    ObligationSettled(OWED, Settlement.BROKEN, "seen in the port"),
    ObligationLapsed(OWED),
    HelpClosed(2),
    Flagged(FlagKind.MESSAGE, FlaggedId("m1~rok"), "Why now?", "teacher"),
    Unflagged(FlagKind.PROPOSAL, FlaggedId("p1")),
    SpecialistSet(KIM, ENERGY),
    SpecialistSet(KIM, None),
    HeadHandedOver(ROK, KIM, PersonId("lee"), MessageId("hand_over~3~rok")),
    BallotCast(P1, ROK, KIM, StanceKind.RESERVE),
    PressStated(MessageId("m3"), ROK, "Kim", "We are confident."),
    ApprovalAsked(P1, ROK, KIM, "it is worth it"),
    CapitalDecided(P1, ROK, CapitalDecision.SEND_BACK, "not that much"),
    QuizAnswered(KIM, ROK, ENERGY, "heaviest", "oil", right=True),
    PositionWritten(KIM, ROK, "We want oil and peace."),
    ProposalReopened(P2),
    AgentSeated(USA, AgentId("a1"), "Greedy", "A lab", "M-1", "ab" * 32),
    AgentPaused(USA, True),
    AgentUnseated(USA),
    OthersRead(KIM, ROK, (Guess(USA, ENERGY, (OIL, PACE)),)),
    RevealPlanned("scores", 1_700_000_000_000),
    RevealPlanned("scores", None),
)
"""One of every event, in the order of the rules; some twice for their optional fields."""

ACTORS: tuple[Actor, ...] = (
    Delegate(KIM),
    Bot(USA),
    TEACHER,
    Facilitator("a:b"),
    Timekeeper(),
)


def recorded(
    *events: Event, after: int = 0, command: str = "c1", by: Actor = TEACHER, at: int = 1000
) -> list[Recorded]:
    """The events of one command, numbered on from `after`."""
    return [
        Recorded(seq, at, by, CommandId(command), event)
        for seq, event in enumerate(events, start=after + 1)
    ]


def announced(after: int, command: str, count: int = 1) -> list[Recorded]:
    """A command of `count` announcements."""
    events = (
        MessageSent(MessageId(f"{command}-{n}"), PLENARY, None, "", "word") for n in range(count)
    )
    return recorded(*events, after=after, command=command)


def numbers(log: Iterable[Recorded]) -> list[int]:
    return [one.seq for one in log]
