"""Generated play: any command from any seat, over small pools of ids so that they meet."""

from hypothesis import strategies as st

from server.rules import commands as c
from server.rules.commands.ledger import Pledge
from server.rules.ids import (
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
from server.rules.seats import Actor, Bot, Delegate, InnerRole
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
stances = st.sampled_from(list(c.StanceKind))
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
anybody: st.SearchStrategy[Actor] = persons.map(Delegate) | delegations.map(Bot)
present = st.frozensets(persons)
pause = st.integers(0, 3)
bargaining: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.TableProposal, proposals, st.just(ENERGY), complete | packages),
    st.builds(c.TakeStance, proposals, st.just(c.StanceKind.ACCEPT)),
    st.builds(c.TakeStance, proposals, st.just(c.StanceKind.ACCEPT)),
    st.builds(c.TakeStance, proposals, stances),
    st.builds(c.BreakSilence, proposals),
    st.builds(c.WithdrawProposal, proposals),
)
by_delegates: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.TableProposal, proposals, forums, packages, texts),
    st.builds(c.AmendProposal, proposals, proposals, st.dictionaries(issues, st.none() | options)),
    st.builds(c.Cosponsor, proposals),
    st.builds(c.TakeStance, proposals, stances, texts),
    st.builds(c.BreakSilence, proposals, texts),
    st.builds(c.WithdrawProposal, proposals),
    st.builds(c.Endorse, forums, st.sampled_from(c.EndorsementKind), texts),
    st.builds(c.HandOver, persons),
    st.builds(c.CastBallot, proposals, stances),
    st.builds(c.PressStatement, messages, texts),
    st.builds(c.Say, messages, channels, texts),
    st.builds(c.OpenChannel, channels, st.lists(delegations, max_size=3).map(tuple)),
    st.builds(c.SetReady, st.booleans()),
    st.builds(c.AskHelp, texts),
    st.builds(c.StepOut, st.booleans()),
    st.builds(c.Reflect, texts, texts),
    st.builds(
        c.AnswerQuiz,
        forums,
        st.sampled_from(["heaviest", "walk_away"]),
        st.sampled_from(["oil", "no"]),
    ),
    st.builds(c.WritePosition, texts),
    st.builds(c.ReportObligation, obligations, st.sampled_from(c.Report), texts),
    st.builds(c.ContestObligation, obligations, texts),
    st.builds(
        c.DraftSideLetter,
        letters,
        st.lists(delegations, max_size=3).map(tuple),
        texts,
        st.lists(pledges, max_size=2).map(tuple),
    ),
    st.builds(c.SignSideLetter, letters),
    st.builds(c.DeclineSideLetter, letters, texts),
    st.builds(c.DiscloseSideLetter, letters),
)
by_facilitators: st.SearchStrategy[c.Command] = st.one_of(
    st.sampled_from([c.OpenTalks("all"), c.Start(), c.Pause(), c.Advance(), c.StepBack()]),
    st.sampled_from([c.Resume(), c.Resume(), c.Start(), c.Advance()]),
    st.sampled_from([c.Resume(), c.Resume(), c.Conclude(), c.Archive()]),
    st.builds(c.Extend, st.integers(-1, 100)),
    st.builds(c.AssignSeat, persons, delegations, st.just("Somebody")),
    st.builds(c.SwapSeats, persons, persons),
    st.builds(c.ReleaseSeat, persons),
    st.builds(c.LockSeats, st.booleans()),
    st.builds(c.SetInnerRole, persons, st.sampled_from(InnerRole)),
    st.builds(c.SetInnerRole, persons, st.sampled_from(InnerRole), forums),
    st.builds(c.Capital, proposals, delegations, st.sampled_from(c.CapitalDecision), texts),
    st.builds(c.SeatBot, delegations, st.sampled_from(["firm", "odd"])),
    st.builds(c.UnseatBot, delegations),
    st.builds(c.SetPolicy, policies),
    st.builds(c.Announce, texts),
    st.builds(c.Message, persons | delegations, texts),
    st.builds(c.RecordAgreement, forums, packages),
    st.builds(c.RecordAgreement, st.just(ENERGY), complete),
    st.builds(c.VoidAgreement, forums, texts),
    st.builds(c.SettleObligation, obligations, st.sampled_from(c.Settlement), texts),
    st.builds(c.RollBack, st.integers(0, 40), texts),
    st.builds(c.Inject, injects, st.lists(delegations, max_size=3).map(tuple)),
    st.builds(c.UndoInject, injects, texts),
    st.builds(
        c.WriteInject,
        injects,
        texts,
        texts,
        st.just(()),
        st.lists(modifiers, max_size=2).map(tuple),
    ),
    st.builds(c.Reveal, st.sampled_from(["channels", "letters", "mandates", "scores", "odd"])),
)

Move = tuple[Actor, c.Command, int, frozenset[PersonId]]
"""(who, what, seconds that pass before, who is present then)."""

moves: st.SearchStrategy[Move] = st.one_of(
    st.tuples(heads, bargaining, pause, present),
    st.tuples(heads, bargaining, pause, present),
    st.tuples(heads, by_delegates, pause, present),
    st.tuples(anybody, by_delegates, pause, present),
    st.tuples(st.just(FACILITATOR), by_facilitators, pause, present),
    st.tuples(st.just(TIMEKEEPER), st.just(c.Expire()), st.sampled_from([0, 1, 20, 300]), present),
    st.tuples(anybody, by_facilitators, pause, present),
)


def plays(table: Table, move: Move) -> object:
    """Carry a move out; the answer is the events or the refusal."""
    actor, command, seconds, present = move
    table.present = present
    return table.later(seconds).does(actor, command)
