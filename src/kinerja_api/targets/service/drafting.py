"""Beginning a target plan: of which kind, for which days, and what ends with it."""

from collections.abc import Sequence
from datetime import date

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import require_open_cycle
from kinerja_api.cycles.types import CycleView
from kinerja_api.employees.public import (
    EmployeePost,
    StatusSpan,
    find_planned_post,
    list_statuses,
)
from kinerja_api.employees.types import ServiceStatus
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import Problem
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.targets import repository
from kinerja_api.targets.errors import (
    DUTY,
    ELSEWHERE,
    FORMS,
    ONE_PLAN,
    STUDYING,
    UNPAID,
    DutyBeginsLater,
    NoPost,
    NotOnStudyLeave,
    PlanAlreadyThere,
    PlanKeptElsewhere,
    PlanOfStudyNeeded,
    PlanOnUnpaidLeave,
    WrongForm,
)
from kinerja_api.targets.lifecycle import PLAN
from kinerja_api.targets.models import Target, TargetPlan
from kinerja_api.targets.repository import people
from kinerja_api.targets.rules import (
    PlanDays,
    days_of_plan,
    first_day_left,
    first_day_of_plan,
    form_of,
    kind_of_plan,
    last_day_before,
)
from kinerja_api.targets.schemas import DraftOut, PlanIn
from kinerja_api.targets.service.bringing import Missing, tell
from kinerja_api.targets.service.passing import REASONS, pass_on
from kinerja_api.targets.service.studies import STUDY_TARGET
from kinerja_api.targets.service.writing import new_indicator, plan_columns, target_columns, touch
from kinerja_api.targets.types import PlanKind, PlanStatus

RESOURCE = PLAN.resource_type


async def draft_plan(uow: UnitOfWork, principal: Principal, given: PlanIn, language: Language) -> DraftOut:
    """Begin a target plan of one's own for the post held today; of each kind one a day per post and year.

    Into a plan of work comes what passes to it from other plans of the year.
    """
    cycle = await require_open_cycle(uow, given.cycle_id)
    post = await own_post(uow, principal)
    plan = await begin_plan(uow, principal, cycle, post, given)
    missing: list[Missing] = []
    if plan.kind == PlanKind.STUDY.value:
        await _suggest_study(uow, plan)
    else:
        missing = await pass_on(uow, principal, plan)
    written = await repository.read_plan(uow, plan.id)
    return DraftOut(**dict(written), left_out=[tell(each, REASONS, language) for each in missing])


async def own_post(uow: UnitOfWork, principal: Principal) -> EmployeePost:
    """Return the post for which the principal draws up a plan today: the one held, a student's last; else `NoPost`."""
    me = principal.employee_id
    post = await find_planned_post(uow, me, await today_of(uow)) if me else None
    if post is None:
        raise NoPost
    return post


async def begin_plan(
    uow: UnitOfWork, principal: Principal, cycle: CycleView, post: EmployeePost, given: PlanIn
) -> TargetPlan:
    """Add an empty draft for a post and year, on the form of the post and for the days that such a plan is for.

    Raise `PlanAlreadyThere`, `WrongForm`, `DutyBeginsLater`, and what says why the year has no such days.
    """
    fitting = form_of(post.position_level, given.form, is_unit_head=post.is_unit_head)
    if fitting is None:
        raise WrongForm(basis=FORMS)
    await people.hold_plans(uow, cycle.id, [post.employee_id])
    earlier = await people.list_plans_of(uow, post.employee_id, cycle.id)
    kind, days = await _days_of(uow, cycle, post, PlanKind(given.kind) if given.kind else None, earlier)
    for each in earlier:
        await _hand_over(uow, principal, each, days.first_day)
    plan = TargetPlan(
        **plan_columns(uow, cycle.id, post, days),
        status=PlanStatus.DRAFT.value,
        approach=given.approach.value,
        form=fitting.value,
        kind=kind.value,
    )
    repository.add(uow, plan)
    record(uow, principal, Act("created", RESOURCE, plan.id, version_after=1, to_state=plan.status))
    await uow.session.flush()
    return plan


async def _days_of(
    uow: UnitOfWork, cycle: CycleView, post: EmployeePost, asked: PlanKind | None, earlier: Sequence[TargetPlan]
) -> tuple[PlanKind, PlanDays]:
    """Return the kind of a new plan and its days, after those of its kind in this post; raise why there are none."""
    first_day = first_day_of_plan(cycle.first_day, post.since, post.spmt_on)
    if first_day > cycle.last_day:
        raise DutyBeginsLater(DutyBeginsLater.advice.fill(day=first_day), basis=DUTY)
    statuses = await list_statuses(uow, post.employee_id, first_day, cycle.last_day)
    kind = kind_of_plan(asked, await today_of(uow), statuses)
    same = [each for each in earlier if (each.position_id, each.kind) == (post.position_id, kind.value)]
    first_day = first_day_left(first_day, [each.valid_until or cycle.last_day for each in same])
    if first_day > cycle.last_day:
        last = max(same, key=lambda each: each.valid_until or cycle.last_day)
        raise PlanAlreadyThere(basis=ONE_PLAN, extra={"plan_id": str(last.id)})
    days = days_of_plan(kind, first_day, cycle.last_day, statuses, left_on=post.until)
    if days is None:
        raise _no_days(kind, statuses)
    return kind, days


def _no_days(kind: PlanKind, statuses: Sequence[StatusSpan]) -> Problem:
    """Return why a year has no days for a plan of this kind."""
    held = {each.kind: each for each in statuses}
    if kind is PlanKind.STUDY:
        return NotOnStudyLeave(basis=STUDYING)
    if ServiceStatus.TUGAS_BELAJAR in held:
        return PlanOfStudyNeeded(basis=STUDYING)
    elsewhere = held.get(ServiceStatus.DIPERBANTUKAN)
    if elsewhere is not None:
        return PlanKeptElsewhere(PlanKeptElsewhere.advice.fill(host=elsewhere.host_agency), basis=ELSEWHERE)
    return PlanOnUnpaidLeave(basis=UNPAID)


async def _suggest_study(uow: UnitOfWork, plan: TargetPlan) -> None:
    """Let the plan of a student begin with an indicator of each kind, for the student to fit to the programme."""
    target = Target(agency_id=uow.agency_id, id=uow.new_id(), plan_id=plan.id, number=1, **target_columns(STUDY_TARGET))
    repository.add(uow, target)
    await uow.session.flush()
    rows = [new_indicator(uow, target.id, place, each) for place, each in enumerate(STUDY_TARGET.indicators, start=1)]
    repository.add(uow, *rows)
    await uow.session.flush()


async def _hand_over(uow: UnitOfWork, principal: Principal, plan: TargetPlan, valid_from: date) -> None:
    """End the plan of a former post on the day before the next: it stays, and is evaluated up to there."""
    begins_later = plan.valid_from is not None and plan.valid_from > valid_from
    if plan.valid_until is None and not begins_later and plan.kind != PlanKind.HOST.value:
        plan.valid_until = last_day_before(valid_from, plan.valid_from)
        await touch(uow, principal, plan, "handed_over")
