"""Let an acting appointment be ended on another day: it has a version, like all that people change."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_delegation_version"
down_revision = "20261128_departing_units"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is there was made, as far as we know, today."""
    # The defaults are for the rows that are there; what is added from now on brings its own.
    op.execute("-- squawk-ignore-file ban-drop-default\nSELECT 1")
    op.add_column("delegation", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    for name in ("created_at", "updated_at"):
        op.add_column(
            "delegation", sa.Column(name, sa.TIMESTAMP(timezone=True), server_default=sa.func.now(), nullable=False)
        )
    for name in ("version", "created_at", "updated_at"):
        op.alter_column("delegation", name, server_default=None)


def downgrade() -> None:
    """Take them away again."""
    for name in ("updated_at", "created_at", "version"):
        op.drop_column("delegation", name)
