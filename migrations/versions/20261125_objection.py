"""Objections to evaluations, and what both sides said about them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261125_objection"
down_revision = "20261125_evaluation_revision"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and shut them to other agencies."""
    op.create_table(
        "objection",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("new_evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=True),
        sa.Column("official_name", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("file_by", sa.Date(), nullable=False),
        sa.Column("filed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("judge_id", sa.Uuid(), nullable=True),
        sa.Column("judge_name", sa.String(length=300), nullable=False),
        sa.Column("escalations", sa.SmallInteger(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_by_name", sa.String(length=300), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("final_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'final') = (final_at IS NOT NULL)", name=op.f("objection_final_ck")),
        sa.CheckConstraint(
            "(status IN ('diajukan', 'diperiksa')) = (decided_at IS NULL) AND (decided_at IS NULL) = (decision IS NULL)",
            name=op.f("objection_decided_ck"),
        ),
        sa.CheckConstraint("status <> 'diubah' OR new_evaluation_id IS NOT NULL", name=op.f("objection_changed_ck")),
        sa.CheckConstraint(
            "status IN ('diajukan', 'dikuatkan', 'diperiksa', 'diubah', 'final')", name=op.f("objection_status_ck")
        ),
        sa.CheckConstraint("escalations >= 0", name=op.f("objection_escalations_ck")),
        sa.CheckConstraint(
            "judge_id <> employee_id AND judge_id <> official_id", name=op.f("objection_not_in_own_cause_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("objection_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("objection_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "evaluation_id"],
            ["evaluation.agency_id", "evaluation.id"],
            name=op.f("objection_agency_id_evaluation_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "judge_id"], ["employee.agency_id", "employee.id"], name="objection_judge_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "new_evaluation_id"],
            ["evaluation.agency_id", "evaluation.id"],
            name="objection_new_evaluation_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "official_id"], ["employee.agency_id", "employee.id"], name="objection_official_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"], ["period.agency_id", "period.id"], name=op.f("objection_agency_id_period_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("objection_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("objection_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("objection_pk")),
    )
    op.create_index(
        op.f("objection_agency_id_cycle_id_id_ix"), "objection", ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        op.f("objection_agency_id_employee_id_id_ix"), "objection", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("objection_agency_id_judge_id_id_ix"), "objection", ["agency_id", "judge_id", "id"], unique=False
    )
    op.create_index(
        op.f("objection_agency_id_new_evaluation_id_ix"), "objection", ["agency_id", "new_evaluation_id"], unique=False
    )
    op.create_index(
        op.f("objection_agency_id_unit_id_id_ix"), "objection", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_index("objection_one_per_evaluation_uq", "objection", ["agency_id", "evaluation_id"], unique=True)
    op.create_table(
        "objection_statement",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("objection_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_name", sa.String(length=300), nullable=False),
        sa.Column("given_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('employee', 'official')", name=op.f("objection_statement_side_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "objection_id"],
            ["objection.agency_id", "objection.id"],
            name=op.f("objection_statement_agency_id_objection_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("objection_statement_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("objection_statement_pk")),
    )
    op.create_index(
        op.f("objection_statement_agency_id_objection_id_id_ix"),
        "objection_statement",
        ["agency_id", "objection_id", "id"],
        unique=False,
    )
    for table in ("objection", "objection_statement"):
        for statement in protect(table):
            op.execute(statement)
    for statement in append_only("objection_statement"):
        op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("objection_statement")
    op.drop_table("objection")
