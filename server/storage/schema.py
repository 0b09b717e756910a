"""The tables. Names of constraints are fixed, so that migrations can name them too.

Times are milliseconds since the epoch. Texts that hold JSON never hold NUL, which PostgreSQL
refuses in a text; JSON writes it as an escape.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

classroom = Table(
    "classroom",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("preset", Text, nullable=False),
    Column("difficulty", Text, nullable=False),
    Column("policies", Text, nullable=False),
    Column("join_code", String(16), nullable=False, unique=True),
    Column("is_open", Boolean, nullable=False),
    Column("per_delegation", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("solo", Boolean, nullable=False),
    # JSON of the rounds that are played instead of the preset's own.
    Column("plan", Text, nullable=False, server_default=text("'[]'")),
    Column("state", String(16), nullable=False, server_default=text("'kept'")),
)

scenario = Table(
    "scenario",
    metadata,
    # Talks keep the scenario they were made of: a later edit of its files changes no old log.
    Column("digest", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

talks = Table(
    "talks",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("table_number", Integer, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("scenario_digest", String(64), ForeignKey("scenario.digest"), nullable=False),
    Column("classroom_id", String(64), ForeignKey("classroom.id", ondelete="CASCADE"), index=True),
    # The number of the last event. Appending moves it from the expected number or fails: this is
    # what keeps the log gapless and lets only one of two writers win.
    Column("head", BigInteger, nullable=False, server_default=text("0")),
)

CLOCK_NAMES = ("archived", "concluded", "paused", "phase_began", "resumed", "rolled_back")
"""Stored names of `server.service.clocks.CLOCK_EVENTS`, sorted."""

event = Table(
    "event",
    metadata,
    Column("talks_id", String(64), ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    # A command may bring several events. `part` numbers them 0, 1, 2 ... within the command, so
    # the unique index below holds part 0 of a command once: no command is applied twice.
    Column("command_id", String(200), nullable=False),
    Column("part", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("name", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("uq_event_command", "talks_id", "command_id", "part", unique=True),
    sqlite_with_rowid=False,
)

_clock = event.c.name.in_(CLOCK_NAMES)
# Partial on PostgreSQL too, as its migration says. Saying it here would load that dialect with all
# its drivers into every server, a tenth of the time in which it starts.
Index("ix_event_clock", event.c.talks_id, event.c.seq, sqlite_where=_clock)

person = Table(
    "person",
    metadata,
    Column("id", String(64), primary_key=True),
    Column(
        "classroom_id",
        String(64),
        ForeignKey("classroom.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("talks_id", String(64), ForeignKey("talks.id", ondelete="CASCADE"), index=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("rejoin_hash", String(64), nullable=False, unique=True),
    Column("joined", Boolean, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("came_at", BigInteger, nullable=False, server_default="0"),
)

token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person_id", String(64), ForeignKey("person.id", ondelete="CASCADE"), index=True),
    Column("classroom_id", String(64), ForeignKey("classroom.id", ondelete="CASCADE"), index=True),
    Column("name", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    # Of an observer's link: a JSON list of talks, how much is seen, whose eyes, who knows of it.
    Column("tables", Text, nullable=False, server_default="[]"),
    Column("sees", String(16), nullable=False, server_default="public"),
    Column("delegation", String(80)),
    Column("told", Boolean, nullable=False, server_default=false()),
    Column("used_at", BigInteger, nullable=False, server_default="0"),
)

assistant = Table(
    "assistant",
    metadata,
    Column("name", String(80), primary_key=True),
    Column(
        "classroom_id",
        String(64),
        ForeignKey("classroom.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("tables", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("setup_hash", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
)

browser = Table(
    "browser",
    metadata,
    Column("hash", String(64), primary_key=True),
    # Of the facilitator or of an assistant; when the account goes, nobody is found for it.
    Column("account", String(80), nullable=False, index=True),
    Column("device", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

facilitator = Table(
    "facilitator",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("password_hash", Text, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
