"""Keep what all kinds of promotion look at: measures by their names in the law, more diplomas, attested facts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_promotion_kinds"
down_revision = "20261125_score_digits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a longer text type changes the catalogue and reads no row."""
    op.add_column("employee_sanction", sa.Column("measure", sa.String(length=40), nullable=True))
    op.execute(
        "-- squawk-ignore changing-column-type\nALTER TABLE employee_education ALTER COLUMN level TYPE varchar(20)"
    )
    op.add_column(
        "promotion_proposal",
        sa.Column("stated", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("promotion_proposal", "stated")
    op.execute("ALTER TABLE employee_education ALTER COLUMN level TYPE varchar(10)")
    op.drop_column("employee_sanction", "measure")
