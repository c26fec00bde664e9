"""From two ratings to a predicate, by the engine and the version of the law in force in the evaluated days."""

from kinerja_api.evaluations import repository
from kinerja_api.evaluations.errors import (
    EVALUATING,
    HEAD_TAKES_RESULT,
    RATING_NEEDED,
    EvaluationNotComputable,
    OrganizationResultMissing,
    WorkResultContradicts,
)
from kinerja_api.evaluations.rules import judge
from kinerja_api.evaluations.service.occasions import Occasion
from kinerja_api.evaluations.types import Judged, RatingLevel
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid, Problem
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import is_head_position
from kinerja_api.policies.public import national, pin
from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, ScoringError
from kinerja_api.scoring.facts import RatingFacts
from kinerja_api.targets.types import PlanView

SUBJECT = "predicate"


async def judge_plan(
    uow: UnitOfWork, occasion: Occasion, *, work_result: RatingLevel | None, behavior: RatingLevel
) -> Judged:
    """Return the predicate of two ratings; the head of a unit takes the organisation's result as the first."""
    plan, period = occasion.plan, occasion.period
    days = occasion.days
    heads_unit = await is_head_position(uow, plan.position_id)
    organization = await repository.find_result(
        uow, plan.unit_id, plan.cycle_id, period.id if period else None, hold=True
    )
    facts = RatingFacts(
        period=days,
        behavior=behavior,
        work_result=work_result,
        heads_unit=heads_unit,
        organization=organization.rating if organization else None,
    )
    try:
        pinned = await pin(uow, national().regime(SUBJECT, days.last_day).key, days.last_day)
        return judge(pinned.policy, pinned.id, facts, organization)
    except ScoringError as refused:
        raise _as_problem(refused, plan) from refused


def _as_problem(refused: ScoringError, plan: PlanView) -> Problem:
    needed = Text(refused.needed.id, refused.needed.en)
    match refused:
        case MissingFact(place="organization"):
            return OrganizationResultMissing(basis=[HEAD_TAKES_RESULT], extra={"unit_id": str(plan.unit_id)})
        case MissingFact(place="work_result"):
            fault = FieldError("missing", RATING_NEEDED, "/work_result_rating")
            return Invalid(errors=[fault], basis=[EVALUATING])
        case ContradictoryFacts():
            return WorkResultContradicts(needed, basis=[HEAD_TAKES_RESULT])
        case _:
            extra = {"place": refused.place, "reason": refused.code}
            return EvaluationNotComputable(needed, basis=[EVALUATING], extra=extra)
