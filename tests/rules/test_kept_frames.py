"""Frames that follow one another take over what was built: never a byte that is out of date."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.views.etags import entity_hash
from server.rules.views.frame import Frame, hash_of, json_of
from server.rules.views.gate import changed, changed_between, view_for, view_of
from server.rules.views.touched import touched
from tests.rules.generated import plays
from tests.rules.test_generated_play import AUDIENCES, knowing, opening


@settings(deadline=None)
@given(st.booleans(), st.integers(0, 2**32))
def test_a_frame_that_follows_another_shows_what_a_fresh_one_does(
    in_lobby: bool, seed: int
) -> None:
    table = opening(in_lobby)
    frame = Frame(table.talks, table.present)
    for audience in AUDIENCES:
        view_of(frame, frame.viewer(audience))
    for move in knowing(table, seed):
        before, present, length = table.talks, table.present, len(table.log)
        plays(table, move)
        events = [r.event for r in table.log[length:]]
        what = touched(events, before, table.talks, present ^ table.present)
        after = frame.then(table.talks, table.present, what)
        for audience in AUDIENCES:
            patch = changed_between(frame, after, audience, what)
            assert patch == changed(before, table.talks, audience, events, present, table.present)
        for audience in AUDIENCES:
            view = view_of(after, after.viewer(audience))
            assert view == view_for(table.talks, audience, table.present)
            for key, entity in view.items():
                assert hash_of(key, entity) == entity_hash(key, dict(entity))
                assert json_of(entity) == json_of(dict(entity))
        frame = after
