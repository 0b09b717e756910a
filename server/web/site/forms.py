"""Forms: what was typed, what is wrong with it, and the reading of single fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.wire.values import clean_text


@dataclass(frozen=True, slots=True)
class Form:
    """Values by field name, and at most one error for each field.

    The name "" stands for an error that belongs to no field.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """What was typed, fit to be stored and shown, without spaces around it."""
        return str(clean_text(self.values.get(name, ""))).strip()

    def number(self, name: str, low: int, high: int) -> int | None:
        """A whole number from low to high, or None."""
        text = self.get(name)
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            return None
        value = int(text)
        return value if low <= value <= high else None

    def ticked(self, name: str) -> bool:
        """True for a check box that is on."""
        return self.get(name) == "on"

    def wrong(self, name: str, sentence: str) -> None:
        """Note an error; the first one of a field stands."""
        self.errors.setdefault(name, sentence)
