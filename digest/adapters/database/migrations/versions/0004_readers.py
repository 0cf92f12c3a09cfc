"""Sign-ups with their proof, letters, caps, suppressed addresses; how often and at what hour a reader is written to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("hour", sa.SmallInteger()))
    op.add_column("subscribers", sa.Column("paused_until", INSTANT))
    frequency = sa.Column("frequency", sa.String(16), nullable=False, server_default=sa.text("'each'"))
    op.add_column("subscriptions", frequency)
    _signups()
    _letters()
    _bounds()


def _signups() -> None:
    op.create_table(
        "signups",
        sa.Column("id", KEY, nullable=False),
        sa.Column("handle", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reader", KEY),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_norm", SORTED_TEXT, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("hour", sa.SmallInteger()),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("door", sa.String(16), nullable=False),
        sa.Column("asked", INSTANT, nullable=False),
        sa.Column("asked_from", sa.Text(), nullable=False),
        sa.Column("asked_agent", sa.Text(), nullable=False),
        sa.Column("expires", INSTANT, nullable=False),
        sa.Column("confirmed", INSTANT),
        sa.Column("confirmed_from", sa.Text(), nullable=False),
        sa.Column("confirmed_agent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="signups_pkey"),
        sa.UniqueConstraint("handle", name="signups_handle_key"),
        sa.ForeignKeyConstraint(["reader"], ["subscribers.id"], name="signups_reader_fkey"),
        sa.CheckConstraint("kind IN ('join', 'move', 'change')", name="signups_kind_check"),
    )
    op.create_index("signups_reader_idx", "signups", ["reader"])
    op.create_index("signups_email_norm_idx", "signups", ["email_norm"])
    op.create_index("signups_expires_idx", "signups", ["expires"])


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", KEY, nullable=False),
        sa.Column("handle", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_norm", SORTED_TEXT, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created", INSTANT, nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.Text()),
        sa.Column("code", sa.SmallInteger()),
        sa.Column("reply", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="letters_pkey"),
        sa.UniqueConstraint("handle", name="letters_handle_key"),
        sa.UniqueConstraint("name", name="letters_name_key"),
        sa.CheckConstraint(
            "state IN ('queued', 'leased', 'sent', 'failed', 'suppressed', 'unknown')", name="letters_state_check"
        ),
        sa.CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL)", name="letters_lease_owner_check"),
    )
    waiting = sa.text("state IN ('queued', 'leased')")
    op.create_index("letters_due_idx", "letters", ["due", "id"], postgresql_where=waiting, sqlite_where=waiting)
    op.create_index("letters_recipient_norm_idx", "letters", ["recipient_norm"])


def _bounds() -> None:
    op.create_table(
        "wordings",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="wordings_pkey"),
    )
    op.create_table(
        "caps",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="caps_pkey"),
    )
    op.create_index("caps_until_idx", "caps", ["until"])
    op.create_table(
        "suppressions",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="suppressions_pkey"),
    )
