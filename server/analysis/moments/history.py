"""The history of talks: every offer with what was said to it, and the talks as they stood then.

What a roll back undid is left out: a debrief speaks of the history that counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from server.rules import events as e
from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId
from server.rules.moves.evolve import evolve
from server.rules.state.talks import ForumStatus, Proposal, ProposalState, Talks
from server.rules.written.forum import Forum


@dataclass(frozen=True, slots=True)
class Said:
    """A stance that was taken: where it is in the log, and when, in milliseconds."""

    seq: int
    at: int
    by: DelegationId
    stance: StanceKind
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence period: from `at` to `ended_at` (ms); None while it ran on to the end. `broken_by`
    is None when it was kept."""

    seq: int
    at: int
    ended_at: int | None = None
    broken_by: DelegationId | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as it went: `then` are the talks when it was tabled, `last` when it came to its
    end, or as they stand. `opening`: its author had neither tabled in the forum before nor said
    anything to another's proposal there. `whole` is it with what was settled at its end."""

    proposal: Proposal
    seq: int
    then: Talks
    last: Talks
    ended_seq: int
    ended_at: int
    opening: bool
    said: tuple[Said, ...] = ()
    silences: tuple[Silence, ...] = ()

    @property
    def forum(self) -> Forum:
        """The forum under the mandates in force at the offer's end."""
        return self.last.forum(self.proposal.forum)

    @property
    def whole(self) -> dict[IssueId, OptionId]:
        """The package with what had been settled before."""
        settled = self.last.forum_state(self.proposal.forum).settled
        return {**settled, **self.proposal.package}

    @property
    def is_complete(self) -> bool:
        """True when it would have agreed the whole forum."""
        return len(self.whole) == len(self.forum.issues)

    @property
    def was_adopted(self) -> bool:
        """True when it became an agreement, in whole or in part."""
        return self.proposal.state is ProposalState.ADOPTED

    def stance_of(self, party: DelegationId) -> StanceKind | None:
        """Where the party stood at the offer's end."""
        stance = self.proposal.stances.get(party)
        return stance.stance if stance else None

    def accepting(self) -> frozenset[DelegationId]:
        """The parties that accepted to its end."""
        return frozenset(d for d in self.forum.parties if self.stance_of(d) is StanceKind.ACCEPT)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a forum ended: `talks` as they stood then."""

    forum: ForumId
    seq: int
    at: int
    status: ForumStatus
    talks: Talks


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on the talks were in this round (from 0) and phase; `at` in milliseconds, `clock`
    what the table's clock had run by then, pauses left out."""

    seq: int
    at: int
    clock: int
    round: int
    phase: str


@dataclass(frozen=True, slots=True)
class History:
    """What happened, in order. `running` are (from, to) in milliseconds: when the clock ran."""

    talks: Talks
    offers: tuple[Offer, ...]
    endings: Mapping[ForumId, Ending]
    turns: tuple[Turn, ...]
    triggered: frozenset[str]
    running: tuple[tuple[int, int], ...] = field(repr=False)

    def of(self, forum: ForumId) -> tuple[Offer, ...]:
        """The forum's offers in the order they were tabled."""
        return tuple(o for o in self.offers if o.proposal.forum == forum)

    def clock(self, at: int) -> int:
        """Milliseconds that the table's clock had run at a time."""
        return sum(min(at, end) - start for start, end in self.running if start < at)

    def round_at(self, seq: int) -> int:
        """The round (from 0) that was going on."""
        return max((t.round for t in self.turns if t.seq <= seq), default=0)


def history(talks: Talks, recorded: Iterable[e.Recorded]) -> History:
    """The history of the talks from their whole log; `talks` is what the log came to."""
    reading = _Reading(Talks.new(talks.id, talks.table, talks.base, talks.calibrate))
    for one in recorded:
        if one.seq > talks.seq:
            break
        reading.take(one)
    return reading.done(talks)


@dataclass(slots=True)
class _Open:
    """An offer while it is read."""

    seq: int
    then: Talks
    opening: bool
    said: list[Said] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    ended: list[tuple[int, int, Talks | None]] = field(default_factory=list)
    """Each end with the talks before it, and each time it lay on the table again (None)."""


