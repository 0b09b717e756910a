from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis.evidence import Kind, evidence, together
from server.rules.asking.doubles import as_one, same_as
from server.rules.commands.life import Conclude, RollBack
from server.rules.commands.proposals import (
    AmendProposal,
    Cosponsor,
    StanceKind,
    TableProposal,
    TakeStance,
)
from server.rules.commands.schedule import Advance, Pause, Resume, Start
from server.rules.commands.seats import AssignSeat, ReleaseSeat
from server.rules.commands.talk import AskHelp, OpenChannel, Reflect, Say
from server.rules.ids import PLENARY, ChannelId, MessageId, PersonId, ProposalId, delegation_channel
from server.rules.refusals import Refusal
from server.rules.seats import Delegate
from tests.rules.negotiation import (
    DPRK,
    FACILITATOR,
    MIDDLE,
    ROK,
    USA,
    Table,
    head,
    lobby,
    negotiating,
    package,
    tabled,
)
from tests.rules.player import Player

P_ROK, P_USA, P_DPRK = (PersonId(f"p-{d}") for d in (ROK, USA, DPRK))


def says(table: Table, who: str, channel: str, text: str) -> None:
    message = MessageId(f"m{len(table.log)}")
    table.ok(head(ROK if who == "rok" else USA), Say(message, ChannelId(channel), text))


def test_each_kind_of_contribution_is_counted_once() -> None:
    table = negotiating()
    p1 = tabled(table)  # the author's acceptance follows by itself and is no act
    table.ok(
        head(USA),
        AmendProposal(ProposalId("p2"), p1, package(oil="high"), "more oil please"),
        TakeStance(p1, StanceKind.REJECT, "too little"),
        TakeStance(p1, StanceKind.RESERVE),
        OpenChannel(ChannelId("c"), (ROK,)),
        AskHelp("what now?"),
        Reflect("why?", "I do not know yet"),
    )
    table.ok(head(DPRK), Cosponsor(p1))
    caucus = next(k for k, v in table.talks.channels.items() if v.kind == "caucus")
    says(table, "usa", PLENARY, "hello all of you")
    says(table, "usa", delegation_channel(USA), "psst")
    says(table, "rok", caucus, "between us")
    found = evidence(table.log)
    assert found[P_USA].counts == Counter(
        {
            Kind.AMENDMENT: 1,
            Kind.STANCE: 2,
            Kind.REASON: 1,
            Kind.HELP: 1,
            Kind.REFLECTION: 1,
            Kind.PLENARY: 1,
            Kind.TEAM: 1,
        }
    )
    assert found[P_USA].words == 3 + 2 + 2 + 5 + 4 + 1
    assert found[P_ROK].counts == Counter({Kind.PROPOSAL: 1, Kind.CAUCUS: 1})
    assert found[P_DPRK].counts == Counter({Kind.SPONSORSHIP: 1})
    assert found[P_ROK].places == [(ROK, "head")]


def test_time_counts_while_the_clock_runs_and_the_seat_is_held() -> None:
    table = lobby()
    table.later(500).ok(FACILITATOR, Start())
    table.later(60).ok(FACILITATOR, Pause())
    table.later(9_000).ok(FACILITATOR, Resume())
    late = PersonId("late")
    table.ok(FACILITATOR, AssignSeat(late, USA, "Late"))
    table.later(40).ok(FACILITATOR, ReleaseSeat(P_DPRK))
    table.later(5).ok(FACILITATOR, Conclude())
    table.later(7_000).ok(head(USA), Reflect("why?", "after the end"))
    found = evidence(table.log, table.now)
    assert {p: sheet.seated for p, sheet in found.items()} == {
        P_ROK: 105_000,
        P_USA: 105_000,
        P_DPRK: 100_000,
        late: 45_000,
    }
    assert {sheet.ran for sheet in found.values()} == {105_000}
    assert found[P_USA].counts[Kind.REFLECTION] == 1
    assert found[P_USA].rounds == Counter()  # after the end it belongs to no round


def test_a_seat_on_the_list_counts_from_when_somebody_came() -> None:
    table = lobby()
    table.later(500).ok(FACILITATOR, Start())
    began = table.now
    table.later(60).ok(FACILITATOR, Pause())
    table.later(30).ok(FACILITATOR, Resume())
    table.later(40).ok(FACILITATOR, Conclude())
    came = {P_ROK: began + 100_000, P_USA: began - 400_000, P_DPRK: None}
    found = evidence(table.log, table.now, came)
    assert (found[P_ROK].seated, found[P_USA].seated, found[P_DPRK].seated) == (30_000, 100_000, 0)
    assert [found[p].came for p in (P_ROK, P_USA, P_DPRK)] == [True, True, False]
    assert found[P_DPRK].phases == set()
    assert found[P_DPRK].ran == 100_000


