"""Looks back over a year before its annual evaluation: earlier plans, documents up to hand-overs, and time away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import find_first_day_of_duty
from kinerja_api.employees.types import ServiceStatus
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.errors.days import LAST_OFFICIAL, EarlierEvaluationMissing
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.rules.days import days_in_plan, within
from kinerja_api.evaluations.rules.years import (
    YearParts,
    is_plain,
    is_told_whole,
    stretches,
    time_away,
    uncovered_days,
)
from kinerja_api.evaluations.service.occasions import Occasion
from kinerja_api.evaluations.types import Json, Predicate
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.scoring.facts import EvaluatedPeriod, PlanOfYear
from kinerja_api.targets.public import list_plans_between
from kinerja_api.targets.types import PlanKind, PlanStatus, PlanView

EVALUATED = frozenset({PlanStatus.AGREED, PlanStatus.CLOSED})


@dataclass(frozen=True, slots=True)
class LookBack:
    """What the last official considers, the year as the engine is told it (None: two ratings tell all), and holes."""

    considered: list[Json]
    year: YearParts | None = None
    uncovered: tuple[EvaluatedPeriod, ...] = ()


async def look_back(uow: UnitOfWork, principal: Principal, occasion: Occasion) -> LookBack:
    """Return what came before in the year; raise `EarlierEvaluationMissing` for a document that is not there."""
    if not occasion.is_annual:
        return LookBack([])
    year, plan = occasion.whole, occasion.plan
    plans = await list_plans_between(uow, plan.cycle_id, [plan.employee_id], year.first_day, year.last_day)
    documents = await repository.list_hand_overs(uow, plan.employee_id, plan.cycle_id)
    if len(plans) == 1 and not documents and not occasion.is_part:
        return LookBack([])
    known = {each.id: each for each in plans}
    told = [each for each in documents if each.plan_id in known]
    _require_documents(occasion, plans, told)
    first_duty = await find_first_day_of_duty(uow, plan.employee_id, plan.position_id)
    parts = YearParts(
        (*_earlier(year, plans, told), *_current(year, plan, told, principal)),
        time_away(year, occasion.statuses, first_duty),
    )
    considered = [_told(known[each.plan_id], each) for each in told]
    if is_plain(parts, year):
        return LookBack(considered)
    if not is_told_whole(year, parts):
        return LookBack(considered, uncovered=uncovered_days(year, parts))
    return LookBack(considered, parts)


def _require_documents(occasion: Occasion, plans: Sequence[PlanView], documents: Sequence[Evaluation]) -> None:
    """Every earlier plan that was agreed, and every stay elsewhere that ended, has its document."""
    with_document, begins = {each.plan_id for each in documents}, occasion.plan.valid_from or occasion.whole.first_day
    for plan in plans:
        until = plan.valid_until if plan.kind is not PlanKind.HOST and plan.status in EVALUATED else None
        if until is not None and until < begins and plan.id not in with_document:
            raise _missing(plan.position_name, until, plan_id=str(plan.id))
    hosted = [each.handed_over_on for each in documents if each.host_agency]
    for status in occasion.statuses:
        days = within(status, occasion.whole)
        if status.kind is ServiceStatus.DIPERBANTUKAN and days and days.last_day not in hosted:
            raise _missing(status.host_agency or "", days.last_day)


def _missing(what: str, until: date, **extra: str) -> EarlierEvaluationMissing:
    detail = EarlierEvaluationMissing.advice.fill(what=what, until=until)
    return EarlierEvaluationMissing(detail, basis=[LAST_OFFICIAL], extra=extra)


def _earlier(year: EvaluatedPeriod, plans: Sequence[PlanView], documents: Sequence[Evaluation]) -> list[PlanOfYear]:
    """Return the stretches that documents are about, each from where its plan or the document before it begins."""
    found = []
    for plan in plans:
        of_plan = [each for each in documents if each.plan_id == plan.id]
        days = days_in_plan(year, plan) or year
        for document, stretch in zip(of_plan, stretches(days, [_end(each) for each in of_plan]), strict=False):
            predicate = Predicate(document.predicate) if document.predicate else None
            what = document.host_agency or plan.position_name
            found.append(PlanOfYear(what, document.evaluator_name or "", stretch, predicate))
    return found


def _current(
    year: EvaluatedPeriod, plan: PlanView, documents: Sequence[Evaluation], principal: Principal
) -> list[PlanOfYear]:
    """Return the stretch that is evaluated now: what follows the last hand-over in this plan."""
    days = days_in_plan(year, plan) or year
    rest = stretches(days, [_end(each) for each in documents if each.plan_id == plan.id])[-1]
    return [PlanOfYear(plan.position_name, principal.name, rest, None)]


def _end(document: Evaluation) -> date:
    assert document.handed_over_on is not None  # noqa: S101  only such documents are asked for
    return document.handed_over_on


def _told(plan: PlanView, document: Evaluation) -> Json:
    """Return what the annual evaluation keeps of a document that was considered."""
    return {
        "evaluation_id": str(document.id),
        "plan_id": str(plan.id),
        "position_name": plan.position_name,
        "host_agency": document.host_agency,
        "first_day": document.first_day.isoformat() if document.first_day else None,
        "handed_over_on": _end(document).isoformat(),
        "evaluator_name": document.evaluator_name,
        "predicate": document.predicate,
    }
