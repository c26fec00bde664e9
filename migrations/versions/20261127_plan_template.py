"""Give many employees a plan to begin with: templates by post, and the runs that assign them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261127_plan_template"
down_revision = "20261127_plan_change_request"
branch_labels = None
depends_on = None

NO_ATTACHMENTS = """'{"resources": [], "accountability": [], "consequences": []}'"""
TEMPLATE, RUN, RESULT = "plan_template", "plan_assignment_run", "plan_assignment_result"
INSTANT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    """Create the tables and shut them to other agencies."""
    op.create_table(
        TEMPLATE,
        *_ids(),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("position_name", sa.String(length=300), nullable=True),
        sa.Column("approach", sa.String(length=20), nullable=False),
        sa.Column("targets", postgresql.JSONB(), nullable=False),
        sa.Column("attachments", postgresql.JSONB(), server_default=sa.text(NO_ATTACHMENTS), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        *_versioned(),
        sa.CheckConstraint("approach IN ('kuantitatif', 'kualitatif')", name=op.f("plan_template_approach_ck")),
        sa.CheckConstraint("jsonb_typeof(targets) = 'array'", name=op.f("plan_template_targets_ck")),
        *_keys(TEMPLATE),
    )
    op.create_index(op.f("plan_template_agency_id_name_ix"), TEMPLATE, ["agency_id", "name"], unique=True)
    _create_run()
    _create_result()
    for table in (TEMPLATE, RUN, RESULT):
        for statement in protect(table):
            op.execute(statement)
    for statement in append_only(RESULT):
        op.execute(statement)


def _create_run() -> None:
    op.create_table(
        RUN,
        *_ids(),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("template_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("requested_name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=True),
        *(
            sa.Column(f"{name}_count", sa.Integer(), nullable=False)
            for name in ("total", "done", "created", "kept", "other_post")
        ),
        sa.Column("failure", sa.String(length=80), nullable=True),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        *_versioned(),
        sa.CheckConstraint(
            "state IN ('cancelled', 'done', 'failed', 'queued', 'running')",
            name=op.f("plan_assignment_run_state_ck"),
        ),
        sa.CheckConstraint(
            "done_count >= 0 AND done_count <= total_count", name=op.f("plan_assignment_run_progress_ck")
        ),
        *_keys(RUN, cycle_id="cycle", template_id=TEMPLATE, unit_id="unit"),
    )
    op.create_index(
        op.f("plan_assignment_run_agency_id_cycle_id_id_ix"), RUN, ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        "plan_assignment_run_one_per_scope_uq",
        RUN,
        ["agency_id", "cycle_id", "template_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
        postgresql_nulls_not_distinct=True,
    )


def _create_result() -> None:
    op.create_table(
        RESULT,
        *_ids(),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.CheckConstraint("outcome IN ('created', 'plan_there')", name=op.f("plan_assignment_result_outcome_ck")),
        *_keys(RESULT, run_id=RUN, employee_id="employee", plan_id="target_plan"),
    )
    op.create_index(
        op.f("plan_assignment_result_agency_id_run_id_id_ix"), RESULT, ["agency_id", "run_id", "id"], unique=False
    )


def downgrade() -> None:
    """Drop them again; the plans that came of them stay."""
    for table in (RESULT, RUN, TEMPLATE):
        op.drop_table(table)


def _ids() -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Uuid(), nullable=False) for name in ("agency_id", "id")]


def _versioned() -> list[sa.Column[object]]:
    instants = [sa.Column(name, INSTANT, nullable=False) for name in ("created_at", "updated_at")]
    return [sa.Column("version", sa.Integer(), nullable=False), *instants]


def _keys(table: str, **references: str) -> list[sa.Constraint]:
    return [
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column], [f"{target}.agency_id", f"{target}.id"], name=f"{table}_agency_id_{column}_fk"
            )
            for column, target in references.items()
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"{table}_agency_id_fk"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=f"{table}_pk"),
    ]
