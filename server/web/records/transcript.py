"""What was said and done at a table, in order, with who could read it: to be read, not counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from server.reports.records.source import ClassRecord, TableRecord
from server.rules import events as e
from server.rules.ids import ForumId, ProposalId
from server.rules.written.letters import letters
from server.web.records.words import Names, clock, stance_word
from server.web.site.i18n import gettext as _

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: when on the clock, who, what they did (`act`) or said (`said`), and who reads it.

    A `head` begins a phase.
    """

    clock: str
    who: str = ""
    act: str = ""
    said: str = ""
    readers: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The transcript of a table."""

    title: str
    about: str
    entries: Sequence[Entry]


def transcript(record: ClassRecord, table: TableRecord) -> Transcript:
    """Everything people, bots and the facilitator said and did; the clock's doings as far as they
    explain it."""
    title = f"{record.room.title} · " if record.room.title else ""
    when = datetime.fromtimestamp((table.first or 0) / 1000, UTC)
    return Transcript(
        f"{title}{_('Table %(number)s', number=table.number)}",
        _(
            "%(title)s, opened %(when)s (UTC). Times are the table's clock, pauses left out.",
            title=table.talks.scenario.title,
            when=f"{when:%Y-%m-%d %H:%M}",
        ),
        [*_Writing(table).entries()],
    )


def transcript_text(written: Transcript) -> str:
    """The transcript as plain text, a line an entry."""
    lines = [written.title, "=" * len(written.title), written.about, ""]
    for one in written.entries:
        if one.head:
            lines += ["", f"## {one.head}", ""]
            continue
        where = f" [{one.readers}]" if one.readers else ""
        said = f": {' '.join(one.said.split())}" if one.said else ""
        act = f" {one.act}" if one.act else ""
        lines.append(f"{one.clock:>6}  {one.who}{act}{where}{said}")
    return "\n".join([*lines, "", ""])


class _Writing:
    """Writes a table's entries, event by event."""

    def __init__(self, table: TableRecord) -> None:
        self._table = table
        self._talks = table.talks
        self._names = Names(table.debrief)
        self._letters = letters(tuple(table.talks.base.forums))
        self._offers: dict[ProposalId, tuple[str, ForumId]] = {}
        self._people: dict[str, str] = {}

    def entries(self) -> Iterator[Entry]:
        """All of them."""
        for one in self._table.recorded:
            found = (
                self._people_s(one.event)
                or self._talk(one.event)
                or self._offer(one.event)
                or self._letter(one.event)
                or self._course(one.event)
            )
            if found is not None:
                at = self._clock(one.at)
                yield Entry(at, found.who, found.act, found.said, found.readers, found.head)

    def _clock(self, at: int) -> str:
        spans = self._table.debrief["running"]
        return clock(sum(min(at, end) - start for start, end in spans if start < at))

    def _side(self, side: str | None, name: str = "") -> str:
        if side is None:
            return _("Facilitator")
        short = self._names.short(side)
        if not name or name == short:
            return short
        # Through a sentence, so that a name from the right turns nothing around it.
        return _("%(name)s (%(delegation)s)", name=name, delegation=short)

    def _all(self, sides: Sequence[str]) -> str:
        return ", ".join(map(self._names.short, sides))

    def _forum(self, forum: str) -> Json | None:
        return self._names.forum(forum)

    def _title(self, forum: ForumId) -> str:
        return self._talks.forum(forum).title

    def _label(self, proposal: ProposalId) -> str:
        return self._offers[proposal][0] if proposal in self._offers else _("a proposal")

    def _terms(self, forum: ForumId, package: Any) -> str:
        known = self._forum(forum)
        return "; ".join(
            f"{self._names.issue(known, i)}: {self._names.option(known, i, o) if o else '–'}"
            for i, o in package.items()
        )

    def _readers(self, channel: str) -> str:
        found = next((c for c in self._talks.channels.values() if c.id == channel), None)
        if found is None or found.kind == "plenary":
            return _("plenary")
        if found.kind == "delegation":
            return _("own delegation only")
        return _("read by %(who)s", who=self._all(found.members))

    def _people_s(self, event: e.Event) -> Entry | None:
        match event:
            case e.seats.SeatAssigned(person, name, delegation):
                self._people[person] = name
                return Entry("", self._side(delegation, name), _("takes the seat"))
            case e.seats.SeatReleased(person, reason):
                return Entry("", self._people.get(person, ""), _("leaves the seat"), reason)
            case e.seats.ObserverSeated(person, name):
                self._people[person] = name
                return Entry("", name, _("looks on"))
            case e.seats.BotSeated(delegation):
                return Entry("", self._side(delegation), _("is played by the program"))
            case e.agents.AgentSeated(delegation, name=name):
                return Entry("", self._side(delegation, name), _("is played by an agent"))
            case e.seats.BotUnseated(delegation) | e.agents.AgentUnseated(delegation):
                return Entry("", self._side(delegation), _("is played by people again"))
            case e.talk.Reflected(person, prompt, text):
                act = _("reflects on “%(prompt)s”", prompt=prompt) if prompt else _("reflects")
                return Entry("", self._people.get(person, ""), act, text, _("facilitator only"))
            case e.preparing.PositionWritten(person, delegation, text):
                who = self._side(delegation, self._people.get(person, ""))
                return Entry("", who, _("writes a position paper"), text, _("own delegation only"))
            case _:
                return None

    def _talk(self, event: e.Event) -> Entry | None:
        match event:
            case e.talk.MessageSent(_id, channel, by, name, text):
                return Entry("", self._side(by, name), "", text, self._readers(channel))
            case e.teams.PressStated(_id, by, name, text):
                return Entry("", self._side(by, name), _("to the press"), text)
            case e.talk.NoteSent(to, text):
                whom = self._people.get(to) or self._names.short(to)
                act = _("to %(whom)s only", whom=whom)
                return Entry("", _("Facilitator"), act, text)
            case e.talk.HelpAsked(person, text):
                act = _("asks the facilitator")
                return Entry("", self._people.get(person, ""), act, text, _("facilitator only"))
            case e.talk.ChannelOpened(_id, by, members):
                act = _("opens a caucus: %(who)s", who=self._all(members))
                return Entry("", self._side(by), act)
            case e.teams.ApprovalAsked(proposal, by, _person, reason):
                act = _("asks the capital about %(proposal)s", proposal=self._label(proposal))
                return Entry("", self._side(by), act, reason, _("own delegation only"))
            case e.teams.CapitalDecided(proposal, delegation, decision, text):
                act = _("to %(whom)s only", whom=self._names.short(delegation))
                said = f"{decision.value}: {text}" if text else decision.value
                return Entry("", _("The capital"), act, said)
            case _:
                return None

    def _offer(self, event: e.Event) -> Entry | None:
        match event:
            case e.proposals.ProposalTabled(proposal, forum, number, by, package, note, amends):
                label = f"{self._letters[forum]}-{number}"
                self._offers[proposal] = (label, forum)
                act = (
                    _("tables %(label)s in %(forum)s", label=label, forum=self._title(forum))
                    if amends is None
                    else _("amends %(other)s as %(label)s", other=self._label(amends), label=label)
                )
                terms = self._terms(forum, package)
                return Entry("", self._side(by), act, f"{terms}. {note}" if note else terms)
            case e.proposals.ProposalCosponsored(proposal, by):
                act = _("puts its name to %(label)s", label=self._label(proposal))
                return Entry("", self._side(by), act)
            case e.proposals.StanceTaken(proposal, by, stance, reason):
                act = f"{stance_word(stance)} {self._label(proposal)}"
                return Entry("", self._side(by), act, reason)
            case e.proposals.SilenceBegan(proposal):
                return Entry(
                    "", self._label(proposal), _("meets the rule; a silence period begins")
                )
            case e.proposals.SilenceBroken(proposal, by, reason):
                act = _("breaks the silence on %(label)s", label=self._label(proposal))
                return Entry("", self._side(by), act, reason)
            case e.proposals.ProposalWithdrawn(proposal):
                return Entry("", self._label(proposal), _("is withdrawn"))
            case e.proposals.ProposalAdopted(proposal):
                return Entry("", self._label(proposal), _("is adopted"))
            case e.proposals.ProposalLapsed(proposal):
                return Entry("", self._label(proposal), _("lapses"))
            case e.proposals.ProposalReopened(proposal):
                return Entry("", self._label(proposal), _("lies on the table again"))
            case e.proposals.AgreementRecorded(forum, package):
                act = _("records an agreement in %(forum)s", forum=self._title(forum))
                return Entry("", _("Facilitator"), act, self._terms(forum, package))
            case e.proposals.AgreementVoided(forum, reason):
                act = _("voids the agreement in %(forum)s", forum=self._title(forum))
                return Entry("", _("Facilitator"), act, reason)
            case e.proposals.ForumAgreed(forum):
                return Entry("", self._title(forum), _("comes to an agreement"))
            case e.proposals.ForumFailed(forum):
                return Entry("", self._title(forum), _("ends without an agreement"))
            case e.plenary.Endorsed(forum, by, stance, reason):
                act = f"{_endorsed(stance)}: {self._title(forum)}"
                return Entry("", self._side(by), act, reason)
            case _:
                return None

    def _letter(self, event: e.Event) -> Entry | None:
        match event:
            case e.ledger.LetterDrafted(_id, by, members, text, pledges):
                promised = "; ".join(
                    f"{self._names.short(p.by)}: {p.what}" for p in pledges if p.what
                )
                said = " · ".join(filter(None, [text, promised]))
                who = _("read by %(who)s", who=self._all(members))
                return Entry("", self._side(by), _("drafts a side letter"), said, who)
            case e.ledger.LetterSigned(letter, by):
                return Entry(
                    "", self._side(by), _("signs a side letter"), "", self._members(letter)
                )
            case e.ledger.LetterDeclined(letter, by, reason):
                act = _("declines a side letter")
                return Entry("", self._side(by), act, reason, self._members(letter))
            case e.ledger.LetterDisclosed(_id, by):
                return Entry("", self._side(by), _("makes a side letter public"))
            case e.ledger.ObligationReported(_id, by, status, note):
                act = _("reports an obligation: %(status)s", status=status.value)
                return Entry("", self._side(by), act, note)
            case e.ledger.ObligationContested(_id, by, note):
                return Entry("", self._side(by), _("contests an obligation"), note)
            case e.ledger.ObligationSettled(_id, status, note):
                act = _("settles an obligation: %(status)s", status=status.value)
                return Entry("", _("Facilitator"), act, note)
            case _:
                return None

    def _members(self, letter: str) -> str:
        found = next((x for x in self._talks.letters.values() if x.id == letter), None)
        return _("read by %(who)s", who=self._all(found.members)) if found else ""

    def _course(self, event: e.Event) -> Entry | None:
        match event:
            case e.schedule.PhaseBegan(number, phase):
                rounds = self._talks.schedule
                title = rounds[number].title if number < len(rounds) else ""
                head = _("Round %(number)s", number=number + 1)
                return Entry("", head=f"{head}: {title} · {_phase(phase)}" if title else head)
            case e.schedule.Paused():
                return Entry("", _("The talks"), _("are paused"))
            case e.schedule.Resumed():
                return Entry("", _("The talks"), _("go on"))
            case e.world.InjectFired(_id, to, _date, title, story):
                whom = _("read by %(who)s", who=self._all(to)) if to else ""
                said = f"{title}. {story}" if title else story
                return Entry("", _("News"), "", said, whom)
            case e.life.RolledBack(_seq, reason):
                return Entry("", _("Facilitator"), _("takes the talks back"), reason)
            case e.life.Concluded():
                return Entry("", _("The talks"), _("are over"))
            case _:
                return None


def _phase(phase: str) -> str:
    return {"briefing": _("briefing"), "negotiation": _("negotiation")}.get(phase, _("result"))


def _endorsed(stance: str) -> str:
    return _("endorses") if stance == "endorse" else _("sets aside")
