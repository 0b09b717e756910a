"""The first version: classrooms, talks with their logs, people, tokens, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CLOCK = "name IN ('archived', 'concluded', 'paused', 'phase_began', 'resumed', 'rolled_back')"


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "classroom",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("preset", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("policies", sa.Text(), nullable=False),
        sa.Column("join_code", sa.String(length=16), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("per_delegation", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("solo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classroom")),
        sa.UniqueConstraint("join_code", name=op.f("uq_classroom_join_code")),
    )
    op.create_table(
        "facilitator",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facilitator")),
    )
    op.create_table(
        "scenario",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_scenario")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("scenario_digest", sa.String(length=64), nullable=False),
        sa.Column("classroom_id", sa.String(length=64), nullable=True),
        sa.Column("head", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"],
            ["classroom.id"],
            name=op.f("fk_talks_classroom_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scenario_digest"], ["scenario.digest"], name=op.f("fk_talks_scenario_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
    )
    op.create_index(op.f("ix_talks_classroom_id"), "talks", ["classroom_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("talks_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("command_id", sa.String(length=200), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["talks_id"], ["talks.id"], name=op.f("fk_event_talks_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("talks_id", "seq", name=op.f("pk_event")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_event_clock",
        "event",
        ["talks_id", "seq"],
        unique=False,
        sqlite_where=sa.text(CLOCK),
        postgresql_where=sa.text(CLOCK),
    )
    op.create_index("uq_event_command", "event", ["talks_id", "command_id", "part"], unique=True)
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("classroom_id", sa.String(length=64), nullable=False),
        sa.Column("talks_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("rejoin_hash", sa.String(length=64), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"],
            ["classroom.id"],
            name=op.f("fk_person_classroom_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["talks_id"], ["talks.id"], name=op.f("fk_person_talks_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("rejoin_hash", name=op.f("uq_person_rejoin_hash")),
    )
    op.create_index(op.f("ix_person_classroom_id"), "person", ["classroom_id"], unique=False)
    op.create_index(op.f("ix_person_talks_id"), "person", ["talks_id"], unique=False)
    op.create_table(
        "token",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("classroom_id", sa.String(length=64), nullable=True),
        sa.Column("talks_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"],
            ["classroom.id"],
            name=op.f("fk_token_classroom_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_token_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["talks_id"], ["talks.id"], name=op.f("fk_token_talks_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_token")),
    )
    op.create_index(op.f("ix_token_classroom_id"), "token", ["classroom_id"], unique=False)
    op.create_index(op.f("ix_token_person_id"), "token", ["person_id"], unique=False)
    op.create_index(op.f("ix_token_talks_id"), "token", ["talks_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(op.f("ix_token_talks_id"), table_name="token")
    op.drop_index(op.f("ix_token_person_id"), table_name="token")
    op.drop_index(op.f("ix_token_classroom_id"), table_name="token")
    op.drop_table("token")
    op.drop_index(op.f("ix_person_talks_id"), table_name="person")
    op.drop_index(op.f("ix_person_classroom_id"), table_name="person")
    op.drop_table("person")
    op.drop_index("uq_event_command", table_name="event")
    op.drop_index("ix_event_clock", table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_talks_classroom_id"), table_name="talks")
    op.drop_table("talks")
    op.drop_table("setting")
    op.drop_table("scenario")
    op.drop_table("facilitator")
    op.drop_table("classroom")
