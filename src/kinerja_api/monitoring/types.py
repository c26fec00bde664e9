"""Words of the list of tasks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from uuid import UUID


class TaskKind(StrEnum):
    """What somebody has to do, in the order of the performance year."""

    READ_CRITERIA = auto()
    WRITE_PLAN = auto()
    SUBMIT_PLAN = auto()
    CORRECT_PLAN = auto()
    AGREE_PLAN = auto()
    DECIDE_PLAN_CHANGE = auto()
    ANSWER_PLAN_CHANGE = auto()
    SUBMIT_ACTION_PLAN = auto()
    CORRECT_ACTION_PLAN = auto()
    AGREE_ACTION_PLAN = auto()
    REPORT_RESULTS = auto()
    CORRECT_RESULTS = auto()
    REVIEW_RESULTS = auto()
    ACKNOWLEDGE_FEEDBACK = auto()
    CONCLUDE_MEETING = auto()
    FINISH_FOLLOW_UP = auto()
    ANSWER_OBSERVATION = auto()
    ANSWER_NOTE = auto()
    AGREE_IMPROVEMENT = auto()
    FOLLOW_UP_NOTE = auto()
    ASSESS_ONESELF = auto()
    APPROVE_RATER = auto()
    ANSWER_RATING_REQUEST = auto()
    RATE_BEHAVIOR = auto()
    SET_ORGANIZATION_RESULT = auto()
    EVALUATE = auto()
    EVALUATE_UP_TO_HAND_OVER = auto()
    LOCK_CALIBRATION = auto()
    SIGN_EVALUATION = auto()
    STATE_ON_OBJECTION = auto()
    DECIDE_OBJECTION = auto()
    # Of offices.
    FILL_HEADS_POST = auto()
    NAME_RATING_AUTHORITY = auto()
    MOVE_PEOPLE = auto()
    RECORD_HOST_EVALUATION = auto()
    OPEN_PERIOD = auto()
    CLOSE_PERIOD = auto()
    PASS_ON_OBJECTION = auto()
    REVIEW_POLICY = auto()
    PUBLISH_POLICY = auto()
    RECOMMEND_PROMOTION = auto()
    DECIDE_PROMOTION = auto()
    CLOSE_SURVEY = auto()
    ISSUE_SURVEY_RESULT = auto()


class WaitKind(StrEnum):
    """What is somebody's own and lies with another person now."""

    PLAN_TO_BE_AGREED = auto()
    PLAN_CHANGE_TO_BE_DECIDED = auto()
    ACTION_PLAN_TO_BE_AGREED = auto()
    RESULTS_TO_BE_REVIEWED = auto()
    EVALUATION_TO_BE_ISSUED = auto()
    HAND_OVER_TO_BE_EVALUATED = auto()
    HOST_EVALUATION_TO_BE_RECORDED = auto()
    OBJECTION_TO_BE_DECIDED = auto()


class BlockKind(StrEnum):
    """What keeps somebody from going on until another person has acted."""

    NO_POST = auto()
    NO_OPEN_CYCLE = auto()
    NO_RATING_OFFICIAL = auto()
    OTHER_RATING_OFFICIAL = auto()
    EARLIER_EVALUATION_MISSING = auto()
    HOST_EVALUATION_MISSING = auto()
    NO_PLAN_ABOVE = auto()


class Actor(StrEnum):
    """Who must act: an office, or a person of the line of today or, of what has ended, of its last day."""

    HR_ADMIN = auto()
    RATING_OFFICIAL = auto()
    FORMER_OFFICIAL = auto()
    JUDGE = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """One matter as the tables have it: whose or what, how many, until when, since when, and where it is done.

    `actor_name` says who must act where that is another than the rating official of today.
    """

    kind: str
    subject_id: UUID | None
    subject_name: str | None
    period: str | None
    count: int
    due: date | None
    since: datetime | None
    path: str
    actor_name: str | None = None
