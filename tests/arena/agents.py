"""Agents for the tests of the arena: good ones and bad ones."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from server.client import Move, View, accept, command, propose

seen: list[View] = []
made: list[int] = []


def agreeable(view: View) -> Iterator[Move]:
    """Accepts whatever lies there, and offers nothing."""
    for forum in view.forums:
        yield from map(accept, view.unanswered(forum))


def spy(view: View) -> list[Move]:
    """Keeps what it saw, and spoils what it was given."""
    seen.append(View(view.etag, json.loads(json.dumps(view.entities)), view.server_now))
    for entity in view.entities.values():
        entity.clear()  # type: ignore[attr-defined]  # it is a dict, whatever the type says
    return []


def raises(_view: View) -> list[Move]:
    raise RuntimeError("I am broken\nand have much to say")


def leaves(_view: View) -> list[Move]:
    sys.exit(3)


def never_ends(_view: View) -> list[Move]:
    try:
        while True:
            time.sleep(0.01)
    except Exception:  # noqa: BLE001  an agent that holds on
        return []


def answers_nonsense(_view: View) -> list[Any]:
    return ["accept"]


def answers_nothing(_view: View) -> None:
    return None


def cheats(view: View) -> Iterator[Move]:
    """Tries what is not its own."""
    yield command("advance")
    yield command("set_ready", ready=True)
    for forum in view.forums:
        yield propose(forum, {"no_such_issue": "no_such_option"})


def remembering() -> Callable[[View], list[Move]]:
    """A new memory for each table."""
    made.append(len(made))
    return lambda _view: []


def by_chance(view: View) -> Iterator[Move]:
    """Uses the common source of chance, as many do."""
    import random

    for forum in view.forums:
        if len(view.offered(forum)) < 3:
            fair = list(view.packages(forum, view.walk_away(forum)))
            yield propose(forum, random.choice(fair))
        for proposal in view.unanswered(forum):
            if random.random() < 0.5:
                yield accept(proposal)


def answer(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(how: str) -> None:
    """The same as a program: a view a line, moves a line."""
    for number, line in enumerate(sys.stdin):
        told = json.loads(line)
        view = View(told["etag"], told["entities"], told["server_now"])
        match how:
            case "agreeable":
                moves = [{"name": m.name, "body": dict(m.body)} for m in agreeable(view)]
                answer(json.dumps(moves))
            case "dies" if number == 1:
                sys.exit(4)
            case "hangs":
                time.sleep(60)
            case "nonsense":
                answer("certainly!")
            case _:
                answer("[]")


if __name__ == "__main__":
    main(sys.argv[1])
