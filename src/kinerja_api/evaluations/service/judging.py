"""From two ratings to a predicate, by the engine and the version of the law in force in the evaluated days."""

from datetime import date
from uuid import UUID

from kinerja_api.cycles.public import list_periods
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.errors import (
    EVALUATING,
    HEAD_TAKES_RESULT,
    RATING_NEEDED,
    EvaluationNotComputable,
    OrganizationResultMissing,
    WorkResultContradicts,
)
from kinerja_api.evaluations.rules import judge, judge_year
from kinerja_api.evaluations.rules.years import YearParts
from kinerja_api.evaluations.service.occasions import Occasion
from kinerja_api.evaluations.types import Judged, OrganizationResultView, RatingLevel
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid, Problem
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import is_head_position
from kinerja_api.policies.public import national, pin
from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, ScoringError
from kinerja_api.scoring.facts import RatingFacts, YearFacts
from kinerja_api.targets.types import PlanView

SUBJECT = "predicate"


async def judge_plan(
    uow: UnitOfWork,
    occasion: Occasion,
    *,
    work_result: RatingLevel | None,
    behavior: RatingLevel,
    year: YearParts | None = None,
) -> Judged:
    """Return the predicate of two ratings; the head of a unit takes the organisation's result as the first.

    `year` has the parts of a year with several plans or officials, or in which only a part was worked.
    """
    plan, period = occasion.plan, occasion.period
    days = occasion.whole if year else occasion.days
    heads_unit = await is_head_position(uow, plan.position_id)
    organization = await find_organization(
        uow,
        plan.unit_id,
        plan.cycle_id,
        period.id if period else None,
        handed_over_on=occasion.handed_over_on,
        hold=True,
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
        if year is not None:
            return judge_year(pinned.policy, pinned.id, YearFacts(year.plans, year.away, facts), organization)
        return judge(pinned.policy, pinned.id, facts, organization)
    except ScoringError as refused:
        raise _as_problem(refused, plan) from refused


async def find_organization(
    uow: UnitOfWork,
    unit_id: UUID,
    cycle_id: UUID,
    period_id: UUID | None,
    *,
    handed_over_on: date | None,
    hold: bool = False,
) -> OrganizationResultView | None:
    """Return the result of a unit for a period or the year; up to a hand-over that of the period in which it lies.

    The year's result is not set when somebody hands over in it; where an agency sets none for periods, the year's is
    waited for.
    """
    if handed_over_on is not None:
        periods = await list_periods(uow, cycle_id)
        within = next((each.id for each in periods if each.first_day <= handed_over_on <= each.last_day), None)
        found = await repository.find_result(uow, unit_id, cycle_id, within, hold=hold) if within else None
        if found is not None:
            return found
    return await repository.find_result(uow, unit_id, cycle_id, period_id, hold=hold)


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
