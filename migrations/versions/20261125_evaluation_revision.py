"""Keep what was issued: a change of an evaluation makes the next revision of it."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_evaluation_revision"
down_revision = "20261125_promotion_kinds"
branch_labels = None
depends_on = None

IN_FORCE = "'acknowledged', 'issued', 'rejected', 'reopened'"
CHECKS = {
    "status": f"status IN ({IN_FORCE}, 'draft', 'replaced')",
    "acknowledged": "status <> 'acknowledged' OR acknowledged_at IS NOT NULL",
    "rejected": "status <> 'rejected' OR rejected_at IS NOT NULL",
    "rejected_with_reason": "(rejected_at IS NULL) = (rejection_reason IS NULL)",
    "revision": "revision >= 1 AND (revision > 1) = (replaces_id IS NOT NULL)",
    "revision_reason": "revision_reason IN ('calibration', 'objection', 'reopening')",
    "revised_with_reason": (
        "(replaces_id IS NULL) = (revision_reason IS NULL) AND (replaces_id IS NULL) = (revision_note IS NULL)"
    ),
}
BEFORE = {
    "status": "status IN ('draft', 'issued', 'acknowledged')",
    "acknowledged": "(status = 'acknowledged') = (acknowledged_at IS NOT NULL)",
}
# Rules for tables that are written all the time. An evaluation is written once a quarter, there are few for an agency,
# and this short transaction gives up when it has to wait for a lock.
RARELY_WRITTEN = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-not-null,ban-drop-constraint,"
    "constraint-missing-not-valid,adding-foreign-key-constraint"
)


def upgrade() -> None:
    """Add what tells the revisions of an evaluation apart, and let one of them be in force."""
    op.execute(
        f"-- squawk-ignore-file {RARELY_WRITTEN}\nALTER TABLE evaluation ALTER COLUMN evaluator_id DROP NOT NULL"
    )
    op.add_column("evaluation", sa.Column("rejected_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("evaluation", sa.Column("rejection_reason", sa.Text(), nullable=True))
    op.add_column("evaluation", sa.Column("revision", sa.SmallInteger(), server_default="1", nullable=False))
    op.add_column("evaluation", sa.Column("replaces_id", sa.Uuid(), nullable=True))
    op.add_column("evaluation", sa.Column("revision_reason", sa.String(length=20), nullable=True))
    op.add_column("evaluation", sa.Column("revision_note", sa.Text(), nullable=True))
    for name in BEFORE:
        op.execute(f"ALTER TABLE evaluation DROP CONSTRAINT evaluation_{name}_ck")
    for name, condition in CHECKS.items():
        op.execute(f"ALTER TABLE evaluation ADD CONSTRAINT evaluation_{name}_ck CHECK ({condition})")
    op.execute(
        "ALTER TABLE evaluation ADD CONSTRAINT evaluation_replaces_fk "
        "FOREIGN KEY (agency_id, replaces_id) REFERENCES evaluation (agency_id, id)"
    )
    op.drop_index("evaluation_one_per_period_uq", table_name="evaluation")
    create_indexes()


def create_indexes() -> None:
    """Let a plan and period have one evaluation in force, one draft, and one of each revision."""
    for name, columns, where in (
        ("evaluation_one_in_force_uq", ["agency_id", "plan_id", "period_id"], f"status IN ({IN_FORCE})"),
        ("evaluation_one_draft_uq", ["agency_id", "plan_id", "period_id"], "status = 'draft'"),
        ("evaluation_one_per_revision_uq", ["agency_id", "plan_id", "period_id", "revision"], None),
    ):
        op.create_index(
            name,
            "evaluation",
            columns,
            unique=True,
            postgresql_where=sa.text(where) if where else None,
            postgresql_nulls_not_distinct=True,
        )


def downgrade() -> None:
    """Take the revisions back; the old index refuses where an evaluation has a second one."""
    for name in ("evaluation_one_in_force_uq", "evaluation_one_draft_uq", "evaluation_one_per_revision_uq"):
        op.drop_index(name, table_name="evaluation")
    op.create_index(
        "evaluation_one_per_period_uq",
        "evaluation",
        ["agency_id", "plan_id", "period_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.execute("ALTER TABLE evaluation DROP CONSTRAINT evaluation_replaces_fk")
    for name in CHECKS:
        op.execute(f"ALTER TABLE evaluation DROP CONSTRAINT evaluation_{name}_ck")
    for name, condition in BEFORE.items():
        op.execute(f"ALTER TABLE evaluation ADD CONSTRAINT evaluation_{name}_ck CHECK ({condition})")
    for column in ("revision_note", "revision_reason", "replaces_id", "revision", "rejection_reason", "rejected_at"):
        op.drop_column("evaluation", column)
    op.execute("ALTER TABLE evaluation ALTER COLUMN evaluator_id SET NOT NULL")
