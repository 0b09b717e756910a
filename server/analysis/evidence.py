"""What each person contributed, as far as the event log can tell. Counts, never a judgement."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.rules import events as e
from server.rules.asking.doubles import SameAs, followed, same_as
from server.rules.ids import PLENARY, ChannelId, DelegationId, PersonId
from server.rules.seats import Delegate, InnerRole

Came = Mapping[PersonId, int | None]
"""From when somebody was there, in milliseconds; None for who never was, 0 for who is missing."""

NOT_KEPT: Came = {}

Phase = tuple[int, str]
"""Index of the round, name of the phase."""


class Kind(StrEnum):
    """Kinds of contributions, in the order in which they are listed."""

    PROPOSAL = "proposal"
    AMENDMENT = "amendment"
    SPONSORSHIP = "sponsorship"
    STANCE = "stance"
    REASON = "reason"
    ENDORSEMENT = "endorsement"
    LETTER = "letter"
    REPORT = "report"
    PLENARY = "plenary"
    CAUCUS = "caucus"
    TEAM = "team"
    PRESS = "press"
    BALLOT = "ballot"
    POSITION = "position"
    QUIZ = "quiz"
    HELP = "help"
    REFLECTION = "reflection"


@dataclass(slots=True)
class Sheet:
    """One person's contributions. Times in milliseconds: `seated` in the seat, and come, while the
    clock ran, of `ran` that the table's clock ran in all. `phases` are those that ran meanwhile,
    `active` those of them with a contribution; `rounds` counts contributions by round index.
    `came` is False for a name of the roster that nobody claimed."""

    person: PersonId
    name: str = ""
    places: list[tuple[DelegationId, InnerRole]] = field(default_factory=list)
    counts: Counter[Kind] = field(default_factory=Counter)
    words: int = 0
    seated: int = 0
    ran: int = 0
    phases: set[Phase] = field(default_factory=set)
    active: set[Phase] = field(default_factory=set)
    rounds: Counter[int] = field(default_factory=Counter)
    came: bool = True
    into: PersonId | None = None
    """Whose sheet it is, where this person turned out to be another."""


class Reading:
    """Reads a log from its beginning, event by event. `came` says from when somebody was there."""

    def __init__(self, came: Came) -> None:
        self.sheets: dict[PersonId, Sheet] = {}
        self._came = dict(came)
        self._seated: set[PersonId] = set()
        self._began: dict[int, Phase] = {}
        self._phase: Phase | None = None
        self._paused = self._ended = False
        self._ran, self._last = 0, 0
        self._counted = ""

    def take(self, one: e.Recorded) -> None:
        """Go on by an event."""
        self.until(one.at)
        self._turn(one)
        if isinstance(one.by, Delegate) and one.command_id != self._counted:
            found = contribution(one.event)
            if found is not None:
                # What follows from a command (the author's own acceptance) is no act of its own.
                self._counted = one.command_id
                self._credit(one.by.person, *found)

    def until(self, at: int) -> None:
        """Let the clock run to `at`, in milliseconds, for whoever is seated."""
        passed, self._last = at - self._last, max(at, self._last)
        if self._phase is None or self._paused or self._ended or passed <= 0:
            return
        self._ran += passed
        for person in self._seated:
            came = self._came.get(person, 0)
            there = 0 if came is None else min(passed, at - came)
            if there > 0:
                sheet = self._sheet(person)
                sheet.seated += there
                sheet.phases.add(self._phase)

    def done(self) -> dict[PersonId, Sheet]:
        """The sheets."""
        for sheet in self.sheets.values():
            sheet.ran = self._ran
            sheet.came = self._came.get(sheet.person, 0) is not None
        return self.sheets

    def _sheet(self, person: PersonId) -> Sheet:
        return self.sheets.setdefault(person, Sheet(person))

    def _turn(self, one: e.Recorded) -> None:
        """What the event does to seats and clocks."""
        match one.event:
            case e.seats.SeatAssigned(person, name, delegation, role):
                self._seated.add(person)
                sheet = self._sheet(person)
                sheet.name = name
                _put(sheet.places, (delegation, role))
            case e.seats.InnerRoleSet(person, role) if self._sheet(person).places:
                places = self._sheet(person).places
                _put(places, (places[-1][0], role))
            case e.seats.SeatReleased(person, into=into):
                self._seated.discard(person)
                if into is not None:
                    self._sheet(person).into = into
            case e.seats.ObserverSeated(person):
                self._seated.discard(person)
            case e.schedule.PhaseBegan(number, phase):
                self._phase = self._began[one.seq] = (number, phase)
                self._ended = False
            case e.life.RolledBack(to_seq):
                earlier = [seq for seq in self._began if seq <= to_seq]
                self._phase = self._began[max(earlier)] if earlier else None
                self._ended = False
            case e.schedule.Paused():
                self._paused = True
            case e.schedule.Resumed():
                self._paused = False
            case e.life.Concluded() | e.life.Archived():
                self._ended = True
            case _:
                pass

    def _credit(self, person: PersonId, kinds: tuple[Kind, ...], text: str) -> None:
        if self._came.get(person, 0) is None:
            self._came[person] = self._last  # whoever acts is there
        sheet = self._sheet(person)
        sheet.counts.update(kinds)
        sheet.words += len(text.split())
        if self._phase is not None and not self._ended:
            sheet.rounds[self._phase[0]] += 1
            sheet.active.add(self._phase)
            sheet.phases.add(self._phase)


def _put(
    places: list[tuple[DelegationId, InnerRole]], place: tuple[DelegationId, InnerRole]
) -> None:
    if place not in places[-1:]:
        places.append(place)


def contribution(event: e.Event) -> tuple[tuple[Kind, ...], str] | None:
    """What the event counts as when a person caused it, and the words in it; None for the rest."""
    match event:
        case e.proposals.ProposalTabled(note=note, amends=amends):
            return (Kind.PROPOSAL if amends is None else Kind.AMENDMENT,), note
        case e.proposals.ProposalCosponsored():
            return (Kind.SPONSORSHIP,), ""
        case e.proposals.StanceTaken(reason=reason) | e.proposals.SilenceBroken(reason=reason):
            return (Kind.STANCE, Kind.REASON) if reason.strip() else (Kind.STANCE,), reason
        case e.plenary.Endorsed(reason=reason):
            return (Kind.ENDORSEMENT,), reason
        case e.ledger.LetterDrafted(text=text):
            return (Kind.LETTER,), text
        case e.ledger.LetterDeclined(reason=reason):
            return (Kind.LETTER,), reason
        case e.ledger.LetterSigned() | e.ledger.LetterDisclosed():
            return (Kind.LETTER,), ""
        case e.ledger.ObligationReported(note=note) | e.ledger.ObligationContested(note=note):
            return (Kind.REPORT,), note
        case e.talk.MessageSent(channel=channel, text=text):
            return (_talk(channel),), text
        case e.teams.PressStated(text=text):
            return (Kind.PRESS,), text
        case e.teams.BallotCast():
            return (Kind.BALLOT,), ""
        case e.preparing.PositionWritten(text=text):
            return (Kind.POSITION,), text
        case e.preparing.QuizAnswered():
            return (Kind.QUIZ,), ""
        case e.talk.HelpAsked(text=text):
            return (Kind.HELP,), text
        case e.talk.Reflected(text=text):
            return (Kind.REFLECTION,), text
        case _:
            return None


def _talk(channel: ChannelId) -> Kind:
    if channel == PLENARY:
        return Kind.PLENARY
    return Kind.TEAM if channel.startswith("delegation:") else Kind.CAUCUS


def evidence(
    recorded: Iterable[e.Recorded], until: int = 0, came: Came = NOT_KEPT
) -> dict[PersonId, Sheet]:
    """Everybody's sheet from a whole log; clocks that still run are read at `until` (ms).

    A seat may be given before anybody comes: its time counts from when they `came`, that of
    somebody who joined twice from when they came the first time.
    """
    log = list(recorded)
    doubles = {double: came[own] for double, own in same_as(log).items() if own in came}
    reading = Reading({**came, **doubles})
    for one in log:
        reading.take(one)
    reading.until(until)
    return reading.done()


def together(tables: Iterable[Mapping[PersonId, Sheet]]) -> dict[PersonId, Sheet]:
    """The sheets of several tables, one for each person: who moved has contributed to both, and
    who joined twice is one.

    Phases of the same round count once; `ran` is that of the table that ran longest.
    """
    found: dict[PersonId, Sheet] = {}
    every = list(tables)
    known = one_person(every)
    for table in every:
        for person, sheet in table.items():
            own = known.get(person, person)
            whole = found.setdefault(own, Sheet(own, came=False))
            whole.name = (sheet.name if own == person else whole.name or sheet.name) or whole.name
            whole.places += played(sheet)
            whole.counts += sheet.counts
            whole.words += sheet.words
            whole.seated += sheet.seated
            whole.came = whole.came or sheet.came
            whole.ran = max(whole.ran, sheet.ran)
            whole.phases |= sheet.phases
            whole.active |= sheet.active
            whole.rounds += sheet.rounds
    for person in {*known.values()} & {*found}:
        whole = found[person]
        whole.seated = min(whole.seated, whole.ran)  # in two seats at once is no longer a time
    return found


def played(sheet: Sheet) -> list[tuple[DelegationId, InnerRole]]:
    """The places that somebody had; those of a double only where it did something."""
    return [] if sheet.into is not None and not sheet.counts else sheet.places


def one_person(tables: Iterable[Mapping[PersonId, Sheet]]) -> SameAs:
    """Who of the sheets turned out to be whom."""
    said = {p: s.into for table in tables for p, s in table.items() if s.into is not None}
    return followed(said)
