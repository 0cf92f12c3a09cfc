"""What came back, and what was done about it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "bounces",
        sa.Column("id", KEY, nullable=False),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("became", sa.String(16), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("subscriber", KEY),
        sa.Column("issue", KEY),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("ended", sa.JSON(), nullable=False),
        sa.Column("forgiven", INSTANT),
        sa.PrimaryKeyConstraint("id", name="bounces_pkey"),
        sa.UniqueConstraint("event", name="bounces_event_key"),
        sa.ForeignKeyConstraint(["subscriber"], ["subscribers.id"], name="bounces_subscriber_fkey"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="bounces_issue_fkey"),
        sa.CheckConstraint("kind IN ('hard', 'soft', 'blocked', 'complaint')", name="bounces_kind_check"),
        sa.CheckConstraint("became IN ('suppressed', 'counted', 'noted')", name="bounces_became_check"),
    )
    for name, columns in (("subscriber", ["subscriber"]), ("issue", ["issue"]), ("address_at", ["address", "at"])):
        op.create_index(f"bounces_{name}_idx", "bounces", columns)
