"""Lets a NegMAS negotiator play; the library is yours to install, under its licence (AGPL).
SIXPARTY_TOKEN=... python -m server.client.examples.negmas_negotiator http://HOST:8060/talks/ID
"""

from collections.abc import Callable, Iterator
from typing import Any

import negmas

from server.client import Decide, Move, View, accept, play, propose, seat

STEPS = 40  # turns of a phase; a negotiator is asked once in each


def playing(make: Callable[[], Any]) -> Decide:
    minds: dict[str, Any] = {}
    steps: dict[str, int] = {}

    def decide(view: View) -> Iterator[Move]:
        for forum in view.forums:
            step, issues = int(view.time * STEPS), [*view.worths(forum)]
            if steps.get(forum) == step:
                continue
            steps[forum], offers = step, view.unanswered(forum)
            mind = minds.get(forum) or minds.setdefault(forum, joined(view, forum, make()))
            state = negmas.sao.SAOState(running=True, step=step, relative_time=view.time)
            state.current_offer = tuple(offers[0]["package"][i] for i in issues) if offers else None
            answer = mind(state)
            package = dict(zip(issues, answer.outcome or (), strict=False))
            if offers and answer.response == negmas.ResponseType.ACCEPT_OFFER:
                yield accept(offers[0])
            elif package and package not in view.offered(forum):
                yield propose(forum, package)

    return decide


def joined(view: View, forum: str, negotiator: Any) -> Any:
    """The negotiator at a table of NegMAS's own, with the mandate as its utility."""
    worths, tables = view.worths(forum), negmas.preferences.value_fun.TableFun
    issues = [negmas.make_issue(name=name, values=[*worth]) for name, worth in worths.items()]
    ufun = negmas.LinearAdditiveUtilityFunction([*map(tables, worths.values())], issues=issues)
    ufun.reserved_value = view.walk_away(forum)
    negmas.SAOMechanism(issues=issues, n_steps=STEPS).add(negotiator, ufun=ufun)
    return negotiator


if __name__ == "__main__":
    play(seat(), playing(negmas.AspirationNegotiator), every=2)
