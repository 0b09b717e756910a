"""The Joint Statement put together from what a reader may see."""

from typing import Any

from server.rules.asking.statement import Statement, statement_of
from server.rules.commands.agents import SeatAgent
from server.rules.commands.ledger import Report, ReportObligation
from server.rules.commands.life import Conclude
from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.commands.proposals import RecordAgreement, TableProposal, WithdrawProposal
from server.rules.commands.schedule import Advance
from server.rules.commands.seats import SeatBot
from server.rules.ids import AgentId
from server.rules.seats import Audience, DelegationView, FacilitatorView, PublicView
from server.rules.state.talks import Phase
from server.rules.views.gate import view_for
from tests.rules.ledgers import FIRST, owing
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    PEACE,
    ROK,
    SECRET,
    USA,
    Table,
    accepted,
    forum,
    head,
    negotiating,
    package,
    scenario,
    tabled,
)


def read(table: Table, audience: Audience | None = None) -> Statement:
    return statement_of(view_for(table.talks, audience or PublicView()))


def on_to(table: Table, forum_id: str) -> None:
    while forum_id not in table.talks.forums_now or table.talks.phase is not Phase.NEGOTIATION:
        table.ok(FACILITATOR, Advance())


def conference(**secret: Any) -> Table:
    """Energy is agreed at the table, the secret forum face to face, the plenary is about to sit."""
    table = negotiating(
        scenario(
            forum(ENERGY),
            forum(SECRET, chair=None, parties=(USA, DPRK), **secret),
            forum(PEACE, endorses=True),
        )
    )
    accepted(table, tabled(table), (USA, DPRK))
    table.ticks(20)
    table.ok(FACILITATOR, Advance(), RecordAgreement(SECRET, package(oil="low", pace="high")))
    return table


def test_a_section_for_each_agreement_with_its_clauses_parties_and_date() -> None:
    table = conference()
    found = read(table)
    assert [(s.title, s.parties, s.recorded) for s in found.sections] == [
        ("Energy", ("USA", "ROK", "DPRK"), False),
        ("Secret", ("USA", "DPRK"), True),
    ]
    assert [c.text for c in found.sections[0].clauses] == [
        "The oil shall be middle.",
        "The pace shall be middle.",
    ]
    assert found.at == table.now
    assert found.draft
    assert [s.people for s in found.signatures] == [
        ("Head of usa",),
        ("Head of rok",),
        ("Head of dprk",),
    ]


def test_what_the_plenary_sets_aside_goes_to_an_annex_with_the_reason() -> None:
    table = conference()
    on_to(table, PEACE)
    aside = Endorse(ENERGY, EndorsementKind.SET_ASIDE, "too dear")
    table.ok(head(DPRK), aside)
    found = read(table)
    assert [s.title for s in found.sections] == ["Secret"]
    assert [(a.section.title, a.by) for a in found.set_aside] == [
        ("Energy", (("DPRK", "too dear"),))
    ]


def test_silence_in_the_plenary_sets_aside_and_names_nobody() -> None:
    table = conference()
    on_to(table, PEACE)
    table.ok(FACILITATOR, Conclude())
    found = read(table)
    assert not found.draft
    assert not found.sections
    assert [a.by for a in found.set_aside] == [(), ()]


def test_what_failed_stays_in_brackets_with_who_stood_behind_it() -> None:
    table = negotiating()
    tabled(table, ROK, "p1", oil="low", pace="high")
    tabled(table, USA, "p2", oil="high", pace="high")
    accepted(table, tabled(table, DPRK, "p3", oil="middle", pace="low"), (ROK,))
    table.ok(head(USA), WithdrawProposal("p2"))  # type: ignore[arg-type]
    table.ok(FACILITATOR, Advance())
    [left] = read(table).remaining
    assert (left.title, left.partial) == ("Energy", False)
    oil = left.issues[0]
    assert [(b.text, b.by) for b in oil.brackets] == [
        ("The oil shall be low.", ("ROK",)),
        ("The oil shall be middle.", ("ROK", "DPRK")),
    ]


def test_a_partial_agreement_leaves_only_its_open_issues_behind() -> None:
    table = negotiating(scenario(forum(ENERGY, partial_counts=True)))
    accepted(table, tabled(table, ROK, "p1", oil="low"), (USA, DPRK))
    table.ticks(20)
    tabled(table, USA, "p2", pace="high")
    table.ok(FACILITATOR, Advance())
    found = read(table)
    assert [len(s.clauses) for s in found.sections] == [1]
    assert found.sections[0].partial
    [left] = found.remaining
    assert (left.partial, [i.issue for i in left.issues]) == (True, ["Pace"])
    assert [b.by for b in left.issues[0].brackets] == [("USA",)]


def test_a_closed_forum_is_only_for_those_who_sit_in_it() -> None:
    table = conference(open=False)
    for outside in (PublicView(), DelegationView(ROK)):
        found = read(table, outside)
        assert "low" not in repr(found)
        assert not found.apart
    for inside in (DelegationView(USA), FacilitatorView()):
        found = read(table, inside)
        assert [s.title for s in found.sections] == ["Energy"], "one body for every reader"
        assert [s.title for s in found.apart] == ["Secret"]


def test_what_a_closed_forum_left_open_is_not_told_outside() -> None:
    table = negotiating(scenario(forum(ENERGY, open=False, parties=(USA, DPRK), chair=None)))
    table.ok(head(USA), TableProposal("p1", ENERGY, MIDDLE))  # type: ignore[arg-type]
    table.ok(FACILITATOR, Advance())
    assert not read(table, DelegationView(ROK)).remaining
    assert len(read(table, DelegationView(USA)).remaining) == 1


def test_an_automated_delegation_signs_without_a_name() -> None:
    table = conference()
    table.ok(FACILITATOR, SeatBot(ROK, "firm"))
    assert [s.people for s in read(table).signatures][1] == ()


def test_an_agent_signs_as_one() -> None:
    table = conference()
    table.ok(FACILITATOR, SeatAgent(AgentId("a1"), ROK, "Greedy"))
    assert [s.people for s in read(table).signatures][1] == ("Greedy (agent)",)


def test_what_the_parties_undertake_stands_with_the_agreement_and_its_state() -> None:
    table = owing()
    table.ok(head(ROK), ReportObligation(FIRST, Report.DONE))
    [section] = read(table).sections
    first, second = section.undertakings
    assert (first.by, first.what, first.due, first.status) == (
        "ROK",
        "rok does oil-first",
        "Round 1",
        "done",
    )
    assert (second.due, second.after) == ("Round 2", ("dprk does disable",))
