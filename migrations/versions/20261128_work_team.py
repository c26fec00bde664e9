"""Keep work teams (tim kerja): their decree, and who is in them and leads them on which days."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect

revision = "20261128_work_team"
down_revision = "20261128_target_classes"
branch_labels = None
depends_on = None

TABLES = ("work_team", "work_team_member")
AGENCY = (sa.text("uuid_range(agency_id, agency_id, '[]')"), "&&")
TEAM = (sa.text("uuid_range(team_id, team_id, '[]')"), "&&")
EMPLOYEE = (sa.text("uuid_range(employee_id, employee_id, '[]')"), "&&")
DAYS = (sa.text("daterange(since, until)"), "&&")


def upgrade() -> None:
    """Create the tables and shut them to other agencies."""
    op.create_table(
        "work_team",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("decree", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("end_decree", sa.String(length=120), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("work_team_interval_ck")),
        sa.CheckConstraint("end_decree IS NULL OR until IS NOT NULL", name=op.f("work_team_ended_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("work_team_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("work_team_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("work_team_pk")),
    )
    op.create_index(
        op.f("work_team_agency_id_unit_id_id_ix"), "work_team", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_table(
        "work_team_member",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("letter", sa.String(length=120), nullable=True),
        postgresql.ExcludeConstraint(AGENCY, TEAM, EMPLOYEE, DAYS, using="gist", name="work_team_member_once_a_day"),
        postgresql.ExcludeConstraint(
            AGENCY,
            TEAM,
            DAYS,
            using="gist",
            where=sa.text("role = 'lead'"),
            name="work_team_member_one_lead_a_day",
        ),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("work_team_member_interval_ck")),
        sa.CheckConstraint("role IN ('lead', 'member')", name=op.f("work_team_member_role_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("work_team_member_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "team_id"],
            ["work_team.agency_id", "work_team.id"],
            name=op.f("work_team_member_agency_id_team_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("work_team_member_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("work_team_member_pk")),
    )
    op.create_index(
        op.f("work_team_member_agency_id_team_id_since_ix"),
        "work_team_member",
        ["agency_id", "team_id", "since"],
        unique=False,
    )
    op.create_index(
        op.f("work_team_member_agency_id_employee_id_since_ix"),
        "work_team_member",
        ["agency_id", "employee_id", "since"],
        unique=False,
    )
    for table in TABLES:
        for statement in protect(table):
            op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(TABLES):
        op.drop_table(table)
