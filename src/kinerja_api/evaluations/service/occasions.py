"""For which year and period results and evaluations can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kinerja_api.cycles.public import get_period, require_open_cycle
from kinerja_api.cycles.types import CycleView, PeriodStatus, PeriodView
from kinerja_api.employees.public import StatusSpan, list_statuses
from kinerja_api.evaluations.errors import (
    EVALUATING,
    HOSTED,
    OTHER_YEAR,
    UNPAID,
    WORKED_DAYS,
    EvaluatedElsewhere,
    NothingToEvaluate,
    PeriodNotBegun,
)
from kinerja_api.evaluations.rules import LEFT_OUT, evaluated_days
from kinerja_api.evaluations.rules.days import days_in_plan, is_elsewhere, omission_of_days, without_away
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid, Problem
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.targets.types import PlanKind, PlanView


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is evaluated: a plan, in a period or (without one) in its whole year; `spans` are the days, run by run."""

    plan: PlanView
    cycle: CycleView
    period: PeriodView | None
    spans: tuple[EvaluatedPeriod, ...]
    statuses: tuple[StatusSpan, ...] = ()

    @property
    def days(self) -> EvaluatedPeriod:
        """The first and the last day that are evaluated."""
        return EvaluatedPeriod(self.spans[0].first_day, self.spans[-1].last_day)

    @property
    def whole(self) -> EvaluatedPeriod:
        """All days of the period or the year."""
        return evaluated_days(self.cycle, self.period)

    @property
    def is_part(self) -> bool:
        """Tell whether some days of the period or the year are not evaluated."""
        return self.spans != (self.whole,)


async def occasion_on(uow: UnitOfWork, plan: PlanView, cycle: CycleView, period: PeriodView | None) -> Occasion:
    """Return what is evaluated; raise `NothingToEvaluate`, `EvaluatedElsewhere` when no day of it is for here."""
    whole = evaluated_days(cycle, period)
    statuses = await list_statuses(uow, plan.employee_id, whole.first_day, whole.last_day)
    reason = Omission.EVALUATED_ELSEWHERE if plan.kind is PlanKind.HOST else omission_of_days(whole, plan, statuses)
    planned = days_in_plan(whole, plan)
    if reason is None and planned is not None:
        if period is None and is_elsewhere(statuses, planned.last_day):
            raise _refusal(Omission.EVALUATED_ELSEWHERE, statuses)
        return Occasion(plan, cycle, period, without_away(planned, statuses), statuses)
    raise _refusal(reason or Omission.OUTSIDE_PLAN, statuses)


def _refusal(reason: Omission, statuses: Sequence[StatusSpan]) -> Problem:
    if reason is Omission.EVALUATED_ELSEWHERE:
        host = next((each.host_agency for each in statuses if each.host_agency), "-")
        return EvaluatedElsewhere(EvaluatedElsewhere.advice.fill(host=host), basis=[HOSTED])
    basis = UNPAID if reason is Omission.UNPAID_LEAVE else WORKED_DAYS
    return NothingToEvaluate(LEFT_OUT[reason][0], basis=[basis], extra={"reason": reason.value})


async def find_period(uow: UnitOfWork, cycle_id: UUID, period_id: UUID | None) -> PeriodView | None:
    """Return the period that is named, which must be of that year; None when none is."""
    if period_id is None:
        return None
    period = await get_period(uow, period_id)
    if period.cycle_id != cycle_id:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR, "/period_id")])
    return period


async def require_occasion(
    uow: UnitOfWork, cycle_id: UUID, period_id: UUID | None
) -> tuple[CycleView, PeriodView | None]:
    """Return year and period when the year is open and the period has begun; it may have closed to reports since."""
    cycle = await require_open_cycle(uow, cycle_id)
    period = await find_period(uow, cycle_id, period_id)
    if period is not None and period.status is PeriodStatus.UPCOMING:
        raise PeriodNotBegun(basis=[EVALUATING])
    return cycle, period
