"""Replaying every log, to show that each is whole and still means what it meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.rules.events import Recorded
from server.rules.ids import CommandId, TalksId
from server.rules.moves.evolve import evolve
from server.rules.state.talks import Calibrate, Talks
from server.service.ports import EventLog
from server.storage.event_codec import Damaged, read_line, write_line


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a log; `seq` is where, 0 before the first event."""

    talks: TalksId
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was replayed, and what was found."""

    talks: int
    events: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """True when nothing is wrong."""
        return not self.findings


def verify(log: EventLog, calibrate: Calibrate) -> Verified:
    """Replay every talks, twice: as the log gives it, and from its export as lines of JSON.

    Checks that numbers are gapless, times never go back, each command's events stand together
    and only once, every event is read and follows from the state, and both states are equal.
    """
    findings: list[Finding] = []
    events = 0
    entries = log.entries()
    for entry in entries:
        checked = _Replay(log, entry.id, calibrate)
        findings += checked.findings()
        events += checked.seq
    return Verified(len(entries), events, tuple(findings))


class _Replay:
    def __init__(self, log: EventLog, talks_id: TalksId, calibrate: Calibrate) -> None:
        self._log, self._id, self._calibrate = log, talks_id, calibrate
        self.seq = 0

    def findings(self) -> Iterator[Finding]:
        entry, scenario = self._log.entry(self._id), self._log.scenario(self._id)
        if entry is None or scenario is None:
            yield Finding(self._id, 0, "the talks, or their scenario, are gone")
            return
        direct = exported = Talks.new(self._id, entry.table, scenario, self._calibrate)
        order = _Order()
        try:
            for one in self._log.read(self._id):
                for problem in order.problems(one):
                    yield Finding(self._id, one.seq, problem)
                direct = evolve(direct, one)
                exported = evolve(exported, read_line(write_line(one)))
                self.seq = one.seq
        except Damaged as error:
            yield Finding(self._id, self.seq + 1, str(error))
            return
        # Whatever the rules raise for an event that cannot have happened is the finding.
        except Exception as error:  # noqa: BLE001  # see above
            yield Finding(self._id, self.seq + 1, f"does not follow: {error!r}")
            return
        if direct != exported:
            yield Finding(self._id, self.seq, "the export replays to another state")


class _Order:
    """What can be said of a log's order without the rules."""

    def __init__(self) -> None:
        self._seq, self._at = 0, 0
        self._command = CommandId("")
        self._seen: set[CommandId] = set()

    def problems(self, one: Recorded) -> Iterator[str]:
        if one.seq != self._seq + 1:
            yield f"follows event {self._seq}: there is a gap"
        if one.at < self._at:
            yield "happened before the event before it"
        if one.command_id != self._command and one.command_id in self._seen:
            yield f"command {one.command_id} was carried out before"
        self._seen.add(one.command_id)
        self._seq, self._at, self._command = one.seq, one.at, one.command_id
