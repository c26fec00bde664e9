"""Hold the whole of a target plan: its form, attachments, expectations, standards of work, ranges and start values."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261127_plan_contents"
down_revision = "20261125_evaluation_run"
branch_labels = None
depends_on = None

NO_ATTACHMENTS = """'{"resources": [], "accountability": [], "consequences": []}'"""
CHECKS = {
    "target_plan": {
        "form": "form IN ('pimpinan', 'pegawai')",
        "attachments": "jsonb_typeof(attachments) = 'object'",
        "expectations": "jsonb_typeof(expectations) = 'array'",
    },
    "target": {"standards": "jsonb_typeof(standards) = 'array'"},
    "indicator": {
        "range": "target_high IS NULL OR (target_value IS NOT NULL AND target_high > target_value)",
        "start": "start_value IS NULL OR target_value IS NOT NULL",
    },
}
# Every row has the default that was just given, and plans are drawn up once a year: the look at them is short.
RARELY_WRITTEN = "constraint-missing-not-valid,adding-foreign-key-constraint"


def parts() -> dict[str, tuple[sa.Column[Any], ...]]:
    """Return the new columns by table; each belongs to one table, so they are made when they are needed."""
    return {
        "target_plan": (
            sa.Column("form", sa.String(length=20), server_default="pegawai", nullable=False),
            sa.Column("attachments", postgresql.JSONB(), server_default=sa.text(NO_ATTACHMENTS), nullable=False),
            sa.Column("expectations", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
            sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        ),
        "target": (
            sa.Column("standards", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
            sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        ),
        "indicator": (
            sa.Column("target_high", sa.Numeric(18, 6), nullable=True),
            sa.Column("start_value", sa.Numeric(18, 6), nullable=True),
        ),
    }


def upgrade() -> None:
    """Add the columns. Plans that are there keep the form they were drawn up on, that without perspectives."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    for table, columns in parts().items():
        for column in columns:
            op.add_column(table, column)
    for table, checks in CHECKS.items():
        for name, condition in checks.items():
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{name}_ck CHECK ({condition})")
    op.execute(
        "ALTER TABLE target_plan ADD CONSTRAINT target_plan_copied_from_fk "
        "FOREIGN KEY (agency_id, copied_from_id) REFERENCES target_plan (agency_id, id)"
    )


def downgrade() -> None:
    """Take them away again, and with them what was written there."""
    op.execute("ALTER TABLE target_plan DROP CONSTRAINT target_plan_copied_from_fk")
    for table, checks in CHECKS.items():
        for name in checks:
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{name}_ck")
    for table, columns in parts().items():
        for column in columns:
            op.drop_column(table, column.name)
