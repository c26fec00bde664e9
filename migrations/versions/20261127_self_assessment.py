"""Self-assessments say something of every target, and ratings say which year they are about."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261127_self_assessment"
down_revision = "20261127_not_rateable"
branch_labels = None
depends_on = None

RARELY_WRITTEN = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-constraint,"
    "constraint-missing-not-valid,adding-foreign-key-constraint,adding-not-nullable-field"
)
# A migration sees the rows of all agencies: the owner is bound by row security only while it is forced.
TOUCHED = ("target_plan", "behavior_rating")
YEAR_OF_PLAN = """
UPDATE behavior_rating SET cycle_id = p.cycle_id
  FROM target_plan p WHERE p.agency_id = behavior_rating.agency_id AND p.id = behavior_rating.plan_id
"""


def upgrade() -> None:
    """Add the columns; the year of a rating is that of its plan."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    op.add_column("behavior_rating", sa.Column("cycle_id", sa.Uuid(), nullable=True))
    op.add_column("behavior_rating", sa.Column("about_targets", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("behavior_rating", sa.Column("summary", sa.Text(), nullable=True))
    for table in TOUCHED:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(YEAR_OF_PLAN)
    for table in TOUCHED:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE behavior_rating ALTER COLUMN cycle_id SET NOT NULL")
    op.execute(
        "ALTER TABLE behavior_rating ADD CONSTRAINT behavior_rating_agency_id_cycle_id_fk "
        "FOREIGN KEY (agency_id, cycle_id) REFERENCES cycle (agency_id, id)"
    )
    op.execute(
        "ALTER TABLE behavior_rating ADD CONSTRAINT behavior_rating_own_targets_ck "
        "CHECK (about_targets IS NULL OR rater_group = 'self')"
    )
    op.create_index(
        op.f("behavior_rating_agency_id_cycle_id_rater_id_ix"),
        "behavior_rating",
        ["agency_id", "cycle_id", "rater_id"],
        unique=False,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("behavior_rating_agency_id_cycle_id_rater_id_ix"), table_name="behavior_rating")
    op.execute("ALTER TABLE behavior_rating DROP CONSTRAINT behavior_rating_own_targets_ck")
    op.execute("ALTER TABLE behavior_rating DROP CONSTRAINT behavior_rating_agency_id_cycle_id_fk")
    for column in ("summary", "about_targets", "cycle_id"):
        op.drop_column("behavior_rating", column)
