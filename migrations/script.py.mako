"""${message}

Expand first, backfill in batches, contract in a later release. One statement per op.execute. New tenant tables:
`agency_id` first in every key and index, then `protect(table)`. CONCURRENTLY for indexes on tables that hold rows.
"""

from alembic import op
import sqlalchemy as sa

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
