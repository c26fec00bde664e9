"""Calibration sessions, and what they changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261125_calibration"
down_revision = "20261125_scores"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and shut them to other agencies."""
    op.create_table(
        "calibration",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=True),
        sa.Column("leader_name", sa.String(length=300), nullable=False),
        sa.Column("ceilings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("locked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'locked') = (after IS NOT NULL)", name=op.f("calibration_after_ck")),
        sa.CheckConstraint("(status = 'locked') = (locked_at IS NOT NULL)", name=op.f("calibration_locked_ck")),
        sa.CheckConstraint("status IN ('cancelled', 'locked', 'open')", name=op.f("calibration_status_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("calibration_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "leader_id"], ["employee.agency_id", "employee.id"], name="calibration_leader_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("calibration_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("calibration_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("calibration_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("calibration_pk")),
    )
    op.create_index(
        op.f("calibration_agency_id_cycle_id_id_ix"), "calibration", ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        "calibration_one_per_period_uq",
        "calibration",
        ["agency_id", "unit_id", "cycle_id", "period_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'cancelled'"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "calibration_item",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("calibration_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("new_evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_name", sa.String(length=300), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "calibration_id"],
            ["calibration.agency_id", "calibration.id"],
            name=op.f("calibration_item_agency_id_calibration_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("calibration_item_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "evaluation_id"],
            ["evaluation.agency_id", "evaluation.id"],
            name=op.f("calibration_item_agency_id_evaluation_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "new_evaluation_id"],
            ["evaluation.agency_id", "evaluation.id"],
            name="calibration_item_new_evaluation_fk",
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("calibration_item_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("calibration_item_pk")),
    )
    op.create_index(
        op.f("calibration_item_agency_id_calibration_id_id_ix"),
        "calibration_item",
        ["agency_id", "calibration_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("calibration_item_agency_id_evaluation_id_ix"),
        "calibration_item",
        ["agency_id", "evaluation_id"],
        unique=False,
    )
    for table in ("calibration", "calibration_item"):
        for statement in protect(table):
            op.execute(statement)
    for statement in append_only("calibration_item"):
        op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("calibration_item")
    op.drop_table("calibration")
