"""Obligations: what agreements bring, action for action, and what becomes of it."""

from dataclasses import replace

import pytest

from server.rules.commands import Command
from server.rules.commands.ledger import (
    ContestObligation,
    Report,
    ReportObligation,
    Settlement,
    SettleObligation,
)
from server.rules.commands.life import Conclude, RollBack
from server.rules.commands.proposals import RecordAgreement, VoidAgreement
from server.rules.commands.schedule import Advance, Pause
from server.rules.ids import DelegationId, ObligationId, TermId
from server.rules.refusals import Refusal
from server.rules.seats import DelegationView, PublicView
from server.rules.state.causes import CauseKind
from server.rules.state.compliance import Step, broken_count, kept_count, prerequisites
from server.rules.state.in_force import is_in_force, track_values
from server.rules.state.obligation import ObligationStatus as S
from server.rules.views.gate import view_for
from tests.rules.ledgers import (
    DISABLE,
    FIRST,
    MISTRUST,
    SECOND,
    next_round,
    obliging,
    owed,
    owing,
    term,
)
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    PEACE,
    ROK,
    USA,
    Table,
    accepted,
    head,
    negotiating,
    package,
    tabled,
)


def reports(table: Table, by: DelegationId, what: ObligationId, status: str) -> None:
    table.ok(head(by), ReportObligation(what, Report(status)))


def mistrust(table: Table) -> int:
    return track_values(table.talks)[MISTRUST]


def test_an_adopted_package_brings_what_its_terms_say() -> None:
    table = negotiating(obliging())
    assert not table.talks.obligations
    accepted(table, tabled(table), (USA, DPRK))
    table.ticks(20)
    assert set(table.talks.obligations) == {FIRST, SECOND}
    first = owed(table, FIRST)
    assert (first.by, first.to, first.due_round, first.status) == (ROK, (DPRK,), 0, S.OPEN)
    assert owed(table, SECOND).due_round == 1


def test_a_term_of_an_option_that_was_not_agreed_brings_nothing() -> None:
    table = owing()
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, package(oil="low", pace="high")))
    assert DISABLE not in table.talks.obligations


def test_a_void_agreement_takes_its_obligations_and_what_came_of_them() -> None:
    table = owing()
    reports(table, ROK, FIRST, "done")
    assert mistrust(table) == 4
    table.ok(FACILITATOR, VoidAgreement(ENERGY, "a mistake"))
    assert not table.talks.obligations
    assert mistrust(table) == 5
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    assert owed(table, FIRST).status is S.OPEN


def test_kept_and_broken_move_the_tracks_and_a_contest_takes_it_back() -> None:
    table = owing()
    reports(table, ROK, FIRST, "done")
    assert (kept_count(table.talks), broken_count(table.talks), mistrust(table)) == (1, 0, 4)
    [cause] = table.talks.causes
    assert {(m.kind, m.delegation, m.amount) for m in cause.modifiers} == {
        ("track", None, -1),
        ("score", ROK, 50),
    }
    table.ok(head(DPRK), ContestObligation(FIRST, "No ship came."))
    assert (kept_count(table.talks), mistrust(table)) == (0, 5)
    table.ok(FACILITATOR, SettleObligation(FIRST, Settlement.BROKEN, "The port log is empty."))
    assert (broken_count(table.talks), mistrust(table)) == (1, 6)
    again = SettleObligation(FIRST, Settlement.BROKEN, "The port log is empty.")
    assert table.refused(FACILITATOR, again) == "nothing_changes"
    table.ok(FACILITATOR, SettleObligation(FIRST, Settlement.KEPT))
    assert (kept_count(table.talks), broken_count(table.talks), mistrust(table)) == (1, 0, 4)


def test_a_terms_own_consequences_stand_instead_of_the_ledgers() -> None:
    table = owing()
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, MIDDLE))
    before = mistrust(table)
    reports(table, DPRK, DISABLE, "refused")
    assert mistrust(table) == before + 2
    reports(table, DPRK, DISABLE, "done")
    assert mistrust(table) == before - 3
    assert is_in_force(table.talks, CauseKind.OBLIGATION, DISABLE)


