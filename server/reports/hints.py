"""A hint as the wall and the desk get it."""

from typing import Any

from server.rules.asking.hints import Hint
from server.rules.state.talks import Talks


def hinted(talks: Talks, hint: Hint) -> dict[str, Any]:
    """The hint with what is known; `issue` is the title. Times in milliseconds since the epoch."""
    issue = None
    if hint.forum is not None and hint.issue is not None:
        known = talks.forum(hint.forum).issue(hint.issue)
        issue = known.title if known else None
    about = {
        "delegation": hint.delegation,
        "forum": hint.forum,
        "proposals": list(hint.proposals),
        "issue": issue,
        "missing": list(hint.missing),
        "since": hint.since,
        "until": hint.until,
    }
    known_only = {name: value for name, value in about.items() if value not in (None, [])}
    return {"kind": hint.kind, "urgent": hint.urgent, **known_only}
