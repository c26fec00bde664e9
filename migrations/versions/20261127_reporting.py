"""Reports: why an achievement is so high, and how late a report came."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_reporting"
down_revision = "20261127_activity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was submitted before says nothing of either."""
    op.add_column("realization", sa.Column("excess_reason", sa.Text(), nullable=True))
    op.add_column("realization_revision", sa.Column("excess_reason", sa.Text(), nullable=True))
    # With its check in one: a column without a value has nothing to be looked through for.
    op.execute(
        "ALTER TABLE realization ADD COLUMN late_days SMALLINT CONSTRAINT realization_late_days_ck CHECK (late_days >= 0)"
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_constraint(op.f("realization_late_days_ck"), "realization", type_="check")
    op.drop_column("realization_revision", "excess_reason")
    op.drop_column("realization", "late_days")
    op.drop_column("realization", "excess_reason")
