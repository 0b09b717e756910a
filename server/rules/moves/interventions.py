"""What the facilitator did with the talks, so that the whole table can be told, and told later."""

from server.rules.copying import replace
from server.rules.events import Event, Recorded
from server.rules.events.life import Concluded, RolledBack
from server.rules.events.proposals import AgreementRecorded, AgreementVoided
from server.rules.events.schedule import ClockExtended, Paused, PhaseBegan, Resumed
from server.rules.seats import Facilitator
from server.rules.state.talks import Steered, Talks


def steered(after: Talks, recorded: Recorded) -> Talks:
    """The talks after the event, with a line about it when the table is to be told who did it."""
    if not isinstance(recorded.by, Facilitator):
        return after
    line = _line(after, recorded.event, recorded.at)
    return after if line is None else replace(after, steering=(*after.steering, line))


def _line(after: Talks, event: Event, at: int) -> Steered | None:
    where = after.round, after.phase
    match event:
        case Paused():
            return Steered("paused", at, *where)
        case Resumed():
            return Steered("resumed", at, *where)
        case ClockExtended(seconds, "facilitator"):
            return Steered("extended", at, *where, seconds=seconds)
        case PhaseBegan(why="advanced" | "stepped_back" as why):
            return Steered(why, at, *where)
        case RolledBack(reason=reason):
            return Steered("rolled_back", at, *where, reason=reason)
        case AgreementRecorded(forum):
            return Steered("recorded", at, *where, forum=forum)
        case AgreementVoided(forum, reason):
            return Steered("voided", at, *where, forum=forum, reason=reason)
        case Concluded("facilitator"):
            return Steered("concluded", at, *where)
        case _:
            return None
