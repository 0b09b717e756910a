"""Who may read what off the scoreboard of a class."""

from dataclasses import replace

from server.reports.comparison import for_facilitator, for_projector
from server.rules.commands.ledger import SignSideLetter
from server.rules.commands.life import Conclude, Reveal
from server.rules.ids import TalksId
from server.rules.state.scoring import total
from tests.rules.ledgers import letter, next_round, obliging
from tests.rules.negotiation import DPRK, FACILITATOR, USA, Table, head, negotiating


def broken_letter() -> Table:
    """A side letter between two, whose only promise was not kept in time."""
    table = negotiating(obliging(), scores="live", compare="named")
    table.ok(head(USA), letter())
    [quiet] = table.talks.letters
    table.ok(head(USA), SignSideLetter(quiet))
    table.ok(head(DPRK), SignSideLetter(quiet))
    next_round(table)
    next_round(table)
    return table


def test_a_broken_letter_is_not_read_off_the_projectors_totals() -> None:
    table, calm = broken_letter(), negotiating(obliging(), scores="live", compare="named")
    next_round(calm)
    next_round(calm)
    assert total(table.talks, USA).total != total(calm.talks, USA).total
    both = [table.talks, replace(calm.talks, id=TalksId("t2"), table=2)]
    first, second = for_projector(both)["tables"]
    assert first["totals"] == second["totals"]
    mine, theirs = for_facilitator(both)["tables"]
    assert mine["totals"] != theirs["totals"]
    table.ok(FACILITATOR, Conclude(), Reveal("scores"))
    calm.ok(FACILITATOR, Conclude(), Reveal("scores"))
    both = [table.talks, replace(calm.talks, id=TalksId("t2"), table=2)]
    first, second = for_projector(both)["tables"]
    assert first["totals"] != second["totals"]
