"""Run as a program: commands to several talks as fast as they go, until it is killed.

Arguments: database address, then for each talks the number of its next command. Prints a line for
each thing that left the process: `ack TALKS N SEQ` and `told TALKS SEQ`.
"""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from server.rules.commands import Command
from server.rules.commands.life import OpenTalks
from server.rules.commands.schedule import Start
from server.rules.commands.seats import AssignSeat, SwapSeats
from server.rules.commands.talk import Announce, Say
from server.rules.ids import PLENARY, MessageId, TalksId
from server.rules.seats import Actor, Facilitator
from server.service.clocks import SystemClock
from server.service.negotiations import Negotiations
from server.service.pace import Pace
from server.service.ports import Change
from server.storage.engine import make_engine
from server.storage.event_log import SqlEventLog
from server.storage.migrations import migrate
from tests.rules.negotiation import EVERYBODY, ROK, USA, calibrate, scenario
from tests.service.world import head, person

TEACHER = Facilitator("teacher")


@contextmanager
def opened(url: str) -> Iterator[Negotiations]:
    """The negotiations over the database, paced for machines."""
    engine = make_engine(url)
    migrate(engine)
    pace = Pace(rate=10**6, burst=10**6)
    log = SqlEventLog(engine)
    try:
        yield Negotiations(log, SystemClock(), {"small": scenario()}, calibrate, pace=pace)
    finally:
        log.close()
        engine.dispose()


def begin(negotiations: Negotiations, talks_id: TalksId) -> None:
    """New talks with everybody in their seats."""
    negotiations.create(talks_id, 1, "small")
    commands: list[Command] = [OpenTalks("all")]
    commands += [AssignSeat(person(d), d, f"Head of {d}") for d in EVERYBODY]
    for n, command in enumerate((*commands, Start())):
        assert negotiations.handle(talks_id, f"begin-{n}", command, TEACHER).accepted


def nth(n: int) -> tuple[Command, Actor]:
    """The nth command: words, an announcement, or an exchange of seats, which is two events."""
    match n % 3:
        case 0:
            return Say(MessageId(f"m{n}"), PLENARY, f"word {n}"), head(ROK)
        case 1:
            return Announce(f"announcement {n}"), TEACHER
    return SwapSeats(person(ROK), person(USA)), TEACHER


class Telling:
    """Shows every event to the world outside."""

    def told(self, change: Change) -> None:
        for one in change.recorded:
            say(f"told {change.talks_id} {one.seq}")


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def main(url: str, first: Sequence[int]) -> None:
    with opened(url) as negotiations:
        negotiations.add_listener(Telling())

        def play(number: int, n: int) -> None:
            talks_id = TalksId(f"t{number}")
            while True:
                command, actor = nth(n)
                receipt = negotiations.handle(talks_id, f"n{n}", command, actor)
                assert receipt.accepted, receipt
                say(f"ack {talks_id} {n} {receipt.seq}")
                n += 1

        players = [threading.Thread(target=play, args=one) for one in enumerate(first)]
        for player in players:
            player.start()
        for player in players:
            player.join()


if __name__ == "__main__":
    main(sys.argv[1], [int(n) for n in sys.argv[2:]])
