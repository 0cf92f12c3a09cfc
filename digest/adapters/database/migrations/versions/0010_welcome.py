"""Which deliveries greet somebody who came after the issue."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("welcome", sa.Boolean, nullable=False, server_default=sa.false()))
