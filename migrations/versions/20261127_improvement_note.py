"""Notes for improvement, and what both sides said about them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect

revision = "20261127_improvement_note"
down_revision = "20261127_observation"
branch_labels = None
depends_on = None

TABLES = ("improvement_note", "improvement_note_entry")


def upgrade() -> None:
    """Create the tables and shut them to other agencies; what was said stays, and no record goes."""
    op.create_table(
        "improvement_note",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("realization_id", sa.Uuid(), nullable=True),
        sa.Column("survey_result_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("improvement", sa.Text(), nullable=True),
        sa.Column("improve_by", sa.Date(), nullable=True),
        sa.Column("agreed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status IN ('agreed', 'closed')) = (agreed_at IS NOT NULL)", name=op.f("improvement_note_agreed_ck")
        ),
        sa.CheckConstraint(
            "(status IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (outcome IS NULL)",
            name=op.f("improvement_note_closed_ck"),
        ),
        sa.CheckConstraint("kind IN ('citizen_dissatisfaction', 'late_work')", name=op.f("improvement_note_kind_ck")),
        sa.CheckConstraint(
            "status <> 'answered' OR answered_at IS NOT NULL", name=op.f("improvement_note_answered_ck")
        ),
        sa.CheckConstraint(
            "status IN ('agreed', 'answered', 'closed', 'noted', 'proposed', 'withdrawn')",
            name=op.f("improvement_note_status_ck"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('proposed', 'agreed', 'closed') OR improvement IS NOT NULL",
            name=op.f("improvement_note_improvement_known_ck"),
        ),
        sa.CheckConstraint(
            "(improvement IS NULL) = (improve_by IS NULL)", name=op.f("improvement_note_improvement_ck")
        ),
        sa.CheckConstraint("author_id <> employee_id", name=op.f("improvement_note_not_on_oneself_ck")),
        sa.CheckConstraint(
            "realization_id IS NOT NULL OR survey_result_id IS NOT NULL OR source IS NOT NULL",
            name=op.f("improvement_note_has_a_source_ck"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "author_id"], ["employee.agency_id", "employee.id"], name="improvement_note_author_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("improvement_note_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "realization_id"],
            ["realization.agency_id", "realization.id"],
            name=op.f("improvement_note_agency_id_realization_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "survey_result_id"],
            ["survey_result.agency_id", "survey_result.id"],
            name=op.f("improvement_note_agency_id_survey_result_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("improvement_note_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("improvement_note_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("improvement_note_pk")),
    )
    op.create_index(
        op.f("improvement_note_agency_id_author_id_id_ix"),
        "improvement_note",
        ["agency_id", "author_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("improvement_note_agency_id_employee_id_id_ix"),
        "improvement_note",
        ["agency_id", "employee_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("improvement_note_agency_id_unit_id_id_ix"),
        "improvement_note",
        ["agency_id", "unit_id", "id"],
        unique=False,
    )
    op.create_table(
        "improvement_note_entry",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=300), nullable=False),
        sa.Column("written_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('agree', 'answer', 'close', 'decline', 'follow_up', 'propose', 'withdraw')",
            name=op.f("improvement_note_entry_kind_ck"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "author_id"], ["employee.agency_id", "employee.id"], name="improvement_note_entry_author_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "note_id"],
            ["improvement_note.agency_id", "improvement_note.id"],
            name=op.f("improvement_note_entry_agency_id_note_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("improvement_note_entry_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("improvement_note_entry_pk")),
        info={"append_only": True},
    )
    op.create_index(
        op.f("improvement_note_entry_agency_id_note_id_id_ix"),
        "improvement_note_entry",
        ["agency_id", "note_id", "id"],
        unique=False,
    )
    for table in TABLES:
        for statement in protect(table):
            op.execute(statement)
    for table in TABLES[1:]:
        for statement in append_only(table):
            op.execute(statement)
    op.execute("REVOKE DELETE ON improvement_note FROM kinerja_app")


def downgrade() -> None:
    """Drop them again."""
    for table in reversed(TABLES):
        op.drop_table(table)
