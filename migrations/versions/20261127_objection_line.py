"""Let an objection keep the day whose line of superiors decides, where the plan had ended with a move."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_objection_line"
down_revision = "20261127_special_evaluations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day; objections that are there are decided by the line of today."""
    op.add_column("objection", sa.Column("judged_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("objection", "judged_on")
