"""Whether tests that draw at random may take their time: `make test-faults` says so."""

import os

THOROUGH = os.environ.get("TESTS") == "thorough"
