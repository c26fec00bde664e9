"""Let those who lead a work team give feedback as what they are to its members."""

from alembic import op

revision = "20261128_feedback_of_leads"
down_revision = "20261128_work_team"
branch_labels = None
depends_on = None

NAME = "feedback_author_relation_ck"
BEFORE = "'rating_official', 'superior_of_rating_official', 'above', 'peer', 'subordinate'"
UNBOUND = "ALTER TABLE feedback NO FORCE ROW LEVEL SECURITY"
BOUND = "ALTER TABLE feedback FORCE ROW LEVEL SECURITY"


def upgrade() -> None:
    """Allow one more word."""
    op.execute("-- squawk-ignore-file ban-drop-constraint,constraint-missing-not-valid\nSELECT 1")
    op.drop_constraint(op.f(NAME), "feedback", type_="check")
    op.create_check_constraint(op.f(NAME), "feedback", f"author_relation IN ({BEFORE}, 'team_lead')")


def downgrade() -> None:
    """Take it away; what leads of teams said is then said by people beside the employee."""
    op.execute(UNBOUND)
    op.execute("UPDATE feedback SET author_relation = 'peer' WHERE author_relation = 'team_lead'")
    op.execute(BOUND)
    op.drop_constraint(op.f(NAME), "feedback", type_="check")
    op.create_check_constraint(op.f(NAME), "feedback", f"author_relation IN ({BEFORE})")
