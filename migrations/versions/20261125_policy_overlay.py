"""Policies of the agencies: overlays with their life, and scores that may rest on one of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.rls import protect
from kinerja_api.kit.db.roles import APP

revision = "20261125_policy_overlay"
down_revision = "20261125_objection"
branch_labels = None
depends_on = None

# What was published stays as it is: the next version may only take days off its end and say that it superseded it.
STAYS = """
CREATE FUNCTION policy_overlay_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    moving CONSTANT text[] := ARRAY['status', 'until', 'superseded_at', 'version', 'updated_at'];
BEGIN
    IF to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving
       OR NEW.document::text <> OLD.document::text
       OR NOT (NEW.status = OLD.status OR (OLD.status, NEW.status) = ('published', 'superseded'))
       OR coalesce(NEW.until, 'infinity') > coalesce(OLD.until, 'infinity')
    THEN
        RAISE check_violation USING MESSAGE = 'a published policy never changes', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$
"""
GUARD = """
CREATE TRIGGER policy_overlay_stays BEFORE UPDATE ON policy_overlay FOR EACH ROW
    WHEN (OLD.status IN ('published', 'superseded')) EXECUTE FUNCTION policy_overlay_stays()
"""


def upgrade() -> None:
    """Create the overlays, keep what is published, and let scores name a version of either register."""
    op.execute('CREATE TYPE text_range AS RANGE (subtype = text, collation = "C")')
    create_table()
    for statement in protect("policy_overlay"):
        op.execute(statement)
    op.execute(f"REVOKE DELETE ON policy_overlay FROM {APP}")
    op.execute(STAYS)
    op.execute(GUARD)
    # The two registers keep every version (no right to delete), so the id in a score cannot come to point at nothing.
    for table in ("score_run", "score"):
        drop = f"ALTER TABLE {table} DROP CONSTRAINT {table}_policy_version_id_fk"
        op.execute(f"-- squawk-ignore ban-drop-constraint\n{drop}")


def create_table() -> None:
    """Create the table, as the model has it."""
    op.create_table(
        "policy_overlay",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("base_version_id", sa.Uuid(), nullable=False),
        sa.Column("title_id", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("regulation_name", sa.String(length=200), nullable=False),
        sa.Column("regulation_number", sa.String(length=40), nullable=False),
        sa.Column("regulation_year", sa.SmallInteger(), nullable=False),
        sa.Column("regulation_url", sa.String(length=500), nullable=True),
        sa.Column("instrument", sa.String(length=300), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("verification", sa.String(length=20), nullable=False),
        sa.Column("adjustments", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_name", sa.String(length=200), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_name", sa.String(length=200), nullable=True),
        sa.Column("reviewed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_name", sa.String(length=200), nullable=True),
        sa.Column("published_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("superseded_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("reviewed_by <> drafted_by", name=op.f("policy_overlay_reviewed_by_another_ck")),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("policy_overlay_sha256_ck")),
        sa.CheckConstraint(
            "status IN ('draft', 'reviewed', 'published', 'superseded', 'discarded')",
            name=op.f("policy_overlay_status_ck"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('published', 'superseded') "
            "OR (document IS NOT NULL AND sha256 IS NOT NULL AND coalesce(published_by <> drafted_by, false))",
            name=op.f("policy_overlay_published_by_another_ck"),
        ),
        sa.CheckConstraint(
            "verification IN ('verbatim', 'secondary', 'unverified')", name=op.f("policy_overlay_verification_ck")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("policy_overlay_interval_ck")),
        postgresql.ExcludeConstraint(
            (sa.text("uuid_range(agency_id, agency_id, '[]')"), "&&"),
            (sa.text("text_range(key, key, '[]')"), "&&"),
            (sa.text("daterange(since, until)"), "&&"),
            where=sa.text("status IN ('published', 'superseded')"),
            using="gist",
            name="policy_overlay_one_on_a_day_xc",
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("policy_overlay_agency_id_fk")),
        sa.ForeignKeyConstraint(
            ["base_version_id"], ["policy_version.id"], name=op.f("policy_overlay_base_version_id_fk")
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("policy_overlay_pk")),
    )
    op.create_index(
        op.f("policy_overlay_agency_id_key_since_ix"), "policy_overlay", ["agency_id", "key", "since"], unique=False
    )
    op.create_index(
        op.f("policy_overlay_agency_id_status_id_ix"), "policy_overlay", ["agency_id", "status", "id"], unique=False
    )


def downgrade() -> None:
    """Remove the overlays; refused by the database when a score rests on one of them."""
    for table in ("score_run", "score"):
        op.create_foreign_key(
            op.f(f"{table}_policy_version_id_fk"), table, "policy_version", ["policy_version_id"], ["id"]
        )
    op.drop_table("policy_overlay")
    op.execute("DROP FUNCTION policy_overlay_stays()")
    op.execute("DROP TYPE text_range")
