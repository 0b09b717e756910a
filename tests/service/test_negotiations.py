"""The one door: once, durable before told, and in order."""

import threading

import pytest

from server.rules.commands.life import Conclude, PlanReveal
from server.rules.commands.schedule import Pause, Resume, SetReady, Start
from server.rules.commands.talk import Announce, AskHelp, Say
from server.rules.events import Recorded
from server.rules.ids import PLENARY, CommandId, MessageId, PersonId, TalksId
from server.rules.seats import Delegate
from server.rules.state.talks import Phase, TalksState
from server.service.ports import UnknownTalks
from server.service.receipts import Receipts, scoped
from server.service.residents import GRACE_MS, Shelf
from tests.rules.negotiation import DPRK, EVERYBODY, ROK, USA
from tests.service.world import CLOCK, T1, TEACHER, FlakyLog, World, head, person


def say(text: str, name: str = "m1") -> Say:
    return Say(MessageId(name), PLENARY, text)


def test_a_command_is_logged_told_and_acknowledged_in_this_order() -> None:
    world = World().lobby()
    before = world.talks
    receipt = world.ok(say("hello"), head(ROK))
    assert receipt.seq == world.talks.seq == before.seq + 1
    change = world.heard.told_of[-1]
    assert (change.talks_id, change.before, change.after) == (T1, before, world.talks)
    assert list(world.log.read(T1, before.seq)) == list(change.recorded)
    assert change.present_after == {person(d) for d in EVERYBODY}


def test_a_command_sent_twice_is_done_once_and_answered_the_same() -> None:
    world = World().lobby()
    first = world.negotiations.handle(T1, "same", say("hello"), head(ROK))
    seq = world.talks.seq
    again = world.negotiations.handle(T1, "same", say("hello"), head(ROK))
    assert again == first
    assert again.accepted
    assert world.talks.seq == seq


def test_a_command_sent_again_after_a_restart_is_answered_from_the_log() -> None:
    world = World().lobby()
    first = world.negotiations.handle(T1, "same", say("hello"), head(ROK))
    restarted = world.another()
    assert restarted.handle(T1, "same", say("hello"), head(ROK)) == first
    assert restarted.talks(T1) == world.talks


def test_what_memory_forgot_the_log_still_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Receipts.__init__, "__defaults__", (2, 2))
    world = World().lobby()
    first = world.negotiations.handle(T1, "same", say("hello"), head(ROK))
    for n in range(5):
        world.ok(say("more", f"x{n}"), head(ROK))
    # Decided again it would be refused: the message id is taken.
    assert world.negotiations.handle(T1, "same", say("hello"), head(ROK)) == first
    # Decided again it would be accepted: only the log's own index stops the second application.
    asked = world.negotiations.handle(T1, "help", AskHelp("please"), head(ROK))
    for n in range(5):
        world.ok(say("more", f"y{n}"), head(ROK))
    seq = world.talks.seq
    assert world.negotiations.handle(T1, "help", AskHelp("please"), head(ROK)) == asked
    assert world.talks.seq == seq


def test_ids_of_different_senders_do_not_meet() -> None:
    world = World().lobby()
    mine = world.negotiations.handle(T1, "one", say("hello", "a"), head(ROK))
    other = world.negotiations.handle(T1, "one", say("hello", "b"), head(USA))
    assert mine.accepted
    assert other.accepted
    assert other.seq == (mine.seq or 0) + 1


def test_a_refusal_changes_nothing_and_is_repeated() -> None:
    world = World().lobby()
    seq, told = world.talks.seq, len(world.heard.told_of)
    first = world.negotiations.handle(T1, "p", Pause(), TEACHER)
    assert first.refusal is not None
    assert first.refusal.code == "not_running"
    world.ok(Start())
    assert world.negotiations.handle(T1, "p", Pause(), TEACHER) == first
    assert world.negotiations.handle(T1, "p2", Pause(), TEACHER).accepted
    assert world.talks.seq > seq
    assert len(world.heard.told_of) == told + 2


