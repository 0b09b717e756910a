"""A letter for each forum, by which its proposals are told from other forums' everywhere."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from string import ascii_uppercase

from server.rules.ids import ForumId


@lru_cache(maxsize=64)
def letters(forums: tuple[ForumId, ...]) -> Mapping[ForumId, str]:
    """A letter for each forum: the first of its id that none before it has, else any free one.

    They depend on the scenario alone, so a proposal keeps its name under every schedule.
    """
    found: dict[ForumId, str] = {}
    for forum in forums:
        free = (name for name in _wanted(forum) if name not in found.values())
        found[forum] = next(free)
    return found


def _wanted(forum: ForumId) -> Iterator[str]:
    yield from (c for c in forum.upper() if c in ascii_uppercase)
    yield from _all()


def _all() -> Iterable[str]:
    """A to Z, then AA, AB and so on: more than a scenario can have forums."""
    yield from ascii_uppercase
    yield from map("".join, product(ascii_uppercase, repeat=2))
