"""Generated play: any command from any seat, over small pools of ids so that they meet."""

from hypothesis import strategies as st

from server.rules.commands import Command
from server.rules.commands.agents import PauseAgent, SeatAgent, UnseatAgent
from server.rules.commands.ledger import (
    ContestObligation,
    DeclineSideLetter,
    DiscloseSideLetter,
    DraftSideLetter,
    Pledge,
    Report,
    ReportObligation,
    Settlement,
    SettleObligation,
    SignSideLetter,
)
from server.rules.commands.life import Archive, Conclude, OpenTalks, Reveal, RollBack, SetPolicy
from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.commands.preparing import AnswerQuiz, WritePosition
from server.rules.commands.proposals import (
    AmendProposal,
    BreakSilence,
    Cosponsor,
    RecordAgreement,
    StanceKind,
    TableProposal,
    TakeStance,
    VoidAgreement,
    WithdrawProposal,
)
from server.rules.commands.schedule import (
    Advance,
    Expire,
    Extend,
    Pause,
    Resume,
    SetReady,
    Start,
    StepBack,
)
from server.rules.commands.seats import (
    AssignSeat,
    LockSeats,
    ReleaseSeat,
    SeatBot,
    SetInnerRole,
    SwapSeats,
    UnseatBot,
)
from server.rules.commands.talk import (
    Announce,
    AskHelp,
    Message,
    OpenChannel,
    Reflect,
    Say,
    StepOut,
)
from server.rules.commands.teams import (
    Capital,
    CapitalDecision,
    CastBallot,
    HandOver,
    PressStatement,
)
from server.rules.commands.world import Inject, UndoInject, WriteInject
from server.rules.ids import (
    AgentId,
    ChannelId,
    DelegationId,
    ForumId,
    InjectId,
    IssueId,
    LetterId,
    MessageId,
    ObligationId,
    OptionId,
    PersonId,
    ProposalId,
    TrackId,
)
from server.rules.seats import Actor, Agent, Bot, Delegate, InnerRole
from server.rules.written.modifiers import Modifier, ModifierKind
from tests.rules.negotiation import (
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    PEACE,
    TIMEKEEPER,
    Table,
)

delegations = st.sampled_from([*EVERYBODY, DelegationId("mars")])
persons = st.sampled_from([PersonId(f"p-{d}") for d in EVERYBODY] + [PersonId("late")])
forums = st.sampled_from([ENERGY, PEACE, ForumId("nowhere")])
proposals = st.sampled_from([ProposalId(f"p{n}") for n in range(3)])
channels = st.sampled_from(
    [ChannelId(x) for x in ("plenary", "delegation:rok", "caucus:a", "caucus:b", "caucus:c")]
)
messages = st.integers(0, 30).map(lambda n: MessageId(f"m{n}"))
issues = st.sampled_from([IssueId("oil"), IssueId("pace"), IssueId("gas")])
options = st.sampled_from([OptionId(o) for o in ("low", "middle", "high")])
packages = st.dictionaries(issues, options, max_size=2)
complete = st.fixed_dictionaries({IssueId("oil"): options, IssueId("pace"): options})
texts = st.sampled_from(["", "hello", "no\x00pe", "x" * 4001])
stances = st.sampled_from(list(StanceKind))
injects = st.sampled_from([InjectId(i) for i in ("storm", "whisper", "thaw", "own", "nothing")])
modifiers = st.builds(
    Modifier,
    st.sampled_from(ModifierKind),
    st.none() | delegations,
    st.none() | forums,
    st.none() | issues,
    st.none() | options,
    st.none() | st.sampled_from([TrackId("mistrust"), TrackId("hope")]),
    st.integers(-20_000, 20_000),
)
obligations = st.sampled_from(
    [ObligationId(o) for o in ("oil-first", "oil-second", "disable", "l0~usa.1", "l0~rok.1")]
)
letters = st.sampled_from([LetterId(x) for x in ("l0", "l1", "l0~usa", "l0~rok")])
pledges = st.builds(Pledge, delegations, texts, st.integers(0, 5), st.none() | forums)
policies = st.dictionaries(
    st.sampled_from(["scores", "early_end", "anyone_acts", "team_decides", "capital_approval"]),
    st.sampled_from(["hidden", "live", "round_end", "vote", True, False]),
    max_size=2,
)