@pytest.mark.parametrize("command_id", ["", "x" * 41, "a\nb", "a\0b"])
def test_ids_have_a_form(command_id: str) -> None:
    world = World().lobby()
    receipt = world.negotiations.handle(T1, command_id, say("hello"), head(ROK))
    assert receipt.refusal is not None
    assert receipt.refusal.code == "bad_command"


def test_unknown_talks_are_refused_and_raise_when_looked_at() -> None:
    world = World()
    assert world.refused(Start(), talks_id=TalksId("nowhere")) == "not_found"
    with pytest.raises(UnknownTalks):
        world.negotiations.talks(TalksId("nowhere"))


def test_when_the_disk_is_full_nothing_changes_and_the_next_command_works() -> None:
    log = FlakyLog()
    world = World(log).lobby()
    before, told = world.talks, len(world.heard.told_of)
    log.fail_next = 1
    assert world.negotiations.handle(T1, "a", say("hello"), head(ROK)).refusal is not None
    assert world.talks is before
    assert len(world.heard.told_of) == told
    retried = world.negotiations.handle(T1, "a", say("hello"), head(ROK))
    assert retried.accepted
    assert retried.seq == before.seq + 1


def test_a_command_saved_although_the_answer_was_lost_is_done_once() -> None:
    log = FlakyLog()
    world = World(log).lobby()
    before = world.talks
    log.fail_next, log.keeps = 1, True
    refusal = world.negotiations.handle(T1, "a", say("hello"), head(ROK)).refusal
    assert refusal is not None
    assert refusal.code == "unavailable"
    retried = world.negotiations.handle(T1, "a", say("hello"), head(ROK))
    assert retried.accepted
    assert retried.seq == before.seq + 1
    assert world.talks.seq == before.seq + 1
    assert world.heard.names.count("MessageSent") == 1


def test_the_loser_of_a_race_reads_again_and_tells_what_it_missed() -> None:
    world = World().lobby()
    other = world.another()
    assert other.handle(T1, "first", say("first", "a"), head(USA)).accepted
    receipt = world.ok(say("second", "b"), head(ROK))
    assert receipt.seq == other.talks(T1).seq + 1
    said = [m.text for m in world.talks.messages.values()]
    assert sorted(said) == ["first", "second"]
    assert world.heard.names[-2:] == ["MessageSent", "MessageSent"]


def test_talks_deleted_elsewhere_are_gone_here_too() -> None:
    world = World().lobby()
    world.another().delete(T1)
    assert world.refused(say("hello"), head(ROK)) == "not_found"
    with pytest.raises(UnknownTalks):
        world.negotiations.talks(T1)


def test_a_listener_that_fails_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def told(self, *told: object) -> None:
            raise RuntimeError("broken")

    world = World()
    world.negotiations.add_listener(Broken())
    world.negotiations.add_listener(world.heard)
    world.lobby()
    told = len(world.heard.told_of)
    world.ok(say("hello"), head(ROK))
    assert len(world.heard.told_of) == told + 2
    assert "broken" in caplog.text


def test_a_seat_that_hurries_is_told_to_wait_and_others_are_not() -> None:
    world = World().lobby()
    codes = [world.does(say("x", f"m{n}"), head(ROK)) for n in range(41)]
    assert all(r.accepted for r in codes[:40])
    refusal = codes[40].refusal
    assert refusal is not None
    assert (refusal.code, refusal.facts) == ("too_fast", {"wait_ms": 50})
    assert world.does(say("x", "other"), head(USA)).accepted
    for n in range(60):
        world.ok(Announce(f"word {n}"))
    world.clock.later(0.05)
    assert world.does(say("x", "m41"), head(ROK)).accepted


def test_hurrying_does_not_use_up_the_command_id() -> None:
    world = World().lobby()
    for n in range(40):
        world.ok(say("x", f"m{n}"), head(ROK))
    late = world.negotiations.handle(T1, "late", say("late", "l"), head(ROK))
    assert not late.accepted
    world.clock.later(1)
    assert world.negotiations.handle(T1, "late", say("late", "l"), head(ROK)).accepted


