"""For which year and period results and evaluations can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_period, require_open_cycle
from kinerja_api.cycles.types import CycleView, PeriodStatus, PeriodView
from kinerja_api.employees.public import StatusSpan, find_post, list_statuses, list_superiors
from kinerja_api.evaluations.errors import EVALUATING, OTHER_YEAR, PeriodNotBegun
from kinerja_api.evaluations.errors.days import (
    HANDING_OVER,
    HOSTED,
    UNPAID,
    UP_TO_ALONE,
    WORKED_DAYS,
    EvaluatedElsewhere,
    NoHandOver,
    NothingToEvaluate,
)
from kinerja_api.evaluations.rules import LEFT_OUT, evaluated_days
from kinerja_api.evaluations.rules.days import ONE, days_in_plan, is_elsewhere, omission_of_days, up_to, without_away
from kinerja_api.evaluations.schemas import EvaluationIn
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid, Problem
from kinerja_api.organization.public import today_of
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.targets.public import list_plans_between
from kinerja_api.targets.types import PlanKind, PlanView


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is evaluated: a plan, in a period or (without one) in its whole year; `spans` are the days, run by run."""

    plan: PlanView
    cycle: CycleView
    period: PeriodView | None
    spans: tuple[EvaluatedPeriod, ...]
    statuses: tuple[StatusSpan, ...] = ()
    handed_over_on: date | None = None

    @property
    def days(self) -> EvaluatedPeriod:
        """The first and the last day that are evaluated."""
        return EvaluatedPeriod(self.spans[0].first_day, self.spans[-1].last_day)

    @property
    def whole(self) -> EvaluatedPeriod:
        """All days of the period or the year."""
        return evaluated_days(self.cycle, self.period)

    @property
    def is_annual(self) -> bool:
        """Tell whether this is the result of the year: no period, and nothing after it by anybody else."""
        return self.period is None and self.handed_over_on is None

    @property
    def is_part(self) -> bool:
        """Tell whether some days of the period or the year are not evaluated."""
        return self.spans != (self.whole,)


async def occasion_on(
    uow: UnitOfWork,
    plan: PlanView,
    cycle: CycleView,
    period: PeriodView | None,
    handed_over_on: date | None = None,
) -> Occasion:
    """Return what is evaluated; raise `NothingToEvaluate`, `EvaluatedElsewhere` when no day of it is for here."""
    whole = up_to(evaluated_days(cycle, period), handed_over_on)
    statuses = await list_statuses(uow, plan.employee_id, whole.first_day, whole.last_day)
    reason = Omission.EVALUATED_ELSEWHERE if plan.kind is PlanKind.HOST else omission_of_days(whole, plan, statuses)
    planned = days_in_plan(whole, plan)
    if reason is None and planned is not None:
        if period is None and handed_over_on is None and is_elsewhere(statuses, planned.last_day):
            raise _refusal(Omission.EVALUATED_ELSEWHERE, statuses)
        return Occasion(plan, cycle, period, without_away(planned, statuses), statuses, handed_over_on)
    raise _refusal(reason or Omission.OUTSIDE_PLAN, statuses)


async def find_hand_over(
    uow: UnitOfWork, principal: Principal, plan: PlanView, cycle: CycleView, given: EvaluationIn
) -> date | None:
    """Return the day up to which the year is evaluated, where somebody else evaluates the rest; None for all of it.

    A plan that ended with a move is evaluated up to its end. Where only the official changes, the outgoing one says so
    by `up_to`; raise `NoHandOver` for a day on which nothing is handed over.
    """
    if given.up_to is None:
        is_over = given.period_id is None and plan.valid_until is not None
        return plan.valid_until if is_over and await _is_followed(uow, plan, cycle) else None
    if given.period_id is not None:
        raise Invalid(errors=[FieldError("up_to_alone", UP_TO_ALONE, "/up_to")], basis=[HANDING_OVER])
    last_day = plan.valid_until or cycle.last_day
    if not (plan.valid_from or cycle.first_day) <= given.up_to <= min(last_day, await today_of(uow)):
        raise NoHandOver(basis=[HANDING_OVER])
    if given.up_to == last_day:
        return given.up_to if await _is_followed(uow, plan, cycle) else None
    day_after = given.up_to + ONE
    line = await list_superiors(uow, plan.employee_id, day_after)
    statuses = await list_statuses(uow, plan.employee_id, day_after, day_after)
    if line and line[0].employee_id == principal.employee_id and not is_elsewhere(statuses, day_after):
        raise NoHandOver(basis=[HANDING_OVER])
    return given.up_to


async def _is_followed(uow: UnitOfWork, plan: PlanView, cycle: CycleView) -> bool:
    """Tell whether somebody works on in another post, or by another plan, in the same year."""
    if plan.valid_until is None or plan.valid_until >= cycle.last_day:
        return False
    day_after = plan.valid_until + ONE
    post = await find_post(uow, plan.employee_id, day_after)
    if post is not None and post.position_id != plan.position_id:
        return True
    later = await list_plans_between(uow, cycle.id, [plan.employee_id], day_after, cycle.last_day)
    return any(each.valid_from is not None and each.valid_from >= day_after for each in later)


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
