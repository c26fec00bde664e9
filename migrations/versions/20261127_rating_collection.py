"""Ends of collecting: peers and subordinates are told once and together, and no request says that it was answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect

revision = "20261127_rating_collection"
down_revision = "20261127_review_meeting"
branch_labels = None
depends_on = None

RARELY_WRITTEN = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-constraint,"
    "constraint-missing-not-valid,adding-foreign-key-constraint"
)
STATES = "'nominated', 'approved', 'refused', 'declined', 'expired', 'closed'"
STATES_BEFORE = "'nominated', 'approved', 'refused', 'declined', 'answered'"
# A migration sees the rows of all agencies: the owner is bound by row security only while it is forced.
UNBOUND = "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
BOUND = "ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
TOUCHED = ("rating_request", "behavior_rating")
MARK_ANSWERED = """
UPDATE rating_request r SET status = 'answered', version = version + 1
 WHERE status IN ('approved', 'closed')
   AND EXISTS (SELECT 1 FROM behavior_rating g WHERE g.agency_id = r.agency_id AND g.request_id = r.id)
"""


def upgrade() -> None:
    """Create the table; a request that was answered becomes an approved one again, in the version it had then."""
    op.create_table(
        "rating_collection",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("minimum_answers", sa.SmallInteger(), nullable=False),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("closed_by_name", sa.String(length=300), nullable=True),
        sa.Column("revealed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("evaluated_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cause IN ('cycle', 'evaluation', 'official', 'period')", name=op.f("rating_collection_cause_ck")
        ),
        sa.CheckConstraint("minimum_answers >= 2", name=op.f("rating_collection_minimum_ck")),
        sa.CheckConstraint(
            "evaluated_at IS NULL OR revealed_at IS NOT NULL", name=op.f("rating_collection_evaluated_is_revealed_ck")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("rating_collection_agency_id_fk")),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column],
                [f"{target}.agency_id", f"{target}.id"],
                name=op.f(f"rating_collection_agency_id_{column}_fk"),
            )
            for column, target in (
                ("plan_id", "target_plan"),
                ("period_id", "period"),
                ("employee_id", "employee"),
                ("unit_id", "unit"),
            )
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("rating_collection_pk")),
    )
    op.create_index(
        "rating_collection_once_uq",
        "rating_collection",
        ["agency_id", "plan_id", "period_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    for column in ("employee_id", "unit_id"):
        op.create_index(
            op.f(f"rating_collection_agency_id_{column}_id_ix"), "rating_collection", ["agency_id", column, "id"]
        )
    for statement in protect("rating_collection"):
        op.execute(statement)
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    op.add_column("behavior_rating", sa.Column("collection_id", sa.Uuid(), nullable=True))
    op.execute(
        "ALTER TABLE behavior_rating ADD CONSTRAINT behavior_rating_agency_id_collection_id_fk "
        "FOREIGN KEY (agency_id, collection_id) REFERENCES rating_collection (agency_id, id)"
    )
    op.execute(
        "ALTER TABLE behavior_rating ADD CONSTRAINT behavior_rating_others_are_collected_ck "
        "CHECK (collection_id IS NULL OR rater_group IN ('peer', 'subordinate'))"
    )
    op.add_column("rating_request", sa.Column("reminders", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("rating_request", sa.Column("reminded_at", postgresql.TIMESTAMP(timezone=True), nullable=True))
    op.execute("ALTER TABLE rating_request DROP CONSTRAINT rating_request_status_ck")
    _unbound("UPDATE rating_request SET status = 'approved', version = version - 1 WHERE status = 'answered'")
    op.execute(f"ALTER TABLE rating_request ADD CONSTRAINT rating_request_status_ck CHECK (status IN ({STATES}))")
    _one_alive("'nominated', 'approved', 'closed'")


def downgrade() -> None:
    """Let requests tell again that they were answered; one that closed without an answer was declined, in a way."""
    op.execute("ALTER TABLE rating_request DROP CONSTRAINT rating_request_status_ck")
    _unbound(
        MARK_ANSWERED,
        "UPDATE rating_request SET status = 'declined' WHERE status = 'closed'",
        "UPDATE rating_request SET status = 'refused' WHERE status = 'expired'",
    )
    op.execute(
        f"ALTER TABLE rating_request ADD CONSTRAINT rating_request_status_ck CHECK (status IN ({STATES_BEFORE}))"
    )
    _one_alive("'nominated', 'approved', 'answered'")
    op.drop_column("rating_request", "reminded_at")
    op.drop_column("rating_request", "reminders")
    op.execute("ALTER TABLE behavior_rating DROP CONSTRAINT behavior_rating_others_are_collected_ck")
    op.execute("ALTER TABLE behavior_rating DROP CONSTRAINT behavior_rating_agency_id_collection_id_fk")
    op.drop_column("behavior_rating", "collection_id")
    op.drop_table("rating_collection")


def _unbound(*statements: str) -> None:
    """Change rows of every agency."""
    for table in TOUCHED:
        op.execute(UNBOUND.format(table=table))
    for statement in statements:
        op.execute(statement)
    for table in TOUCHED:
        op.execute(BOUND.format(table=table))


def _one_alive(states: str) -> None:
    op.drop_index("rating_request_one_alive_uq", table_name="rating_request")
    op.create_index(
        "rating_request_one_alive_uq",
        "rating_request",
        ["agency_id", "plan_id", "period_id", "rater_id"],
        unique=True,
        postgresql_where=sa.text(f"status IN ({states})"),
        postgresql_nulls_not_distinct=True,
    )