def test_presence_is_told_but_not_logged() -> None:
    world = World().lobby(present=False)
    seq, told = world.talks.seq, len(world.heard.told_of)
    world.negotiations.set_present(T1, person(ROK), True)
    world.negotiations.set_present(T1, person(ROK), True)
    assert world.negotiations.present(T1) == {person(ROK)}
    assert world.talks.seq == seq
    assert len(world.heard.told_of) == told + 1


def test_when_the_last_who_is_not_ready_leaves_the_phase_ends() -> None:
    world = World().negotiating()
    for d in (ROK, USA):
        world.ok(SetReady(True), head(d))
    phases = [world.talks.phase]
    world.negotiations.set_present(T1, person(DPRK), False)
    phases.append(world.talks.phase)
    assert phases == [Phase.NEGOTIATION, Phase.RESULT]


def test_after_a_restart_the_first_to_come_back_do_not_end_the_phase_alone() -> None:
    world = World().negotiating()
    for d in (ROK, USA):
        world.ok(SetReady(True), head(d))
    restarted = world.another()
    restarted.wake()
    for d in (ROK, USA):
        restarted.set_present(T1, person(d), True)
    restarted.handle(T1, "word", say("back"), head(ROK))
    assert restarted.talks(T1).phase is Phase.NEGOTIATION
    world.clock.later(GRACE_MS / 1000)
    assert restarted.due() == [T1]
    restarted.expire(T1)
    assert restarted.talks(T1).phase is Phase.RESULT


def test_deadlines_are_due_and_carried_out() -> None:
    world = World().negotiating()
    deadline = world.talks.next_deadline()
    assert deadline is not None
    assert world.negotiations.next_deadline() == deadline
    assert world.negotiations.due() == []
    world.clock.now = deadline
    assert world.negotiations.due() == [T1]
    assert world.negotiations.expire(T1).accepted
    assert world.talks.phase is Phase.RESULT
    assert world.negotiations.due() == []


def test_paused_and_ended_talks_have_no_deadline() -> None:
    world = World().negotiating()
    world.ok(Pause())
    assert world.negotiations.next_deadline() is None
    world.ok(Resume())
    assert world.negotiations.next_deadline() is not None
    world.ok(Conclude())
    assert world.negotiations.next_deadline() is None


def test_clocks_go_on_after_a_restart_without_a_click() -> None:
    world = World().negotiating()
    deadline = world.talks.next_deadline()
    world.clock.later(60)
    restarted = world.another()
    restarted.wake()
    assert restarted.talks(T1).next_deadline() == deadline
    world.clock.now = deadline or 0
    for _ in range(3):
        restarted.expire(T1)
    assert restarted.talks(T1).phase is Phase.RESULT


def test_clocks_stand_still_while_the_server_is_away() -> None:
    world = World().negotiating()
    ends_at = world.talks.phase_ends_at
    away_since = world.clock.now
    world.clock.later(7 * 24 * 3600)
    restarted = world.another()
    restarted.wake(away_since)
    assert restarted.talks(T1).phase_ends_at == (ends_at or 0) + 7 * 24 * 3600 * 1000
    world.clock.later(3600)
    restarted.stood_still(world.clock.now - 3_600_000)
    assert restarted.talks(T1).phase_ends_at == (ends_at or 0) + (7 * 24 + 1) * 3600 * 1000
    assert not restarted.talks(T1).is_paused


def test_waking_leaves_paused_and_lobby_talks_asleep() -> None:
    world = World().negotiating()
    world.ok(Pause())
    world.lobby(TalksId("t2"))
    shelf = Shelf()
    world.another(shelf).wake(0)
    assert len(shelf) == 0


