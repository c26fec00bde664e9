"""Review meetings with their minutes, and what was agreed on to be done after them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261127_review_meeting"
down_revision = "20261127_plan_contents"
branch_labels = None
depends_on = None

TABLES = ("review_meeting", "review_meeting_participant", "review_meeting_addition", "follow_up")

# Confirmed minutes, and all that stands in their row, stay as they are; an addition only raises the version.
STAYS = """
CREATE FUNCTION review_meeting_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    moving CONSTANT text[] := ARRAY['version', 'updated_at'];
BEGIN
    IF to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
        RAISE check_violation USING MESSAGE = 'confirmed minutes never change', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$
"""
GUARD = """
CREATE TRIGGER review_meeting_stays BEFORE UPDATE ON review_meeting FOR EACH ROW
    WHEN (OLD.status = 'minutes_confirmed') EXECUTE FUNCTION review_meeting_stays()
"""


def upgrade() -> None:
    """Create the tables, shut them to other agencies, and keep confirmed minutes."""
    op.create_table(
        "review_meeting",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("agenda", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("leader_name", sa.String(length=300), nullable=False),
        sa.Column("minute_taker_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("minutes", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("decisions", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("attendee_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("confirmed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirmed_by_name", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'minutes_confirmed') = (confirmed_at IS NOT NULL) AND (confirmed_at IS NULL) = (confirmed_by_name IS NULL) AND (confirmed_at IS NULL OR minutes IS NOT NULL)",
            name=op.f("review_meeting_confirmed_ck"),
        ),
        sa.CheckConstraint(
            "minutes IS NULL OR status IN ('held', 'minutes_confirmed')", name=op.f("review_meeting_minutes_ck")
        ),
        sa.CheckConstraint(
            "status IN ('cancelled', 'held', 'minutes_confirmed', 'planned')", name=op.f("review_meeting_status_ck")
        ),
        sa.CheckConstraint("(minutes IS NULL) = (decisions IS NULL)", name=op.f("review_meeting_decisions_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"],
            ["cycle.agency_id", "cycle.id"],
            name=op.f("review_meeting_agency_id_cycle_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "leader_id"], ["employee.agency_id", "employee.id"], name="review_meeting_leader_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "minute_taker_id"],
            ["employee.agency_id", "employee.id"],
            name="review_meeting_minute_taker_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("review_meeting_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("review_meeting_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("review_meeting_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("review_meeting_pk")),
    )
    op.create_index(
        op.f("review_meeting_agency_id_cycle_id_id_ix"), "review_meeting", ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        op.f("review_meeting_agency_id_leader_id_id_ix"),
        "review_meeting",
        ["agency_id", "leader_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("review_meeting_agency_id_unit_id_id_ix"), "review_meeting", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_table(
        "review_meeting_participant",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("review_meeting_participant_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"],
            ["review_meeting.agency_id", "review_meeting.id"],
            name=op.f("review_meeting_participant_agency_id_meeting_id_fk"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("review_meeting_participant_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("review_meeting_participant_pk")),
    )
    op.create_index(
        op.f("review_meeting_participant_agency_id_employee_id_meeting_id_ix"),
        "review_meeting_participant",
        ["agency_id", "employee_id", "meeting_id"],
        unique=False,
    )
    op.create_index(
        op.f("review_meeting_participant_agency_id_meeting_id_employee_id_ix"),
        "review_meeting_participant",
        ["agency_id", "meeting_id", "employee_id"],
        unique=True,
    )
    op.create_table(
        "review_meeting_addition",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "author_id"], ["employee.agency_id", "employee.id"], name="review_meeting_addition_author_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"],
            ["review_meeting.agency_id", "review_meeting.id"],
            name=op.f("review_meeting_addition_agency_id_meeting_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("review_meeting_addition_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("review_meeting_addition_pk")),
        info={"append_only": True},
    )
    op.create_index(
        op.f("review_meeting_addition_agency_id_meeting_id_id_ix"),
        "review_meeting_addition",
        ["agency_id", "meeting_id", "id"],
        unique=False,
    )
    op.create_table(
        "follow_up",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("reminders", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status IN ('open', 'overdue')) = (closed_at IS NULL) AND (closed_at IS NULL) = (outcome IS NULL) AND (closed_at IS NULL) = (remind_on IS NOT NULL)",
            name=op.f("follow_up_closed_ck"),
        ),
        sa.CheckConstraint("status IN ('done', 'dropped', 'open', 'overdue')", name=op.f("follow_up_status_ck")),
        sa.CheckConstraint("reminders >= 0", name=op.f("follow_up_reminders_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("follow_up_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "meeting_id"],
            ["review_meeting.agency_id", "review_meeting.id"],
            name=op.f("follow_up_agency_id_meeting_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("follow_up_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("follow_up_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("follow_up_pk")),
    )
    op.create_index(
        op.f("follow_up_agency_id_employee_id_id_ix"), "follow_up", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("follow_up_agency_id_meeting_id_id_ix"), "follow_up", ["agency_id", "meeting_id", "id"], unique=False
    )
    op.create_index(
        op.f("follow_up_agency_id_unit_id_id_ix"), "follow_up", ["agency_id", "unit_id", "id"], unique=False
    )
    for table in TABLES:
        for statement in protect(table):
            op.execute(statement)
    for statement in append_only("review_meeting_addition"):
        op.execute(statement)
    op.execute("REVOKE DELETE ON review_meeting, follow_up FROM kinerja_app")
    op.execute(STAYS)
    op.execute(GUARD)


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DROP FUNCTION review_meeting_stays")
