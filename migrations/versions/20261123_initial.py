"""The first schema: every table, its row-level security, and the tables of the job queue."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kinerja_api.kit.db.queue_schema import queue_statements
from kinerja_api.kit.db.rls import append_only, protect
from kinerja_api.kit.db.roles import APP, GRANTS, REPORT

revision = "20261123_initial"
down_revision = None
branch_labels = None
depends_on = None

TENANT_TABLES = (
    "audit_entry",
    "cycle",
    "employee",
    "evaluation_explanation",
    "idempotency_key",
    "import_job",
    "outbox_event",
    "score_explanation",
    "unit",
    "account",
    "delegation",
    "employee_education",
    "employee_exam",
    "employee_rank",
    "employee_relation",
    "employee_sanction",
    "import_fault",
    "period",
    "position",
    "public_service",
    "score_run",
    "unit_placement",
    "assignment",
    "organization_result",
    "promotion_proposal",
    "refresh_token",
    "score",
    "survey",
    "target_plan",
    "evaluation",
    "rating_request",
    "survey_element",
    "survey_response",
    "survey_result",
    "target",
    "behavior_rating",
    "indicator",
    "survey_answer",
    "realization",
    "evidence",
    "feedback",
    "realization_revision",
)

APPEND_ONLY = (
    "audit_entry",
    "evaluation_explanation",
    "import_job",
    "score_explanation",
    "import_fault",
    "survey_response",
    "survey_result",
    "survey_answer",
)

READ_ONLY = ("policy_version",)


def upgrade() -> None:
    """Create everything."""
    for statement in GRANTS:
        op.execute(statement)
    op.execute("CREATE TYPE uuid_range AS RANGE (subtype = uuid)")
    create_tables()
    for table in TENANT_TABLES:
        for statement in protect(table):
            op.execute(statement)
    for table in APPEND_ONLY:
        for statement in append_only(table):
            op.execute(statement)
    for table in READ_ONLY:
        op.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {APP}")
    # Alembic made its table before the default grants; the app only reads it, to see that the schema is the one it knows.
    op.execute(f"GRANT SELECT ON alembic_version TO {APP}, {REPORT}")
    for statement in queue_statements():
        op.execute(statement)


def create_tables() -> None:
    """Create the tables, as the models have them."""
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("time_zone", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')", name=op.f("agency_time_zone_ck")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("agency_pk")),
        sa.UniqueConstraint("code", name=op.f("agency_code_uq")),
    )
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("title_id", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_until", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("registered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("superseded_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("policy_version_sha256_ck")),
        sa.CheckConstraint(
            "in_force_until IS NULL OR in_force_until > in_force_from", name=op.f("policy_version_interval_ck")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("policy_version_pk")),
        sa.UniqueConstraint("key", "sha256", name=op.f("policy_version_key_sha256_uq")),
    )
    op.create_index(
        "policy_version_one_current_uq",
        "policy_version",
        ["key"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("resource_type", sa.String(length=60), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("version_before", sa.Integer(), nullable=True),
        sa.Column("version_after", sa.Integer(), nullable=True),
        sa.Column("from_state", sa.String(length=40), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("request_id", sa.String(length=128), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("audit_entry_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("audit_entry_pk")),
    )
    op.create_index(
        op.f("audit_entry_agency_id_account_id_occurred_at_ix"),
        "audit_entry",
        ["agency_id", "account_id", "occurred_at"],
        unique=False,
    )
    op.create_index(
        op.f("audit_entry_agency_id_resource_type_resource_id_occurred_at_ix"),
        "audit_entry",
        ["agency_id", "resource_type", "resource_id", "occurred_at"],
        unique=False,
    )
    op.create_table(
        "cycle",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("pattern", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("plan_by", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("pattern IN ('monthly', 'quarterly', 'semester')", name=op.f("cycle_pattern_ck")),
        sa.CheckConstraint("status IN ('draft', 'open', 'closed')", name=op.f("cycle_status_ck")),
        sa.CheckConstraint("year BETWEEN 2022 AND 2100", name=op.f("cycle_year_ck")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("cycle_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("cycle_pk")),
        sa.UniqueConstraint("agency_id", "year", name=op.f("cycle_agency_id_year_uq")),
    )
    op.create_table(
        "employee",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("employment", sa.String(length=10), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("employment IN ('pns', 'cpns', 'pppk')", name=op.f("employee_employment_ck")),
        sa.CheckConstraint("nip ~ '^[0-9]{18}$'", name=op.f("employee_nip_ck")),
        sa.CheckConstraint("sex IN ('male', 'female')", name=op.f("employee_sex_ck")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_pk")),
        sa.UniqueConstraint("agency_id", "nip", name=op.f("employee_agency_id_nip_uq")),
    )
    op.create_index(op.f("employee_agency_id_name_id_ix"), "employee", ["agency_id", "name", "id"], unique=False)
    op.create_table(
        "evaluation_explanation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("evaluation_explanation_sha256_ck")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("evaluation_explanation_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "sha256", name=op.f("evaluation_explanation_pk")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("operation_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("idempotency_key_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "account_id", "operation_id", "key", name=op.f("idempotency_key_pk")),
    )
    op.create_index(
        op.f("idempotency_key_agency_id_created_at_ix"), "idempotency_key", ["agency_id", "created_at"], unique=False
    )
    op.create_table(
        "import_job",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("is_partial_allowed", sa.Boolean(), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("fault_count", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('employees')", name=op.f("import_job_kind_ck")),
        sa.CheckConstraint("status IN ('completed', 'partial', 'refused')", name=op.f("import_job_status_ck")),
        sa.CheckConstraint("rows = created + updated + unchanged + refused", name=op.f("import_job_counts_ck")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("import_job_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("import_job_pk")),
    )
    op.create_index(
        op.f("import_job_agency_id_created_at_id_ix"), "import_job", ["agency_id", "created_at", "id"], unique=False
    )
    op.create_table(
        "outbox_event",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("resource_type", sa.String(length=60), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("outbox_event_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("outbox_event_pk")),
    )
    op.create_index(
        op.f("outbox_event_agency_id_occurred_at_ix"), "outbox_event", ["agency_id", "occurred_at"], unique=False
    )
    op.create_table(
        "score_explanation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("score_explanation_sha256_ck")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("score_explanation_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "sha256", name=op.f("score_explanation_pk")),
    )
    op.create_table(
        "unit",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("unit_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("unit_pk")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("unit_agency_id_code_uq")),
    )
    op.create_table(
        "account",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("roles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("username = lower(username)", name=op.f("account_username_lower_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("account_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("account_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("account_pk")),
        sa.UniqueConstraint("agency_id", "username", name=op.f("account_agency_id_username_uq")),
    )
    op.create_index(
        "account_agency_id_employee_id_uq",
        "account",
        ["agency_id", "employee_id"],
        unique=True,
        postgresql_where=sa.text("employee_id IS NOT NULL"),
    )
    op.create_table(
        "delegation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("capacity", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("decree", sa.String(length=120), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("uuid_range(agency_id, agency_id, '[]')"), "&&"),
            (sa.text("uuid_range(unit_id, unit_id, '[]')"), "&&"),
            (sa.text("daterange(since, until)"), "&&"),
            using="gist",
            name="delegation_one_a_day",
        ),
        sa.CheckConstraint("capacity IN ('plt', 'plh')", name=op.f("delegation_capacity_ck")),
        sa.CheckConstraint("until > since", name=op.f("delegation_interval_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("delegation_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("delegation_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("delegation_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("delegation_pk")),
    )
    op.create_index(
        op.f("delegation_agency_id_employee_id_since_ix"),
        "delegation",
        ["agency_id", "employee_id", "since"],
        unique=False,
    )
    op.create_index(
        op.f("delegation_agency_id_unit_id_since_ix"), "delegation", ["agency_id", "unit_id", "since"], unique=False
    )
    op.create_table(
        "employee_education",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("graduated_on", sa.Date(), nullable=False),
        sa.Column("school", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("employee_education_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_education_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_education_pk")),
        sa.UniqueConstraint(
            "agency_id", "employee_id", "level", name=op.f("employee_education_agency_id_employee_id_level_uq")
        ),
    )
    op.create_table(
        "employee_exam",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("exam", sa.String(length=30), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("employee_exam_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_exam_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_exam_pk")),
        sa.UniqueConstraint(
            "agency_id", "employee_id", "exam", name=op.f("employee_exam_agency_id_employee_id_exam_uq")
        ),
    )
    op.create_table(
        "employee_rank",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("decree", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("employee_rank_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_rank_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_rank_pk")),
        sa.UniqueConstraint(
            "agency_id", "employee_id", "since", name=op.f("employee_rank_agency_id_employee_id_since_uq")
        ),
    )
    op.create_table(
        "employee_relation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("relative_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.CheckConstraint("relative_id <> employee_id", name=op.f("employee_relation_not_oneself_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("employee_relation_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "relative_id"], ["employee.agency_id", "employee.id"], name="employee_relation_relative_fk"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_relation_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_relation_pk")),
        sa.UniqueConstraint(
            "agency_id",
            "employee_id",
            "relative_id",
            name=op.f("employee_relation_agency_id_employee_id_relative_id_uq"),
        ),
    )
    op.create_index(
        op.f("employee_relation_agency_id_relative_id_ix"),
        "employee_relation",
        ["agency_id", "relative_id"],
        unique=False,
    )
    op.create_table(
        "employee_sanction",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decree", sa.String(length=120), nullable=False),
        sa.CheckConstraint("level IN ('ringan', 'sedang', 'berat')", name=op.f("employee_sanction_level_ck")),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("employee_sanction_interval_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("employee_sanction_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("employee_sanction_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("employee_sanction_pk")),
    )
    op.create_index(
        op.f("employee_sanction_agency_id_employee_id_since_ix"),
        "employee_sanction",
        ["agency_id", "employee_id", "since"],
        unique=False,
    )
    op.create_table(
        "import_fault",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=30), nullable=True),
        sa.Column("value", sa.String(length=160), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("values", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id", "import_id"],
            ["import_job.agency_id", "import_job.id"],
            name=op.f("import_fault_agency_id_import_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("import_fault_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("import_fault_pk")),
    )
    op.create_index(
        op.f("import_fault_agency_id_import_id_number_ix"),
        "import_fault",
        ["agency_id", "import_id", "number"],
        unique=True,
    )
    op.create_table(
        "period",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('upcoming', 'open', 'closed')", name=op.f("period_status_ck")),
        sa.CheckConstraint("last_day >= first_day AND report_by >= last_day", name=op.f("period_days_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("period_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("period_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("period_pk")),
        sa.UniqueConstraint("agency_id", "cycle_id", "number", name=op.f("period_agency_id_cycle_id_number_uq")),
    )
    op.create_index(op.f("period_agency_id_first_day_ix"), "period", ["agency_id", "first_day"], unique=False)
    op.create_table(
        "position",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("is_unit_head", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('managerial', 'functional', 'executor')", name=op.f("position_kind_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("position_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("position_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("position_pk")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("position_agency_id_code_uq")),
    )
    op.create_index(op.f("position_agency_id_unit_id_ix"), "position", ["agency_id", "unit_id"], unique=False)
    op.create_index(
        "position_one_head_of_unit_uq",
        "position",
        ["agency_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("is_unit_head"),
    )
    op.create_table(
        "public_service",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("is_free", sa.Boolean(), nullable=False),
        sa.Column("free_basis", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("NOT is_free OR free_basis IS NOT NULL", name=op.f("public_service_free_by_law_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("public_service_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("public_service_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("public_service_pk")),
        sa.UniqueConstraint("agency_id", "unit_id", "name", name=op.f("public_service_agency_id_unit_id_name_uq")),
    )
    op.create_table(
        "score_run",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=True),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("scored_count", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("revised_count", sa.Integer(), nullable=False),
        sa.Column("unchanged_count", sa.Integer(), nullable=False),
        sa.Column("pending_reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("failure", sa.String(length=80), nullable=True),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("finished_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("score_run_state_ck")
        ),
        sa.CheckConstraint("done_count >= 0 AND done_count <= total_count", name=op.f("score_run_progress_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("score_run_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("score_run_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("score_run_agency_id_fk")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name=op.f("score_run_policy_version_id_fk")
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("score_run_pk")),
    )
    op.create_index(
        op.f("score_run_agency_id_cycle_id_id_ix"), "score_run", ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        "score_run_one_per_scope_uq",
        "score_run",
        ["agency_id", "cycle_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('queued', 'running')"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "unit_placement",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.text("uuid_range(agency_id, agency_id, '[]')"), "&&"),
            (sa.text("uuid_range(unit_id, unit_id, '[]')"), "&&"),
            (sa.text("daterange(since, until)"), "&&"),
            using="gist",
            name="unit_placement_one_a_day",
        ),
        sa.CheckConstraint("parent_id <> unit_id", name=op.f("unit_placement_not_itself_ck")),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("unit_placement_interval_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "parent_id"], ["unit.agency_id", "unit.id"], name="unit_placement_parent_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("unit_placement_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("unit_placement_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("unit_placement_pk")),
    )
    op.create_index(
        op.f("unit_placement_agency_id_parent_id_ix"), "unit_placement", ["agency_id", "parent_id"], unique=False
    )
    op.create_index(
        op.f("unit_placement_agency_id_unit_id_ix"), "unit_placement", ["agency_id", "unit_id"], unique=False
    )
    op.create_table(
        "assignment",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.text("uuid_range(agency_id, agency_id, '[]')"), "&&"),
            (sa.text("uuid_range(employee_id, employee_id, '[]')"), "&&"),
            (sa.text("daterange(since, until)"), "&&"),
            using="gist",
            name="assignment_one_post_a_day",
        ),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("assignment_interval_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("assignment_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "position_id"],
            ["position.agency_id", "position.id"],
            name=op.f("assignment_agency_id_position_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("assignment_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("assignment_pk")),
    )
    op.create_index(
        op.f("assignment_agency_id_employee_id_since_ix"),
        "assignment",
        ["agency_id", "employee_id", "since"],
        unique=False,
    )
    op.create_index(
        op.f("assignment_agency_id_position_id_since_ix"),
        "assignment",
        ["agency_id", "position_id", "since"],
        unique=False,
    )
    op.create_table(
        "organization_result",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("rating", sa.String(length=20), nullable=False),
        sa.Column("decree", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_by_name", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "rating IN ('istimewa', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')",
            name=op.f("organization_result_rating_ck"),
        ),
        sa.CheckConstraint(
            "set_by_id IS NOT NULL OR decree IS NOT NULL", name=op.f("organization_result_set_by_somebody_or_decree_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"],
            ["cycle.agency_id", "cycle.id"],
            name=op.f("organization_result_agency_id_cycle_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("organization_result_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "set_by_id"], ["employee.agency_id", "employee.id"], name="organization_result_set_by_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"],
            ["unit.agency_id", "unit.id"],
            name=op.f("organization_result_agency_id_unit_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("organization_result_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("organization_result_pk")),
    )
    op.create_index(
        op.f("organization_result_agency_id_cycle_id_id_ix"),
        "organization_result",
        ["agency_id", "cycle_id", "id"],
        unique=False,
    )
    op.create_index(
        "organization_result_one_per_period_uq",
        "organization_result",
        ["agency_id", "unit_id", "cycle_id", "period_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "promotion_proposal",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("employee_nip", sa.String(length=18), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("from_rank", sa.String(length=10), nullable=False),
        sa.Column("to_rank", sa.String(length=10), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("eligibility", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("trainings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("standings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("policy_key", sa.String(length=60), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_by_name", sa.String(length=200), nullable=False),
        sa.Column("recommended_by", sa.Uuid(), nullable=True),
        sa.Column("recommended_by_name", sa.String(length=200), nullable=True),
        sa.Column("recommendation_note", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=200), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decree", sa.String(length=120), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("status <> 'approved' OR decree IS NOT NULL", name=op.f("promotion_proposal_decree_ck")),
        sa.CheckConstraint(
            "status IN ('proposed', 'recommended', 'not_recommended', 'approved', 'rejected', 'withdrawn')",
            name=op.f("promotion_proposal_status_ck"),
        ),
        sa.CheckConstraint(
            "decided_by <> proposed_by AND decided_by <> recommended_by",
            name=op.f("promotion_proposal_second_person_decides_ck"),
        ),
        sa.CheckConstraint(
            "recommended_by <> proposed_by", name=op.f("promotion_proposal_second_person_recommends_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "decided_by"], ["account.agency_id", "account.id"], name="promotion_proposal_decided_by_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("promotion_proposal_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "proposed_by"], ["account.agency_id", "account.id"], name="promotion_proposal_proposed_by_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "recommended_by"],
            ["account.agency_id", "account.id"],
            name="promotion_proposal_recommended_by_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"],
            ["unit.agency_id", "unit.id"],
            name=op.f("promotion_proposal_agency_id_unit_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("promotion_proposal_agency_id_fk")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name=op.f("promotion_proposal_policy_version_id_fk")
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("promotion_proposal_pk")),
    )
    op.create_index(
        op.f("promotion_proposal_agency_id_employee_id_id_ix"),
        "promotion_proposal",
        ["agency_id", "employee_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("promotion_proposal_agency_id_unit_id_id_ix"),
        "promotion_proposal",
        ["agency_id", "unit_id", "id"],
        unique=False,
    )
    op.create_index(
        "promotion_proposal_one_per_day_uq",
        "promotion_proposal",
        ["agency_id", "employee_id", "effective_on"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('rejected', 'withdrawn')"),
    )
    op.create_table(
        "refresh_token",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "account_id"],
            ["account.agency_id", "account.id"],
            name=op.f("refresh_token_agency_id_account_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("refresh_token_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("refresh_token_pk")),
    )
    op.create_index(
        op.f("refresh_token_agency_id_account_id_ix"), "refresh_token", ["agency_id", "account_id"], unique=False
    )
    op.create_index(
        op.f("refresh_token_agency_id_session_id_ix"), "refresh_token", ["agency_id", "session_id"], unique=False
    )
    op.create_table(
        "score",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("employee_nip", sa.String(length=18), nullable=False),
        sa.Column("position_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Numeric(precision=12, scale=6), nullable=True),
        sa.Column("pending", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("changed_components", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("explanation_sha256", sa.String(length=64), nullable=False),
        sa.Column("computed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'scored') = (value IS NOT NULL)", name=op.f("score_scored_has_value_ck")),
        sa.CheckConstraint("reason IN ('first', 'facts_changed', 'policy_changed')", name=op.f("score_reason_ck")),
        sa.CheckConstraint("state IN ('scored', 'pending')", name=op.f("score_state_ck")),
        sa.CheckConstraint("revision >= 1", name=op.f("score_revision_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("score_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("score_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "explanation_sha256"],
            ["score_explanation.agency_id", "score_explanation.sha256"],
            name=op.f("score_agency_id_explanation_sha256_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "run_id"], ["score_run.agency_id", "score_run.id"], name=op.f("score_agency_id_run_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("score_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("score_agency_id_fk")),
        sa.ForeignKeyConstraint(["policy_version_id"], ["policy_version.id"], name=op.f("score_policy_version_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("score_pk")),
        sa.UniqueConstraint(
            "agency_id",
            "employee_id",
            "cycle_id",
            "revision",
            name=op.f("score_agency_id_employee_id_cycle_id_revision_uq"),
        ),
    )
    op.create_index(op.f("score_agency_id_cycle_id_id_ix"), "score", ["agency_id", "cycle_id", "id"], unique=False)
    op.create_index(op.f("score_agency_id_run_id_id_ix"), "score", ["agency_id", "run_id", "id"], unique=False)
    op.create_index(op.f("score_agency_id_unit_id_id_ix"), "score", ["agency_id", "unit_id", "id"], unique=False)
    op.create_index(
        "score_one_current_uq",
        "score",
        ["agency_id", "employee_id", "cycle_id"],
        unique=True,
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "survey",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("sample_required", sa.Integer(), nullable=False),
        sa.Column("sample_careful", sa.Integer(), nullable=False),
        sa.Column("cost_mode", sa.String(length=20), nullable=False),
        sa.Column("cost_exclusion_reason", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("published_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cost_mode <> 'dikecualikan' OR cost_exclusion_reason IS NOT NULL", name=op.f("survey_exclusion_reason_ck")
        ),
        sa.CheckConstraint(
            "cost_mode IN ('ditanyakan', 'gratis_otomatis', 'disesuaikan', 'dikecualikan')",
            name=op.f("survey_cost_mode_ck"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'closed', 'result_published')", name=op.f("survey_status_ck")
        ),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("survey_days_ck")),
        sa.CheckConstraint("population >= 1", name=op.f("survey_population_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "service_id"],
            ["public_service.agency_id", "public_service.id"],
            name=op.f("survey_agency_id_service_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("survey_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("survey_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("survey_pk")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("survey_agency_id_code_uq")),
    )
    op.create_index(
        op.f("survey_agency_id_service_id_id_ix"), "survey", ["agency_id", "service_id", "id"], unique=False
    )
    op.create_index(op.f("survey_agency_id_unit_id_id_ix"), "survey", ["agency_id", "unit_id", "id"], unique=False)
    op.create_table(
        "target_plan",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("approach", sa.String(length=20), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("employee_nip", sa.String(length=18), nullable=False),
        sa.Column("rank", sa.String(length=10), nullable=True),
        sa.Column("position_name", sa.String(length=300), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("rating_official_id", sa.Uuid(), nullable=True),
        sa.Column("rating_official_name", sa.String(length=300), nullable=True),
        sa.Column("submitted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("agreed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("approach IN ('kuantitatif', 'kualitatif')", name=op.f("target_plan_approach_ck")),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'returned', 'agreed', 'closed')", name=op.f("target_plan_status_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("target_plan_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("target_plan_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "position_id"],
            ["position.agency_id", "position.id"],
            name=op.f("target_plan_agency_id_position_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "rating_official_id"],
            ["employee.agency_id", "employee.id"],
            name="target_plan_rating_official_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("target_plan_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("target_plan_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("target_plan_pk")),
    )
    op.create_index(
        op.f("target_plan_agency_id_employee_id_id_ix"), "target_plan", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("target_plan_agency_id_unit_id_id_ix"), "target_plan", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_index(
        "target_plan_one_per_post_uq",
        "target_plan",
        ["agency_id", "cycle_id", "employee_id", "position_id"],
        unique=True,
    )
    op.create_table(
        "evaluation",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("heads_unit", sa.Boolean(), nullable=False),
        sa.Column("organization_result_id", sa.Uuid(), nullable=True),
        sa.Column("work_result", sa.String(length=20), nullable=False),
        sa.Column("behavior", sa.String(length=20), nullable=False),
        sa.Column("suggested_behavior", sa.String(length=20), nullable=True),
        sa.Column("predicate", sa.String(length=20), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("remarks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("evaluator_name", sa.String(length=300), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("explanation_sha256", sa.String(length=64), nullable=False),
        sa.Column("distribution_note", sa.Text(), nullable=True),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("acknowledged_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'acknowledged') = (acknowledged_at IS NOT NULL)", name=op.f("evaluation_acknowledged_ck")
        ),
        sa.CheckConstraint("(status = 'draft') = (issued_at IS NULL)", name=op.f("evaluation_issued_ck")),
        sa.CheckConstraint(
            "behavior IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("evaluation_behavior_ck"),
        ),
        sa.CheckConstraint(
            "predicate IN ('sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')",
            name=op.f("evaluation_predicate_ck"),
        ),
        sa.CheckConstraint("status IN ('draft', 'issued', 'acknowledged')", name=op.f("evaluation_status_ck")),
        sa.CheckConstraint(
            "suggested_behavior IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("evaluation_suggested_behavior_ck"),
        ),
        sa.CheckConstraint(
            "work_result IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("evaluation_work_result_ck"),
        ),
        sa.CheckConstraint("evaluator_id <> employee_id", name=op.f("evaluation_not_oneself_ck")),
        sa.CheckConstraint(
            "heads_unit = (organization_result_id IS NOT NULL)", name=op.f("evaluation_head_takes_result_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "cycle_id"], ["cycle.agency_id", "cycle.id"], name=op.f("evaluation_agency_id_cycle_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("evaluation_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "evaluator_id"], ["employee.agency_id", "employee.id"], name="evaluation_evaluator_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "explanation_sha256"],
            ["evaluation_explanation.agency_id", "evaluation_explanation.sha256"],
            name="evaluation_explanation_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "organization_result_id"],
            ["organization_result.agency_id", "organization_result.id"],
            name=op.f("evaluation_agency_id_organization_result_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("evaluation_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("evaluation_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("evaluation_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("evaluation_agency_id_fk")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name=op.f("evaluation_policy_version_id_fk")
        ),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("evaluation_pk")),
    )
    op.create_index(
        op.f("evaluation_agency_id_cycle_id_id_ix"), "evaluation", ["agency_id", "cycle_id", "id"], unique=False
    )
    op.create_index(
        op.f("evaluation_agency_id_employee_id_id_ix"), "evaluation", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("evaluation_agency_id_organization_result_id_ix"),
        "evaluation",
        ["agency_id", "organization_result_id"],
        unique=False,
    )
    op.create_index(
        op.f("evaluation_agency_id_unit_id_cycle_id_ix"),
        "evaluation",
        ["agency_id", "unit_id", "cycle_id"],
        unique=False,
    )
    op.create_index(
        "evaluation_one_per_period_uq",
        "evaluation",
        ["agency_id", "plan_id", "period_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "rating_request",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("rater_id", sa.Uuid(), nullable=False),
        sa.Column("rater_name", sa.String(length=300), nullable=False),
        sa.Column("rater_group", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("rater_group IN ('peer', 'subordinate')", name=op.f("rating_request_rater_group_ck")),
        sa.CheckConstraint(
            "status IN ('nominated', 'approved', 'refused', 'declined', 'answered')",
            name=op.f("rating_request_status_ck"),
        ),
        sa.CheckConstraint("rater_id <> employee_id", name=op.f("rating_request_not_oneself_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("rating_request_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("rating_request_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("rating_request_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "rater_id"], ["employee.agency_id", "employee.id"], name="rating_request_rater_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "requested_by_id"],
            ["employee.agency_id", "employee.id"],
            name="rating_request_requested_by_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("rating_request_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("rating_request_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("rating_request_pk")),
    )
    op.create_index(
        op.f("rating_request_agency_id_employee_id_id_ix"),
        "rating_request",
        ["agency_id", "employee_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rating_request_agency_id_rater_id_id_ix"), "rating_request", ["agency_id", "rater_id", "id"], unique=False
    )
    op.create_index(
        op.f("rating_request_agency_id_requested_by_id_id_ix"),
        "rating_request",
        ["agency_id", "requested_by_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("rating_request_agency_id_unit_id_id_ix"), "rating_request", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_index(
        "rating_request_one_alive_uq",
        "rating_request",
        ["agency_id", "plan_id", "period_id", "rater_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('nominated', 'approved', 'answered')"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "survey_element",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("element", sa.String(length=20), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("question", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("jsonb_array_length(options) = 4", name=op.f("survey_element_four_options_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "survey_id"],
            ["survey.agency_id", "survey.id"],
            name=op.f("survey_element_agency_id_survey_id_fk"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("survey_element_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "survey_id", "element", name=op.f("survey_element_pk")),
        sa.UniqueConstraint(
            "agency_id", "survey_id", "number", name=op.f("survey_element_agency_id_survey_id_number_uq")
        ),
    )
    op.create_table(
        "survey_response",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("age_group", sa.String(length=10), nullable=True),
        sa.Column("education", sa.String(length=10), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "age_group IN ('under_20', '20_29', '30_39', '40_49', '50_59', '60_plus')",
            name=op.f("survey_response_age_group_ck"),
        ),
        sa.CheckConstraint(
            "education IN ('sd', 'smp', 'sma', 'diploma', 's1', 's2', 's3')", name=op.f("survey_response_education_ck")
        ),
        sa.CheckConstraint("sex IN ('laki_laki', 'perempuan')", name=op.f("survey_response_sex_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "survey_id"],
            ["survey.agency_id", "survey.id"],
            name=op.f("survey_response_agency_id_survey_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("survey_response_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("survey_response_pk")),
        sa.UniqueConstraint("agency_id", "survey_id", "id", name=op.f("survey_response_agency_id_survey_id_id_uq")),
        sa.UniqueConstraint("agency_id", "survey_id", "token_digest", name="survey_response_one_per_token_uq"),
    )
    op.create_table(
        "survey_result",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_note", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("sample_required", sa.Integer(), nullable=True),
        sa.Column("weight_convention", sa.String(length=10), nullable=False),
        sa.Column("index", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("elements", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("exclusion_reason", sa.Text(), nullable=True),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("policy_key", sa.String(length=80), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("explanation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(source = 'survey') = (survey_id IS NOT NULL)", name=op.f("survey_result_source_names_survey_ck")
        ),
        sa.CheckConstraint("grade IN ('A', 'B', 'C', 'D')", name=op.f("survey_result_grade_ck")),
        sa.CheckConstraint(
            "source <> 'imported' OR source_note IS NOT NULL", name=op.f("survey_result_source_note_ck")
        ),
        sa.CheckConstraint("source IN ('survey', 'imported')", name=op.f("survey_result_source_ck")),
        sa.CheckConstraint(
            "weight_convention IN ('eksak', '0.111', '0.11')", name=op.f("survey_result_weight_convention_ck")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("survey_result_days_ck")),
        sa.CheckConstraint("index BETWEEN 0 AND 100", name=op.f("survey_result_index_ck")),
        sa.CheckConstraint("respondents >= 1", name=op.f("survey_result_respondents_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "service_id"],
            ["public_service.agency_id", "public_service.id"],
            name=op.f("survey_result_agency_id_service_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "survey_id"],
            ["survey.agency_id", "survey.id"],
            name=op.f("survey_result_agency_id_survey_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("survey_result_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("survey_result_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("survey_result_pk")),
    )
    op.create_index(
        op.f("survey_result_agency_id_unit_id_year_ix"), "survey_result", ["agency_id", "unit_id", "year"], unique=False
    )
    op.create_index(
        "survey_result_one_import_uq",
        "survey_result",
        ["agency_id", "unit_id", "service_id", "first_day", "last_day"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("survey_id IS NULL"),
    )
    op.create_index(
        "survey_result_one_per_survey_uq",
        "survey_result",
        ["agency_id", "survey_id"],
        unique=True,
        postgresql_where=sa.text("survey_id IS NOT NULL"),
    )
    op.create_table(
        "target",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("superior_target_id", sa.Uuid(), nullable=True),
        sa.Column("perspective", sa.String(length=30), nullable=True),
        sa.Column("weight", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.CheckConstraint("kind IN ('utama', 'tambahan')", name=op.f("target_kind_ck")),
        sa.CheckConstraint("weight > 0 AND weight <= 100", name=op.f("target_weight_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("target_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "superior_target_id"], ["target.agency_id", "target.id"], name="target_superior_target_fk"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("target_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("target_pk")),
    )
    op.create_index(
        op.f("target_agency_id_plan_id_number_ix"), "target", ["agency_id", "plan_id", "number"], unique=True
    )
    op.create_index(
        op.f("target_agency_id_superior_target_id_ix"), "target", ["agency_id", "superior_target_id"], unique=False
    )
    op.create_table(
        "behavior_rating",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("rater_id", sa.Uuid(), nullable=False),
        sa.Column("rater_name", sa.String(length=300), nullable=False),
        sa.Column("rater_group", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("berorientasi_pelayanan", sa.String(length=20), nullable=False),
        sa.Column("akuntabel", sa.String(length=20), nullable=False),
        sa.Column("kompeten", sa.String(length=20), nullable=False),
        sa.Column("harmonis", sa.String(length=20), nullable=False),
        sa.Column("loyal", sa.String(length=20), nullable=False),
        sa.Column("adaptif", sa.String(length=20), nullable=False),
        sa.Column("kolaboratif", sa.String(length=20), nullable=False),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(rater_group = 'self') = (rater_id = employee_id)", name=op.f("behavior_rating_self_is_oneself_ck")
        ),
        sa.CheckConstraint(
            "(rater_group IN ('peer', 'subordinate')) = (request_id IS NOT NULL)",
            name=op.f("behavior_rating_others_are_asked_ck"),
        ),
        sa.CheckConstraint(
            "adaptif IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_adaptif_ck"),
        ),
        sa.CheckConstraint(
            "akuntabel IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_akuntabel_ck"),
        ),
        sa.CheckConstraint(
            "berorientasi_pelayanan IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_berorientasi_pelayanan_ck"),
        ),
        sa.CheckConstraint(
            "harmonis IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_harmonis_ck"),
        ),
        sa.CheckConstraint(
            "kolaboratif IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_kolaboratif_ck"),
        ),
        sa.CheckConstraint(
            "kompeten IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_kompeten_ck"),
        ),
        sa.CheckConstraint(
            "loyal IN ('di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi')",
            name=op.f("behavior_rating_loyal_ck"),
        ),
        sa.CheckConstraint(
            "rater_group IN ('self', 'superior', 'peer', 'subordinate')", name=op.f("behavior_rating_rater_group_ck")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("behavior_rating_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("behavior_rating_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("behavior_rating_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "rater_id"], ["employee.agency_id", "employee.id"], name="behavior_rating_rater_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "request_id"],
            ["rating_request.agency_id", "rating_request.id"],
            name=op.f("behavior_rating_agency_id_request_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("behavior_rating_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("behavior_rating_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("behavior_rating_pk")),
    )
    op.create_index(
        op.f("behavior_rating_agency_id_employee_id_id_ix"),
        "behavior_rating",
        ["agency_id", "employee_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("behavior_rating_agency_id_rater_id_id_ix"),
        "behavior_rating",
        ["agency_id", "rater_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("behavior_rating_agency_id_unit_id_id_ix"), "behavior_rating", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_index(
        "behavior_rating_one_per_rater_uq",
        "behavior_rating",
        ["agency_id", "plan_id", "period_id", "rater_id", "rater_group"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "indicator",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("aspect", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("target_value", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("target_text", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.CheckConstraint("aspect IN ('kuantitas', 'kualitas', 'waktu', 'biaya')", name=op.f("indicator_aspect_ck")),
        sa.CheckConstraint("direction IN ('increasing', 'decreasing')", name=op.f("indicator_direction_ck")),
        sa.CheckConstraint(
            "(target_value IS NOT NULL AND unit IS NOT NULL) OR target_text IS NOT NULL",
            name=op.f("indicator_has_a_target_ck"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "target_id"],
            ["target.agency_id", "target.id"],
            name=op.f("indicator_agency_id_target_id_fk"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("indicator_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("indicator_pk")),
    )
    op.create_index(
        op.f("indicator_agency_id_target_id_number_ix"), "indicator", ["agency_id", "target_id", "number"], unique=True
    )
    op.create_table(
        "survey_answer",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("element", sa.String(length=20), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("is_imputed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 4", name=op.f("survey_answer_value_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "survey_id", "element"],
            ["survey_element.agency_id", "survey_element.survey_id", "survey_element.element"],
            name=op.f("survey_answer_agency_id_survey_id_element_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "survey_id", "response_id"],
            ["survey_response.agency_id", "survey_response.survey_id", "survey_response.id"],
            name=op.f("survey_answer_agency_id_survey_id_response_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("survey_answer_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "survey_id", "response_id", "element", name=op.f("survey_answer_pk")),
    )
    op.create_table(
        "realization",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("indicator_title", sa.Text(), nullable=False),
        sa.Column("indicator_unit", sa.String(length=300), nullable=True),
        sa.Column("target_value", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("submitted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reviewed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_by_name", sa.String(length=300), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status <> 'returned' OR review_note IS NOT NULL", name=op.f("realization_returned_with_a_note_ck")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'returned', 'accepted')", name=op.f("realization_status_ck")
        ),
        sa.CheckConstraint("value IS NOT NULL OR text IS NOT NULL", name=op.f("realization_says_something_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("realization_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "indicator_id"],
            ["indicator.agency_id", "indicator.id"],
            name=op.f("realization_agency_id_indicator_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "period_id"],
            ["period.agency_id", "period.id"],
            name=op.f("realization_agency_id_period_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("realization_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "reviewed_by_id"], ["employee.agency_id", "employee.id"], name="realization_reviewed_by_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("realization_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("realization_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("realization_pk")),
    )
    op.create_index(
        op.f("realization_agency_id_employee_id_id_ix"), "realization", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(
        op.f("realization_agency_id_plan_id_period_id_ix"),
        "realization",
        ["agency_id", "plan_id", "period_id"],
        unique=False,
    )
    op.create_index(
        op.f("realization_agency_id_unit_id_id_ix"), "realization", ["agency_id", "unit_id", "id"], unique=False
    )
    op.create_index(
        "realization_one_per_period_uq", "realization", ["agency_id", "indicator_id", "period_id"], unique=True
    )
    op.create_table(
        "evidence",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("realization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'link' AND url IS NOT NULL AND file_name IS NULL AND sha256 IS NULL) OR (kind = 'file' AND url IS NULL AND file_name IS NOT NULL AND media_type IS NOT NULL AND size > 0 AND sha256 IS NOT NULL)",
            name=op.f("evidence_link_or_file_ck"),
        ),
        sa.CheckConstraint("kind IN ('link', 'file')", name=op.f("evidence_kind_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "realization_id"],
            ["realization.agency_id", "realization.id"],
            name=op.f("evidence_agency_id_realization_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("evidence_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("evidence_pk")),
    )
    op.create_index(
        op.f("evidence_agency_id_realization_id_id_ix"), "evidence", ["agency_id", "realization_id", "id"], unique=False
    )
    op.create_table(
        "feedback",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("employee_name", sa.String(length=300), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.String(length=300), nullable=False),
        sa.Column("author_relation", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("realization_id", sa.Uuid(), nullable=True),
        sa.Column("value", sa.String(length=30), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("acknowledged_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'acknowledged') = (acknowledged_at IS NOT NULL)", name=op.f("feedback_acknowledged_ck")
        ),
        sa.CheckConstraint(
            "(target_id IS NOT NULL) = (about = 'target') AND (realization_id IS NOT NULL) = (about = 'realization') AND (value IS NOT NULL) = (about = 'value')",
            name=op.f("feedback_names_what_it_is_about_ck"),
        ),
        sa.CheckConstraint("about IN ('plan', 'target', 'realization', 'value')", name=op.f("feedback_about_ck")),
        sa.CheckConstraint(
            "author_relation IN ('rating_official', 'superior_of_rating_official', 'above', 'peer', 'subordinate')",
            name=op.f("feedback_author_relation_ck"),
        ),
        sa.CheckConstraint("status IN ('given', 'acknowledged')", name=op.f("feedback_status_ck")),
        sa.CheckConstraint(
            "value IN ('berorientasi_pelayanan', 'akuntabel', 'kompeten', 'harmonis', 'loyal', 'adaptif', 'kolaboratif')",
            name=op.f("feedback_value_ck"),
        ),
        sa.CheckConstraint("author_id <> employee_id", name=op.f("feedback_not_on_oneself_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "author_id"], ["employee.agency_id", "employee.id"], name="feedback_author_fk"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "employee_id"],
            ["employee.agency_id", "employee.id"],
            name=op.f("feedback_agency_id_employee_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "plan_id"],
            ["target_plan.agency_id", "target_plan.id"],
            name=op.f("feedback_agency_id_plan_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "realization_id"],
            ["realization.agency_id", "realization.id"],
            name=op.f("feedback_agency_id_realization_id_fk"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "target_id"], ["target.agency_id", "target.id"], name=op.f("feedback_agency_id_target_id_fk")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "unit_id"], ["unit.agency_id", "unit.id"], name=op.f("feedback_agency_id_unit_id_fk")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("feedback_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("feedback_pk")),
    )
    op.create_index(
        op.f("feedback_agency_id_author_id_id_ix"), "feedback", ["agency_id", "author_id", "id"], unique=False
    )
    op.create_index(
        op.f("feedback_agency_id_employee_id_id_ix"), "feedback", ["agency_id", "employee_id", "id"], unique=False
    )
    op.create_index(op.f("feedback_agency_id_plan_id_id_ix"), "feedback", ["agency_id", "plan_id", "id"], unique=False)
    op.create_index(op.f("feedback_agency_id_unit_id_id_ix"), "feedback", ["agency_id", "unit_id", "id"], unique=False)
    op.create_table(
        "realization_revision",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("realization_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("submitted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=300), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('withdrawn', 'returned', 'accepted')", name=op.f("realization_revision_outcome_ck")
        ),
        sa.CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name=op.f("realization_revision_decided_ck")),
        sa.ForeignKeyConstraint(
            ["agency_id", "decided_by_id"],
            ["employee.agency_id", "employee.id"],
            name="realization_revision_decided_by_fk",
        ),
        sa.ForeignKeyConstraint(
            ["agency_id", "realization_id"],
            ["realization.agency_id", "realization.id"],
            name=op.f("realization_revision_agency_id_realization_id_fk"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("realization_revision_agency_id_fk")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("realization_revision_pk")),
    )
    op.create_index(
        op.f("realization_revision_agency_id_realization_id_number_ix"),
        "realization_revision",
        ["agency_id", "realization_id", "number"],
        unique=True,
    )
    op.create_index(
        "realization_revision_one_waits_uq",
        "realization_revision",
        ["agency_id", "realization_id"],
        unique=True,
        postgresql_where=sa.text("outcome IS NULL"),
    )


def downgrade() -> None:
    """Drop everything but the note of what has run, which alembic goes on writing in."""
    for statement in (
        "CREATE SCHEMA kept",
        "ALTER TABLE alembic_version SET SCHEMA kept",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "ALTER TABLE kept.alembic_version SET SCHEMA public",
        "DROP SCHEMA kept",
    ):
        op.execute(statement)
