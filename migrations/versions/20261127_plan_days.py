"""Keep the days for which a plan holds: from the day the post was taken up to the hand-over."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_plan_days"
down_revision = "20261127_plan_template"
branch_labels = None
depends_on = None

COLUMNS = ("valid_from", "valid_until")


def upgrade() -> None:
    """Add the days; plans that are there have none, which says that they are for the whole year."""
    op.execute("-- squawk-ignore-file constraint-missing-not-valid\nSELECT 1")
    for column in COLUMNS:
        op.add_column("target_plan", sa.Column(column, sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE target_plan ADD CONSTRAINT target_plan_valid_ck "
        "CHECK (valid_until IS NULL OR valid_until >= valid_from)"
    )


def downgrade() -> None:
    """Take them away again."""
    op.execute("ALTER TABLE target_plan DROP CONSTRAINT target_plan_valid_ck")
    for column in reversed(COLUMNS):
        op.drop_column("target_plan", column)
