"""The vocabulary of permissions, and the matrix of roles that hold them.

A permission opens a kind of operation; which objects it reaches is decided by the relation to the object
(`access.py` of each capability). The rating official is derived from the unit tree and never a role.
"""

from enum import StrEnum, auto


class Permission(StrEnum):
    """`resource:action`, sorted."""

    ACCOUNT_MANAGE = "account:manage"
    ACCOUNT_READ_OWN = "account:read_own"
    ACTIVITY_READ = "activity:read"
    ACTIVITY_WRITE = "activity:write"
    AGENCY_MANAGE = "agency:manage"
    AGENCY_READ = "agency:read"
    AUDIT_READ = "audit:read"
    BEHAVIOR_RATING_READ = "behavior_rating:read"
    BEHAVIOR_RATING_WRITE = "behavior_rating:write"
    CALIBRATION_READ = "calibration:read"
    CALIBRATION_WRITE = "calibration:write"
    CRITERIA_ACKNOWLEDGE = "criteria:acknowledge"
    CYCLE_MANAGE = "cycle:manage"
    CYCLE_READ = "cycle:read"
    DELEGATION_MANAGE = "delegation:manage"
    EMPLOYEE_MANAGE = "employee:manage"
    EMPLOYEE_READ = "employee:read"
    EVALUATION_READ = "evaluation:read"
    EVALUATION_RECORD = "evaluation:record"
    EVALUATION_RUN = "evaluation:run"
    EVALUATION_WRITE = "evaluation:write"
    FAVOURITISM_READ = "favouritism:read"
    FEEDBACK_READ = "feedback:read"
    FEEDBACK_WRITE = "feedback:write"
    IMPORT_MANAGE = "import:manage"
    IMPROVEMENT_NOTE_READ = "improvement_note:read"
    IMPROVEMENT_NOTE_WRITE = "improvement_note:write"
    OBJECTION_READ = "objection:read"
    OBJECTION_WRITE = "objection:write"
    OBSERVATION_READ = "observation:read"
    OBSERVATION_WRITE = "observation:write"
    ORGANIZATION_RESULT_READ = "organization_result:read"
    ORGANIZATION_RESULT_WRITE = "organization_result:write"
    PLAN_TEMPLATE_MANAGE = "plan_template:manage"
    POLICY_DRAFT = "policy:draft"
    POLICY_READ = "policy:read"
    POLICY_REVIEW = "policy:review"
    PROMOTION_DECIDE = "promotion:decide"
    PROMOTION_MANAGE = "promotion:manage"
    PROMOTION_READ = "promotion:read"
    REALIZATION_READ = "realization:read"
    REALIZATION_WRITE = "realization:write"
    REVIEW_MEETING_READ = "review_meeting:read"
    REVIEW_MEETING_WRITE = "review_meeting:write"
    SCORE_READ = "score:read"
    SCORE_RUN = "score:run"
    SURVEY_MANAGE = "survey:manage"
    SURVEY_READ = "survey:read"
    TARGET_PLAN_READ = "target_plan:read"
    TARGET_PLAN_WRITE = "target_plan:write"
    TASK_READ = "task:read"
    UNIT_MANAGE = "unit:manage"
    UNIT_READ = "unit:read"
    WORK_TEAM_READ = "work_team:read"
    WORK_TEAM_WRITE = "work_team:write"


class Role(StrEnum):
    """Roles that are granted to an account; an account may hold several."""

    EMPLOYEE = auto()
    HR_ADMIN = auto()
    PROMOTION_BOARD = auto()
    APPOINTING_OFFICIAL = auto()
    AUDITOR = auto()
    SURVEY_OFFICER = auto()
    PLATFORM_OPERATOR = auto()


_P = Permission
_EVERYBODY = {
    _P.ACCOUNT_READ_OWN,
    _P.AGENCY_READ,
    _P.CYCLE_READ,
    _P.POLICY_READ,
    _P.SURVEY_READ,
    _P.TASK_READ,
    _P.UNIT_READ,
}
_WORK_READ = {
    _P.ACTIVITY_READ,
    _P.BEHAVIOR_RATING_READ,
    _P.CALIBRATION_READ,
    _P.EMPLOYEE_READ,
    _P.EVALUATION_READ,
    _P.FEEDBACK_READ,
    _P.IMPROVEMENT_NOTE_READ,
    _P.OBJECTION_READ,
    _P.OBSERVATION_READ,
    _P.ORGANIZATION_RESULT_READ,
    _P.PROMOTION_READ,
    _P.REALIZATION_READ,
    _P.REVIEW_MEETING_READ,
    _P.SCORE_READ,
    _P.TARGET_PLAN_READ,
    _P.WORK_TEAM_READ,
}

