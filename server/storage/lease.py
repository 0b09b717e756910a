"""One server at a time in a PostgreSQL database: a row that says who, since which taking, how long.

A lock of the database's session would be lost, or stay for ever, behind a pooler; a row is seen
by whoever asks. The owner renews it; once it is overdue another may take it, which counts up
its `epoch`. Every write of the owner asks whether the epoch is still its own, in the same
transaction: a server that was stopped, slept through its time and goes on writes nothing.
"""

import time
from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from server.storage.engine import WRITES

LEASE_MS = 10_000
"""A server that has not renewed for so long has lost it to whoever asks."""

RENEW_S = 2.0
LOOK_S = 0.5

_lease = Table(
    "lease",
    MetaData(),
    Column("name", String(16), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
)
_OURS = _lease.c.name == "server"
_now = func.cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)
"""The database's time: the servers' clocks may differ."""


_HELD = (
    select(
        _lease.c.epoch,
        func.set_config("idle_in_transaction_session_timeout", str(LEASE_MS), True),
    )
    .where(_OURS)
    .with_for_update(read=True, key_share=True)
)
"""Read by each transaction that writes. It keeps others from taking the lease until it ends, not
the owner from renewing it; the database ends it where the owner stands still in its midst."""


class Taken(Exception):
    """Another server has it and renews it; the text says who."""


class Lost(OperationalError):
    """Another server has taken it since."""

    def __init__(self) -> None:
        super().__init__("", None, Exception("taken over"))


class Lease:
    """Holds the database from `take` on, as long as it is renewed."""

    def __init__(self, engine: Engine, sleep: Callable[[float], None] = time.sleep) -> None:
        self._engine, self._sleep = engine, sleep
        self._epoch = 0

    def take(self, who: str) -> None:
        """Have it, at once or when a server that is gone is overdue. Raises `Taken`."""
        self._make_table()
        first = self._seen()
        deadline = time.monotonic() + LEASE_MS / 1000 + 2 * LOOK_S
        while not self._taken(who):
            now = self._seen()
            renewed = first is not None and now is not None and now != first
            if renewed or time.monotonic() > deadline:
                raise Taken("" if now is None else now[0])
            first = first or now
            self._sleep(LOOK_S)

    def owner(self) -> str:
        """Who has it now; "" for nobody. Takes nothing, and so takes nothing away."""
        if not inspect(self._engine).has_table(_lease.name):
            return ""
        seen = self._seen()
        return "" if seen is None else seen[0]

    def renew(self) -> bool:
        """Keep it for another while; False when it is lost. Raises SQLAlchemyError."""
        return self._mine({"until_ms": _now + LEASE_MS})

    def tell(self, who: str) -> None:
        """Write down who holds it, for whoever comes next."""
        self._mine({"owner": who, "until_ms": _now + LEASE_MS})

    def let_go(self) -> None:
        """The database is free."""
        self._mine({"until_ms": 0})

    def guard(self, engine: Engine) -> None:
        """Let transactions of the engine that write begin only while it is held."""
        event.listen(engine, "begin", self._fence)

    def _fence(self, connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITES):
            return
        row = connection.execute(_HELD).first()
        if row is None or row.epoch != self._epoch:
            raise Lost

    def _make_table(self) -> None:
        """Before the migrations, which are the owner's to run."""
        try:
            _lease.create(self._engine, checkfirst=True)
            with self._engine.begin() as connection:
                row = {"name": "server", "owner": "", "epoch": 0, "until_ms": 0}
                connection.execute(insert(_lease), row)
        except IntegrityError:
            pass  # it is there already

    def _seen(self) -> tuple[str, int] | None:
        """Who has it until when; None when nobody does."""
        with self._engine.connect() as connection:
            asked = select(_lease.c.owner, _lease.c.until_ms).where(_OURS, _lease.c.until_ms > _now)
            row = connection.execute(asked).first()
        return None if row is None else (row.owner, row.until_ms)

    def _taken(self, who: str) -> bool:
        overdue = select(_lease.c.epoch).where(_OURS, _lease.c.until_ms <= _now)
        try:
            with self._engine.begin() as connection:
                connection.execute(select(func.set_config("lock_timeout", "1000", True)))
                epoch = connection.execute(overdue.with_for_update()).scalar()
                if epoch is None:
                    return False
                values = {"owner": who, "epoch": epoch + 1, "until_ms": _now + LEASE_MS}
                connection.execute(update(_lease).where(_OURS).values(values))
        except OperationalError:  # a transaction of the owner is under way
            return False
        self._epoch = epoch + 1
        return True

    def _mine(self, values: dict[str, object]) -> bool:
        own = update(_lease).where(_OURS, _lease.c.epoch == self._epoch)
        with self._engine.begin() as connection:
            return connection.execute(own.values(values)).rowcount == 1
