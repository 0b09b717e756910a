"""Blocking work under gevent."""

from collections.abc import Callable

from gevent import get_hub


def in_thread(work: Callable[[], None]) -> None:
    """Run the work in a thread of gevent's pool, so that a commit waits for the disk alone.

    The greenlet waits, the others go on. Raises what the work raises.
    """
    get_hub().threadpool.apply(work)
