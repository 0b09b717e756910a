"""How much of anything a person may send, and how a bot may be played. Pages are told these."""

MAX_TEXT = 4000
"""Characters in any text a person sends."""

MAX_NAME = 80
"""Characters in a name or a title."""

CAUCUS = (2, 5)
"""Fewest and most delegations in a caucus."""

SIGNATORIES = (2, 6)
"""Fewest and most delegations that a side letter binds."""

MAX_PROMISES = 20
"""Promises in a side letter."""

TEMPERAMENTS = ("balanced", "cooperative", "firm", "historical")
"""How an automated delegation bargains; see `server.bots.temperaments`."""

MIXED = ("cooperative", "balanced", "firm")
"""The temperaments of a table where they differ, in turn."""
