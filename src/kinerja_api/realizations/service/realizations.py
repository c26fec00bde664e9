"""Use cases of realizations: reported, changed, submitted, reviewed."""

from dataclasses import replace
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_period
from kinerja_api.cycles.types import PeriodStatus
from kinerja_api.employees.public import relation_to
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.realizations import repository
from kinerja_api.realizations.access import decide_report, decide_see, decide_step
from kinerja_api.realizations.errors import (
    DOCUMENTING,
    PeriodOfAnotherYear,
    PlanNotAgreed,
    RealizationAlreadyThere,
    ResultDoesNotFit,
)
from kinerja_api.realizations.events import RealizationStepped
from kinerja_api.realizations.lifecycle import OWN_STEPS, REALIZATION, RealizationFacts
from kinerja_api.realizations.models import Realization, RealizationRevision
from kinerja_api.realizations.repository import WrittenRealization
from kinerja_api.realizations.repository.settings import Setting, read_setting
from kinerja_api.realizations.rules import find_misfit
from kinerja_api.realizations.rules.reach import days_late
from kinerja_api.realizations.schemas import (
    RealizationIn,
    RealizationOut,
    RealizationPut,
    RealizationRow,
    RevisionOut,
    StepIn,
)
from kinerja_api.realizations.service.records import bounds_of, get_editable, require_seen, reviewer_of, touch
from kinerja_api.realizations.service.reporting import check_reach, find_closing, require_reports
from kinerja_api.realizations.types import RealizationStatus, RevisionOutcome
from kinerja_api.targets.public import get_indicator
from kinerja_api.targets.public import require_seen as require_plan_seen
from kinerja_api.targets.types import PlanStatus

RESOURCE = REALIZATION.resource_type
OUTCOMES = {
    "withdraw": RevisionOutcome.WITHDRAWN,
    "return": RevisionOutcome.RETURNED,
    "accept": RevisionOutcome.ACCEPTED,
}


async def report_realization(uow: UnitOfWork, principal: Principal, given: RealizationIn) -> WrittenRealization:
    """Begin the realization of an indicator of one's own agreed plan in an open period; one per indicator and period.

    The hottest write of the service (performance.md, P2): every statement here is sent once, and none is built anew.
    """
    indicator = await get_indicator(uow, given.indicator_id)
    plan = indicator.plan
    enforce(decide_report(principal, await relation_to(uow, principal, plan.employee_id, await today_of(uow))))
    if plan.status is not PlanStatus.AGREED:
        raise PlanNotAgreed(basis=[DOCUMENTING])
    period = await require_reports(uow, given.period_id)
    if period.cycle_id != plan.cycle_id:
        raise PeriodOfAnotherYear(
            errors=[FieldError("other_year", PeriodOfAnotherYear.advice, "/period_id")], basis=[DOCUMENTING]
        )
    misfit = find_misfit(indicator.target_value, given.value, given.text)
    if misfit is not None:
        raise ResultDoesNotFit(errors=[misfit])
    columns = {
        "id": uow.new_id(),
        "plan_id": plan.id,
        "indicator_id": indicator.id,
        "period_id": period.id,
        "employee_id": plan.employee_id,
        "unit_id": plan.unit_id,
        "employee_name": plan.employee_name,
        "indicator_title": indicator.title,
        "indicator_unit": indicator.unit,
        "target_value": indicator.target_value,
        "value": given.value,
        "text": given.text,
        "note": given.note,
        "excess_reason": given.excess_reason,
    }
    drafted = await repository.insert_draft(uow, columns)
    if drafted is None:
        there = await repository.find_id(uow, indicator.id, period.id)
        raise RealizationAlreadyThere(extra={"realization_id": str(there)})
    await check_reach(uow, drafted.achievement, given.excess_reason, on=period.last_day)
    draft = RealizationStatus.DRAFT.value
    record(uow, principal, Act("created", RESOURCE, drafted.id, version_after=drafted.version, to_state=draft))
    uow.emit(RealizationStepped(drafted.id, step="create", to_state=draft))
    return drafted


async def read_realization(uow: UnitOfWork, principal: Principal, realization_id: UUID) -> WrittenRealization:
    """Return a realization that the principal may see."""
    found = await repository.read_written_realization(uow, realization_id)
    await require_plan_seen(uow, principal, found.employee_id, found.plan_id, found.period_id, with_leads=True)
    return found


async def list_realizations(  # noqa: PLR0913  reports are looked through in many ways
    uow: UnitOfWork,
    principal: Principal,
    *,
    plan_id: UUID | None,
    period_id: UUID | None,
    status: RealizationStatus | None,
    is_late: bool | None,
    page: PageOf,
) -> Page[RealizationRow]:
    """Return a page of the realizations that the principal may see."""
    bounds = await bounds_of(uow, principal, plan_id, with_leads=True)
    if bounds is None:
        return Page(items=[], next=None)
    rows, following = await repository.list_realizations(
        uow,
        bounds=bounds,
        plan_id=plan_id,
        period_id=period_id,
        status=status,
        is_late=is_late,
        page=page,
    )
    return Page(items=rows, next=following)


