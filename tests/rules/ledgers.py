"""A small negotiation whose agreements oblige: oil in two tranches, the second after disablement.

Energy (round 1) brings `oil-first` and `oil-second`; peace (round 2) brings `disable`, when its
pace is not low. `oil-second` waits for `disable`.
"""

from dataclasses import replace

from server.rules.commands.ledger import DraftSideLetter, Pledge
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance
from server.rules.ids import (
    DelegationId,
    ForumId,
    IssueId,
    LetterId,
    ObligationId,
    OptionId,
    TermId,
    TrackId,
)
from server.rules.state.obligation import Obligation
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.rules.written.world import Ledger, Term, TermUnit, Track
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    PACE,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    negotiating,
    scenario,
)
from tests.rules.worldly import worldly

FIRST, SECOND = ObligationId("oil-first"), ObligationId("oil-second")
DISABLE = ObligationId("disable")
MISTRUST = TrackId("mistrust")


def track(amount: int) -> Modifier:
    return Modifier(ModifierKind.TRACK, track=MISTRUST, amount=amount, why="deeds")


def term(name: ObligationId, by: DelegationId, due: int, **more: object) -> Term:
    base = Term(TermId(name), by, f"{by} does {name}", due)
    return replace(base, **more)  # type: ignore[arg-type]


def tranches(*more: Term, **changes: object) -> tuple[Term, ...]:
    """What energy brings; `changes` for the second tranche, `more` besides."""
    oil = {"to": (DPRK,), "unit": TermUnit.TONS_HFO}
    first = term(FIRST, ROK, 0, quantity=50_000, **oil)
    second = term(SECOND, USA, 1, after=(TermId(DISABLE),), quantity=100_000, **oil)
    return first, replace(second, **changes), *more  # type: ignore[arg-type]


MIDDLE_PACE = {PACE: frozenset({OptionId("middle")})}
STEP = term(DISABLE, DPRK, 0, when=MIDDLE_PACE, kept=(track(-3),), broken=(track(2),))
LEDGER = Ledger((track(-1),), (track(1),), kept_points=50, broken_points=-80)


def obliging(*more: Term, **changes: object) -> Scenario:
    """Three rounds with the ledger alone; see `tranches`."""
    base = scenario(
        forum(ENERGY, terms=tranches(*more, **changes)),
        forum(PEACE, terms=(STEP,)),
        forum(ForumId("later")),
    )
    start = Track(MISTRUST, "Mistrust", 5, "none", "deep", dict.fromkeys((USA, ROK, DPRK), 10))
    return replace(base, ledger=LEDGER, tracks=(start,))


def everything() -> Scenario:
    """The world that moves, with the ledger: all that the rules know."""
    base = worldly()
    forums = {
        **base.forums,
        ENERGY: replace(base.forums[ENERGY], terms=tranches()),
        PEACE: replace(base.forums[PEACE], terms=(STEP,)),
    }
    return replace(base, forums=forums, ledger=LEDGER)


def owing(base: Scenario | None = None) -> Table:
    """The energy forum has agreed: two tranches are owed. The first round's result."""
    table = negotiating(base or obliging())
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    return table


def owed(table: Table, name: ObligationId) -> Obligation:
    return table.talks.obligations[name]


def next_round(table: Table) -> None:
    """To the negotiation of the next round."""
    before = table.talks.round
    while (table.talks.round, table.talks.phase) != (before + 1, "negotiation"):
        table.ok(FACILITATOR, Advance())


def pledge(by: DelegationId = USA, due: int = 2, what: str = "lift the freeze") -> Pledge:
    return Pledge(by, what, due)


def supporting(
    by: DelegationId = USA, where: ForumId = ENERGY, issue: str = "oil", option: str = "low"
) -> Pledge:
    return Pledge(by, "back it", 2, where, IssueId(issue), OptionId(option))


def letter(
    *pledges: Pledge,
    name: str = "l1",
    to: tuple[DelegationId, ...] = (DPRK,),
    text: str = "Between us.",
) -> DraftSideLetter:
    """A letter, as the USA drafts it for the DPRK."""
    return DraftSideLetter(LetterId(name), to, text, pledges or (pledge(),))
