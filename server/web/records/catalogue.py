"""All files of a class there are, in the order in which people are shown them."""

from collections.abc import Mapping

from server.web.records.archive import ARCHIVE
from server.web.records.formats import DATA, Format
from server.web.records.papers import PAPERS

FORMATS: Mapping[str, Format] = {**ARCHIVE, **PAPERS, **DATA}
"""Format -> file."""
