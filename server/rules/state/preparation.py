"""What a person has prepared: answers in the quiz, and a position paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answered:
    """A person's last answer to a question of the quiz, and how many they gave."""

    answer: str
    right: bool
    tries: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A position paper; `at` in milliseconds."""

    name: str
    text: str
    at: int
