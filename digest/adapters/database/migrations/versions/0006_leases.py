"""Subscriptions at the hubs of feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("asked", INSTANT),
        sa.Column("until", INSTANT),
        sa.Column("length_seconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="leases_pkey"),
        sa.UniqueConstraint("token", name="leases_token_key"),
    )
    op.add_column("fetch_state", sa.Column("hubs", sa.Text(), nullable=False, server_default=""))
    op.add_column("fetch_state", sa.Column("topic", sa.Text(), nullable=False, server_default=""))
