"""A promise in a letter beside what its owner did in public."""

from dataclasses import replace

from server.analysis.promises import DeedKind, Promised, Verdict, promises
from server.reports.analysis import analysis_for
from server.reports.promises import promises_for
from server.rules.commands.ledger import (
    Report,
    ReportObligation,
    Settlement,
    SettleObligation,
    SignSideLetter,
)
from server.rules.commands.life import Conclude, Reveal
from server.rules.commands.proposals import BreakSilence, StanceKind, TakeStance, WithdrawProposal
from server.rules.ids import LetterId, ObligationId
from server.rules.seats import DelegationView
from tests.rules.ledgers import letter, obliging, pledge, supporting
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    ROK,
    USA,
    Table,
    accepted,
    head,
    negotiating,
    tabled,
)

L1 = LetterId("l1~usa")


def bound(table: Table | None = None) -> Table:
    """The USA has promised the DPRK to back little oil."""
    table = table or negotiating(obliging())
    table.ok(head(USA), letter(supporting()))
    table.ok(head(USA), SignSideLetter(L1))
    table.later(1).ok(head(DPRK), SignSideLetter(L1))
    table.later(1)
    return table


def only(table: Table) -> Promised:
    [found] = promises(table.talks)
    return found


def kinds(table: Table) -> list[DeedKind]:
    return [deed.kind for deed in only(table).deeds]


def test_nothing_done_is_open_and_a_draft_promises_nothing() -> None:
    table = negotiating(obliging())
    table.ok(head(USA), letter(supporting()))
    assert promises(table.talks) == ()
    table.ok(head(USA), SignSideLetter(L1))
    table.ok(head(DPRK), SignSideLetter(L1))
    assert (only(table).verdict, only(table).deeds) == (Verdict.OPEN, ())


def test_a_vote_against_the_promised_option_is_set_beside_the_promise() -> None:
    table = bound()
    held = tabled(table, ROK, oil="low", pace="low")
    table.later(5).ok(head(USA), TakeStance(held, StanceKind.REJECT, "Too little."))
    found = only(table)
    assert found.verdict is Verdict.CONTRADICTED
    [deed] = found.deeds
    assert (deed.kind, deed.number, deed.option, deed.words, deed.at) == (
        DeedKind.REJECTED,
        1,
        "low",
        "Too little.",
        table.now,
    )


def test_backing_it_is_as_promised_until_another_option_is_tabled_or_accepted() -> None:
    table = bound()
    accepted(table, tabled(table, ROK, oil="low", pace="low"), [USA])
    assert (only(table).verdict, kinds(table)) == (Verdict.KEPT, [DeedKind.BACKED])
    accepted(table.later(1), tabled(table, ROK, "p2", oil="high", pace="low"), [USA])
    tabled(table.later(1), USA, "p3", oil="middle", pace="low")
    assert only(table).verdict is Verdict.CONTRADICTED
    assert kinds(table) == [DeedKind.BACKED, DeedKind.ACCEPTED_OTHER, DeedKind.TABLED_OTHER]
    table.ok(head(USA), WithdrawProposal("p3"))  # type: ignore[arg-type]
    assert kinds(table) == [DeedKind.BACKED, DeedKind.ACCEPTED_OTHER]


def test_breaking_silence_on_it_counts_and_what_leaves_the_issue_open_does_not() -> None:
    table = bound()
    accepted(table, tabled(table, ROK, pace="low"), [USA])
    assert only(table).verdict is Verdict.OPEN
    held = tabled(table, ROK, "p2", oil="low", pace="low")
    accepted(table, held, [USA, DPRK])
    table.later(1).ok(head(USA), BreakSilence(held, "Wait."))
    assert kinds(table) == [DeedKind.BROKE_SILENCE]


def test_what_was_done_before_the_letter_was_in_force_says_nothing() -> None:
    table = negotiating(obliging())
    held = tabled(table, ROK, oil="low", pace="low")
    table.ok(head(USA), TakeStance(held, StanceKind.REJECT, "No."))
    assert only(bound(table.later(1))).deeds == ()


def test_a_deed_that_was_reported_or_settled_is_one_too() -> None:
    table = negotiating(obliging())
    table.ok(head(USA), letter(pledge()))
    for delegation in (USA, DPRK):
        table.ok(head(delegation), SignSideLetter(L1))
    owed = ObligationId("l1~usa.1")
    table.ok(head(USA), ReportObligation(owed, Report.DONE, "Lifted."))
    assert (only(table).verdict, only(table).deeds[0].words) == (Verdict.KEPT, "Lifted.")
    table.ok(FACILITATOR, SettleObligation(owed, Settlement.BROKEN, "It was not."))
    assert (only(table).verdict, kinds(table)) == (Verdict.CONTRADICTED, [DeedKind.BROKE])
    assert only(table).deeds[0].words == "It was not."


def test_what_was_done_behind_closed_doors_is_set_beside_it_for_those_inside_only() -> None:
    base = obliging()
    closed = replace(base.forums[ENERGY], open=False, parties=(USA, DPRK), observers=())
    table = bound(negotiating(replace(base, forums={**base.forums, ENERGY: closed})))
    held = tabled(table, DPRK, oil="low", pace="low")
    [laid] = table.talks.proposals
    assert laid != held, "an id of a closed forum is private"
    table.ok(head(USA), TakeStance(laid, StanceKind.REJECT, "Too little."))
    table.ok(FACILITATOR, Conclude(), Reveal("letters"), Reveal("mandates"))
    for audience, inside in ((DelegationView(USA), True), (DelegationView(ROK), False)):
        [found] = promises_for(table.talks, audience)["promises"]
        assert found["verdict"] == ("contradicted" if inside else "open")
        assert len(found["deeds"]) == inside
        energy = analysis_for(table.talks, audience)["forums"][0]
        assert energy["forum"] == ENERGY
        assert len(energy["path"]) == inside
        assert energy["per_delegation"], "mandates lie open to everybody"
