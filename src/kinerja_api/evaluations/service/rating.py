"""Puts two ratings, and the predicate that follows from them, into an evaluation, or why there is nothing to rate."""

from dataclasses import replace

from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.public import summarize
from kinerja_api.cycles.public import get_cycle, list_periods
from kinerja_api.cycles.types import PeriodStatus
from kinerja_api.employees.public import list_statuses
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.errors import (
    EVALUATING,
    ON_EVIDENCE,
    RATING_OR_REASON,
    EvaluationRateable,
    EvaluationUngrounded,
)
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.rules import Circumstances, evaluated_days, remarks_on
from kinerja_api.evaluations.rules.days import days_in_plan, omission_of_days, reasons_away, up_to, without_away
from kinerja_api.evaluations.schemas import EvaluationPut
from kinerja_api.evaluations.service.judging import judge_plan
from kinerja_api.evaluations.service.occasions import Occasion, find_period
from kinerja_api.evaluations.service.years import look_back
from kinerja_api.evaluations.types import Json, RatingLevel
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import is_head_position
from kinerja_api.realizations.public import list_results
from kinerja_api.realizations.types import RealizationStatus
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.targets.public import get_plan

# What follows from ratings, and is missing where there are none.
JUDGED = (
    *("organization_result_id", "work_result", "behavior", "suggested_behavior", "predicate"),
    *("policy_version_id", "policy_sha256", "facts_sha256", "explanation_sha256"),
)


async def put_ratings(
    uow: UnitOfWork, principal: Principal, row: Evaluation, occasion: Occasion, given: EvaluationPut
) -> None:
    """Put two ratings and what follows from them into an evaluation, or the reason why there is nothing to rate."""
    accepted = await _count_accepted(uow, row)
    if given.not_rateable_reason is not None:
        await _put_reason(uow, principal, row, occasion, given, accepted)
        return
    behavior = _demand(given.behavior_rating)
    back = await look_back(uow, principal, occasion)
    judged = await judge_plan(uow, occasion, work_result=given.work_result_rating, behavior=behavior, year=back.year)
    # What was rated once was rated on something: a calibration or a decision may change it.
    if not accepted and judged.organization is None and row.predicate is None:
        raise EvaluationUngrounded(basis=[ON_EVIDENCE])
    suggested = (await summarize(uow, row.plan_id, row.period_id)).suggestion
    row.first_day, row.last_day = occasion.days.first_day, occasion.days.last_day
    row.heads_unit = judged.organization is not None
    row.organization_result_id = judged.organization.id if judged.organization else None
    row.work_result, row.behavior, row.not_rateable_reason = judged.work_result.value, behavior.value, None
    row.suggested_behavior = suggested.value if suggested else None
    row.predicate, row.notes = judged.predicate.value, given.notes
    row.evaluator_id, row.evaluator_name = principal.employee_id, principal.name
    row.policy_version_id, row.policy_sha256 = judged.policy_version_id, judged.policy_sha256
    row.facts_sha256, row.explanation_sha256 = judged.facts_sha256, judged.explanation_sha256
    row.considered, row.months_worked = back.considered, judged.months_worked
    found = Circumstances((), accepted, behavior, suggested, *_part_of(occasion), back.uncovered)
    row.remarks = await _remarks(uow, row, occasion, found)
    await repository.keep_explanation(uow, judged.explanation_sha256, judged.explanation)


async def _put_reason(
    uow: UnitOfWork, principal: Principal, row: Evaluation, occasion: Occasion, given: EvaluationPut, accepted: int
) -> None:
    """Say why there is nothing to rate; whoever has reported results, or leads a unit, is rated."""
    if given.work_result_rating is not None or given.behavior_rating is not None:
        raise Invalid(errors=[FieldError("contradicts", RATING_OR_REASON, "/not_rateable_reason")], basis=[ON_EVIDENCE])
    heads_unit = await is_head_position(uow, occasion.plan.position_id)
    if accepted or heads_unit:
        raise EvaluationRateable(EvaluationRateable.advice.fill(accepted=accepted), basis=[ON_EVIDENCE])
    for name in JUDGED:
        setattr(row, name, None)
    row.first_day, row.last_day = occasion.days.first_day, occasion.days.last_day
    row.heads_unit, row.remarks = heads_unit, []
    row.considered, row.months_worked = (await look_back(uow, principal, occasion)).considered, None
    row.not_rateable_reason, row.notes = given.not_rateable_reason, given.notes
    row.evaluator_id, row.evaluator_name = principal.employee_id, principal.name


