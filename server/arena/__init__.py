"""Agents against the built-in negotiators, in this process and without clocks.

The same `decide(view)` that plays a real table through `server.client` plays here, on the same
views and through the same rules; only that time is simulated and nobody waits.
"""
