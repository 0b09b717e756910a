"""What automated delegations have been asked and not answered yet, and when they will.

When one answers follows from the message alone, so that nothing else at the table, open or secret,
hastens or delays it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from server.bots.hearing import is_addressed
from server.bots.window import Sight
from server.rules.commands.questions import Answer, AnswerKind
from server.rules.events import Recorded
from server.rules.events.talk import ChannelOpened, MessageSent
from server.rules.ids import PLENARY, ChannelId, DelegationId, MessageId, TalksId
from server.rules.state.said import Channel, Said
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame

THINKS_MS = (2_000, 6_000)
"""How long a bot thinks about a question."""

APART_MS = 4_000
"""Between two answers of one bot to the same delegation in the same channel: of what is asked
faster only the last is answered."""

FRESH_MS = 60_000
"""A question older than this is not answered any more after a restart."""

Key = tuple[DelegationId, DelegationId, ChannelId]
"""Who is asked, by whom, where."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a bot is to answer now; without a message it comes to a caucus it was invited to."""

    bot: DelegationId
    channel: ChannelId
    message: MessageId | None


@dataclass(slots=True)
class Inbox:
    """The questions to the bots of one table. `waiting` holds one for each pair and channel, None
    for an invitation."""

    waiting: dict[Key, tuple[int, MessageId | None]] = field(default_factory=dict)
    answered: dict[Key, int] = field(default_factory=dict)

    def take_in(self, talks: Talks, said: Said) -> None:
        """Note whom the message asks something."""
        if said.by is None:
            return
        for bot in asked_of(talks, said):
            key = (bot, said.by, said.channel)
            known = self.waiting.get(key)
            if known and known[1] and said.question is None and _is_typed(talks, known[1]):
                continue
            # Another question does not put the answer off.
            due = known[0] if known else said.at + _thinks(bot, said.id)
            self.waiting[key] = max(due, self.answered.get(key, 0) + APART_MS), said.id

    def invite(self, talks: Talks, channel: Channel, by: DelegationId, at: int) -> None:
        """Note which bots are to come to a caucus that somebody opened, with an offer."""
        for bot in channel.members:
            if bot in talks.bots and bot != by and by not in talks.bots:
                due = at + _thinks(bot, MessageId(channel.id))
                self.waiting.setdefault((bot, by, channel.id), (due, None))

    def is_due(self, now: int) -> bool:
        """Whether anything is due."""
        return any(at <= now for at, _ in self.waiting.values())

    def due(self, now: int) -> Iterator[Due]:
        """Take out what is due, the longest overdue first."""
        ready = sorted((at, key) for key, (at, _) in self.waiting.items() if at <= now)
        for _, key in ready:
            message = self.waiting.pop(key)[1]
            self.answered[key] = now
            yield Due(key[0], key[2], message)

    def recall(self, talks: Talks, now: int) -> None:
        """What was asked in the last minute and not answered, before this process ran."""
        done = {(m.by, m.answer.to) for m in talks.messages.values() if m.answer is not None}
        for said in talks.messages.values():
            if said.at < now - FRESH_MS:
                continue
            self.take_in(talks, said)
            for key in [k for k, (_, m) in self.waiting.items() if m == said.id]:
                if (key[0], said.id) in done:
                    del self.waiting[key]


class Inboxes:
    """Those of every table of this process."""

    def __init__(self) -> None:
        self._of: dict[TalksId, Inbox] = {}

    def hear(self, talks: Talks, recorded: Sequence[Recorded]) -> None:
        """Take in what was said in these events."""
        for each in recorded:
            if isinstance(each.event, MessageSent):
                said = talks.messages.get(each.event.message_id)
                if said is not None and talks.bots:
                    self._of.setdefault(talks.id, Inbox()).take_in(talks, said)
            elif isinstance(each.event, ChannelOpened):
                channel = talks.channels.get(each.event.channel_id)
                if channel is not None and talks.bots:
                    inbox = self._of.setdefault(talks.id, Inbox())
                    inbox.invite(talks, channel, each.event.by, each.at)

    def recall(self, talks: Talks, now: int) -> None:
        """Take in what was asked before this process ran."""
        self._of.setdefault(talks.id, Inbox()).recall(talks, now)

    def due(self, now: int, may_speak: Callable[[TalksId], bool]) -> list[tuple[TalksId, Due]]:
        """Take out what is due at the tables where bots may speak now; elsewhere it waits."""
        ready = [talks_id for talks_id, inbox in self._of.items() if inbox.is_due(now)]
        return [(one, each) for one in ready if may_speak(one) for each in self._of[one].due(now)]

    def forget(self, talks_id: TalksId) -> None:
        """Let go of what was asked at a table that no longer negotiates."""
        self._of.pop(talks_id, None)


def asked_of(talks: Talks, said: Said) -> list[DelegationId]:
    """The bots that the message is to: by its typed part, by name, or as the only others who read
    it. Bots do not ask each other."""
    if said.by is None or said.by in talks.bots or said.kind != "say":
        return []
    if said.answer is not None:
        return _whose_offer(talks, said.answer)
    if said.question is not None:
        return [said.question.to] if said.question.to in talks.bots else []
    members = talks.channels[said.channel].members
    others = [d for d in members if d in talks.bots and d != said.by]
    if said.channel != PLENARY and len(members) == 2:
        return others
    frame = Frame(talks)
    return [d for d in others if _is_named(Sight(frame, d), said.text)]


def _whose_offer(talks: Talks, answer: Answer) -> list[DelegationId]:
    """The bot whose offer was turned down; it may have another one."""
    offer = talks.messages.get(answer.to) if answer.to is not None else None
    turned_down = answer.kind is AnswerKind.NO and offer is not None and offer.answer is not None
    if not turned_down or offer is None or offer.by not in talks.bots or offer.by is None:
        return []
    return [offer.by] if offer.answer and offer.answer.kind is AnswerKind.OFFER else []


def _is_named(sight: Sight, text: str) -> bool:
    me = sight.entity("delegation", sight.delegation)
    return me is not None and is_addressed(text, me)


def _is_typed(talks: Talks, message: MessageId) -> bool:
    said = talks.messages.get(message)
    return said is not None and said.question is not None


def _thinks(bot: DelegationId, message: MessageId) -> int:
    low, high = THINKS_MS
    digest = blake2b(f"{bot}\n{message}".encode(), digest_size=4).digest()
    return low + int.from_bytes(digest, "big") % (high - low)
