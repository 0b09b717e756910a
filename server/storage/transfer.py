"""Logs out of one store and into another, as lines of JSON."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from server.rules.events import Recorded
from server.rules.ids import TalksId
from server.rules.moves.evolve import evolve
from server.rules.state.talks import Calibrate, Talks
from server.rules.written.scenario import Scenario
from server.service.ports import EventLog, TalksEntry
from server.storage.event_codec import Damaged, read_line, write_line


def export_log(log: EventLog, talks_id: TalksId, after: int = 0) -> Iterator[bytes]:
    """The events numbered above `after`, a line each, line ends included."""
    for one in log.read(talks_id, after):
        yield write_line(one) + b"\n"


def import_log(
    log: EventLog,
    lines: Iterable[str | bytes],
    entry: TalksEntry,
    scenario: Scenario,
    calibrate: Calibrate,
) -> Talks:
    """Replay exported lines into new talks; blank lines are skipped.

    The whole log is replayed first: a line that cannot be read or does not follow raises `Damaged`
    with its number, and nothing is kept. Raises `Conflict` when the id of `entry` is taken.
    """
    talks = Talks.new(entry.id, entry.table, scenario, calibrate)
    recorded: list[Recorded] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = read_line(line)
            talks = evolve(talks, one)
        except Damaged as error:
            raise Damaged(f"line {number}: {error}") from error
        # Whatever the rules raise for an event that cannot have happened is what is wrong.
        except Exception as error:
            raise Damaged(f"line {number}: does not follow: {error!r}") from error
        recorded.append(one)
    log.create(entry, scenario)
    for _, command in groupby(recorded, key=lambda one: one.command_id):
        events = list(command)
        log.append(entry.id, events[0].seq - 1, events)
    return talks
