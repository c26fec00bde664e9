"""Runs that prepare evaluations without ratings, for a person to give them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261125_evaluation_run"
down_revision = "20261125_calibration"
branch_labels = None
depends_on = None

RATED = (
    *("work_result", "behavior", "predicate", "evaluator_name"),
    *("policy_version_id", "policy_sha256", "facts_sha256", "explanation_sha256"),
)
CHECKS = {
    "head_takes_result": "predicate IS NULL OR heads_unit = (organization_result_id IS NOT NULL)",
    "issued_with_predicate": "status = 'draft' OR predicate IS NOT NULL",
    "rated_as_a_whole": f"num_nulls({', '.join(RATED)}) IN (0, {len(RATED)})",
}


def upgrade() -> None:
    """Create the tables and shut them to other agencies."""
    op.create_table(
        "evaluation_run",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("requested_name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=True),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("prepared_count", sa.Integer(), nullable=False),
        sa.Column("kept_count", sa.Integer(), nullable=False),
        sa.Column("left_out", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("failure", sa.String(length=80), nullable=True),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("finished_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('cancelled', 'done', 'failed', 'queued', 'running')", name=op.f("evaluation_run_state_ck")
        ),
        sa.CheckConstraint("done_count >= 0 AND done_count <= total_count", name=op.f("evaluation_run_progress_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"],
            ["cycle.agency_id", "cycle.id"],
            name=op.f("evaluation_run_agency_id_cycle_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("evaluation_run_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("evaluation_run_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("evaluation_run_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("evaluation_run_pk")),
    )
    op.create_index(
        op.f("evaluation_run_agency_id_cycle_id_id_ix"), "evaluation_run", ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        "evaluation_run_one_per_scope_uq",
        "evaluation_run",
        ["agency_id", "cycle_id", "period_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "evaluation_run_omission",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "reason IN ('no_plan', 'plan_not_agreed', 'plan_not_submitted', 'realizations_unreviewed')",
            name=op.f("evaluation_run_omission_reason_ck"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("evaluation_run_omission_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "run_id"],
            ["evaluation_run.agency_id", "evaluation_run.id"],
            name=op.f("evaluation_run_omission_agency_id_run_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("evaluation_run_omission_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("evaluation_run_omission_pk")),
    )
    op.create_index(
        op.f("evaluation_run_omission_agency_id_run_id_id_ix"),
        "evaluation_run_omission",
        ["agency_id", "run_id", "id"],
        unique=False,
    )
    for table in ("evaluation_run", "evaluation_run_omission"):
        for statement in protect(table):
            op.execute(statement)
    for statement in append_only("evaluation_run_omission"):
        op.execute(statement)
    wait_for_ratings()


def wait_for_ratings() -> None:
    """Let a draft wait for its ratings, and let nothing be issued without."""
    op.execute("-- squawk-ignore-file ban-drop-not-null,ban-drop-constraint,constraint-missing-not-valid\nSELECT 1")
    for column in RATED:
        op.execute(f"ALTER TABLE evaluation ALTER COLUMN {column} DROP NOT NULL")
    op.execute("ALTER TABLE evaluation DROP CONSTRAINT evaluation_head_takes_result_ck")
    for name, condition in CHECKS.items():
        op.execute(f"ALTER TABLE evaluation ADD CONSTRAINT evaluation_{name}_ck CHECK ({condition})")


def downgrade() -> None:
    """Drop them again; a draft that waits for its ratings refuses, for nothing would be left of it."""
    for name in CHECKS:
        op.execute(f"ALTER TABLE evaluation DROP CONSTRAINT evaluation_{name}_ck")
    op.execute(
        "ALTER TABLE evaluation ADD CONSTRAINT evaluation_head_takes_result_ck "
        "CHECK (heads_unit = (organization_result_id IS NOT NULL))"
    )
    for column in RATED:
        op.execute(f"ALTER TABLE evaluation ALTER COLUMN {column} SET NOT NULL")
    op.drop_table("evaluation_run_omission")
    op.drop_table("evaluation_run")
