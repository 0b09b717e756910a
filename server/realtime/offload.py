"""Blocking work under gevent."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from gevent import get_hub
from gevent.threadpool import ThreadPool

FEW = 2
_POOLS: WeakKeyDictionary[object, list[ThreadPool]] = WeakKeyDictionary()


def in_thread(work: Callable[[], None]) -> None:
    """Run the work in a thread of gevent's pool, so that a commit waits for the disk alone.

    The greenlet waits, the others go on. Raises what the work raises.
    """
    run_in(get_hub().threadpool, work)


def in_few_threads(work: Callable[[], None]) -> None:
    """The same for what takes a processor and much memory: two at a time, whoever waits."""
    pools = _POOLS.setdefault(get_hub(), [])
    if not pools:
        pools.append(ThreadPool(FEW))
    run_in(pools[0], work)


def run_in(pool: ThreadPool, work: Callable[[], None]) -> None:
    """The same in a thread of the pool. gevent itself would print what the work raises."""
    error = pool.apply(_outcome, (work,))
    if error is not None:
        raise error


def _outcome(work: Callable[[], None]) -> BaseException | None:
    try:
        work()
    except BaseException as error:  # noqa: BLE001  # raised again in the greenlet
        return error
    return None
