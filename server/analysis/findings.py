"""What the checks find, as authors read it."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import ForumId


class Severity(StrEnum):
    """An error makes the forum unplayable; a warning is for the author to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know: a stable code, where it is, and a sentence. `forum` is empty for what
    belongs to none."""

    severity: Severity
    code: str
    forum: ForumId
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.message} [{self.code}]"
