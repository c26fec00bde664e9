"""Keep statuses of service (kedudukan hukum, long leave), and the day of the SPMT."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect

revision = "20261127_employee_status"
down_revision = "20261127_plan_days"
branch_labels = None
depends_on = None

KINDS = "'cltn', 'cuti_besar', 'cuti_melahirkan', 'cuti_sakit', 'diperbantukan', 'perpanjangan_cltn', 'tugas_belajar'"


def upgrade() -> None:
    """Create the table, shut it to other agencies, and add the day."""
    op.add_column("employee", sa.Column("spmt_on", sa.Date(), nullable=True))
    op.create_table(
        "employee_status",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decree", sa.String(length=120), nullable=False),
        sa.Column("end_decree", sa.String(length=120), nullable=True),
        sa.Column("host_agency", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("uuid_range(agency_id, agency_id, '[]')"), "&&"),
            (sa.text("uuid_range(employee_id, employee_id, '[]')"), "&&"),
            (sa.text("daterange(since, until)"), "&&"),
            using="gist",
            name="employee_status_one_a_day",
        ),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("employee_status_interval_ck")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("employee_status_kind_ck")),
        sa.CheckConstraint(
            "(kind = 'diperbantukan') = (host_agency IS NOT NULL)", name=op.f("employee_status_host_agency_ck")
        ),
        sa.CheckConstraint("end_decree IS NULL OR until IS NOT NULL", name=op.f("employee_status_ended_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("employee_status_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_status_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_status_pk")),
    )
    op.create_index(
        op.f("employee_status_agency_id_employee_id_since_ix"),
        "employee_status",
        ["agency_id", "employee_id", "since"],
        unique=False,
    )
    for statement in protect("employee_status"):
        op.execute(statement)


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("employee_status")
    op.drop_column("employee", "spmt_on")
