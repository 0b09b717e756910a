"""Words that several entities share."""

from typing import Literal

StanceWord = Literal["accept", "reject", "reserve"]
InnerRoleWord = Literal["head", "deputy", "specialist", "press", "note_taker"]
PackageMap = dict[str, str]
