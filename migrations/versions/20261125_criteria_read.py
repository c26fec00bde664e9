"""Who has read by what they are judged: one row for each employee, year and set of criteria."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261125_criteria_read"
down_revision = "20261125_policy_overlay"
branch_labels = None
depends_on = None

TABLE = "criteria_acknowledgement"


def upgrade() -> None:
    """Create the table; the app reads and adds, and nothing else."""
    op.create_table(
        TABLE,
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("criteria_sha256", sa.String(length=64), nullable=False),
        sa.Column("policies", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("acknowledged_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "criteria_sha256 ~ '^[0-9a-f]{64}$'", name=op.f("criteria_acknowledgement_criteria_sha256_ck")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("criteria_acknowledgement_agency_id_fk")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"],
            ["cycle.agency_id", "cycle.id"],
            name=op.f("criteria_acknowledgement_agency_id_cycle_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("criteria_acknowledgement_agency_id_employee_id_fk"),
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("criteria_acknowledgement_pk")),
        sa.UniqueConstraint(
            "agency_id",
            "cycle_id",
            "employee_id",
            "criteria_sha256",
            name="criteria_acknowledgement_once_uq",
        ),
    )
    op.create_index(
        op.f("criteria_acknowledgement_agency_id_employee_id_id_ix"), TABLE, ["agency_id", "employee_id", "id"]
    )
    for statement in (*protect(TABLE), *append_only(TABLE)):
        op.execute(statement)


def downgrade() -> None:
    """Remove the table."""
    op.drop_table(TABLE)
