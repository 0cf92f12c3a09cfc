"""Sketches of articles' words."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("articles", sa.Column("sketch", sa.LargeBinary(), nullable=True))
