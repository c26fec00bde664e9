"""Say what becomes of a target when its holder leaves the post, and what came into a plan that way."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_target_classes"
down_revision = "20261128_change_asked_by"
branch_labels = None
depends_on = None

# Plans are written in January; this short transaction gives up when it has to wait for a lock.
RARELY_WRITTEN = "require-concurrent-index-creation,require-concurrent-index-deletion,constraint-missing-not-valid"
CHECKS = {
    "classification": "classification IN ('organisasi', 'individu')",
    "passed_on": "passed_on IN ('stays_with_post', 'follows_person')",
    "passed_on_from": "passed_on IS NULL OR copied_from_id IS NOT NULL",
}
ONCE = "target_passed_on_once_uq"
BY_POST = "target_plan_agency_id_position_id_cycle_id_ix"


def upgrade() -> None:
    """Add the columns: the targets that are there belong to the post, and came from no plan of their year."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    op.add_column(
        "target", sa.Column("classification", sa.String(length=20), nullable=False, server_default="organisasi")
    )
    op.add_column("target", sa.Column("passed_on", sa.String(length=20), nullable=True))
    for name, condition in CHECKS.items():
        op.execute(f"ALTER TABLE target ADD CONSTRAINT target_{name}_ck CHECK ({condition})")
    op.create_index(
        ONCE,
        "target",
        ["agency_id", "copied_from_id"],
        unique=True,
        postgresql_where=sa.text("passed_on IS NOT NULL"),
    )
    op.create_index(BY_POST, "target_plan", ["agency_id", "position_id", "cycle_id"])


def downgrade() -> None:
    """Take them away again; the targets that were passed on stay where they are."""
    op.drop_index(BY_POST, "target_plan")
    op.drop_index(ONCE, "target")
    for name in reversed(CHECKS):
        op.execute(f"ALTER TABLE target DROP CONSTRAINT target_{name}_ck")
    op.drop_column("target", "passed_on")
    op.drop_column("target", "classification")
