"""The state after an event. Total and deterministic: the log alone makes the state."""

from immutables import Map

from server.rules.copying import replace
from server.rules.events import Recorded
from server.rules.events.schedule import PhaseBegan
from server.rules.ids import DelegationId
from server.rules.moves import dispatch, seating
from server.rules.moves.interventions import steered
from server.rules.seats import Agent, Bot, Delegate
from server.rules.state.talks import Talks


def evolve(talks: Talks, recorded: Recorded) -> Talks:
    """The talks after the recorded event; `recorded.seq` must be `talks.seq + 1`."""
    if recorded.seq != talks.seq + 1:
        raise ValueError(f"event {recorded.seq} does not follow {talks.seq}")
    after = seating.noted(dispatch.after(talks, recorded.event, recorded.at), recorded)
    after = steered(after, recorded)
    after = replace(after, seq=recorded.seq, last_activity=_activity(after, recorded))
    if isinstance(recorded.event, PhaseBegan):
        return replace(after, checkpoints=after.checkpoints.set(after.seq, after))
    return after


def _activity(talks: Talks, recorded: Recorded) -> Map[DelegationId, int]:
    match recorded.by:
        case Bot(delegation) | Agent(delegation, _):
            pass
        case Delegate(person) if (seat := talks.seats.get(person)) is not None:
            delegation = seat.delegation
        case _:
            return talks.last_activity
    return talks.last_activity.set(delegation, recorded.at)
