"""Let a person have another plan in the same post and year once the one before has ended."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_plans_in_parts"
down_revision = "20261128_ended_plans"
branch_labels = None
depends_on = None

# Plans are written in January; this short transaction gives up when it has to wait for a lock. PostgreSQL knows no
# exclusion constraint that is not valid yet.
RARELY_WRITTEN = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-constraint,"
    "constraint-missing-not-valid"
)
ONE_A_DAY = """
ALTER TABLE target_plan ADD CONSTRAINT target_plan_one_a_day EXCLUDE USING gist (
    uuid_range(agency_id, agency_id, '[]') WITH &&,
    uuid_range(cycle_id, cycle_id, '[]') WITH &&,
    uuid_range(employee_id, employee_id, '[]') WITH &&,
    uuid_range(position_id, position_id, '[]') WITH &&,
    text_range(kind, kind, '[]') WITH &&,
    daterange(valid_from, valid_until, '[]') WITH &&
) WHERE (kind <> 'host')
"""
ONE_PER_POST = "target_plan_one_per_post_and_kind_uq"
OF_PERSON = "target_plan_agency_id_cycle_id_employee_id_position_id_ix"
POST = ["agency_id", "cycle_id", "employee_id", "position_id"]


def upgrade() -> None:
    """Compare the days too, and keep an index to find the plans of a person by."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    op.execute(ONE_A_DAY)
    op.create_index(OF_PERSON, "target_plan", POST)
    op.drop_index(ONE_PER_POST, "target_plan")


def downgrade() -> None:
    """Take it back; it fails while somebody has two plans of a kind in one post, of which one would be lost."""
    op.create_index(
        ONE_PER_POST, "target_plan", [*POST, "kind"], unique=True, postgresql_where=sa.text("kind <> 'host'")
    )
    op.drop_index(OF_PERSON, "target_plan")
    op.execute("ALTER TABLE target_plan DROP CONSTRAINT target_plan_one_a_day")
