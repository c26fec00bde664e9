"""Keep by which decree the holder of a head's post rates that is below that of a pengawas (PP 30/2019)."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_rating_decree"
down_revision = "20261128_plans_in_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: of the posts that are there no such decree is on record."""
    op.execute("-- squawk-ignore-file constraint-missing-not-valid\nSELECT 1")
    op.add_column("position", sa.Column("rating_decree", sa.String(length=120), nullable=True))
    op.execute(
        "ALTER TABLE position ADD CONSTRAINT position_only_heads_rate_ck CHECK (rating_decree IS NULL OR is_unit_head)"
    )


def downgrade() -> None:
    """Take it away again."""
    op.execute("ALTER TABLE position DROP CONSTRAINT position_only_heads_rate_ck")
    op.drop_column("position", "rating_decree")
