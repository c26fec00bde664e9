"""Find the plans that have ended by their unit: the list of tasks asks for those of the units that somebody led."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_ended_plans"
down_revision = "20261128_feedback_of_leads"
branch_labels = None
depends_on = None

# Plans are written in January; this short transaction gives up when it has to wait for a lock.
RARELY_WRITTEN = "require-concurrent-index-creation,require-concurrent-index-deletion"
ENDED = "target_plan_ended_ix"


def upgrade() -> None:
    """Add the index: few plans end before their year does."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    op.create_index(
        ENDED,
        "target_plan",
        ["agency_id", "cycle_id", "unit_id"],
        postgresql_where=sa.text("valid_until IS NOT NULL"),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_index(ENDED, "target_plan")
