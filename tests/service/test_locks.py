"""Locks by name."""

import gc
import threading

from server.service.locks import Locks


def test_the_same_name_has_the_same_lock_while_it_is_used() -> None:
    locks = Locks()
    first = locks.of("a")
    assert locks.of("a") is first
    assert locks.of("b") is not first


def test_locks_nobody_uses_are_dropped() -> None:
    locks = Locks()
    for n in range(100):
        with locks.of(str(n)), locks.of(str(n)):
            assert len(locks) >= 1
    gc.collect()
    assert len(locks) == 0


def test_one_thread_waits_for_the_other() -> None:
    locks = Locks()
    order: list[str] = []
    entered = threading.Event()

    def wait() -> None:
        entered.set()
        with locks.of("a"):
            order.append("second")

    with locks.of("a"):
        thread = threading.Thread(target=wait)
        thread.start()
        entered.wait()
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
