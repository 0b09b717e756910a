"""Figures for /metrics: what the negotiations do. Names of people and tables are never in them."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge

from server.service.ports import Change


class Figures:
    """Listens to the negotiations and counts."""

    def __init__(self, connections: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        self._commands = Counter(
            "sixparty_commands", "Commands carried out.", registry=self.registry
        )
        self._events = Counter(
            "sixparty_events", "Events written to the log.", ["event"], registry=self.registry
        )
        sockets = Gauge("sixparty_connections", "Open sockets.", registry=self.registry)
        sockets.set_function(connections)

    def told(self, change: Change) -> None:
        """Count a command and its events."""
        if change.recorded:
            self._commands.inc()
        for one in change.recorded:
            self._events.labels(type(one.event).__name__).inc()