def test_no_tranche_before_its_disablement_step() -> None:
    table = owing()
    done = ReportObligation(SECOND, Report.DONE)
    [step] = prerequisites(table.talks, owed(table, SECOND))
    assert step.step is Step.NOT_AGREED
    answer = table.does(head(USA), done)
    assert answer == Refusal(
        "prerequisite_open", {"prerequisite": DISABLE, "what": "dprk does disable"}
    )
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, MIDDLE))
    assert table.refused(head(USA), done) == "prerequisite_open"
    reports(table, DPRK, DISABLE, "done")
    table.ok(head(USA), done)
    assert owed(table, SECOND).status is S.DONE


def test_a_broken_step_releases_what_waits_for_it_and_a_late_one_binds_again() -> None:
    third = ObligationId("oil-third")
    table = owing(obliging(term(third, ROK, 2, after=(TermId(SECOND),))))
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, MIDDLE))
    reports(table, DPRK, DISABLE, "refused")
    assert owed(table, SECOND).status is owed(table, third).status is S.RELEASED
    released = ReportObligation(SECOND, Report.DONE)
    assert table.refused(head(USA), released) == "obligation_closed"
    reports(table, DPRK, DISABLE, "done")
    assert owed(table, SECOND).status is owed(table, third).status is S.OPEN


def test_a_forum_that_ends_without_the_step_releases_and_one_not_scheduled_does_not_bind() -> None:
    table = owing()
    next_round(table)
    table.ok(FACILITATOR, Advance())
    assert table.talks.forum_state(PEACE).status == "failed"
    assert owed(table, SECOND).status is S.RELEASED
    table = owing(obliging(after=(TermId("unheard-of"),)))
    reports(table, USA, SECOND, "done")
    assert owed(table, SECOND).status is S.DONE


def test_of_steps_that_exclude_each_other_the_agreed_one_counts() -> None:
    base = obliging(after=(TermId(DISABLE), TermId("freeze")))
    peace = base.forums[PEACE]
    freeze = term(ObligationId("freeze"), DPRK, 0, when={peace.issues[1].id: frozenset({"low"})})
    base = replace(
        base, forums={**base.forums, PEACE: replace(peace, terms=(*peace.terms, freeze))}
    )
    table = owing(base)
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, package(oil="low", pace="low")))
    assert [p.id for p in prerequisites(table.talks, owed(table, SECOND))] == ["freeze"]
    assert owed(table, SECOND).status is S.OPEN


def test_a_delay_moves_the_due_round_by_one_once() -> None:
    table = owing()
    reports(table, ROK, FIRST, "delayed")
    assert owed(table, FIRST).due_round == 1
    again = ReportObligation(FIRST, Report.DELAYED)
    assert table.refused(head(ROK), again) == "nothing_changes"
    reports(table, ROK, FIRST, "refused")
    assert table.refused(head(ROK), again) == "delayed_already"


def test_what_is_not_reported_lapses_when_the_next_round_begins() -> None:
    table = owing()
    table.ok(FACILITATOR, Advance())
    assert owed(table, FIRST).status is S.LAPSED
    assert mistrust(table) == 6
    late = ReportObligation(FIRST, Report.DONE)
    assert table.refused(head(ROK), late) == "obligation_closed"
    assert owed(table, SECOND).status is S.OPEN


def test_a_refusal_can_be_made_good_until_its_due_round_ends() -> None:
    table = owing()
    reports(table, ROK, FIRST, "refused")
    table.ok(FACILITATOR, Advance())
    late = ReportObligation(FIRST, Report.DONE)
    assert table.refused(head(ROK), late) == "obligation_closed"


def test_what_waits_for_another_moves_on_and_does_not_lapse() -> None:
    table = owing()
    next_round(table)
    table.ok(FACILITATOR, RecordAgreement(PEACE, MIDDLE))
    reports(table, DPRK, DISABLE, "delayed")
    next_round(table)
    assert (owed(table, SECOND).status, owed(table, SECOND).due_round) == (S.OPEN, 2)
    assert view_for(table.talks, PublicView())["obligation/oil-second"]["waits"]
    table.ok(FACILITATOR, Conclude())
    assert owed(table, DISABLE).status is S.LAPSED
    assert owed(table, SECOND).status is S.RELEASED


