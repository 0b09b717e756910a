"""Reading the others: a delegate's guesses of what mattered to them."""

from server.rules.commands.reading import ReadOthers
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.reading import OthersRead
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting
from server.rules.state.reading import asked_of, given
from server.rules.state.talks import Talks, TalksState


def reading_problem(talks: Talks) -> Refusal | None:
    """Why nobody is asked what mattered to others now; None when people are."""
    if talks.state is TalksState.ARCHIVED:
        return Refusal("archived")
    if not talks.state.is_over:
        return Refusal("not_concluded")
    return Refusal("mandates_open") if "mandates" in talks.revealed else None


def read_others(talks: Talks, acting: Acting, command: ReadOthers) -> tuple[Event, ...] | Refusal:
    """Answer, or answer anew; only about those one is asked about."""
    if acting.person is None:
        return Refusal("not_allowed")
    problem = reading_problem(talks)
    if problem is not None:
        return problem
    forum, asked = asked_of(talks, acting.delegation)
    about = [guess.delegation for guess in command.guesses]
    for guess in command.guesses:
        if guess.forum != forum or guess.delegation not in asked:
            return Refusal("not_found", {"delegation": guess.delegation})
        issues = [issue.id for issue in talks.forum(forum).issues]
        if sorted(guess.order) != sorted(issues) or about.count(guess.delegation) > 1:
            return Refusal("bad_command", {"field": "guesses"})
    if not asked or given(talks, acting.person) == command.guesses:
        return Refusal("nothing_changes")
    return (OthersRead(acting.person, acting.delegation, command.guesses),)


# --- evolving ---


def on_read(talks: Talks, event: OthersRead) -> Talks:
    """The guesses are kept in place of earlier ones."""
    return replace(talks, readings=talks.readings.set(event.person, event.guesses))
