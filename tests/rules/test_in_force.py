from server.rules.state.causes import Cause, CauseKind
from server.rules.state.in_force import (
    modified,
    track_moves,
    track_values,
    with_cause,
    without_cause,
)
from server.rules.state.talks import Talks
from server.rules.written.modifiers import Modifier
from tests.rules.negotiation import DPRK, ENERGY, OIL, PACE, PEACE, ROK, USA, forum, lobby
from tests.rules.worldly import HIGH, LOW, MISTRUST, K, change, worldly


def applied(talks: Talks, *modifiers: Modifier, name: str = "x") -> Talks:
    return with_cause(talks, Cause(CauseKind.INJECT, name, modifiers, 1))


def test_weight_is_taken_from_the_other_issues_and_the_sum_stays() -> None:
    after = modified(forum(ENERGY), [change(K.WEIGHT, 15, delegation=ROK, forum=ENERGY, issue=OIL)])
    positions = after.mandates[ROK].positions
    assert {i: p.weight for i, p in positions.items()} == {OIL: 65, PACE: 35}
    assert positions[PACE].worth[LOW] == 35 * positions[PACE].values[LOW]
    assert (
        after.mandates[USA] is forum(ENERGY).mandates[USA]
        or after.mandates[USA] == (forum(ENERGY).mandates[USA])
    )


def test_weights_and_values_keep_within_their_bounds() -> None:
    after = modified(
        forum(ENERGY),
        [
            change(K.WEIGHT, 999, delegation=ROK, forum=ENERGY, issue=OIL),
            change(K.VALUE, 999, delegation=DPRK, forum=ENERGY, issue=OIL, option=HIGH),
            change(K.RESERVATION, -99_999, delegation=USA, forum=ENERGY),
        ],
    )
    assert {i: p.weight for i, p in after.mandates[ROK].positions.items()} == {OIL: 100, PACE: 0}
    assert after.mandates[DPRK].positions[OIL].values[HIGH] == 100
    assert after.mandates[USA].reservation == 0


def test_red_lines_come_and_go() -> None:
    line = change(K.RED_LINE, 700, delegation=USA, forum=ENERGY, issue=PACE, option=LOW)
    gone = change(K.NO_RED_LINE, delegation=DPRK, forum=ENERGY, issue=OIL, option=HIGH)
    after = modified(forum(ENERGY), [line, gone])
    assert [r.cost for r in after.mandates[USA].red_lines_crossed({PACE: LOW})] == [700]
    assert after.mandates[DPRK].red_lines == ()


def test_a_rule_that_needs_fewer_no_longer_needs_everybody() -> None:
    after = modified(forum(ENERGY), [change(K.RULE, 2, forum=ENERGY)])
    assert (after.rule.at_least, after.rule.all_of) == (2, ())
    back = modified(after, [change(K.RULE, 9, forum=ENERGY)])
    assert (back.rule.at_least, back.rule.all_of) == (3, back.parties)


def test_a_cause_taken_back_leaves_the_played_scenario() -> None:
    talks = lobby(worldly()).talks
    changed = applied(talks, change(K.BAR, forum=PEACE, issue=OIL, option=LOW))
    assert (OIL, LOW) in changed.forum(PEACE).barred
    assert PEACE not in changed.scenario.benchmarks
    back = without_cause(changed, CauseKind.INJECT, "x")
    assert back.forum(PEACE) is talks.played.forums[PEACE]
    assert back.scenario.benchmarks == talks.scenario.benchmarks
    assert without_cause(back, CauseKind.INJECT, "x") is back


def test_causes_count_in_the_order_of_the_log() -> None:
    bar = change(K.BAR, forum=PEACE, issue=OIL, option=LOW)
    open_ = change(K.OPEN, forum=PEACE, issue=OIL, option=LOW)
    talks = lobby(worldly()).talks
    assert (OIL, LOW) in applied(applied(talks, open_, name="a"), bar).forum(PEACE).barred
    assert (OIL, LOW) not in applied(applied(talks, bar, name="a"), open_).forum(PEACE).barred


def test_tracks_stay_between_their_ends() -> None:
    talks = lobby(worldly()).talks
    talks = applied(talks, change(K.TRACK, 9, track=MISTRUST), name="a")
    talks = applied(talks, change(K.TRACK, 2, track=MISTRUST), name="b")
    talks = applied(talks, change(K.TRACK, -3, track=MISTRUST), name="c")
    assert track_values(talks)[MISTRUST] == 7
    assert [(cause.id, by) for cause, _, by in track_moves(talks)] == [("a", 4), ("c", -3)]
