"""When a source is asked next, and where it has moved."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    for column in (
        sa.Column("location", sa.Text(), nullable=False, server_default=""),
        sa.Column("moved", sa.Text(), nullable=False, server_default=""),
        sa.Column("moved_visits", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_visit", INSTANT),
        sa.Column("fresh_until", INSTANT),
        sa.Column("held_until", INSTANT),
        sa.Column("gone", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("changed", INSTANT),
        sa.Column("gap_seconds", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("keep_seconds", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("quiet_hours", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("quiet_days", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("fetch_state", column)
