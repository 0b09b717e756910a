"""All packages of a forum as numbers: which there are, and what they are worth to whom.

A package is an index: a number in mixed radix, one digit (an option) per issue, the last issue
turning fastest. Scores are sums of per-issue worths, so they are never stored for the whole space.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from server.rules.ids import DelegationId, IssueId, OptionId
from server.rules.written.forum import Forum
from server.rules.written.mandate import Mandate
from server.rules.written.package import Package

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Json = dict[str, object]

LIMIT = 2_000_000
"""Packages that are listed one by one; of a larger forum less is known, see `survey`."""

BLOCK = 16_384
"""Packages looked at together: small enough for the processor's cache with a dozen parties."""


class TooManyPackagesError(ValueError):
    """The forum has more packages than are listed; `packages` says how many."""

    def __init__(self, forum: str, packages: int) -> None:
        super().__init__(
            f"forum {forum} has {packages:,} packages, more than the {LIMIT:,} that are listed one"
            " by one: it is played, its efficient and fair packages are found; ranges inside its"
            " zone of agreement are left out"
        )
        self.forum = forum
        self.packages = packages


@dataclass(frozen=True, slots=True)
class Space:
    """The packages of a forum.

    `options[i]` are the options of issue i that are not barred, or the one that is settled;
    `worth[i]` has shape (delegations, options of issue i), in hundredths; `reservation` has shape
    (delegations,). Delegations are the parties in order, then the observers that have a mandate.
    """

    forum: Forum
    issues: tuple[IssueId, ...]
    options: tuple[tuple[OptionId, ...], ...]
    delegations: tuple[DelegationId, ...]
    worth: tuple[Ints, ...]
    reservation: Ints

    @classmethod
    def of(cls, forum: Forum, settled: Package | None = None) -> "Space":
        """The forum's complete packages; issues in `settled` keep that option."""
        delegations = with_mandates(forum)
        options = tuple(_allowed(forum, i.id, settled or {}) for i in forum.issues)
        mandates = [forum.mandates[d] for d in delegations]
        worth = tuple(
            np.array([_row(m, issue.id, allowed) for m in mandates], dtype=np.int64)
            for issue, allowed in zip(forum.issues, options, strict=True)
        )
        reservation = np.array([m.reservation for m in mandates], dtype=np.int64)
        issues = tuple(issue.id for issue in forum.issues)
        return cls(forum, issues, options, delegations, worth, reservation)

    @property
    def size(self) -> int:
        """How many packages there are."""
        return prod(len(options) for options in self.options)

    @property
    def parties(self) -> int:
        """How many of `delegations`, from the first on, are parties."""
        return len(self.forum.parties)

    @property
    def strides(self) -> tuple[int, ...]:
        """What one step of each issue's digit adds to a package's index."""
        sizes = [len(options) for options in self.options]
        return tuple(prod(sizes[i + 1 :]) for i in range(len(sizes)))

    def digits(self, indices: Ints) -> Ints:
        """The packages' options by number: shape (packages, issues)."""
        columns = [
            indices // stride % len(options)
            for stride, options in zip(self.strides, self.options, strict=True)
        ]
        return np.stack(columns, axis=1)

    def scores(self, indices: Ints) -> Ints:
        """What the packages are worth to each delegation: shape (packages, delegations)."""
        digits = self.digits(indices)
        columns = (w[:, digits[:, i]] for i, w in enumerate(self.worth))
        return np.ascontiguousarray(reduce(np.add, columns).T)

    def package(self, index: int) -> dict[IssueId, OptionId]:
        """The package of that index."""
        return {
            issue: options[index // stride % len(options)]
            for issue, options, stride in zip(self.issues, self.options, self.strides, strict=True)
        }

    def outcomes(self, indices: Sequence[int]) -> list[Json]:
        """Packages with what each delegation scores there, in hundredths."""
        scores = self.scores(np.array(indices, dtype=np.int64)).tolist()
        return [
            {
                "package": {str(i): str(o) for i, o in self.package(index).items()},
                "scores": {str(d): s for d, s in zip(self.delegations, row, strict=True)},
            }
            for index, row in zip(indices, scores, strict=True)
        ]

    def to_json(self) -> dict[str, list[str]]:
        """The options of each issue that can still be chosen."""
        return {
            str(i): [str(o) for o in options]
            for i, options in zip(self.issues, self.options, strict=True)
        }

    @property
    def constrained(self) -> bool:
        """True when some packages cannot be agreed though none of their options is barred."""
        return any(needed.beside is not None for needed in self.forum.requirements)

    @property
    def tied(self) -> tuple[int, ...]:
        """The issues, by number, that need another beside them or that others need."""
        names = {
            issue
            for needed in self.forum.requirements
            if needed.beside is not None
            for issue in (needed.issue, needed.beside[0])
        }
        return tuple(n for n, issue in enumerate(self.issues) if issue in names)

    def allowed(self, indices: Ints) -> Bools:
        """Which of the packages hold beside each option what it needs there."""
        possible: Bools = np.ones(len(indices), dtype=np.bool_)
        if not self.constrained:
            return possible
        digits = self.digits(indices)
        for needed in self.forum.requirements:
            if needed.beside is None:
                continue
            issue, other = self.issues.index(needed.issue), self.issues.index(needed.beside[0])
            taken = [n for n, o in enumerate(self.options[issue]) if o == needed.option]
            beside = [n for n, o in enumerate(self.options[other]) if o in needed.beside[1]]
            possible &= ~np.isin(digits[:, issue], taken) | np.isin(digits[:, other], beside)
        return possible

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        """Every package once, in order: the first index of a block, and the parties' scores.

        A block has shape (parties, packages in it) and is overwritten by the next one.
        Raises TooManyPackagesError above the limit.
        """
        if self.size > LIMIT:
            raise TooManyPackagesError(self.forum.id, self.size)
        if self.size == 0:
            return
        worth = [w[: self.parties] for w in self.worth]
        split = len(worth)
        while split > 0 and prod(w.shape[1] for w in worth[split - 1 :]) <= BLOCK:
            split -= 1
        tail = _outer(worth[split:], self.parties)
        block = np.empty_like(tail)
        heads = product(*(range(w.shape[1]) for w in worth[:split]))
        for number, head in enumerate(heads):
            start = np.zeros(self.parties, dtype=np.int64)
            for w, option in zip(worth, head, strict=False):
                start += w[:, option]
            np.add(tail, start[:, None], out=block)
            yield number * tail.shape[1], block


def with_mandates(forum: Forum) -> tuple[DelegationId, ...]:
    """The parties, then the observers that score."""
    return forum.parties + tuple(d for d in forum.observers if d in forum.mandates)


def _outer(worth: list[Ints], parties: int) -> Ints:
    """The sums over all combinations: shape (parties, combinations), the last issue fastest."""
    total: Ints = np.zeros((parties, 1), dtype=np.int64)
    for w in worth:
        total = (total[:, :, None] + w[:, None, :]).reshape(parties, -1)
    return total


def _allowed(forum: Forum, issue: IssueId, settled: Package) -> tuple[OptionId, ...]:
    found = forum.issue(issue)
    options = found.options if found else ()
    if issue in settled:
        return tuple(o.id for o in options if o.id == settled[issue])
    return tuple(o.id for o in options if (issue, o.id) not in forum.barred)


def _row(mandate: Mandate, issue: IssueId, options: tuple[OptionId, ...]) -> list[int]:
    worth = mandate.positions[issue].worth
    return [worth[option] for option in options]
