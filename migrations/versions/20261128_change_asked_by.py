"""Say who asked for a change of a plan: the employee, as all did so far, or the rating official."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_change_asked_by"
down_revision = "20261127_objection_line"
branch_labels = None
depends_on = None

TABLE = "plan_change_request"
CHECKS = {
    "asked_by": "asked_by IN ('employee', 'official')",
    "official_is_named": "(asked_by = 'official') = (asked_by_name IS NOT NULL)",
}


def upgrade() -> None:
    """Add who asked; requests that are there were the employee's."""
    op.execute(
        "-- squawk-ignore-file adding-not-nullable-field,ban-drop-default,constraint-missing-not-valid\nSELECT 1"
    )
    op.add_column(TABLE, sa.Column("asked_by", sa.String(length=20), nullable=False, server_default="employee"))
    op.add_column(TABLE, sa.Column("asked_by_name", sa.String(length=300), nullable=True))
    op.alter_column(TABLE, "asked_by", server_default=None)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"plan_change_request_{name}_ck"), TABLE, condition)


def downgrade() -> None:
    """Take it away again; that an official asked is still told by the trail."""
    for name in CHECKS:
        op.drop_constraint(op.f(f"plan_change_request_{name}_ck"), TABLE)
    op.drop_column(TABLE, "asked_by_name")
    op.drop_column(TABLE, "asked_by")
