"""The part of NegMAS's interface that the example uses, for a machine without the library.

Not NegMAS: it proves that the example asks as that library documents, not that the library answers.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from itertools import product
from types import ModuleType
from typing import Any

Outcome = tuple[str, ...]


class ResponseType(Enum):
    ACCEPT_OFFER = 0
    REJECT_OFFER = 1


@dataclass
class Issue:
    name: str
    values: list[str]


@dataclass
class SAOState:
    running: bool = False
    step: int = 0
    relative_time: float = 0.0
    current_offer: Outcome | None = None


@dataclass
class SAOResponse:
    response: ResponseType
    outcome: Outcome | None


class TableFun:
    def __init__(self, mapping: Mapping[str, float]) -> None:
        self.mapping = mapping

    def __call__(self, value: str) -> float:
        return self.mapping[value]


class LinearAdditiveUtilityFunction:
    def __init__(self, values: Sequence[TableFun], issues: Sequence[Issue]) -> None:
        self.values, self.issues, self.reserved_value = values, issues, 0.0

    def __call__(self, outcome: Outcome) -> float:
        return sum(fun(value) for fun, value in zip(self.values, outcome, strict=True))


class AspirationNegotiator:
    """Takes and asks for what is worth its aspiration, which sinks with the relative time."""

    ufun: LinearAdditiveUtilityFunction

    def __call__(self, state: SAOState) -> SAOResponse:
        assert state.running
        outcomes = list(product(*(issue.values for issue in self.ufun.issues)))
        best, least = max(map(self.ufun, outcomes)), self.ufun.reserved_value
        wanted = best - (best - least) * min(1.0, 1.25 * state.relative_time)
        offer = state.current_offer
        if offer is not None and self.ufun(offer) >= wanted:
            return SAOResponse(ResponseType.ACCEPT_OFFER, offer)
        fair = [outcome for outcome in outcomes if self.ufun(outcome) >= wanted]
        return SAOResponse(ResponseType.REJECT_OFFER, min(fair, key=self.ufun))


class SAOMechanism:
    def __init__(self, issues: Sequence[Issue], n_steps: int) -> None:
        self.issues, self.n_steps = issues, n_steps

    def add(self, negotiator: Any, ufun: LinearAdditiveUtilityFunction) -> None:
        negotiator.ufun = ufun


def make_issue(values: list[str], name: str) -> Issue:
    return Issue(name, values)


@contextmanager
def installed() -> Iterator[None]:
    """The stand-in under NegMAS's names, unless the library is there."""
    try:
        import negmas  # noqa: F401
    except ModuleNotFoundError:
        made = {name: ModuleType(name) for name in ("negmas", "sao", "preferences", "value_fun")}
        root = made["negmas"]
        for thing in (ResponseType, SAOMechanism, LinearAdditiveUtilityFunction):
            setattr(root, thing.__name__, thing)
        vars(root).update(
            make_issue=make_issue, AspirationNegotiator=AspirationNegotiator,
            sao=made["sao"], preferences=made["preferences"],
        )  # fmt: skip
        vars(made["sao"]).update(SAOState=SAOState)
        vars(made["preferences"]).update(value_fun=made["value_fun"])
        vars(made["value_fun"]).update(TableFun=TableFun)
        sys.modules["negmas"] = root
        try:
            yield
        finally:
            del sys.modules["negmas"]
    else:
        yield
