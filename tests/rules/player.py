"""A random player that knows the state: deeper play than blind generation reaches."""

from dataclasses import replace
from random import Random

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
from server.rules.commands.life import (
    Archive,
    Conclude,
    PlanReveal,
    Replan,
    Reveal,
    RollBack,
    SetPolicy,
)
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
from server.rules.commands.questions import Answer, AnswerKind, Question, QuestionKind
from server.rules.commands.reading import Guess, ReadOthers
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
    SeatObserver,
    SetInnerRole,
    SwapSeats,
    UnseatBot,
)
from server.rules.commands.talk import (
    Announce,
    AskHelp,
    CloseHelp,
    Flag,
    FlagKind,
    Message,
    OpenChannel,
    Reflect,
    Say,
    StepOut,
    Unflag,
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
    FlaggedId,
    ForumId,
    InjectId,
    IssueId,
    LetterId,
    MessageId,
    ObligationId,
    OptionId,
    PersonId,
    ProposalId,
)
from server.rules.seats import Actor, Agent, Bot, Delegate, InnerRole
from server.rules.state.reading import asked_of
from server.rules.state.talks import Talks, TalksState
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.quiz import questions
from tests.rules.generated import Move
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    PEACE,
    ROK,
    TIMEKEEPER,
    USA,
)

PEOPLE = [PersonId(f"p-{d}") for d in EVERYBODY]

OWN = Modifier(ModifierKind.RESERVATION, USA, ENERGY, amount=400, why="the capital says so")


def _mark(key: str) -> tuple[FlagKind, FlaggedId]:
    kind, _, ref = key.partition("/")
    return FlagKind(kind), FlaggedId(ref)