heads: st.SearchStrategy[Actor] = st.sampled_from([Delegate(PersonId(f"p-{d}")) for d in EVERYBODY])
anybody: st.SearchStrategy[Actor] = (
    persons.map(Delegate)
    | delegations.map(Bot)
    | delegations.map(lambda d: Agent(d, AgentId("a1")))
)
present = st.frozensets(persons)
pause = st.integers(0, 3)
bargaining: st.SearchStrategy[Command] = st.one_of(
    st.builds(TableProposal, proposals, st.just(ENERGY), complete | packages),
    st.builds(TakeStance, proposals, st.just(StanceKind.ACCEPT)),
    st.builds(TakeStance, proposals, st.just(StanceKind.ACCEPT)),
    st.builds(TakeStance, proposals, stances),
    st.builds(BreakSilence, proposals),
    st.builds(WithdrawProposal, proposals),
)
by_delegates: st.SearchStrategy[Command] = st.one_of(
    st.builds(TableProposal, proposals, forums, packages, texts),
    st.builds(AmendProposal, proposals, proposals, st.dictionaries(issues, st.none() | options)),
    st.builds(Cosponsor, proposals),
    st.builds(TakeStance, proposals, stances, texts),
    st.builds(BreakSilence, proposals, texts),
    st.builds(WithdrawProposal, proposals),
    st.builds(Endorse, forums, st.sampled_from(EndorsementKind), texts),
    st.builds(HandOver, persons),
    st.builds(CastBallot, proposals, stances),
    st.builds(PressStatement, messages, texts),
    st.builds(Say, messages, channels, texts),
    st.builds(OpenChannel, channels, st.lists(delegations, max_size=3).map(tuple)),
    st.builds(SetReady, st.booleans()),
    st.builds(AskHelp, texts),
    st.builds(StepOut, st.booleans()),
    st.builds(Reflect, texts, texts),
    st.builds(
        AnswerQuiz,
        forums,
        st.sampled_from(["heaviest", "walk_away"]),
        st.sampled_from(["oil", "no"]),
    ),
    st.builds(WritePosition, texts),
    st.builds(ReportObligation, obligations, st.sampled_from(Report), texts),
    st.builds(ContestObligation, obligations, texts),
    st.builds(
        DraftSideLetter,
        letters,
        st.lists(delegations, max_size=3).map(tuple),
        texts,
        st.lists(pledges, max_size=2).map(tuple),
    ),
    st.builds(SignSideLetter, letters),
    st.builds(DeclineSideLetter, letters, texts),
    st.builds(DiscloseSideLetter, letters),
)
by_facilitators: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from([OpenTalks("all"), Start(), Pause(), Advance(), StepBack()]),
    st.sampled_from([Resume(), Resume(), Start(), Advance()]),
    st.sampled_from([Resume(), Resume(), Conclude(), Archive()]),
    st.builds(Extend, st.integers(-1, 100)),
    st.builds(AssignSeat, persons, delegations, st.just("Somebody")),
    st.builds(SwapSeats, persons, persons),
    st.builds(ReleaseSeat, persons),
    st.builds(ReleaseSeat, persons, texts, persons, st.booleans(), st.just("Somebody")),
    st.builds(LockSeats, st.booleans()),
    st.builds(SetInnerRole, persons, st.sampled_from(InnerRole)),
    st.builds(SetInnerRole, persons, st.sampled_from(InnerRole), forums),
    st.builds(Capital, proposals, delegations, st.sampled_from(CapitalDecision), texts),
    st.builds(SeatBot, delegations, st.sampled_from(["firm", "odd"])),
    st.builds(UnseatBot, delegations),
    st.builds(
        SeatAgent,
        st.sampled_from(["a1", "a2"]),
        delegations,
        st.sampled_from(["Greedy", ""]),
        texts,
    ),
    st.builds(PauseAgent, delegations, st.booleans()),
    st.builds(UnseatAgent, delegations),
    st.builds(SetPolicy, policies),
    st.builds(Announce, texts),
    st.builds(Message, persons | delegations, texts),
    st.builds(RecordAgreement, forums, packages),
    st.builds(RecordAgreement, st.just(ENERGY), complete),
    st.builds(VoidAgreement, forums, texts),
    st.builds(SettleObligation, obligations, st.sampled_from(Settlement), texts),
    st.builds(RollBack, st.integers(0, 40), texts),
    st.builds(Inject, injects, st.lists(delegations, max_size=3).map(tuple)),
    st.builds(UndoInject, injects, texts),
    st.builds(
        WriteInject,
        injects,
        texts,
        texts,
        st.just(()),
        st.lists(modifiers, max_size=2).map(tuple),
    ),
    st.builds(
        Reveal,
        st.sampled_from(["channels", "letters", "mandates", "scores", "moments", "record", "odd"]),
    ),
)

Move = tuple[Actor, Command, int, frozenset[PersonId]]
"""(who, what, seconds that pass before, who is present then)."""

moves: st.SearchStrategy[Move] = st.one_of(
    st.tuples(heads, bargaining, pause, present),
    st.tuples(heads, bargaining, pause, present),
    st.tuples(heads, by_delegates, pause, present),
    st.tuples(anybody, by_delegates, pause, present),
    st.tuples(st.just(FACILITATOR), by_facilitators, pause, present),
    st.tuples(st.just(TIMEKEEPER), st.just(Expire()), st.sampled_from([0, 1, 20, 300]), present),
    st.tuples(anybody, by_facilitators, pause, present),
)


def plays(table: Table, move: Move) -> object:
    """Carry a move out; the answer is the events or the refusal."""
    actor, command, seconds, present = move
    table.present = present
    return table.later(seconds).does(actor, command)
