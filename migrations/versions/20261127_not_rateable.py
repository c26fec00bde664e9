"""Let an evaluation say why there is nothing to rate, instead of ratings and predicate."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_not_rateable"
down_revision = "20261127_improvement_note"
branch_labels = None
depends_on = None

RATED = "work_result, behavior, predicate"
FOUND = "policy_version_id, policy_sha256, facts_sha256, explanation_sha256"
BEFORE = {
    "issued_with_predicate": "status = 'draft' OR predicate IS NOT NULL",
    "rated_as_a_whole": f"num_nulls({RATED}, evaluator_name, {FOUND}) IN (0, 8)",
}
AFTER = {
    "issued_with_predicate_or_reason": "status = 'draft' OR num_nulls(predicate, not_rateable_reason) = 1",
    "rated_as_a_whole": f"num_nulls({RATED}, {FOUND}) IN (0, 7) AND num_nonnulls(predicate, not_rateable_reason) <= 1",
    "judged_by_somebody": "(evaluator_name IS NULL) = (predicate IS NULL AND not_rateable_reason IS NULL)",
}


def upgrade() -> None:
    """Add the reason; whatever is there has none, so the checks hold."""
    op.execute("-- squawk-ignore-file ban-drop-constraint,constraint-missing-not-valid\nSELECT 1")
    op.add_column("evaluation", sa.Column("not_rateable_reason", sa.Text(), nullable=True))
    _exchange(BEFORE, AFTER)


def downgrade() -> None:
    """Take it away again; an issued evaluation that has only a reason refuses, for nothing would be left of it."""
    _exchange(AFTER, BEFORE)
    op.drop_column("evaluation", "not_rateable_reason")


def _exchange(old: dict[str, str], new: dict[str, str]) -> None:
    for name in old:
        op.execute(f"ALTER TABLE evaluation DROP CONSTRAINT evaluation_{name}_ck")
    for name, condition in new.items():
        op.execute(f"ALTER TABLE evaluation ADD CONSTRAINT evaluation_{name}_ck CHECK ({condition})")
