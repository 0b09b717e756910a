"""Replaying every log, and logs that go out and in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.commands.schedule import Advance, Pause, Resume
from server.rules.events import Recorded
from server.rules.events.proposals import ProposalAdopted
from server.rules.events.talk import HelpAsked
from server.rules.ids import PersonId, ProposalId, TalksId
from server.rules.state.talks import Phase
from server.service.memory import MemoryEventLog
from server.service.ports import Conflict, TalksEntry
from server.storage.event_codec import Damaged
from server.storage.transfer import export_log, import_log
from server.storage.verify import verify
from tests.rules.negotiation import MIDDLE, ROK, USA, calibrate, scenario
from tests.service.world import T1, World, head

T2 = TalksId("t2")


def played() -> World:
    world = World().negotiating()
    forum = world.talks.forums_now[0]
    world.ok(TableProposal(ProposalId("p1"), forum, MIDDLE), head(ROK))
    world.ok(TakeStance(ProposalId("p1"), StanceKind.ACCEPT), head(USA))
    world.ok(Pause())
    world.ok(Resume())
    world.ok(Advance())
    return world


class Tampered(MemoryEventLog):
    """A log whose events somebody changed behind its back."""

    def tamper(self, talks_id: TalksId, events: Sequence[Recorded]) -> None:
        self._events[talks_id] = list(events)


def tampered(change: str) -> list[str]:
    world = played()
    events = list(world.log.read(T1))
    log = Tampered()
    log.create(TalksEntry(T1, 1, "small"), scenario())
    last = events[-1]
    match change:
        case "gap":
            events[5:6] = []
        case "time":
            events[-1] = replace(last, at=1)
        case "twice":
            events[-1] = replace(last, command_id=events[0].command_id)
        case "impossible":
            events[-1] = replace(last, event=ProposalAdopted(ProposalId("none")))
        case "no text":
            numbered: Any = 5
            events[-1] = replace(last, event=HelpAsked(PersonId("kim"), numbered))
    log.tamper(T1, events)
    return [finding.what for finding in verify(log, calibrate).findings]


def test_whole_logs_are_clean() -> None:
    world = played()
    world.lobby(T2)
    verified = verify(world.log, calibrate)
    assert verified.is_clean
    assert verified.talks == 2
    assert verified.events == world.talks.seq + world.negotiations.talks(T2).seq


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("gap", "there is a gap"),
        ("time", "before the event before it"),
        ("twice", "carried out before"),
        ("impossible", "does not follow"),
        ("no text", "text: expected text"),
    ],
)
def test_whatever_was_changed_is_found(change: str, found: str) -> None:
    assert any(found in what for what in tampered(change))


def test_an_export_replays_to_the_same_state_elsewhere() -> None:
    world = played()
    lines = list(export_log(world.log, T1))
    elsewhere = MemoryEventLog()
    talks = import_log(elsewhere, lines, TalksEntry(T2, 1, "small"), scenario(), calibrate)
    assert replace(talks, id=T1) == world.talks
    assert talks.phase is Phase.RESULT
    assert list(export_log(elsewhere, T2)) == lines
    assert verify(elsewhere, calibrate).is_clean
    assert [b"".join(export_log(elsewhere, T2, 3))] == [b"".join(lines[3:])]


def test_commands_stay_together_and_are_not_done_again() -> None:
    world = played()
    elsewhere = MemoryEventLog()
    lines = [*export_log(world.log, T1), b"\n"]
    import_log(elsewhere, lines, TalksEntry(T2, 1, "small"), scenario(), calibrate)
    for one in world.log.read(T1):
        assert elsewhere.find_command(T2, one.command_id) == world.log.find_command(
            T1, one.command_id
        )


@pytest.mark.parametrize(
    ("line", "message"),
    [(b"{", "line 4: no JSON"), (b"", "line 5: does not follow")],
)
def test_a_damaged_export_is_named_by_line_and_nothing_is_kept(line: bytes, message: str) -> None:
    lines = list(export_log(played().log, T1))
    lines[3] = line
    elsewhere = MemoryEventLog()
    with pytest.raises(Damaged, match=message):
        import_log(elsewhere, lines, TalksEntry(T2, 1, "small"), scenario(), calibrate)
    assert elsewhere.entries() == []


def test_talks_that_are_there_are_not_overwritten() -> None:
    world = played()
    lines = list(export_log(world.log, T1))
    with pytest.raises(Conflict):
        import_log(world.log, lines, TalksEntry(T1, 1, "small"), scenario(), calibrate)
