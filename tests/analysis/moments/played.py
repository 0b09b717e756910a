"""Words for hand-made logs: who tables what, who says what, and how it ends."""

from server.analysis.moments.history import History, history
from server.rules.commands.life import Conclude
from server.rules.commands.proposals import RecordAgreement, StanceKind, TakeStance
from server.rules.ids import DelegationId, ProposalId
from tests.rules.negotiation import ENERGY, FACILITATOR, Table, head, package, tabled


def offered(table: Table, by: DelegationId, name: str, oil: str, pace: str) -> ProposalId:
    """A complete package on the energy table, a second later."""
    return tabled(table.later(1), by, name, oil=oil, pace=pace)


def says(
    table: Table, who: DelegationId, stance: StanceKind, proposal: ProposalId, reason: str = ""
) -> None:
    """A stance, a second later; a rejection has a reason."""
    words = reason or ("too little" if stance is StanceKind.REJECT else "")
    table.later(1).ok(head(who), TakeStance(proposal, stance, words))


def over(table: Table) -> History:
    """The talks end here."""
    table.later(1).ok(FACILITATOR, Conclude())
    return history(table.talks, table.log)


def agreed(table: Table, oil: str, pace: str) -> History:
    """The energy forum agrees face to face, and the talks end."""
    table.later(1).ok(FACILITATOR, RecordAgreement(ENERGY, package(oil=oil, pace=pace)))
    return over(table)
