"""Let plans say of what kind they are, targets of which acting appointment, and indicators what of a study they measure."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_special_plans"
down_revision = "20261127_employee_status"
branch_labels = None
depends_on = None

# Rules for tables that are written all the time. A plan is written in January, and this short transaction gives up when
# it has to wait for a lock.
RARELY_WRITTEN = (
    "require-concurrent-index-creation,require-concurrent-index-deletion,ban-drop-constraint,"
    "constraint-missing-not-valid,adding-foreign-key-constraint"
)
CHECKS = (
    ("target_plan", "kind", "kind IN ('regular', 'study', 'host')"),
    ("target_plan", "host_agency", "(kind = 'host') = (host_agency IS NOT NULL)"),
    ("target", "delegation", "(delegation_id IS NULL) = (delegation_name IS NULL)"),
    ("indicator", "study_kind", "study_kind IN ('tugas_program', 'evaluasi_akademik', 'lulus_tepat_waktu')"),
)
OUTCOME = "plan_assignment_result_outcome_ck"


def upgrade() -> None:
    """Add the columns, and let a person in one post and year have a plan of each kind."""
    op.execute(f"-- squawk-ignore-file {RARELY_WRITTEN}\nSELECT 1")
    op.add_column("target_plan", sa.Column("kind", sa.String(10), nullable=False, server_default="regular"))
    op.add_column("target_plan", sa.Column("host_agency", sa.String(300), nullable=True))
    op.add_column("target", sa.Column("delegation_id", sa.Uuid(), nullable=True))
    op.add_column("target", sa.Column("delegation_name", sa.String(400), nullable=True))
    op.add_column("indicator", sa.Column("study_kind", sa.String(20), nullable=True))
    op.add_column("plan_assignment_run", sa.Column("no_days_count", sa.Integer(), nullable=False, server_default="0"))
    for table, name, rule in CHECKS:
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{name}_ck CHECK ({rule})")
    op.execute(
        "ALTER TABLE target ADD CONSTRAINT target_agency_id_delegation_id_fk"
        " FOREIGN KEY (agency_id, delegation_id) REFERENCES delegation (agency_id, id)"
    )
    op.execute(f"ALTER TABLE plan_assignment_result DROP CONSTRAINT {OUTCOME}")
    op.execute(
        f"ALTER TABLE plan_assignment_result ADD CONSTRAINT {OUTCOME}"
        " CHECK (outcome IN ('created', 'plan_there', 'no_days'))"
    )
    post = ["agency_id", "cycle_id", "employee_id", "position_id"]
    op.create_index(
        "target_plan_one_per_post_and_kind_uq",
        "target_plan",
        [*post, "kind"],
        unique=True,
        postgresql_where=sa.text("kind <> 'host'"),
    )
    op.create_index(
        "target_plan_one_per_hosting_uq",
        "target_plan",
        ["agency_id", "cycle_id", "employee_id", "valid_from"],
        unique=True,
        postgresql_where=sa.text("kind = 'host'"),
    )
    op.drop_index("target_plan_one_per_post_uq", "target_plan")


def downgrade() -> None:
    """Take them away again; it fails while somebody has plans of two kinds in one post, which would be lost."""
    op.create_index(
        "target_plan_one_per_post_uq",
        "target_plan",
        ["agency_id", "cycle_id", "employee_id", "position_id"],
        unique=True,
    )
    op.drop_index("target_plan_one_per_hosting_uq", "target_plan")
    op.drop_index("target_plan_one_per_post_and_kind_uq", "target_plan")
    op.execute(f"ALTER TABLE plan_assignment_result DROP CONSTRAINT {OUTCOME}")
    op.execute(
        f"ALTER TABLE plan_assignment_result ADD CONSTRAINT {OUTCOME} CHECK (outcome IN ('created', 'plan_there'))"
    )
    op.execute("ALTER TABLE target DROP CONSTRAINT target_agency_id_delegation_id_fk")
    for table, name, _ in reversed(CHECKS):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{name}_ck")
    op.drop_column("plan_assignment_run", "no_days_count")
    op.drop_column("indicator", "study_kind")
    op.drop_column("target", "delegation_name")
    op.drop_column("target", "delegation_id")
    op.drop_column("target_plan", "host_agency")
    op.drop_column("target_plan", "kind")
