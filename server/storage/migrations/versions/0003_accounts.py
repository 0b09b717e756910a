"""Observers' links with a scope, teaching assistants, signed-in browsers."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "assistant",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("classroom_id", sa.String(length=64), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("setup_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"],
            ["classroom.id"],
            name=op.f("fk_assistant_classroom_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_assistant")),
    )
    op.create_index(op.f("ix_assistant_classroom_id"), "assistant", ["classroom_id"])
    op.create_table(
        "browser",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_browser")),
    )
    op.create_index(op.f("ix_browser_account"), "browser", ["account"])
    added: list[sa.Column[Any]] = [
        sa.Column("tables", sa.Text(), server_default="[]", nullable=False),
        sa.Column("sees", sa.String(length=16), server_default="public", nullable=False),
        sa.Column("delegation", sa.String(length=80), nullable=True),
        sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), server_default="0", nullable=False),
    ]
    for column in added:
        op.add_column("token", column)
    # A link to one table named it in a column of its own; now the list of tables does.
    token = sa.table("token", sa.column("hash"), sa.column("talks_id"), sa.column("tables"))
    here = op.get_bind()
    for row in here.execute(sa.select(token).where(token.c.talks_id.is_not(None))).all():
        here.execute(
            sa.update(token).where(token.c.hash == row.hash), {"tables": json.dumps([row.talks_id])}
        )
    op.drop_index(op.f("ix_token_talks_id"), table_name="token")
    with op.batch_alter_table("token") as batch:
        batch.drop_constraint("fk_token_talks_id", type_="foreignkey")
        batch.drop_column("talks_id")


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("token") as batch:
        for name in ("tables", "sees", "delegation", "told", "used_at"):
            batch.drop_column(name)
        batch.add_column(sa.Column("talks_id", sa.String(length=64), nullable=True))
        batch.create_foreign_key(
            "fk_token_talks_id", "talks", ["talks_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_token_talks_id"), "token", ["talks_id"], unique=False)
    op.drop_index(op.f("ix_browser_account"), table_name="browser")
    op.drop_table("browser")
    op.drop_index(op.f("ix_assistant_classroom_id"), table_name="assistant")
    op.drop_table("assistant")