class Player:
    """Makes moves from a seed; ids count up, so that they are new unless chance wills it."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.made = 0

    def move(self, talks: Talks) -> Move:
        """Somebody's next move, most often one that can be accepted."""
        draw = self.chance.random()
        actor, command = self._facilitates(talks) if draw < 0.2 else self._negotiates(talks)
        seconds = 0
        if draw > 0.85:
            actor, command = TIMEKEEPER, Expire()
            seconds = self.chance.choice([0, 1, 20, 20, 60, 300])
        present = frozenset(p for p in PEOPLE if self.chance.random() < 0.8)
        return actor, command, seconds, present

    def _new(self, prefix: str) -> str:
        self.made += self.chance.random() < 0.95
        return f"{prefix}{self.made}"

    def _negotiates(self, talks: Talks) -> tuple[Actor, Command]:
        delegation = self.chance.choice(EVERYBODY)
        actor: Actor = Delegate(PersonId(f"p-{delegation}"))
        if delegation in talks.bots and self.chance.random() < 0.8:
            actor = Bot(delegation)
        if delegation in talks.agents and self.chance.random() < 0.8:
            actor = Agent(delegation, talks.agents[delegation].agent)
        forum = self.chance.choice([*talks.forums_now[:1], *talks.forums_now, ENERGY])
        laid = [p.id for p in talks.open_proposals(forum)]
        some = laid or [ProposalId("none")]
        silent = [p for p in some if p in talks.proposals and talks.proposals[p].silence_ends_at]
        proposal = self.chance.choice(some)
        pick = self.chance.choice
        options = [OptionId(o) for o in ("low", "middle", "high")]
        issues = [IssueId("oil"), IssueId("pace")][: self.chance.choice([1, 2, 2, 2])]
        caucuses = list(talks.channels) or [ChannelId("plenary")]
        commands: list[Command] = [
            *[self._tables(forum, {i: pick(options) for i in issues})] * (1 if laid else 6),
            AmendProposal(ProposalId(self._new("p")), proposal, {pick(issues): pick(options)}),
            *[TakeStance(proposal, StanceKind.ACCEPT)] * (6 if laid else 1),
            TakeStance(proposal, pick(list(StanceKind)), pick(["", "too little"])),
            *[BreakSilence(pick(silent or some))] * (3 if silent else 1),
            Cosponsor(proposal),
            *[WithdrawProposal(proposal)] * 2,
            *[Endorse(pick([ENERGY, PEACE]), pick(list(EndorsementKind)))] * 2,
            HandOver(pick([*PEOPLE, PersonId("late")])),
            *[CastBallot(proposal, pick(list(StanceKind)))] * 2,
            PressStatement(MessageId(self._new("m")), "we are confident"),
            Say(MessageId(self._new("m")), pick(caucuses), "hello"),
            self._asks(forum, pick(caucuses), proposal),
            self._answers_somebody(talks, forum, {i: pick(options) for i in issues}),
            OpenChannel(ChannelId(self._new("caucus:")), (pick(EVERYBODY),)),
            SetReady(self.chance.random() < 0.6),
            AskHelp("help"),
            StepOut(self.chance.random() < 0.5),
            Reflect("why?", "because"),
            self._answers_quiz(talks, delegation),
            self._reads_others(talks, delegation),
            WritePosition(pick(["We want oil.", "We want peace."])),
        ]
        if talks.policies.capital_approval and delegation == DPRK and self.chance.random() < 0.4:
            crossing = {IssueId("oil"): OptionId("high"), IssueId("pace"): OptionId("low")}
            commands = [self._tables(forum, crossing)]
        elif talks.state is TalksState.RUNNING and self.chance.random() < 0.25:
            commands = self._on_paper(talks, delegation)
        return actor, pick(commands)

    def _asks(self, forum: ForumId, channel: ChannelId, proposal: ProposalId) -> Command:
        """A question to somebody, with or without a proposal."""
        pick = self.chance.choice
        kind = pick([QuestionKind.MATTERS, QuestionKind.WHY])
        about = None if kind is QuestionKind.MATTERS else proposal
        question = Question(kind, pick(EVERYBODY), forum, about)
        return Say(MessageId(self._new("m")), channel, "Well?", question)

    def _answers_somebody(
        self, talks: Talks, forum: ForumId, whole: dict[IssueId, OptionId]
    ) -> Command:
        """An answer in words and with a package, to what was said before."""
        said = self.chance.choice([*talks.messages.values()] or [None])
        channel = said.channel if said else ChannelId("plenary")
        to = said.id if said else None
        answer = Answer(AnswerKind.CHANGES, forum, to, (IssueId("oil"),), whole)
        return Say(MessageId(self._new("m")), channel, "With that we could.", answer=answer)

    def _answers_quiz(self, talks: Talks, delegation: DelegationId) -> Command:
        """An answer to a question about the mandate, right or wrong."""
        forum = self.chance.choice([ENERGY, PEACE])
        question = self.chance.choice(questions(talks.forum(forum), delegation))
        return AnswerQuiz(forum, question.id, self.chance.choice(question.choices))

    def _reads_others(self, talks: Talks, delegation: DelegationId) -> Command:
        """What somebody thinks mattered to others; or nothing."""
        forum, asked = asked_of(talks, delegation)
        orders = [(IssueId("oil"), IssueId("pace")), (IssueId("pace"), IssueId("oil"))]
        told = tuple(Guess(d, forum, self.chance.choice(orders)) for d in asked)
        return ReadOthers(self.chance.choice([told, told, ()]))

    def _plan(self, talks: Talks) -> Command:
        """The schedule with its clocks changed, or the preset's own again."""
        minute = self.chance.choice([30, 60, 90])
        rounds = tuple(replace(r, briefing=minute) for r in talks.schedule)
        return Replan("all", "standard", self.chance.choice([rounds, ()]))

    def _on_paper(self, talks: Talks, delegation: DelegationId) -> list[Command]:
        """Obligations and side letters."""
        pick = self.chance.choice
        known = sorted(talks.obligations.values(), key=lambda o: o.id)
        owed = [o.id for o in known] or [ObligationId("none")]
        own = [o.id for o in known if o.by == delegation] or owed
        done = [o.id for o in known if o.status == "done" and o.by != delegation] or owed
        mine = [x for x in talks.letters.values() if delegation in x.members]
        letters = sorted(x.id for x in mine) or [LetterId("none")]
        unsigned = sorted(x.id for x in mine if delegation not in x.signed) or letters
        in_force = sorted(x.id for x in mine if x.state == "in_force") or letters
        letter = pick(letters)
        again = letter.startswith("l") and self.chance.random() < 0.3
        chosen = LetterId(letter.partition("~")[0] if again else self._new("l"))
        due = talks.round + pick([1, 1, 2])
        with_ = tuple(d for d in EVERYBODY if d != delegation)[: pick([1, 2])]
        option = Pledge(with_[0], "support it", due, ENERGY, IssueId("oil"), OptionId("low"))
        pledges = tuple(p for p in (Pledge(delegation, "do it", due), option) if pick([0, 1]))
        return [
            *[ReportObligation(pick(own), pick(list(Report)), pick(["", "so it is"]))] * 3,
            *[ContestObligation(pick(done), "not so")] * 2,
            *[DraftSideLetter(chosen, with_, f"Letter {self.made}", pledges)] * 2,
            *[SignSideLetter(pick(unsigned))] * 4,
            DeclineSideLetter(letter, pick(["", "no"])),
            DiscloseSideLetter(pick(in_force)),
        ]

    def _tables(self, forum: ForumId, package: dict[IssueId, OptionId]) -> Command:
        return TableProposal(ProposalId(self._new("p")), forum, package)

    def _answers(self, talks: Talks) -> Command:
        """The capital of a delegation that asked it, if any did."""
        asked = list(talks.approvals) or [(ProposalId("none"), EVERYBODY[0])]
        return Capital(*self.chance.choice(asked), self.chance.choice([*CapitalDecision]), "so")

    def _seats_agent(self, delegation: DelegationId) -> Command:
        """A program, with or without what is told of it; its id may be in use."""
        told = {"operator": "A lab", "model": "M-1", "instructions": "ab" * 32, "consent": True}
        more = self.chance.choice([{}, told])
        agent = AgentId(self.chance.choice(["a1", "a1", "a2"]))
        return SeatAgent(agent, delegation, "Greedy", **more)  # type: ignore[arg-type]

    def _facilitates(self, talks: Talks) -> tuple[Actor, Command]:
        pick = self.chance.choice
        forum = pick([*talks.forums_now[:1], *talks.forums_now, ENERGY])
        settled = [f for f, state in talks.forums.items() if state.settled] or [forum]
        agreed = {
            IssueId("oil"): OptionId(pick(["low", "middle"])),
            IssueId("pace"): OptionId("high"),
        }
        commands: list[Command] = [
            Start(),
            Resume(),
            Resume(),
            Pause(),
            Advance(),
            StepBack(),
            Extend(30),
            AssignSeat(pick([*PEOPLE, PersonId("late")]), pick(EVERYBODY), "Somebody"),
            SwapSeats(pick(PEOPLE), pick(PEOPLE)),
            SeatObserver(pick([*PEOPLE, *[PersonId("late")] * 9]), "Somebody"),
            ReleaseSeat(pick(PEOPLE)),
            LockSeats(self.chance.random() < 0.5),
            SetInnerRole(pick(PEOPLE), pick(list(InnerRole))),
            SetInnerRole(pick(PEOPLE), InnerRole.SPECIALIST, pick([ENERGY, PEACE])),
            SetPolicy({"team_decides": pick(["head", "vote"])}),
            *[SetPolicy({"capital_approval": True})] * 3,
            SetPolicy({"capital_approval": False}),
            *[self._answers(talks)] * 2,
            SeatBot(pick(EVERYBODY), "firm", 3),
            UnseatBot(pick(EVERYBODY)),
            self._seats_agent(pick(EVERYBODY)),
            PauseAgent(pick([*talks.agents] or EVERYBODY), self.chance.random() < 0.4),
            UnseatAgent(pick(EVERYBODY)),
            SetPolicy({"scores": pick(["live", "hidden", "round_end", "debrief"])}),
            SetPolicy({"quiz": pick(["off", "offered", "gate"])}),
            SetPolicy({"list_channels": self.chance.random() < 0.5}),
            Announce("hear, hear"),
            Message(pick([*PEOPLE, *EVERYBODY]), "psst"),
            CloseHelp(self.chance.randint(1, len(talks.helps) + 1)),
            Flag(FlagKind.MESSAGE, FlaggedId(pick([*talks.messages] or ["m0"])), "look here"),
            Flag(FlagKind.PROPOSAL, FlaggedId(pick([*talks.proposals] or ["p0"]))),
            Unflag(*_mark(pick([*talks.flags] or ["message/m0"]))),
            RecordAgreement(forum, agreed),
            VoidAgreement(pick(settled), "void"),
            *[Inject(InjectId(pick(["storm", "storm", "whisper"])), pick([(), (), (USA, ROK)]))]
            * 2,
            UndoInject(pick([*talks.fired, InjectId("storm")]), "no"),
            WriteInject(InjectId("own"), "News", "A story.", pick([(), (USA,)]), (OWN,)),
            SettleObligation(
                pick(sorted(talks.obligations) or [ObligationId("none")]), pick(list(Settlement))
            ),
            RollBack(pick(sorted(talks.checkpoints) or [0]), "again"),
        ]
        if talks.state is not TalksState.RUNNING or self.chance.random() < 0.02:
            reveal = pick(["channels", "letters", "mandates", "scores", "possible"])
            date = talks.phase_began_at + self.chance.choice([1_000, 600_000])
            by_date = PlanReveal(reveal, pick([date, date, None]))
            ending: list[Command] = [Conclude(), Reveal(reveal), Reveal(reveal), by_date]
            commands = [Start(), Start(), self._plan(talks), *ending]
            if self.chance.random() < 0.1:
                commands = [Archive()]
        if talks.is_paused and self.chance.random() < 0.6:
            commands = [Resume()]
        return FACILITATOR, pick(commands)
