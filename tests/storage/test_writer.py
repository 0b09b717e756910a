"""Group commit: together, in order, and only the loser fails."""

import threading
import time
from collections.abc import Callable, Sequence

import gevent
import pytest
from gevent import get_hub
from gevent.event import Event

from server.service.ports import Conflict, Unavailable
from server.storage.writer import GroupWriter


class Ledger:
    """Commits (key, number) pairs; each key takes 1, 2, 3 ... only, as a log does."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, int]] = []
        self.groups: list[int] = []
        self.broken: Exception | None = None

    def commit(self, group: Sequence[tuple[str, int]]) -> None:
        self.groups.append(len(group))
        if self.broken is not None:
            raise self.broken
        kept = list(self.kept)
        for key, number in group:
            if number != 1 + sum(k == key for k, _ in kept):
                raise Conflict(f"{key} {number}")
            kept.append((key, number))
        self.kept = kept


def in_threads(*work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()


class Gate:
    """Lets the first group wait until the others have come."""

    def __init__(self, ledger: Ledger, waiters: Callable[[], int], wanted: int) -> None:
        self._ledger, self._waiters, self._wanted = ledger, waiters, wanted

    def commit(self, group: Sequence[tuple[str, int]]) -> None:
        deadline = time.monotonic() + 20
        while not self._ledger.groups and self._waiters() < self._wanted:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        self._ledger.commit(group)


def gathered(ledger: Ledger, items: Sequence[tuple[str, int]]) -> list[str]:
    """Write the items from a thread each so that all but the first make one group."""
    outcomes = [""] * len(items)
    writer: GroupWriter[tuple[str, int]] = GroupWriter(
        lambda group: Gate(ledger, lambda: writer.waiting, len(items) - 1).commit(group)
    )

    def write(n: int) -> None:
        try:
            writer.write(items[n])
        except (Conflict, Unavailable) as error:
            outcomes[n] = type(error).__name__
        else:
            outcomes[n] = "kept"

    threads = [threading.Thread(target=write, args=(n,)) for n in range(len(items))]
    for place, thread in enumerate(threads):
        thread.start()
        deadline = time.monotonic() + 20
        while place and writer.waiting < place:  # the first is writing; the others line up
            assert time.monotonic() < deadline
            time.sleep(0.001)
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_one_alone_is_written_at_once() -> None:
    ledger = Ledger()
    GroupWriter(ledger.commit).write(("a", 1))
    assert ledger.kept == [("a", 1)]
    assert ledger.groups == [1]


def test_what_arrives_during_a_commit_goes_into_the_next_together() -> None:
    ledger = Ledger()
    items = [("first", 1), *((f"t{n}", 1) for n in range(8))]
    assert gathered(ledger, items) == ["kept"] * 9
    assert ledger.groups == [1, 8]


def test_only_the_loser_of_a_group_fails() -> None:
    ledger = Ledger()
    items = [("first", 1), ("a", 1), ("b", 7), ("c", 1), ("a", 2)]
    assert gathered(ledger, items) == ["kept", "kept", "Conflict", "kept", "kept"]
    assert ledger.kept == [("first", 1), ("a", 1), ("c", 1), ("a", 2)]


def test_order_within_a_key_is_kept() -> None:
    ledger = Ledger()
    items = [("first", 1), ("a", 1), ("a", 2), ("a", 3), ("b", 1), ("a", 4)]
    assert gathered(ledger, items) == ["kept"] * 6
    assert [n for key, n in ledger.kept if key == "a"] == [1, 2, 3, 4]


def test_an_outage_is_everybodys_and_passes() -> None:
    ledger = Ledger()
    ledger.broken = Unavailable("disk full")
    writer = GroupWriter(ledger.commit)
    with pytest.raises(Unavailable):
        writer.write(("a", 1))
    ledger.broken = None
    writer.write(("a", 1))
    assert ledger.kept == [("a", 1)]


def test_a_runner_that_fails_does_not_leave_the_writer_stuck() -> None:
    ledger, failing = Ledger(), [True]

    def run(work: Callable[[], None]) -> None:
        if failing.pop():
            raise RuntimeError("no thread")
        work()

    writer = GroupWriter(ledger.commit, run)
    with pytest.raises(RuntimeError):
        writer.write(("a", 1))
    failing.append(False)
    writer.write(("a", 1))
    assert ledger.kept == [("a", 1)]


def test_groups_are_bounded() -> None:
    ledger = Ledger()
    writer = GroupWriter(ledger.commit, max_group=4)

    def write(n: int) -> Callable[[], None]:
        return lambda: writer.write((f"t{n}", 1))

    in_threads(*(write(n) for n in range(40)))
    assert len(ledger.kept) == 40
    assert max(ledger.groups) <= 4


def test_under_load_everything_is_written_once_and_in_order() -> None:
    ledger = Ledger()
    writer = GroupWriter(ledger.commit)

    def write(key: str) -> Callable[[], None]:
        def work() -> None:
            for n in range(1, 101):
                writer.write((key, n))

        return work

    in_threads(*(write(f"t{k}") for k in range(6)))
    assert len(ledger.kept) == 600
    for k in range(6):
        assert [n for key, n in ledger.kept if key == f"t{k}"] == list(range(1, 101))


def test_greenlets_go_on_while_a_thread_waits_for_the_disk() -> None:
    ledger, others_ran = Ledger(), Event()

    def slow(group: Sequence[tuple[str, int]]) -> None:
        time.sleep(0.05)
        ledger.commit(group)

    def run(work: Callable[[], None]) -> None:
        get_hub().threadpool.apply(work)

    writer = GroupWriter(slow, run)
    writing = gevent.spawn(writer.write, ("a", 1))
    gevent.spawn(others_ran.set)
    assert others_ran.wait(timeout=5)
    assert not writing.ready()
    writing.get(timeout=5)
    assert ledger.kept == [("a", 1)]