_Offers = dict[ProposalId, _Open]
_Endings = list[tuple[int, ForumId, Ending | None]]
_Turns = list[tuple[int, int, int, str]]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What had been read at a checkpoint, to come back to."""

    offers: _Offers
    endings: _Endings
    turns: _Turns
    triggered: dict[str, int]
    heard: dict[tuple[ForumId, DelegationId], int]

    def copied(
        self,
    ) -> tuple[
        _Offers,
        _Endings,
        _Turns,
        dict[str, int],
        dict[tuple[ForumId, DelegationId], int],
    ]:
        """All of it, so that reading on changes nothing here."""
        offers = {
            p: replace(o, said=[*o.said], silences=[*o.silences], ended=[*o.ended])
            for p, o in self.offers.items()
        }
        return offers, [*self.endings], [*self.turns], {**self.triggered}, {**self.heard}


class _Reading:
    def __init__(self, start: Talks) -> None:
        self._talks = start
        self._offers: dict[ProposalId, _Open] = {}
        self._endings: _Endings = []
        self._turns: _Turns = []
        self._triggered: dict[str, int] = {}
        self._heard: dict[tuple[ForumId, DelegationId], int] = {}
        self._running: list[tuple[int, int]] = []
        self._since: int | None = None
        self._at = 0
        self._kept: dict[int, _Kept] = {}

    def take(self, one: e.Recorded) -> None:
        """Go on by an event."""
        before, self._talks = self._talks, evolve(self._talks, one)
        self._at = max(self._at, one.at)
        self._clock(one)
        match one.event:
            case e.proposals.ProposalTabled(proposal_id, forum, by=by):
                opening = (forum, by) not in self._heard
                self._offers[proposal_id] = _Open(one.seq, self._talks, opening)
                self._heard.setdefault((forum, by), one.seq)
            case e.proposals.StanceTaken(proposal_id, by, stance, reason):
                self._offers[proposal_id].said.append(Said(one.seq, one.at, by, stance, reason))
                forum = self._talks.proposals[proposal_id].forum
                self._heard.setdefault((forum, by), one.seq)
            case e.proposals.SilenceBegan(proposal_id):
                self._offers[proposal_id].silences.append(Silence(one.seq, one.at))
            case e.proposals.SilenceBroken(proposal_id, by, reason):
                self._end_silence(proposal_id, one, by)
                said = Said(one.seq, one.at, by, StanceKind.RESERVE, reason)
                self._offers[proposal_id].said.append(said)
            case e.proposals.ProposalAdopted(proposal_id):
                self._end_silence(proposal_id, one, None)
                self._offers[proposal_id].ended.append((one.seq, one.at, before))
            case e.proposals.ProposalWithdrawn(proposal_id) | e.proposals.ProposalLapsed(
                proposal_id
            ):
                self._offers[proposal_id].ended.append((one.seq, one.at, before))
            case e.proposals.ProposalReopened(proposal_id):
                self._offers[proposal_id].ended.append((one.seq, one.at, None))
            case e.proposals.ForumAgreed(forum):
                self._end(forum, one, ForumStatus.AGREED)
            case e.proposals.ForumFailed(forum):
                self._end(forum, one, ForumStatus.FAILED)
            case e.proposals.AgreementVoided(forum):
                self._endings.append((one.seq, forum, None))
            case e.schedule.PhaseBegan():
                self._open_again(one.seq)
            case e.world.LinkageTriggered(linkage):
                self._triggered.setdefault(linkage, one.seq)
            case e.life.RolledBack(to_seq):
                self._undo(to_seq)
            case _:
                pass
        if one.seq in self._talks.checkpoints:
            read = self._offers, self._endings, self._turns, self._triggered, self._heard
            self._kept[one.seq] = _Kept(*_Kept(*read).copied())

    def _clock(self, one: e.Recorded) -> None:
        """When the clock runs, and which round it is."""
        match one.event:
            case e.schedule.PhaseBegan(number, phase):
                self._turns.append((one.seq, one.at, number, phase))
                self._since = self._since or one.at
            case e.schedule.Resumed():
                self._since = self._since or one.at
            case e.schedule.Paused() | e.life.Concluded():
                self._stop(one.at)
            case _:
                pass

    def _stop(self, at: int) -> None:
        if self._since is not None:
            self._running.append((self._since, at))
        self._since = None

    def _end(self, forum: ForumId, one: e.Recorded, status: ForumStatus) -> None:
        ending = Ending(forum, one.seq, one.at, status, self._talks)
        self._endings.append((one.seq, forum, ending))

    def _open_again(self, seq: int) -> None:
        """Forums that going back has opened again, or has yet to open."""
        ended = {forum for _, forum, _ in self._endings}
        over = (ForumStatus.AGREED, ForumStatus.FAILED)
        opened = [f for f in ended if self._talks.forum_state(f).status not in over]
        self._endings += [(seq, forum, None) for forum in opened]

    def _end_silence(
        self, proposal: ProposalId, one: e.Recorded, broken_by: DelegationId | None
    ) -> None:
        silences = self._offers[proposal].silences
        if silences:
            last = silences[-1]
            silences[-1] = Silence(last.seq, last.at, one.at, broken_by)

    def _undo(self, to_seq: int) -> None:
        """Go back to what had been read at the checkpoint; it may be one that was undone before."""
        kept = self._kept.get(to_seq)
        if kept is not None:
            self._offers, self._endings, self._turns, self._triggered, self._heard = kept.copied()

    def done(self, talks: Talks) -> History:
        self._stop(self._at)
        offers = tuple(
            self._offer(talks, talks.proposals[p], one)
            for p, one in self._offers.items()
            if p in talks.proposals
        )
        latest = {forum: ending for _, forum, ending in self._endings}
        endings = {forum: ending for forum, ending in latest.items() if ending is not None}
        made = History(talks, offers, endings, (), frozenset(self._triggered), tuple(self._running))
        turns = tuple(Turn(s, at, made.clock(at), n, phase) for s, at, n, phase in self._turns)
        return History(talks, offers, made.endings, turns, made.triggered, made.running)

    def _offer(self, talks: Talks, proposal: Proposal, one: _Open) -> Offer:
        seq, at, last = one.ended[-1] if one.ended else (talks.seq, self._at, None)
        if last is None:
            seq, at, last = talks.seq, self._at, talks
        return Offer(
            proposal,
            one.seq,
            one.then,
            last,
            seq,
            at,
            one.opening,
            tuple(one.said),
            tuple(one.silences),
        )