def test_due_after_the_talks_stays_open_at_the_end() -> None:
    last = ObligationId("at-last")
    table = owing(obliging(term(last, USA, 9)))
    while table.talks.state == "running":
        table.ok(FACILITATOR, Advance())
    assert owed(table, last).status is S.OPEN
    assert owed(table, FIRST).status is S.LAPSED
    assert view_for(table.talks, PublicView())["obligation/at-last"]["after_talks"]


def test_talks_that_end_early_leave_open_what_was_not_yet_due() -> None:
    table = owing(obliging(after=()))
    table.ok(FACILITATOR, Conclude())
    assert owed(table, FIRST).status is S.LAPSED
    assert owed(table, SECOND).status is S.OPEN


def test_the_facilitator_opens_again_and_what_waited_need_not_wait() -> None:
    table = owing()
    next_round(table)
    table.ok(FACILITATOR, SettleObligation(FIRST, Settlement.OPEN))
    assert (owed(table, FIRST).status, owed(table, FIRST).due_round) == (S.OPEN, 1)
    table.ok(FACILITATOR, SettleObligation(SECOND, Settlement.OPEN, "A good-will shipment."))
    reports(table, USA, SECOND, "done")
    table.ok(FACILITATOR, Conclude(), SettleObligation(FIRST, Settlement.OPEN))
    assert owed(table, FIRST).status is S.OPEN, "what is settled after the end does not lapse"


@pytest.mark.parametrize(
    ("by", "command", "code"),
    [
        (DPRK, ReportObligation(FIRST, Report.DONE), "not_your_obligation"),
        (DPRK, ReportObligation(ObligationId("none"), Report.DONE), "not_found"),
        (ROK, ReportObligation(FIRST, Report.DONE, "x" * 4001), "text_too_long"),
        (ROK, ContestObligation(FIRST, "no"), "not_yours_to_contest"),
        (DPRK, ContestObligation(FIRST, " "), "text_needed"),
        (DPRK, ContestObligation(FIRST, "no"), "nothing_to_contest"),
    ],
)
def test_reports_and_contests_are_refused(by: DelegationId, command: Command, code: str) -> None:
    table = owing()
    assert table.refused(head(by), command) == code


def test_nothing_is_reported_while_the_talks_are_paused_but_the_facilitator_settles() -> None:
    table = owing()
    table.ok(FACILITATOR, Pause())
    done = ReportObligation(FIRST, Report.DONE)
    assert table.refused(head(ROK), done) == "paused"
    table.ok(FACILITATOR, SettleObligation(FIRST, Settlement.KEPT))
    assert owed(table, FIRST).is_kept
    unknown = SettleObligation(ObligationId("none"), Settlement.KEPT)
    assert table.refused(FACILITATOR, unknown) == "not_found"


def test_everybody_sees_the_ledger_and_its_numbers() -> None:
    table = owing()
    reports(table, ROK, FIRST, "done")
    for audience in (DelegationView(DPRK), PublicView()):
        view = view_for(table.talks, audience)
        assert view["obligation/oil-first"]["status"] == "done"
        assert view["obligation/oil-first"]["source"]["title"] == "Energy"
        assert view["obligation/oil-second"]["after"] == [
            {
                "id": "disable",
                "what": "dprk does disable",
                "by": None,
                "step": "not_agreed",
                "status": None,
            }
        ]
        assert view["scoreboard"]["obligations"] == {"kept": 1, "broken": 0, "due": 1, "open": 1}


def test_going_back_to_a_checkpoint_takes_deeds_back() -> None:
    table = owing()
    checkpoint = max(table.talks.checkpoints)
    reports(table, ROK, FIRST, "done")
    table.ok(FACILITATOR, RollBack(checkpoint, "again"))
    assert owed(table, FIRST).status is S.OPEN
    assert table.talks.causes == ()
