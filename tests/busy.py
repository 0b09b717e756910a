"""How busy the machine is: so that a bar in seconds holds where others work on it too."""

import time


def slowed() -> float:
    """How many times longer work takes now than the processor works on it; 1 when it is ours."""
    began, used = time.monotonic(), time.process_time()
    while time.process_time() - used < 0.5:
        sum(range(1000))
    return max(1.0, (time.monotonic() - began) / 0.5)
