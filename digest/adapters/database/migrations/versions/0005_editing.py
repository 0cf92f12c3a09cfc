"""Former words of articles, what was told of them, an editor's picks, and the account of each issue."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    _changes()
    op.create_table(
        "picks",
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("url_hash", sa.String(64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("pinned", sa.Integer(), nullable=False),
        sa.Column("until", INSTANT),
        sa.Column("made", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("newsletter", "url_hash", name="picks_pkey"),
        sa.CheckConstraint("place IN ('picks', 'top', 'any', 'out')", name="picks_place_check"),
    )
    op.create_table(
        "accounts",
        sa.Column("issue", KEY, nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("issue", name="accounts_pkey"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="accounts_issue_fkey"),
    )


def _changes() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="revisions_pkey"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="revisions_article_fkey"),
    )
    op.create_index("revisions_article_idx", "revisions", ["article"])
    op.create_table(
        "amendments",
        sa.Column("newsletter", sa.Text(), nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("issue", KEY, nullable=False),
        sa.PrimaryKeyConstraint("newsletter", "article", "mark", name="amendments_pkey"),
        sa.ForeignKeyConstraint(["newsletter"], ["newsletters.id"], name="amendments_newsletter_fkey"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="amendments_article_fkey"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="amendments_issue_fkey"),
    )
    op.create_index("amendments_article_idx", "amendments", ["article"])
    op.create_index("amendments_issue_idx", "amendments", ["issue"])
