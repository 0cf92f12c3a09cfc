"""Where else stories were met than where they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "story_addresses",
        sa.Column("url_hash", sa.String(64), nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="story_addresses_article_fkey"),
        sa.PrimaryKeyConstraint("url_hash", name="story_addresses_pkey"),
    )
    op.create_index("story_addresses_article_idx", "story_addresses", ["article"])
