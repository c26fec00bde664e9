"""Interview and observation records, what employees say about them, and the ratings that rest on them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261127_observation"
down_revision = "20261127_reporting"
branch_labels = None
depends_on = None

TABLES = ("observation", "observation_statement", "observation_basis")


def upgrade() -> None:
    """Create the tables and shut them to other agencies; what was said stays, and no record goes."""
    op.create_table(
        "observation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("indicator_id", sa.Uuid(), nullable=True),
        sa.Column("value", sa.String(length=30), nullable=True),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorder_id", sa.Uuid(), nullable=False),
        sa.Column("recorder_name", sa.String(length=300), nullable=False),
        sa.Column("observer_id", sa.Uuid(), nullable=False),
        sa.Column("observer_name", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(method = 'interview') = (jsonb_array_length(questions) > 0)", name=op.f("observation_questions_ck")
        ),
        sa.CheckConstraint(
            "method IN ('document_check', 'interview', 'observation')", name=op.f("observation_method_ck")
        ),
        sa.CheckConstraint(
            "status <> 'acknowledged' OR acknowledged_at IS NOT NULL", name=op.f("observation_acknowledged_ck")
        ),
        sa.CheckConstraint("status IN ('acknowledged', 'recorded', 'withdrawn')", name=op.f("observation_status_ck")),
        sa.CheckConstraint(
            "value IN ('adaptif', 'akuntabel', 'berorientasi_pelayanan', 'harmonis', 'kolaboratif', 'kompeten', 'loyal')",
            name=op.f("observation_value_ck"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(target_id, indicator_id, value) <= 1", name=op.f("observation_about_one_thing_ck")
        ),
        sa.CheckConstraint(
            "recorder_id <> employee_id AND observer_id <> employee_id", name=op.f("observation_not_of_oneself_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("observation_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "indicator_id"],
            ["indicator.agency_id", "indicator.id"],
            name=op.f("observation_agency_id_indicator_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "observer_id"], ["employee.agency_id", "employee.id"], name="observation_observer_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("observation_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "recorder_id"], ["employee.agency_id", "employee.id"], name="observation_recorder_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "target_id"],
            ["target.agency_id", "target.id"],
            name=op.f("observation_agency_id_target_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("observation_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("observation_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("observation_pk")),
    )
    op.create_index(
        op.f("observation_agency_id_employee_id_id_ix"), "observation", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("observation_agency_id_observer_id_id_ix"), "observation", ["agency_id", "observer_id", "id"], unique=False
    )
    op.create_index(
        op.f("observation_agency_id_plan_id_id_ix"), "observation", ["agency_id", "plan_id", "id"], unique=False
    )
    op.create_index(
        op.f("observation_agency_id_recorder_id_id_ix"), "observation", ["agency_id", "recorder_id", "id"], unique=False
    )
    op.create_index(
        op.f("observation_agency_id_unit_id_id_ix"), "observation", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_table(
        "observation_statement",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_name", sa.String(length=300), nullable=False),
        sa.Column("given_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "observation_id"],
            ["observation.agency_id", "observation.id"],
            name=op.f("observation_statement_agency_id_observation_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("observation_statement_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("observation_statement_pk")),
        info={"append_only": True},
    )
    op.create_index(
        op.f("observation_statement_agency_id_observation_id_id_ix"),
        "observation_statement",
        ["agency_id", "observation_id", "id"],
        unique=False,
    )
    op.create_table(
        "observation_basis",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("official_name", sa.String(length=300), nullable=False),
        sa.Column("named_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "observation_id"],
            ["observation.agency_id", "observation.id"],
            name=op.f("observation_basis_agency_id_observation_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "official_id"], ["employee.agency_id", "employee.id"], name="observation_basis_official_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("observation_basis_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("observation_basis_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("observation_basis_pk")),
        info={"append_only": True},
    )
    op.create_index(
        "observation_basis_once_uq",
        "observation_basis",
        ["agency_id", "observation_id", "period_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    for table in TABLES:
        for statement in protect(table):
            op.execute(statement)
    for table in TABLES[1:]:
        for statement in append_only(table):
            op.execute(statement)
    op.execute("REVOKE DELETE ON observation FROM kinerja_app")


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(TABLES):
        op.drop_table(table)
