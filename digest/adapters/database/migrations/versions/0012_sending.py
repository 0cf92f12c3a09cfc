"""Issues that are paused, cancelled or too late; deliveries that are deferred; the audience that each issue had."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
STATES = ("queued", "deferred", "leased", "sent", "failed", "suppressed", "unknown", "cancelled", "expired")
SENDING = ("open", "paused", "cancelled", "done")


def upgrade() -> None:
    _deliveries()
    _issues()


def _deliveries() -> None:
    op.drop_index("deliveries_due_idx", "deliveries")
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("deliveries", sa.Column("enhanced", sa.String(16)))
        op.drop_constraint("deliveries_state_check", "deliveries")
        op.create_check_constraint("deliveries_state_check", "deliveries", _one_of("state", STATES))
    else:
        _copy_deliveries()
    _partial_index("deliveries_due_idx", "deliveries", ["issue", "due", "id"], "state IN ('queued', 'deferred')")


def _copy_deliveries() -> None:
    # SQLite changes no check: the rows move to a table that has the new one. Nothing refers to deliveries.
    op.drop_index("deliveries_subscriber_idx", "deliveries")
    op.drop_index("deliveries_lease_idx", "deliveries")
    op.rename_table("deliveries", "deliveries_before")
    op.create_table(
        "deliveries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("issue", KEY, nullable=False),
        sa.Column("subscriber", KEY, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("lease_owner", sa.Text()),
        sa.Column("lease_until", INSTANT),
        sa.Column("code", sa.SmallInteger()),
        sa.Column("reply", sa.Text()),
        sa.Column("welcome", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("enhanced", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="deliveries_pkey"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="deliveries_issue_fkey"),
        sa.ForeignKeyConstraint(["subscriber"], ["subscribers.id"], name="deliveries_subscriber_fkey"),
        sa.UniqueConstraint("issue", "subscriber", name="deliveries_issue_subscriber_key"),
        sa.CheckConstraint(_one_of("state", STATES), name="deliveries_state_check"),
        sa.CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL)", name="deliveries_lease_owner_check"),
        sa.CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", name="deliveries_lease_until_check"),
    )
    op.execute(
        "INSERT INTO deliveries "
        "(id, issue, subscriber, state, attempts, due, lease_owner, lease_until, code, reply, welcome) "
        "SELECT id, issue, subscriber, state, attempts, due, lease_owner, lease_until, code, reply, welcome "
        "FROM deliveries_before ORDER BY id"
    )
    op.drop_table("deliveries_before")
    op.create_index("deliveries_subscriber_idx", "deliveries", ["subscriber"])
    _partial_index("deliveries_lease_idx", "deliveries", ["lease_until", "id"], "state = 'leased'")


def _issues() -> None:
    # Not as a batch: SQLite would copy the table away from under those that refer to it.
    check = f"CONSTRAINT issues_sending_check CHECK ({_one_of('sending', SENDING)})"
    op.execute(f"ALTER TABLE issues ADD COLUMN sending VARCHAR(16) {check}")
    op.add_column("issues", sa.Column("stale", INSTANT))
    op.add_column("issues", sa.Column("audience", sa.Integer()))
    op.execute(
        "UPDATE issues SET sending = 'open', "
        "audience = (SELECT count(*) FROM deliveries WHERE deliveries.issue = issues.id) WHERE state = 'pressed'"
    )
    # A day, and a day more for readers who named an hour: what an older program left in the queue is not sent weeks later.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE issues SET stale = decided + interval '2 days' WHERE state = 'pressed'")
    else:
        op.execute("UPDATE issues SET stale = decided + 172800000000 WHERE state = 'pressed'")
    _partial_index("issues_open_idx", "issues", ["due", "id"], "sending = 'open'")


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
