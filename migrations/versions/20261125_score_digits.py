"""A score keeps the digits that its policy rounds to: 96.76 is no longer padded to 96.760000."""

from alembic import op

revision = "20261125_score_digits"
down_revision = "20261123_initial"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the scale off, so that the engine alone decides on the digits."""
    # PostgreSQL writes no row anew when a scale is only taken off: the lock is short.
    op.execute("-- squawk-ignore changing-column-type\nALTER TABLE score ALTER COLUMN value TYPE numeric")


def downgrade() -> None:
    """Pad scores again."""
    op.execute("ALTER TABLE score ALTER COLUMN value TYPE numeric(12, 6)")
