"""A sample may be chosen: by which criteria, and by which of them each case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Add what is empty for every sample drawn by lot."""
    op.add_column("sample", sa.Column("criteria", _JSON, nullable=True))
    op.add_column("drawn", sa.Column("basis", sa.String(), nullable=True))
