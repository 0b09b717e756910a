"""What the wall asks about classrooms."""

from collections.abc import Mapping
from typing import Any

from server.rules.ids import ClassroomId, TalksId
from server.service.classrooms import Classrooms


class ClassroomRooms:
    """Answers from the service; `public_url` is where people reach the server, if it is known."""

    def __init__(self, classrooms: Classrooms, public_url: str | None = None) -> None:
        self._classrooms = classrooms
        self._public_url = public_url

    def classroom_of(self, talks_id: TalksId) -> ClassroomId | None:
        """The classroom of a table, or None when there is no such table."""
        classroom = self._classrooms.of_talks(talks_id)
        return None if classroom is None else classroom.id

    def shown(self, classroom_id: ClassroomId) -> Mapping[str, Any] | None:
        """The wall's entity `classroom`; the link is a path when the address is not known."""
        classroom = self._classrooms.get(classroom_id)
        if classroom is None:
            return None
        tables = sorted(self._classrooms.talks_in(classroom_id), key=lambda entry: entry.table)
        return {
            "id": classroom.id,
            "title": classroom.title,
            "join_code": classroom.join_code,
            "open": classroom.is_open,
            "join_url": f"{self._public_url or ''}/join/{classroom.join_code}",
            "tables": [entry.id for entry in tables],
        }

    def people(self, classroom_id: ClassroomId) -> Mapping[str, Any]:
        """For whoever runs the class: names of the list that nobody has taken yet, and who waits
        to be admitted."""
        listed = self._classrooms.people_in(classroom_id)
        names = {p.id: p.name for p in listed}
        return {
            "expected": [p.id for p in listed if not p.joined],
            "waiting": [
                {"id": w.id, "name": w.name, "person": w.person, "listed": names[w.person]}
                for w in self._classrooms.waiting.waiting(classroom_id)
                if w.person in names
            ],
        }
