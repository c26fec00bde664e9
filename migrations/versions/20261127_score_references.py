"""What a score refers to is looked at once for all that are added together, and can never go away.

A foreign key looks at every row by itself and writes into the row that is referred to: of a score run that was two
thirds of PostgreSQL's work, and it rewrote a table of all employees (docs/decisions/0021).
"""

from collections.abc import Iterator

from alembic import op

from kinerja_api.kit.db.roles import APP

revision = "20261127_score_references"
down_revision = "20261127_special_plans"
branch_labels = None
depends_on = None

# Row by row through the primary key: a join planned while a table is small would read all of it for ever after.
REFERS = """
CREATE FUNCTION score_refers() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    lost record;
BEGIN
    SELECT * INTO lost FROM (
        SELECT 'employee_id' AS named, agency_id, employee_id::text AS key FROM added AS a
         WHERE (SELECT true FROM public.employee AS t WHERE t.agency_id = a.agency_id AND t.id = a.employee_id) IS NULL
        UNION ALL
        SELECT 'unit_id', agency_id, unit_id::text
          FROM (SELECT DISTINCT agency_id, unit_id FROM added) AS a
         WHERE (SELECT true FROM public.unit AS t WHERE t.agency_id = a.agency_id AND t.id = a.unit_id) IS NULL
        UNION ALL
        SELECT 'explanation_sha256', agency_id, explanation_sha256
          FROM (SELECT DISTINCT agency_id, explanation_sha256 FROM added) AS a
         WHERE (SELECT true FROM public.score_explanation AS t
                 WHERE t.agency_id = a.agency_id AND t.sha256 = a.explanation_sha256) IS NULL
        UNION ALL
        SELECT 'run_id', agency_id, run_id::text
          FROM (SELECT DISTINCT agency_id, run_id, cycle_id, policy_version_id FROM added) AS a
         WHERE (SELECT true FROM public.score_run AS t
                 WHERE t.agency_id = a.agency_id AND t.id = a.run_id
                   AND t.cycle_id = a.cycle_id AND t.policy_version_id = a.policy_version_id) IS NULL) AS each
     LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = 'a score refers to what is not there', CONSTRAINT = TG_NAME,
            DETAIL = format('Key (agency_id, %s)=(%s, %s) is not present.', lost.named, lost.agency_id, lost.key);
    END IF;
    RETURN NULL;
END $$
"""
LOOK = """
CREATE TRIGGER score_refers AFTER INSERT ON score REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION score_refers()
"""
STAYS = """
CREATE FUNCTION referred_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE restrict_violation USING MESSAGE = 'what scores rest on, and the keys that join them, stay as they are',
        CONSTRAINT = TG_NAME;
END $$
"""
# What is referred to, by which columns; and the columns of a score that refer.
REFERRED = {
    "employee": "agency_id, id",
    "unit": "agency_id, id",
    "score_run": "agency_id, id, cycle_id, policy_version_id",
    "score_explanation": "agency_id, sha256, document",
}
REFERRING = "agency_id, employee_id, unit_id, explanation_sha256, run_id, cycle_id, policy_version_id"
# The app deletes none of these; of explanations it could not before either.
UNDELETED = "employee, unit, score_run"
RUN_KEY = "score_run_agency_id_id_cycle_id_policy_version_id_uq"
KEYS = {
    "score_agency_id_employee_id_fk": "(agency_id, employee_id) REFERENCES employee (agency_id, id)",
    "score_agency_id_unit_id_fk": "(agency_id, unit_id) REFERENCES unit (agency_id, id)",
    "score_agency_id_explanation_sha256_fk": (
        "(agency_id, explanation_sha256) REFERENCES score_explanation (agency_id, sha256)"
    ),
    "score_agency_id_run_id_cycle_id_policy_version_id_fk": (
        "(agency_id, run_id, cycle_id, policy_version_id)"
        " REFERENCES score_run (agency_id, id, cycle_id, policy_version_id)"
    ),
}


def guards() -> Iterator[tuple[str, str, str]]:
    """Yield the triggers that refuse: name, table, when."""
    for table, columns in REFERRED.items():
        yield f"{table}_stays", table, f"BEFORE DELETE OR UPDATE OF {columns} ON {table} FOR EACH ROW"
        yield f"{table}_is_not_emptied", table, f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    yield "score_refers_for_ever", "score", f"BEFORE UPDATE OF {REFERRING} ON score FOR EACH ROW"


def upgrade() -> None:
    """Put the look at all together, and the guards of what is referred to, in the place of the foreign keys."""
    op.execute(f"-- squawk-ignore-file ban-drop-constraint\n{REFERS}")
    op.execute(LOOK)
    op.execute(STAYS)
    for name, _, when in guards():
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION referred_stays()")
    op.execute(f"REVOKE DELETE ON {UNDELETED} FROM {APP}")
    for name in KEYS:
        op.execute(f"ALTER TABLE score DROP CONSTRAINT {name}")
    op.execute(f"ALTER TABLE score_run DROP CONSTRAINT {RUN_KEY}")


def downgrade() -> None:
    """Let foreign keys look at every row again."""
    op.execute(f"ALTER TABLE score_run ADD CONSTRAINT {RUN_KEY} UNIQUE (agency_id, id, cycle_id, policy_version_id)")
    for name, key in KEYS.items():
        op.execute(f"ALTER TABLE score ADD CONSTRAINT {name} FOREIGN KEY {key}")
    op.execute(f"GRANT DELETE ON {UNDELETED} TO {APP}")
    for name, table, _ in guards():
        op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute("DROP TRIGGER score_refers ON score")
    op.execute("DROP FUNCTION score_refers")
    op.execute("DROP FUNCTION referred_stays")
