"""Change an agreed plan only through a request that is decided, with its reason and its history."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect

revision = "20261127_plan_change_request"
down_revision = "20261127_action_plan"
branch_labels = None
depends_on = None

TABLE = "plan_change_request"
INSTANT = postgresql.TIMESTAMP(timezone=True)
REFERENCES = {"plan_id": "target_plan", "employee_id": "employee", "unit_id": "unit"}


def upgrade() -> None:
    """Create the table, and let targets and indicators be taken out of a plan without being lost."""
    for table in ("target", "indicator"):
        op.add_column(table, sa.Column("removed_at", INSTANT, nullable=True))
    op.create_table(
        TABLE,
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.Column("attachments", postgresql.JSONB(), nullable=True),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("plan_before", sa.JSON(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=300), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "status IN ('submitted', 'agreed', 'refused', 'withdrawn')", name=op.f("plan_change_request_status_ck")
        ),
        sa.CheckConstraint(
            "(status IN ('agreed', 'refused')) = (decided_at IS NOT NULL AND decided_by_name IS NOT NULL)",
            name=op.f("plan_change_request_decided_ck"),
        ),
        sa.CheckConstraint(
            "status <> 'refused' OR decision_note IS NOT NULL", name=op.f("plan_change_request_refused_with_a_note_ck")
        ),
        sa.CheckConstraint(
            "(status = 'agreed') = (plan_before IS NOT NULL)",
            name=op.f("plan_change_request_agreed_keeps_the_plan_ck"),
        ),
        *(
            sa.ForeignKeyConstraint(
                ["agency_id", column], [f"{target}.agency_id", f"{target}.id"], name=f"{TABLE}_agency_id_{column}_fk"
            )
            for column, target in REFERENCES.items()
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "decided_by_id"],
            ["employee.agency_id", "employee.id"],
            name="plan_change_request_decided_by_fk",
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("plan_change_request_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("plan_change_request_pk")),
    )
    op.create_index(
        "plan_change_request_one_open_uq",
        TABLE,
        ["agency_id", "plan_id"],
        unique=True,
        postgresql_where=sa.text("status = 'submitted'"),
    )
    for column in REFERENCES:
        op.create_index(f"{TABLE}_agency_id_{column}_id_ix", TABLE, ["agency_id", column, "id"], unique=False)
    for statement in protect(TABLE):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table, and what was taken out of plans by it, which nothing else would tell apart from the rest."""
    op.drop_table(TABLE)
    for table in ("indicator", "target"):
        op.drop_column(table, "removed_at")
