"""Scores for a whole agency at once: facts kept with the explanation, runs cut into parts, stored scores shut to change.

Scores that an earlier version of the program computed are emptied out: they kept their facts in a shape of their own,
nothing else rests on them, and a run computes them again.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import append_only, protect
from kinerja_api.kit.db.roles import APP

revision = "20261125_scores"
down_revision = "20261125_criteria_read"
branch_labels = None
depends_on = None

CAUSES = "'requested', 'evaluation_issued', 'sanction_recorded', 'survey_result_issued', 'policy_published'"
DROPPED = (
    "score_agency_id_cycle_id_fk",
    "score_agency_id_run_id_fk",
    "score_agency_id_fk",
)


# Rules for live tables; these are emptied, and locked by that, in the very transaction.
NOT_LIVE = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-constraint,ban-drop-column,"
    "adding-required-field,constraint-missing-not-valid,adding-foreign-key-constraint,disallowed-unique-constraint,ban-drop-not-null"
)


def upgrade() -> None:
    """Empty the tables, change them, and shut what is stored."""
    op.execute(f"-- squawk-ignore-file {NOT_LIVE}\nTRUNCATE score, score_explanation, score_run")
    change_runs()
    change_scores()
    op.create_table(
        "score_run_part",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("after_id", sa.Uuid(), nullable=False),
        sa.Column("last_id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("done_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("people > 0", name=op.f("score_run_part_people_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "run_id"],
            ["score_run.agency_id", "score_run.id"],
            name=op.f("score_run_part_agency_id_run_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("score_run_part_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("score_run_part_pk")),
    )
    op.create_index(
        op.f("score_run_part_agency_id_run_id_id_ix"), "score_run_part", ["agency_id", "run_id", "id"], unique=False
    )
    for statement in protect("score_run_part"):
        op.execute(statement)
    shut_scores()


def change_runs() -> None:
    """Let a run be about some people, say why it was begun, and no longer say where it stands: its parts do."""
    for statement in (
        "ALTER TABLE score_run ADD COLUMN employee_ids uuid[]",
        "ALTER TABLE score_run ADD COLUMN people_sha256 varchar(64)",
        "ALTER TABLE score_run ADD COLUMN cause varchar(30) NOT NULL",
        "ALTER TABLE score_run ALTER COLUMN requested_by DROP NOT NULL",
        "ALTER TABLE score_run DROP COLUMN position",
        """
        ALTER TABLE score_run ADD CONSTRAINT score_run_people_ck
        CHECK ((employee_ids IS NULL) = (people_sha256 IS NULL))
        """,
        "ALTER TABLE score_run ADD CONSTRAINT score_run_one_scope_ck CHECK (employee_ids IS NULL OR unit_id IS NULL)",
        f"ALTER TABLE score_run ADD CONSTRAINT score_run_cause_ck CHECK (cause IN ({CAUSES}))",
        """
        ALTER TABLE score_run ADD CONSTRAINT score_run_agency_id_id_cycle_id_policy_version_id_uq
        UNIQUE (agency_id, id, cycle_id, policy_version_id)
        """,
        "DROP INDEX score_run_one_per_scope_uq",
        """
        CREATE UNIQUE INDEX score_run_one_per_scope_uq
            ON score_run (agency_id, cycle_id, unit_id, people_sha256) NULLS NOT DISTINCT
         WHERE state IN ('queued', 'running')
        """,
    ):
        op.execute(statement)


def change_scores() -> None:
    """Keep of a score only what is its own; one reference to the run says that year and policy agree with it."""
    for name in DROPPED:
        op.execute(f"ALTER TABLE score DROP CONSTRAINT {name}")
    for name in ("pending", "facts", "facts_sha256", "policy_sha256"):
        op.execute(f"ALTER TABLE score DROP COLUMN {name}")
    for statement in (
        "ALTER TABLE score ADD COLUMN sources json NOT NULL",
        """
        ALTER TABLE score ADD CONSTRAINT score_agency_id_run_id_cycle_id_policy_version_id_fk
            FOREIGN KEY (agency_id, run_id, cycle_id, policy_version_id)
            REFERENCES score_run (agency_id, id, cycle_id, policy_version_id)
        """,
    ):
        op.execute(statement)


def shut_scores() -> None:
    """Leave the app nothing but to add a score, and to say once that it is no longer the current one."""
    for statement in append_only("score"):
        op.execute(statement)
    op.execute(f"GRANT UPDATE (is_current) ON score TO {APP}")
    op.execute(
        """
        CREATE FUNCTION score_only_retires() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'a score that was replaced stays replaced' USING ERRCODE = 'insufficient_privilege';
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER score_only_retires BEFORE UPDATE ON score
            FOR EACH ROW WHEN (NEW.is_current OR NOT OLD.is_current) EXECUTE FUNCTION score_only_retires()
        """
    )


def downgrade() -> None:
    """Empty the tables again, and give them the shape that they had."""
    op.execute("TRUNCATE score, score_explanation, score_run, score_run_part")
    op.drop_table("score_run_part")
    op.execute("DROP TRIGGER score_only_retires ON score")
    op.execute("DROP FUNCTION score_only_retires")
    op.execute(f"GRANT UPDATE, DELETE ON score TO {APP}")
    for statement in (
        "ALTER TABLE score DROP CONSTRAINT score_agency_id_run_id_cycle_id_policy_version_id_fk",
        "ALTER TABLE score DROP COLUMN sources",
        "ALTER TABLE score ADD COLUMN pending jsonb NOT NULL",
        "ALTER TABLE score ADD COLUMN facts json NOT NULL",
        "ALTER TABLE score ADD COLUMN facts_sha256 varchar(64) NOT NULL",
        "ALTER TABLE score ADD COLUMN policy_sha256 varchar(64) NOT NULL",
        "ALTER TABLE score ADD CONSTRAINT score_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id)",
        "DROP INDEX score_run_one_per_scope_uq",
        "ALTER TABLE score_run DROP CONSTRAINT score_run_agency_id_id_cycle_id_policy_version_id_uq",
        "ALTER TABLE score_run DROP COLUMN employee_ids, DROP COLUMN people_sha256, DROP COLUMN cause",
        "ALTER TABLE score_run ADD COLUMN position uuid",
        "ALTER TABLE score_run ALTER COLUMN requested_by SET NOT NULL",
    ):
        op.execute(statement)
    for column, target in (("cycle_id", "cycle"), ("run_id", "score_run")):
        op.execute(
            f"ALTER TABLE score ADD CONSTRAINT score_agency_id_{column}_fk "
            f"FOREIGN KEY (agency_id, {column}) REFERENCES {target} (agency_id, id)"
        )
    op.execute(
        """
        CREATE UNIQUE INDEX score_run_one_per_scope_uq ON score_run (agency_id, cycle_id, unit_id) NULLS NOT DISTINCT
         WHERE state IN ('queued', 'running')
        """
    )