def _part_of(occasion: Occasion) -> tuple[tuple[EvaluatedPeriod, ...], tuple[Text, ...]]:
    """Return the runs of days that are evaluated and why not the others; nothing where all are."""
    if not occasion.is_part:
        return (), ()
    return occasion.spans, reasons_away(occasion.whole, occasion.statuses)


def _demand(behavior: RatingLevel | None) -> RatingLevel:
    if behavior is None:
        fault = FieldError("missing", RATING_OR_REASON, "/behavior_rating")
        raise Invalid(errors=[fault], basis=[EVALUATING])
    return behavior


async def _count_accepted(uow: UnitOfWork, row: Evaluation) -> int:
    results = await list_results(uow, row.plan_id, row.period_id)
    return sum(result.status is RealizationStatus.ACCEPTED for result in results)


async def rate_again(uow: UnitOfWork, principal: Principal, row: Evaluation) -> None:
    """Find the predicate of the same ratings once more: the result of the organisation may have changed since."""
    await put_ratings(uow, principal, row, await occasion_of(uow, row), given_again(row))


def given_again(
    row: Evaluation, *, work_result: RatingLevel | None = None, behavior: RatingLevel | None = None
) -> EvaluationPut:
    """Return an evaluation as it is given, with some ratings other than before; others end that it is not rateable."""
    kept = None if row.heads_unit or row.work_result is None else RatingLevel(row.work_result)
    rated = behavior or (RatingLevel(row.behavior) if row.behavior else None)
    return EvaluationPut(
        work_result_rating=work_result or kept,
        behavior_rating=rated,
        not_rateable_reason=row.not_rateable_reason if work_result is None and rated is None else None,
        notes=row.notes,
    )


async def occasion_of(uow: UnitOfWork, row: Evaluation) -> Occasion:
    """Return what an evaluation is about, whatever became of its year since."""
    cycle, period = await get_cycle(uow, row.cycle_id), await find_period(uow, row.cycle_id, row.period_id)
    plan, whole = await get_plan(uow, row.plan_id), up_to(evaluated_days(cycle, period), row.handed_over_on)
    statuses = await list_statuses(uow, row.employee_id, whole.first_day, whole.last_day)
    planned = days_in_plan(whole, plan)
    spans = without_away(planned, statuses) if planned else ()
    rated_on = EvaluatedPeriod(row.first_day or whole.first_day, row.last_day or whole.last_day)
    return Occasion(plan, cycle, period, spans or (rated_on,), statuses, row.handed_over_on)


def told(row: Evaluation) -> Json:
    """Return what the trail tells about the ratings of an evaluation."""
    ratings = {"work_result": row.work_result, "behavior": row.behavior, "predicate": row.predicate}
    return ratings | ({"not_rateable_reason": row.not_rateable_reason} if row.not_rateable_reason else {})


async def _remarks(uow: UnitOfWork, row: Evaluation, occasion: Occasion, known: Circumstances) -> list[Json]:
    if row.period_id is not None:
        return remarks_on(known)
    # No article demands an evaluation of every period before the annual one; the reader is told which lack it.
    evaluated = await repository.list_evaluated_period_ids(uow, row.plan_id)
    unevaluated = tuple(
        period.label
        for period in await list_periods(uow, row.cycle_id)
        if period.status is PeriodStatus.CLOSED
        and period.id not in evaluated
        and omission_of_days(evaluated_days(occasion.cycle, period), occasion.plan, occasion.statuses) is None
    )
    return remarks_on(replace(known, unevaluated_periods=unevaluated))