def test_a_clock_set_back_an_hour_does_not_stop_the_talks() -> None:
    world = World().negotiating()
    ends_at = world.talks.phase_ends_at
    world.clock.later(-3600)
    restarted = world.another()
    restarted.wake()
    talks, _, now = restarted.snapshot(T1)
    assert talks.phase_ends_at == ends_at
    assert now == world.clock.now + 3_600_000
    receipt = restarted.handle(T1, "word", say("hello"), head(ROK))
    assert receipt.accepted
    world.clock.later(601)
    assert restarted.due() == [T1]
    assert restarted.expire(T1).accepted
    times = [r.at for r in world.log.read(T1)]
    assert times == sorted(times)


def test_idle_talks_leave_memory_and_come_back_the_same() -> None:
    shelf = Shelf(idle=2, ended=1)
    world = World(shelf=shelf).negotiating()
    for d in EVERYBODY:
        world.negotiations.set_present(T1, person(d), False)
    state = world.talks
    for n in range(4):
        world.lobby(TalksId(f"other{n}"), present=False)
    assert T1 not in shelf
    assert len(shelf) == 2
    assert world.talks == state
    assert world.talks.seq == state.seq


def test_ended_talks_leave_memory_first_and_present_people_keep_theirs() -> None:
    shelf = Shelf(idle=50, ended=1)
    world = World(shelf=shelf).negotiating()
    ids = [TalksId(f"other{n}") for n in range(5)]
    for talks_id in ids:
        world.lobby(talks_id, present=False)
        world.ok(Conclude(), talks_id=talks_id)
        assert world.negotiations.talks(talks_id).state is TalksState.CONCLUDED
    world.lobby(TalksId("last"), present=False)
    assert sum(talks_id in shelf for talks_id in ids) == 1
    assert T1 in shelf


def test_commands_from_many_threads_keep_the_log_gapless() -> None:
    world = World().lobby()
    start = threading.Barrier(4)

    def talk(thread: int) -> None:
        start.wait()
        for n in range(25):
            world.negotiations.handle(T1, f"{thread}-{n}", Announce(f"{thread} {n}"), TEACHER)

    threads = [threading.Thread(target=talk, args=(n,)) for n in range(4)]
    seq = world.talks.seq
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [r.seq for r in world.log.read(T1)]
    assert numbers == list(range(1, seq + 101))
    told = [r.seq for one in world.heard.told_of for r in one.recorded]
    assert told == numbers


def test_no_receipt_is_given_for_anothers_command() -> None:
    world = World().lobby()
    world.negotiations.handle(T1, "secret", say("hello"), head(ROK))
    other = world.negotiations.handle(T1, "secret", Start(), Delegate(PersonId("nobody")))
    assert other.refusal is not None
    assert other.refusal.code == "seat_replaced" or other.refusal.code == "not_allowed"


def test_the_log_holds_the_senders_ids() -> None:
    world = World().lobby()
    world.negotiations.handle(T1, "mine", say("hello"), head(ROK))
    last: Recorded = list(world.log.read(T1))[-1]
    assert last.command_id == CommandId(scoped(head(ROK), "mine"))
    assert last.by == head(ROK)
    assert scoped(CLOCK, "x") != scoped(TEACHER, "x")


def test_a_card_by_date_turns_after_the_end_and_after_the_server_was_away() -> None:
    world = World().negotiating()
    world.ok(Conclude())
    world.ok(PlanReveal("record", world.clock.now_ms() + 60_000))
    assert world.negotiations.next_deadline() == world.clock.now_ms() + 60_000
    world.negotiations.forget(T1)
    world.clock.later(60)
    assert world.negotiations.due() == [T1]
    world.negotiations.expire(T1)
    assert world.negotiations.talks(T1).revealed == ("record",)
    assert world.negotiations.due() == []
    world.ok(PlanReveal("scores", world.clock.now_ms() + 1000))
    again = world.another()
    world.clock.later(5)
    again.talks(T1)  # whoever comes first brings the table back
    assert again.due() == [T1]
    again.expire(T1)
    assert again.talks(T1).revealed == ("record", "scores")
