"""All files of a class there are, in the order in which people are shown them."""

from collections.abc import Mapping

from server.web.records.formats import DATA, Format

FORMATS: Mapping[str, Format] = {**DATA}
"""Format -> file."""
