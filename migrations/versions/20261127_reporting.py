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
    op.add_column("realization", sa.Column("late_days", sa.SmallInteger(), nullable=True))
    op.add_column("realization_revision", sa.Column("excess_reason", sa.Text(), nullable=True))
    # Holds for rows of before, whose column is empty; so it is not checked while the table is locked, but after.
    op.execute("ALTER TABLE realization ADD CONSTRAINT realization_late_days_ck CHECK (late_days >= 0) NOT VALID")
    op.execute("ALTER TABLE realization VALIDATE CONSTRAINT realization_late_days_ck")


def downgrade() -> None:
    """Drop them again."""
    op.drop_constraint(op.f("realization_late_days_ck"), "realization", type_="check")
    op.drop_column("realization_revision", "excess_reason")
    op.drop_column("realization", "late_days")
    op.drop_column("realization", "excess_reason")
