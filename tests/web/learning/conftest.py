"""A class in which somebody has done something."""

import pytest

from server.rules.commands import Command
from server.rules.commands.talk import Say
from server.rules.ids import ChannelId, MessageId, PersonId, TalksId
from server.rules.seats import Actor, Delegate, Facilitator
from server.service.classrooms import Created
from server.service.joining import JoinResult
from server.web.site.identity import seat_cookie
from tests.web.pages_site import PagesSite, Visitor


class Course:
    """Three tables; Ann and Bo sit at the first, Cy at the second."""

    def __init__(self) -> None:
        self.site = PagesSite()
        self.teacher = self.site.facilitator()
        made = self.site.classrooms.create("IR 214", "two-party", 3, by="facilitator")
        assert isinstance(made, Created)
        self.made = made
        self.path = f"/facilitate/{made.classroom.id}"
        self.given = 0
        self.ann, self.bo, self.cy = (
            self._joined(name, table) for name, table in (("Ann", 1), ("Bo", 1), ("Cy", 2))
        )

    def _joined(self, name: str, table: int) -> JoinResult:
        found = self.site.classrooms.join(self.made.classroom.join_code, name, table)
        assert isinstance(found, JoinResult)
        return found

    def gives(self, table: int, command: Command, who: JoinResult | None = None) -> None:
        """A command of the facilitator or of a student, which must be accepted."""
        self.given += 1
        actor: Actor = Facilitator("facilitator") if who is None else Delegate(PersonId(who.person))
        talks = self.made.talks[table - 1].id
        receipt = self.site.negotiations.handle(talks, f"given-{self.given}", command, actor)
        assert receipt.accepted, receipt

    def says(self, table: int, who: JoinResult, text: str) -> None:
        """Something said in plenary."""
        message = MessageId(f"m{self.given}")
        self.gives(table, Say(message, ChannelId("plenary"), text), who)

    def student(self, who: JoinResult) -> Visitor:
        """The browser of somebody who joined."""
        visitor = self.site.browser()
        visitor.client.set_cookie(seat_cookie(who.talks), who.seat_token)
        return visitor

    def assistant(self, table: int) -> Visitor:
        """A browser in which an assistant of a table is signed in."""
        service = self.site.classrooms
        made = service.assistants.make(
            self.made.classroom.id, f"helper {self.given}", [TalksId(self.made.talks[table - 1].id)]
        )
        assert isinstance(made, tuple)
        link = f"/assistant/{made[1]}"
        visitor = self.site.browser()
        password = "a long enough password"
        answer = visitor.post(link, from_page=link, password=password, again=password)
        assert answer.status_code == 302
        return visitor


@pytest.fixture
def course() -> Course:
    return Course()