MATRIX: dict[Role, frozenset[Permission]] = {
    # Rating officials and unit leaders are employees too: what they may do with others' objects comes from relation.
    Role.EMPLOYEE: frozenset(
        _EVERYBODY
        | _WORK_READ
        | {
            _P.ACTIVITY_WRITE,
            _P.BEHAVIOR_RATING_WRITE,
            _P.CALIBRATION_WRITE,
            _P.CRITERIA_ACKNOWLEDGE,
            _P.EVALUATION_WRITE,
            _P.FEEDBACK_WRITE,
            _P.IMPROVEMENT_NOTE_WRITE,
            _P.OBJECTION_WRITE,
            _P.OBSERVATION_WRITE,
            _P.ORGANIZATION_RESULT_WRITE,
            _P.REALIZATION_WRITE,
            _P.REVIEW_MEETING_WRITE,
            _P.TARGET_PLAN_WRITE,
            # The teams of the units that one leads.
            _P.WORK_TEAM_WRITE,
        }
    ),
    # Keeps master data and the calendar; never rates, so that whoever owns the records does not judge the people.
    Role.HR_ADMIN: frozenset(
        _EVERYBODY
        | _WORK_READ
        | {
            _P.ACCOUNT_MANAGE,
            _P.CYCLE_MANAGE,
            _P.DELEGATION_MANAGE,
            _P.EMPLOYEE_MANAGE,
            # To prepare evaluations, which others rate.
            _P.EVALUATION_RUN,
            # To record what another agency decided about somebody who works there.
            _P.EVALUATION_RECORD,
            _P.IMPORT_MANAGE,
            # To pass on what is overdue; never to decide.
            _P.OBJECTION_WRITE,
            # The result of the top unit, which nobody stands above, from the decree of the PPK; of no other unit.
            _P.ORGANIZATION_RESULT_WRITE,
            # To give many employees a draft to begin with, which each of them completes and submits.
            _P.PLAN_TEMPLATE_MANAGE,
            # Drafts the agency's own rules and reviews what another administrator drafted; never publishes them.
            _P.POLICY_DRAFT,
            _P.POLICY_REVIEW,
            _P.PROMOTION_MANAGE,
            _P.SCORE_RUN,
            _P.SURVEY_MANAGE,
            _P.UNIT_MANAGE,
            _P.WORK_TEAM_WRITE,
        }
    ),
    Role.PROMOTION_BOARD: frozenset(_EVERYBODY | {_P.EMPLOYEE_READ, _P.PROMOTION_READ, _P.PROMOTION_MANAGE}),
    # Decides on promotions, and publishes the agency's own rules (policies/access.py).
    Role.APPOINTING_OFFICIAL: frozenset(
        _EVERYBODY
        | {
            # Calibrates and decides objections where no civil servant stands above the rating officials.
            _P.CALIBRATION_READ,
            _P.CALIBRATION_WRITE,
            _P.EMPLOYEE_READ,
            # Decides on what is written in them.
            _P.EVALUATION_READ,
            _P.OBJECTION_READ,
            _P.OBJECTION_WRITE,
            _P.POLICY_REVIEW,
            _P.PROMOTION_DECIDE,
            _P.PROMOTION_READ,
        }
    ),
    # Alone sees where ratings look like favours; HR, who lives with both sides, does not.
    Role.AUDITOR: frozenset(_EVERYBODY | _WORK_READ | {_P.FAVOURITISM_READ, _P.AUDIT_READ}),
    Role.SURVEY_OFFICER: frozenset(_EVERYBODY | {_P.SURVEY_MANAGE}),
    # Runs the installation and cannot read anybody's evaluation.
    Role.PLATFORM_OPERATOR: frozenset({_P.ACCOUNT_READ_OWN, _P.AGENCY_READ, _P.AGENCY_MANAGE, _P.POLICY_READ}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return all that these roles may do together."""
    return frozenset().union(*(MATRIX[role] for role in roles))
