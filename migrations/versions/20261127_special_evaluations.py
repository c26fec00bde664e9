"""Let evaluations say which days they are about, up to which hand-over, what they considered, and who made them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261127_special_evaluations"
down_revision = "20261127_score_references"
branch_labels = None
depends_on = None

# Rules for tables that are written all the time. An evaluation is written once a quarter, there are few for an agency,
# and this short transaction gives up when it has to wait for a lock.
RARELY_WRITTEN = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-constraint,"
    "constraint-missing-not-valid"
)
COLUMNS = {
    "first_day": sa.Date(),
    "last_day": sa.Date(),
    "handed_over_on": sa.Date(),
    "months_worked": sa.SmallInteger(),
    "host_agency": sa.String(300),
    "document_number": sa.String(120),
    "document_on": sa.Date(),
    "evidence_url": sa.Text(),
}
CHECKS = {
    "origin": "origin IN ('host', 'own')",
    "host_document": (
        "num_nonnulls(host_agency, document_number, document_on, evidence_url)"
        " = CASE origin WHEN 'host' THEN 4 ELSE 0 END"
    ),
    "days": "last_day >= first_day AND (first_day IS NULL) = (last_day IS NULL)",
    "handed_over": "handed_over_on IS NULL OR period_id IS NULL",
    "months_worked": "months_worked BETWEEN 0 AND 12",
    "considered": "jsonb_typeof(considered) = 'array'",
}
IN_FORCE = "status IN ('acknowledged', 'issued', 'rejected', 'reopened')"
# Each of the unique keys of an evaluation with what it is about besides, and when it counts.
KEYS = {
    "evaluation_one_in_force_uq": ((), IN_FORCE),
    "evaluation_one_draft_uq": ((), "status = 'draft'"),
    "evaluation_one_per_revision_uq": (("revision",), None),
}
REASONS = "'calibration', 'objection', 'reopening'"
NEW_REASONS = "'calibration', 'host_document', 'objection', 'reopening'"
OMISSIONS = "'no_plan', 'plan_not_agreed', 'plan_not_submitted', 'realizations_unreviewed'"
NEW_OMISSIONS = (
    "'evaluated_elsewhere', 'long_leave', 'no_plan', 'outside_plan', 'plan_not_agreed', 'plan_not_submitted',"
    " 'realizations_unreviewed', 'unpaid_leave'"
)


def _make_keys(*about: str) -> None:
    for name, (more, where) in KEYS.items():
        op.drop_index(name, "evaluation")
        op.create_index(
            name,
            "evaluation",
            ["agency_id", "plan_id", "period_id", *about, *more],
            unique=True,
            postgresql_where=sa.text(where) if where else None,
            postgresql_nulls_not_distinct=True,
        )


def _check(table: str, name: str, rule: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{name}_ck")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{name}_ck CHECK ({rule})")


def upgrade() -> None:
    """Add the columns; evaluations that are there were made here, and are about all days of their period."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    for name, kind in COLUMNS.items():
        op.add_column("evaluation", sa.Column(name, kind, nullable=True))
    empty = sa.text("'[]'")
    op.add_column("evaluation", sa.Column("considered", postgresql.JSONB(), nullable=False, server_default=empty))
    op.add_column("evaluation", sa.Column("origin", sa.String(10), nullable=False, server_default="own"))
    for name, rule in CHECKS.items():
        op.execute(f"ALTER TABLE evaluation ADD CONSTRAINT evaluation_{name}_ck CHECK ({rule})")
    _make_keys("handed_over_on")
    _check("evaluation", "revision_reason", f"revision_reason IN ({NEW_REASONS})")
    _check("evaluation_run_omission", "reason", f"reason IN ({NEW_OMISSIONS})")


def downgrade() -> None:
    """Take them away again; it fails while there is more than one evaluation of a plan and period."""
    _check("evaluation_run_omission", "reason", f"reason IN ({OMISSIONS})")
    _check("evaluation", "revision_reason", f"revision_reason IN ({REASONS})")
    _make_keys()
    for name in reversed(CHECKS):
        op.execute(f"ALTER TABLE evaluation DROP CONSTRAINT evaluation_{name}_ck")
    for name in ("origin", "considered", *reversed(COLUMNS)):
        op.drop_column("evaluation", name)
