"""Keep with a locked calibration which units departed from the pattern then."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_departing_units"
down_revision = "20261128_rating_decree"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was locked before nobody knows any more, so that it is told as of now."""
    op.add_column("calibration", sa.Column("departing", sa.ARRAY(sa.String(length=300)), nullable=True))


def downgrade() -> None:
    """Take it away; the units are told as of now again."""
    op.drop_column("calibration", "departing")
