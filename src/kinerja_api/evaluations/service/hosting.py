"""Taking over what another agency decided about somebody who works there: recorded by HR, never rated here."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.types import CycleView, PeriodView
from kinerja_api.employees.public import StatusSpan, find_last_post, get_status
from kinerja_api.employees.types import ServiceStatus
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.errors import EVALUATING, EvaluationNotComputable
from kinerja_api.evaluations.errors.days import (
    HOSTED,
    HostEvaluationAlreadyThere,
    HostPredicateContradicts,
    NotAssignedElsewhere,
)
from kinerja_api.evaluations.events import EvaluationStepped
from kinerja_api.evaluations.lifecycle import EVALUATION
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.rules import evaluated_days, judge
from kinerja_api.evaluations.rules.days import within
from kinerja_api.evaluations.schemas import EvaluationOut
from kinerja_api.evaluations.schemas.hosting import HostEvaluationIn
from kinerja_api.evaluations.service.occasions import require_occasion
from kinerja_api.evaluations.service.rating import told
from kinerja_api.evaluations.service.revisions import next_revision, replace_earlier
from kinerja_api.evaluations.types import IN_FORCE, EvaluationStatus, Judged, Origin, RevisionReason
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.text import Text
from kinerja_api.policies.public import national, pin
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.facts import EvaluatedPeriod, RatingFacts
from kinerja_api.scoring.words import term
from kinerja_api.targets.public import keep_host_plan
from kinerja_api.targets.types import PlanView

RESOURCE = EVALUATION.resource_type
SUBJECT = "predicate"


async def record_host_evaluation(uow: UnitOfWork, principal: Principal, given: HostEvaluationIn) -> EvaluationOut:
    """Record the document of the agency of an assignment; it is the evaluation of these days, issued as it came."""
    cycle, period = await require_occasion(uow, given.cycle_id, given.period_id)
    status = await get_status(uow, given.status_id)
    days = within(status, evaluated_days(cycle, period))
    if status.kind is not ServiceStatus.DIPERBANTUKAN or days is None:
        raise NotAssignedElsewhere(basis=[HOSTED])
    judged = await _judged(uow, given, days)
    if judged.predicate is not given.predicate:
        name = term(judged.predicate.value)
        advice = HostPredicateContradicts.advice
        detail = Text(advice.id.format(predicate=name.id), advice.en.format(predicate=name.en))
        raise HostPredicateContradicts(detail, basis=[EVALUATING], extra={"predicate": judged.predicate.value})
    plan = await _plan_of(uow, status, cycle)
    # An annual document that ends before the year does is what the last official of the year considers.
    handed_over_on = days.last_day if period is None and days.last_day < cycle.last_day else None
    row = await _row(uow, given, (plan, cycle, period), handed_over_on)
    _fill(row, given, status, judged, days)
    row.handed_over_on = handed_over_on
    row.status, row.issued_at = EvaluationStatus.ISSUED.value, uow.now()
    await repository.keep_explanation(uow, judged.explanation_sha256, judged.explanation)
    await replace_earlier(uow, principal, row)
    repository.add(uow, row)
    act = Act("recorded", RESOURCE, row.id, version_after=1, to_state=row.status, note=given.correction_note)
    origin = {"host_agency": row.host_agency, "document": row.document_number}
    record(uow, principal, replace(act, details=told(row) | origin))
    uow.emit(EvaluationStepped(row.id, step="record", to_state=row.status))
    await uow.session.flush()
    return EvaluationOut.model_validate(row)


async def _judged(uow: UnitOfWork, given: HostEvaluationIn, days: EvaluatedPeriod) -> Judged:
    facts = RatingFacts(
        period=days,
        behavior=given.behavior_rating,
        work_result=given.work_result_rating,
        heads_unit=False,
        organization=None,
    )
    try:
        pinned = await pin(uow, national().regime(SUBJECT, days.last_day).key, days.last_day)
        return judge(pinned.policy, pinned.id, facts, None)
    except ScoringError as refused:
        extra = {"place": refused.place, "reason": refused.code}
        needed = Text(refused.needed.id, refused.needed.en)
        raise EvaluationNotComputable(needed, basis=[EVALUATING], extra=extra) from refused


async def _plan_of(uow: UnitOfWork, status: StatusSpan, cycle: CycleView) -> PlanView:
    """Return the plan that stands for the one kept there; the post is the last one held here."""
    post = await find_last_post(uow, _holder(status), max(status.since, cycle.first_day))
    if post is None:
        raise NotAssignedElsewhere(basis=[HOSTED])
    until = None if status.until is None or status.until > cycle.last_day else status.until - timedelta(days=1)
    first_day = max(status.since, cycle.first_day)
    return await keep_host_plan(uow, post, cycle, first_day, until, status.host_agency or "")


def _holder(status: StatusSpan) -> UUID:
    assert status.employee_id is not None  # noqa: S101  a status that was looked up by its id says whose it is
    return status.employee_id


async def _row(
    uow: UnitOfWork,
    given: HostEvaluationIn,
    about: tuple[PlanView, CycleView, PeriodView | None],
    handed_over_on: date | None,
) -> Evaluation:
    """Return the row to fill: the first, or the next revision where a document on record is replaced with a reason."""
    plan, cycle, period = about
    there = await repository.find_evaluation_id(uow, plan.id, period.id if period else None, handed_over_on)
    if there is not None:
        if given.correction_note is None:
            raise HostEvaluationAlreadyThere(basis=[HOSTED], extra={"evaluation_id": str(there)})
        before = await repository.get_evaluation(uow, there, for_update=True)
        assert before.status in IN_FORCE  # noqa: S101  documents are issued as they come, so the latest is in force
        return next_revision(uow, before, RevisionReason.HOST_DOCUMENT, given.correction_note)
    return Evaluation(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        cycle_id=cycle.id,
        year=cycle.year,
        period_id=period.id if period else None,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        heads_unit=False,
        remarks=[],
        considered=[],
        revision=1,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )


def _fill(row: Evaluation, given: HostEvaluationIn, status: StatusSpan, judged: Judged, days: EvaluatedPeriod) -> None:
    row.work_result, row.behavior = given.work_result_rating.value, given.behavior_rating.value
    row.predicate, row.notes, row.not_rateable_reason = judged.predicate.value, given.notes, None
    row.evaluator_id, row.evaluator_name = None, given.official_name
    row.policy_version_id, row.policy_sha256 = judged.policy_version_id, judged.policy_sha256
    row.facts_sha256, row.explanation_sha256 = judged.facts_sha256, judged.explanation_sha256
    row.first_day, row.last_day = days.first_day, days.last_day
    row.origin, row.host_agency = Origin.HOST.value, status.host_agency
    row.document_number, row.document_on = given.document_number, given.document_on
    row.evidence_url = given.evidence_url
