"""What the archive lists issues by."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name in ("title", "preheader", "language", "picture"):
        op.add_column("issues", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("issues", sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()))
