"""Entity `reading`: a delegate's own guesses of what mattered to others, and of all together who
was misread. One's guesses are shown to nobody else."""

from typing import NotRequired

from typing_extensions import TypedDict

from server.rules.commands.reading import Guess
from server.rules.ids import PersonId
from server.rules.state.reading import (
    asked_of,
    closeness,
    given,
    may_read,
    misread,
    order_of,
    readers,
)
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer


class GuessEntry(TypedDict):
    """The issues as one thinks they mattered to a delegation, first first; with `truth` once its
    mandate lies open: `right` of `of` pairs of issues are in its order, `first` mattered most to it
    and stands at `placed` (from 1) of the guess."""

    delegation: str
    order: list[str]
    truth: NotRequired[list[str]]
    right: NotRequired[int]
    of: NotRequired[int]
    first: NotRequired[list[str]]
    placed: NotRequired[int]


class MisreadEntry(TypedDict):
    """How a delegation was read by all who guessed: pairs of issues in its order, of all pairs."""

    delegation: str
    forum: str
    people: int
    right: int
    of: int


class ReadingEntity(TypedDict):
    """Key `reading`, after the end. A delegate's: in `forum` it reads the delegations `asked`;
    `guesses` is null before the answer and empty when it was skipped. The facilitator's: how many
    `answered` of how many `people`. The facilitator's and everybody's, once the mandates lie open:
    `misread`, the most misread first, of those whom several read."""

    open: bool
    forum: NotRequired[str]
    asked: NotRequired[list[str]]
    guesses: NotRequired[list[GuessEntry] | None]
    answered: NotRequired[int]
    people: NotRequired[int]
    misread: NotRequired[list[MisreadEntry]]


def reading_keys(talks: Talks, viewer: Viewer) -> tuple[str, ...]:
    """There for those who are asked, the facilitator and everybody's screen, after the end."""
    if not talks.state.is_over:
        return ()
    if viewer.audience == "delegate" and viewer.delegation is not None:
        return ("",) if asked_of(talks, viewer.delegation)[1] else ()
    return ("",) if viewer.everything or viewer.audience == "public" else ()


def reading_entity(frame: Frame, viewer: Viewer) -> ReadingEntity | None:
    """The own guesses, or what all guesses came to together."""
    talks = frame.talks
    if not reading_keys(talks, viewer):
        return None
    if viewer.person is not None and viewer.delegation is not None:
        forum, asked = asked_of(talks, viewer.delegation)
        return {
            "open": may_read(talks),
            "forum": forum,
            "asked": list(asked),
            "guesses": _own(talks, viewer.person),
        }
    found: ReadingEntity = {"open": may_read(talks)}
    if viewer.everything:
        asked_people = readers(talks)
        found["people"] = len(asked_people)
        found["answered"] = sum(1 for s in asked_people if given(talks, s.person) is not None)
    if "mandates" in talks.revealed:
        found["misread"] = [
            {
                "delegation": m.delegation,
                "forum": m.forum,
                "people": m.people,
                "right": m.right,
                "of": m.of,
            }
            for m in misread(talks)
        ]
    return found


def _own(talks: Talks, person: PersonId) -> list[GuessEntry] | None:
    guesses = given(talks, person)
    return None if guesses is None else [_guess(talks, guess) for guess in guesses]


def _guess(talks: Talks, guess: Guess) -> GuessEntry:
    entry: GuessEntry = {"delegation": guess.delegation, "order": list(guess.order)}
    if "mandates" not in talks.revealed:
        return entry
    close = closeness(talks, guess)
    return {
        **entry,
        "truth": list(order_of(talks, guess.delegation, guess.forum)),
        "right": close.right,
        "of": close.of,
        "first": list(close.first),
        "placed": close.placed,
    }
