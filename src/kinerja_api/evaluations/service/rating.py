"""Puts two ratings, and the predicate that follows from them, into an evaluation."""

from typing import cast

from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.public import summarize
from kinerja_api.cycles.public import get_cycle, list_periods
from kinerja_api.cycles.types import PeriodStatus
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.rules import Circumstances, remarks_on
from kinerja_api.evaluations.schemas import EvaluationPut
from kinerja_api.evaluations.service.judging import judge_plan
from kinerja_api.evaluations.service.occasions import Occasion, find_period
from kinerja_api.evaluations.types import Json, RatingLevel
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.realizations.public import list_results
from kinerja_api.realizations.types import RealizationStatus
from kinerja_api.targets.public import get_plan


async def put_ratings(
    uow: UnitOfWork, principal: Principal, row: Evaluation, occasion: Occasion, given: EvaluationPut
) -> None:
    """Put two ratings and what follows from them into an evaluation."""
    judged = await judge_plan(uow, occasion, work_result=given.work_result_rating, behavior=given.behavior_rating)
    suggested = (await summarize(uow, row.plan_id, row.period_id)).suggestion
    row.heads_unit = judged.organization is not None
    row.organization_result_id = judged.organization.id if judged.organization else None
    row.work_result, row.behavior = judged.work_result.value, given.behavior_rating.value
    row.suggested_behavior = suggested.value if suggested else None
    row.predicate, row.notes = judged.predicate.value, given.notes
    row.evaluator_id, row.evaluator_name = principal.employee_id, principal.name
    row.policy_version_id, row.policy_sha256 = judged.policy_version_id, judged.policy_sha256
    row.facts_sha256, row.explanation_sha256 = judged.facts_sha256, judged.explanation_sha256
    row.remarks = await _remarks(uow, row, given.behavior_rating, suggested)
    await repository.keep_explanation(uow, judged.explanation_sha256, judged.explanation)


async def rate_again(uow: UnitOfWork, principal: Principal, row: Evaluation) -> None:
    """Find the predicate of the same ratings once more: the result of the organisation may have changed since."""
    await put_ratings(uow, principal, row, await occasion_of(uow, row), given_again(row))


def given_again(
    row: Evaluation, *, work_result: RatingLevel | None = None, behavior: RatingLevel | None = None
) -> EvaluationPut:
    """Return the ratings of a rated evaluation as they are given, some of them other than before."""
    kept = None if row.heads_unit else RatingLevel(cast("str", row.work_result))
    return EvaluationPut(
        work_result_rating=work_result or kept,
        behavior_rating=behavior or RatingLevel(cast("str", row.behavior)),
        notes=row.notes,
    )


async def occasion_of(uow: UnitOfWork, row: Evaluation) -> Occasion:
    """Return what an evaluation is about, whatever became of its year since."""
    cycle, period = await get_cycle(uow, row.cycle_id), await find_period(uow, row.cycle_id, row.period_id)
    return Occasion(await get_plan(uow, row.plan_id), cycle, period)


def told(row: Evaluation) -> Json:
    """Return what the trail tells about the ratings of an evaluation."""
    return {"work_result": row.work_result, "behavior": row.behavior, "predicate": row.predicate}


async def _remarks(uow: UnitOfWork, row: Evaluation, rated: RatingLevel, suggested: RatingLevel | None) -> list[Json]:
    results = await list_results(uow, row.plan_id, row.period_id)
    unevaluated: tuple[str, ...] = ()
    if row.period_id is None:
        # No article demands an evaluation of every period before the annual one; the reader is told which lack it.
        evaluated = await repository.list_evaluated_period_ids(uow, row.plan_id)
        unevaluated = tuple(
            period.label
            for period in await list_periods(uow, row.cycle_id)
            if period.status is PeriodStatus.CLOSED and period.id not in evaluated
        )
    accepted = sum(result.status is RealizationStatus.ACCEPTED for result in results)
    return remarks_on(Circumstances(unevaluated, accepted, rated, suggested))