def test_the_unused_seat_of_a_double_is_no_place_that_was_played() -> None:
    silent, busy = PersonId("silent"), PersonId("busy")
    table = negotiating()
    for one in (silent, busy):
        table.ok(FACILITATOR, AssignSeat(one, ROK, "Ann again"))
    table.ok(Delegate(busy), Say(MessageId("d1"), PLENARY, "hello there"))
    began = table.now
    table.later(10)
    for one in (silent, busy):
        table.ok(FACILITATOR, ReleaseSeat(one, "moved", P_USA))
    whole = together([evidence(table.log, table.now, {P_USA: began + 10_000})])
    assert [delegation for delegation, _role in whole[P_USA].places] == [USA, ROK]
    assert whole[P_USA].seated == 0  # nobody of the three was there before


def test_who_joined_twice_has_one_sheet_over_all_tables() -> None:
    double = PersonId("double")
    table, other = negotiating(), negotiating()
    table.ok(FACILITATOR, AssignSeat(double, USA, "Ann again"))
    table.later(10).ok(Delegate(double), Say(MessageId("d1"), PLENARY, "hello there"))
    says(table, "usa", PLENARY, "hello")
    other.ok(FACILITATOR, AssignSeat(double, ROK, "Ann again"))
    other.ok(Delegate(double), Say(MessageId("d2"), PLENARY, "good morning"))
    table.ok(FACILITATOR, ReleaseSeat(double, "moved", P_USA))
    whole = together(evidence(t.log, t.now) for t in (table, other))
    assert double not in whole
    assert whole[P_USA].counts[Kind.PLENARY] == 3
    assert whole[P_USA].words == 5
    assert whole[P_USA].seated <= whole[P_USA].ran
    known = same_as(one for t in (table, other) for one in t.log)
    assert known == {double: P_USA}
    shown = [as_one(one, known).by for one in other.log]
    assert Delegate(P_USA) in shown
    assert Delegate(double) not in shown


def test_phases_tell_in_which_somebody_took_part() -> None:
    table = negotiating()
    table.later(10)
    says(table, "usa", PLENARY, "hello")
    table.later(10).ok(FACILITATOR, Advance(), Advance())
    table.later(5)
    found = evidence(table.log, table.now)
    assert found[P_USA].phases == {(0, "negotiation"), (1, "briefing")}
    assert found[P_USA].active == {(0, "negotiation")}
    assert found[P_ROK].active == set()
    assert found[P_USA].rounds == Counter({0: 1})


def test_what_was_rolled_back_was_contributed_all_the_same() -> None:
    table = negotiating()
    checkpoint = max(table.talks.checkpoints)
    tabled(table)
    table.later(30).ok(FACILITATOR, Advance())
    table.ok(FACILITATOR, RollBack(checkpoint, "again"))
    table.later(20).ok(head(USA), TableProposal(ProposalId("x"), table.talks.forums_now[0], MIDDLE))
    found = evidence(table.log, table.now)
    assert found[P_ROK].counts[Kind.PROPOSAL] == 1
    assert found[P_USA].active == {(0, "negotiation")}
    assert found[P_USA].seated == 50_000


def test_whoever_moved_has_one_sheet() -> None:
    first, second = negotiating(), negotiating()
    says(first, "usa", PLENARY, "one two")
    says(second, "usa", PLENARY, "three")
    second.later(60)
    both = together([evidence(first.log), evidence(second.log, second.now)])
    assert both[P_USA].counts == Counter({Kind.PLENARY: 2})
    assert both[P_USA].words == 3
    assert both[P_USA].ran == 60_000
    assert both[P_USA].places == [(USA, "head"), (USA, "head")]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_sheets_agree_with_the_log_of_any_play(seed: int) -> None:
    table, player = lobby(), Player(seed)
    for _ in range(60):
        actor, command, seconds, present = player.move(table.talks)
        table.later(seconds).present = present
        if isinstance(table.does(actor, command), Refusal):
            continue
    found = evidence(table.log, table.now)
    by_people = [r for r in table.log if getattr(r.by, "person", None) is not None]
    commands = {r.command_id for r in by_people}
    counted = sum(sum(s.counts.values()) - s.counts[Kind.REASON] for s in found.values())
    assert counted <= len(commands)
    assert {r.by.person for r in by_people} >= {p for p, s in found.items() if s.counts}  # type: ignore[union-attr]  # delegates only
    for sheet in found.values():
        assert 0 <= sheet.seated <= sheet.ran
        assert sheet.active <= sheet.phases
        assert sum(sheet.rounds.values()) <= sum(sheet.counts.values())
    assert evidence(table.log, table.now) == found
