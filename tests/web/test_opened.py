"""What is remembered of a class just opened: for a while, for its browser, and not without end."""

import pytest

from server.service.classrooms import Created
from server.web.classes.recent import KEPT_SECONDS, MOST, Opened
from tests.web.pages_site import PagesSite


class Clock:
    """Seconds that a test sets."""

    seconds = 0.0

    def __call__(self) -> float:
        """The seconds it was set to."""
        return self.seconds


@pytest.fixture
def made() -> Created:
    created = PagesSite().classrooms.create("IR 214", "six-party")
    assert isinstance(created, Created)
    return created


def test_a_class_is_found_by_its_form_and_by_its_browser(made: Created) -> None:
    opened, room = Opened(Clock()), made.classroom.id
    opened.keep("form", "mine", made)
    assert opened.by_form("form") is made
    assert opened.by_form("other form") is None
    assert opened.by_class(room, "mine") is made
    assert opened.by_class(room, "another") is None
    assert opened.by_class("another class", "mine") is None


def test_it_is_forgotten_after_a_while(made: Created) -> None:
    clock = Clock()
    opened = Opened(clock)
    opened.keep("form", "mine", made)
    clock.seconds = KEPT_SECONDS - 1
    assert opened.by_form("form") is made
    clock.seconds = KEPT_SECONDS
    assert opened.by_form("form") is None
    assert opened.by_class(made.classroom.id, "mine") is None


def test_the_oldest_makes_room(made: Created) -> None:
    opened = Opened(Clock())
    for number in range(MOST + 1):
        opened.keep(str(number), "mine", made)
    assert opened.by_form("0") is None
    assert opened.by_form("1") is made
