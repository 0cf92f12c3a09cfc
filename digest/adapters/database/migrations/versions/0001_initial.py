"""The first schema.

Written out, not imported: a migration must stay what it was when the schema moves on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTED_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    _collected()
    _readers()
    _issues()
    _deliveries()


def _collected() -> None:
    op.create_table(
        "fetch_state",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("checked", INSTANT),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="fetch_state_pkey"),
    )
    op.create_table(
        "articles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url_hash", sa.String(64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("brief", sa.JSON(), nullable=False),
        sa.Column("rules", sa.SmallInteger(), nullable=False),
        sa.Column("first_seen", INSTANT, nullable=False),
        sa.Column("revised", INSTANT),
        sa.PrimaryKeyConstraint("id", name="articles_pkey"),
        sa.UniqueConstraint("url_hash", name="articles_url_hash_key"),
    )
    op.create_index("articles_first_seen_id_idx", "articles", ["first_seen", "id"])
    op.create_table(
        "sightings",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("guid_hash", sa.String(64), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("article", KEY),
        sa.Column("imprint", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("first_seen", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("source", "guid_hash", name="sightings_pkey"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="sightings_article_fkey"),
    )
    op.create_index("sightings_article_idx", "sightings", ["article"])


def _readers() -> None:
    op.create_table(
        "newsletters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cursor", INSTANT),
        sa.PrimaryKeyConstraint("id", name="newsletters_pkey"),
    )
    op.create_table(
        "subscribers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("handle", sa.String(32), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_norm", SORTED_TEXT, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="subscribers_pkey"),
        sa.UniqueConstraint("handle", name="subscribers_handle_key"),
        sa.UniqueConstraint("email_norm", name="subscribers_email_norm_key"),
        sa.CheckConstraint("status IN ('active', 'left')", name="subscribers_status_check"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("subscriber", KEY, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("ended", INSTANT),
        sa.PrimaryKeyConstraint("newsletter", "subscriber", name="subscriptions_pkey"),
        sa.ForeignKeyConstraint(["newsletter"], ["newsletters.id"], name="subscriptions_newsletter_fkey"),
        sa.ForeignKeyConstraint(["subscriber"], ["subscribers.id"], name="subscriptions_subscriber_fkey"),
        sa.CheckConstraint("state IN ('subscribed', 'left')", name="subscriptions_state_check"),
        sa.CheckConstraint("(state = 'left') = (ended IS NOT NULL)", name="subscriptions_ended_check"),
    )
    op.create_index("subscriptions_subscriber_idx", "subscriptions", ["subscriber"])


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", KEY, nullable=False),
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided", INSTANT),
        sa.Column("number", sa.Integer()),
        sa.Column("window_start", INSTANT),
        sa.Column("window_end", INSTANT),
        sa.Column("subject", sa.Text()),
        sa.Column("trimmed", sa.Integer()),
        sa.Column("html", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="issues_pkey"),
        sa.ForeignKeyConstraint(["newsletter"], ["newsletters.id"], name="issues_newsletter_fkey"),
        sa.UniqueConstraint("newsletter", "slot", name="issues_newsletter_slot_key"),
        sa.UniqueConstraint("newsletter", "number", name="issues_newsletter_number_key"),
        sa.CheckConstraint("state IN ('planned', 'pressed', 'skipped')", name="issues_state_check"),
        sa.CheckConstraint("(state = 'pressed') = (number IS NOT NULL)", name="issues_number_check"),
    )
    _partial_index("issues_planned_idx", "issues", ["due", "id"], "state = 'planned'")
    op.create_table(
        "issue_stories",
        sa.Column("issue", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.PrimaryKeyConstraint("issue", "position", name="issue_stories_pkey"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="issue_stories_issue_fkey"),
        sa.ForeignKeyConstraint(["newsletter"], ["newsletters.id"], name="issue_stories_newsletter_fkey"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="issue_stories_article_fkey"),
        sa.UniqueConstraint("newsletter", "article", name="issue_stories_newsletter_article_key"),
    )
    op.create_index("issue_stories_article_idx", "issue_stories", ["article"])


def _deliveries() -> None:
    states = "state IN ('queued', 'leased', 'sent', 'failed', 'suppressed', 'unknown')"
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
        sa.PrimaryKeyConstraint("id", name="deliveries_pkey"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="deliveries_issue_fkey"),
        sa.ForeignKeyConstraint(["subscriber"], ["subscribers.id"], name="deliveries_subscriber_fkey"),
        sa.UniqueConstraint("issue", "subscriber", name="deliveries_issue_subscriber_key"),
        sa.CheckConstraint(states, name="deliveries_state_check"),
        sa.CheckConstraint("(state = 'leased') = (lease_owner IS NOT NULL)", name="deliveries_lease_owner_check"),
        sa.CheckConstraint("(state = 'leased') = (lease_until IS NOT NULL)", name="deliveries_lease_until_check"),
    )
    op.create_index("deliveries_subscriber_idx", "deliveries", ["subscriber"])
    _partial_index("deliveries_due_idx", "deliveries", ["due", "id"], "state = 'queued'")
    _partial_index("deliveries_lease_idx", "deliveries", ["lease_until", "id"], "state = 'leased'")


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))