async def list_revisions(uow: UnitOfWork, principal: Principal, realization_id: UUID) -> Page[RevisionOut]:
    """Return everything that was submitted, with what became of it; one page holds it all."""
    row = await repository.get_realization(uow, realization_id)
    await require_seen(uow, principal, row)
    return Page(items=await repository.list_revisions(uow, realization_id), next=None)


async def change_realization(
    uow: UnitOfWork, principal: Principal, realization_id: UUID, expected: IfMatch, given: RealizationPut
) -> RealizationOut:
    """Replace what was achieved, while the realization is a draft or returned and its period is open."""
    row = await get_editable(uow, principal, realization_id)
    require_version(expected, row.version)
    misfit = find_misfit(row.target_value, given.value, given.text)
    if misfit is not None:
        raise ResultDoesNotFit(errors=[misfit])
    row.value, row.text, row.note, row.excess_reason = given.value, given.text, given.note, given.excess_reason
    await touch(uow, principal, row, Act("changed", RESOURCE, row.id))
    return await _read_checked(uow, row)


async def step_realization(
    uow: UnitOfWork, principal: Principal, realization_id: UUID, expected: IfMatch, step: StepIn
) -> RealizationOut:
    """Take a step in the life of a realization: submit, withdraw, accept, return."""
    row = await repository.get_realization(uow, realization_id, for_update=True)
    setting = await read_setting(uow, row.plan_id, row.period_id)
    enforce(decide_step(principal, await reviewer_of(uow, principal, setting), step.name))
    require_version(expected, row.version)
    facts = await _facts(uow, setting, note=step.note)
    taken = REALIZATION.take(step.name, RealizationStatus(row.status), facts)
    from_state, row.status = row.status, taken.target.value
    if taken.target is RealizationStatus.SUBMITTED:
        await _submit(uow, row)
    else:
        await _decide(uow, principal, row, OUTCOMES[taken.name], step.note)
    if taken.name not in OWN_STEPS:
        row.reviewed_at, row.review_note = uow.now(), step.note
        row.reviewed_by_id, row.reviewed_by_name = principal.employee_id, principal.name
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    if taken.target is RealizationStatus.SUBMITTED:
        act = replace(act, details={"late_days": row.late_days})
    uow.emit(RealizationStepped(row.id, step=step.name, to_state=row.status))
    await touch(uow, principal, row, act)
    if taken.target is RealizationStatus.SUBMITTED:
        # What was reported for other periods meanwhile may have moved the sum.
        return await _read_checked(uow, row)
    return await repository.read_realization(uow, row.id)


async def list_realization_transitions(
    uow: UnitOfWork, principal: Principal, realization_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a realization, and for this reader what may come next and why the rest may not."""
    row = await repository.get_realization(uow, realization_id)
    setting = await read_setting(uow, row.plan_id, row.period_id)
    reviewer = await reviewer_of(uow, principal, setting)
    enforce(decide_see(principal, reviewer.relation))
    facts = await _facts(uow, setting, note="-")

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step(principal, reviewer, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = REALIZATION.options(RealizationStatus(row.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def _facts(uow: UnitOfWork, setting: Setting, *, note: str | None) -> RealizationFacts:
    is_open = setting.period.status is PeriodStatus.OPEN
    return RealizationFacts(
        plan_is_agreed=setting.plan_status is PlanStatus.AGREED,
        period_is_open=is_open,
        closing=await find_closing(uow, setting.period) if is_open else None,
        note=note,
    )


async def _read_checked(uow: UnitOfWork, row: Realization) -> RealizationOut:
    """Return a realization whose achievement lies within the bounds of the policy, or is explained; else refuse it."""
    written = await repository.read_written_realization(uow, row.id)
    period = await get_period(uow, row.period_id)
    await check_reach(uow, written.achievement, row.excess_reason, on=period.last_day)
    return RealizationOut.model_validate_json(written.document)


async def _submit(uow: UnitOfWork, row: Realization) -> None:
    """Keep what is submitted as it stands now."""
    row.submitted_at = uow.now()
    if row.reviewed_at is None:
        # What was returned had come in time or late already; correcting it takes nothing away.
        period = await get_period(uow, row.period_id)
        row.late_days = days_late(period.report_by, await today_of(uow))
    repository.add(
        uow,
        RealizationRevision(
            agency_id=uow.agency_id,
            id=uow.new_id(),
            realization_id=row.id,
            number=await repository.next_revision_number(uow, row.id),
            value=row.value,
            text=row.text,
            note=row.note,
            excess_reason=row.excess_reason,
            submitted_at=uow.now(),
        ),
    )


async def _decide(
    uow: UnitOfWork, principal: Principal, row: Realization, outcome: RevisionOutcome, note: str | None
) -> None:
    """Keep what became of what was submitted."""
    revision = await repository.get_open_revision(uow, row.id)
    revision.outcome, revision.decided_at, revision.decision_note = outcome.value, uow.now(), note
    revision.decided_by_id, revision.decided_by_name = principal.employee_id, principal.name
