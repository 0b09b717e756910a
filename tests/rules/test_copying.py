"""The quick copy is the standard one, for every kind of state there is."""

from dataclasses import dataclass
from dataclasses import replace as standard

import pytest

from server.rules.copying import replace
from server.rules.state.talks import ForumState, ForumStatus, TalksState
from tests.rules.negotiation import negotiating


@dataclass(frozen=True, slots=True)
class Single:
    """A value of one field."""

    field: int


def test_it_copies_as_the_standard_one_does() -> None:
    talks = negotiating().talks
    changes = {"seq": 7, "state": TalksState.CONCLUDED, "paused_at": 12}
    assert replace(talks, **changes) == standard(talks, **changes)  # type: ignore[arg-type]  # mypy reads all as one type
    assert replace(talks) == talks
    assert replace(ForumState(), status=ForumStatus.OPEN) == ForumState(ForumStatus.OPEN)
    assert replace(Single(1), field=2) == Single(2)


def test_the_original_stays() -> None:
    talks = negotiating().talks
    before = talks.seq
    replace(talks, seq=before + 1)
    assert talks.seq == before


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(TypeError, match="Single has no field 'other'"):
        replace(Single(1), other=2)
