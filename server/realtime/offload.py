"""Blocking work under gevent."""

from collections.abc import Callable

from gevent import get_hub
from gevent.threadpool import ThreadPool


def in_thread(work: Callable[[], None]) -> None:
    """Run the work in a thread of gevent's pool, so that a commit waits for the disk alone.

    The greenlet waits, the others go on. Raises what the work raises.
    """
    run_in(get_hub().threadpool, work)


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
