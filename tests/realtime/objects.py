"""What a test server says of its own memory."""

import gc
import sys


def objects() -> str:
    """How many blocks of memory hold Python objects, once what nobody needs is gone."""
    gc.collect()
    return str(sys.getallocatedblocks())
