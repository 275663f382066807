"""A tally on each assessment in place of a row for every mark; rulings apart from what follows from the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room for tallies and rulings, and take away what was counted from before."""
    op.add_column("assessment", sa.Column("tally", sa.LargeBinary(), nullable=True))
    op.create_table(
        "ruling",
        sa.Column("assessment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("assessment", name="pk_ruling"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name="fk_ruling_assessment"),
    )
    op.drop_table("mark")
    if op.get_context().dialect.name == "sqlite":
        op.drop_index("ix_answer_tally", "answer")
