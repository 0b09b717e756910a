"""A browser in words, so that people recognise their own in a list."""

_PROGRAMS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
"""What is found first counts: nearly every browser names its rivals too."""


def device(user_agent: str) -> str:
    """`Firefox, Windows` from a User-Agent header; "" when nothing in it is known."""
    found = (
        next((words for mark, words in known if mark in user_agent), "")
        for known in (_PROGRAMS, _SYSTEMS)
    )
    return ", ".join(words for words in found if words)
