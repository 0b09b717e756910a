"""The words that all scenario files are made of: ids, texts, references, numbers."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ID = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
CODE = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
BADGE = r"^[A-Z0-9]{2,4}$"
VERSION = r"^[0-9]+(\.[0-9]+){0,2}$"
LANGUAGE = r"^[a-z]{2}(_[A-Z]{2})?$"

WORDS = {
    ID: "lower-case words or digits joined by - or _",
    CODE: "a reference code such as P-01",
    BADGE: "two to four capitals",
    VERSION: "a version such as '1.0'",
    LANGUAGE: "a language such as en or pt_BR",
}
"""What each pattern means, for messages."""

Id = Annotated[str, Field(pattern=ID, max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=1200)]
Reference = Annotated[str, Field(pattern=CODE, max_length=24)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
Seconds = Annotated[int, Field(ge=0, le=30 * 24 * 3600)]
Points = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]


class Strict(BaseModel):
    """No unknown key and no silent conversion, so that a slip of the pen is always reported."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
