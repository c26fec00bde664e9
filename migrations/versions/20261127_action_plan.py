"""Action plans of a period and their steps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect

revision = "20261127_action_plan"
down_revision = "20261127_self_assessment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and shut them to other agencies."""
    op.create_table(
        "action_plan",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("submitted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=300), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'returned', 'agreed')", name=op.f("action_plan_status_ck")
        ),
        sa.CheckConstraint(
            "status <> 'returned' OR decision_note IS NOT NULL", name=op.f("action_plan_returned_with_a_note_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "decided_by_id"], ["employee.agency_id", "employee.id"], name="action_plan_decided_by_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("action_plan_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("action_plan_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("action_plan_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("action_plan_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("action_plan_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("action_plan_pk")),
    )
    op.create_index("action_plan_one_per_period_uq", "action_plan", ["agency_id", "plan_id", "period_id"], unique=True)
    op.create_index(
        op.f("action_plan_agency_id_employee_id_id_ix"), "action_plan", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("action_plan_agency_id_unit_id_id_ix"), "action_plan", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_table(
        "action_step",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("target_title", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name=op.f("action_step_done_ck")),
        sa.CheckConstraint("status IN ('planned', 'done', 'dropped')", name=op.f("action_step_status_ck")),
        sa.CheckConstraint("status <> 'dropped' OR note IS NOT NULL", name=op.f("action_step_dropped_with_a_note_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "action_plan_id"],
            ["action_plan.agency_id", "action_plan.id"],
            name=op.f("action_step_agency_id_action_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "target_id"],
            ["target.agency_id", "target.id"],
            name=op.f("action_step_agency_id_target_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("action_step_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("action_step_pk")),
    )
    op.create_index(
        op.f("action_step_agency_id_action_plan_id_number_ix"),
        "action_step",
        ["agency_id", "action_plan_id", "number"],
        unique=True,
    )
    op.create_index(op.f("action_step_agency_id_target_id_ix"), "action_step", ["agency_id", "target_id"], unique=False)
    for table in ("action_plan", "action_step"):
        for statement in protect(table):
            op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("action_step")
    op.drop_table("action_plan")
