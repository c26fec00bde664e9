"""Daily activities, recorded by phones."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect

revision = "20261127_activity"
down_revision = "20261127_rating_collection"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and shut it to other agencies."""
    op.create_table(
        "activity",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("days_after", sa.SmallInteger(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("target_title", sa.Text(), nullable=True),
        sa.Column("indicator_id", sa.Uuid(), nullable=True),
        sa.Column("indicator_title", sa.Text(), nullable=True),
        sa.Column("removed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("days_after >= 0", name=op.f("activity_days_after_ck")),
        sa.CheckConstraint("ended_at > started_at", name=op.f("activity_takes_time_ck")),
        sa.CheckConstraint(
            "indicator_id IS NULL OR target_id IS NOT NULL", name=op.f("activity_indicator_of_a_target_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("activity_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "indicator_id"],
            ["indicator.agency_id", "indicator.id"],
            name=op.f("activity_agency_id_indicator_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"], ["period.agency_id", "period.id"], name=op.f("activity_agency_id_period_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "target_id"], ["target.agency_id", "target.id"], name=op.f("activity_agency_id_target_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("activity_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("activity_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("activity_pk")),
    )
    op.create_index("activity_one_per_key_uq", "activity", ["agency_id", "employee_id", "key"], unique=True)
    op.create_index(
        op.f("activity_agency_id_employee_id_started_at_id_ix"),
        "activity",
        ["agency_id", "employee_id", "started_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("activity_agency_id_unit_id_started_at_id_ix"),
        "activity",
        ["agency_id", "unit_id", "started_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("activity_agency_id_started_at_id_ix"), "activity", ["agency_id", "started_at", "id"], unique=False
    )
    op.create_index(
        op.f("activity_agency_id_target_id_ix"),
        "activity",
        ["agency_id", "target_id"],
        unique=False,
        postgresql_where=sa.text("target_id IS NOT NULL"),
    )
    op.create_index(
        op.f("activity_agency_id_indicator_id_ix"),
        "activity",
        ["agency_id", "indicator_id"],
        unique=False,
        postgresql_where=sa.text("indicator_id IS NOT NULL"),
    )
    for statement in protect("activity"):
        op.execute(statement)


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("activity")
