"""What a PDF is made of, told from its bytes."""

import re


def fonts(document: bytes) -> set[str]:
    """The names of the fonts it uses."""
    return {
        name.decode() for name in re.findall(rb"/BaseFont /(?:[A-Z]+\+)?([A-Za-z0-9-]+)", document)
    }


def pages(document: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type /Page\b", document))
