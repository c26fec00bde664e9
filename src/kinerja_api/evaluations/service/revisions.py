"""Revisions: an evaluation that was issued is never changed; the next one stands in its place, and both are kept."""

from dataclasses import dataclass, replace
from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.errors import PATTERN, PatternDepartureUnexplained
from kinerja_api.evaluations.events import EvaluationStepped
from kinerja_api.evaluations.lifecycle import EVALUATION, ISSUE
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.repository.spreads import Of, read_spread
from kinerja_api.evaluations.schemas import EvaluationPut
from kinerja_api.evaluations.service.distributions import list_departing
from kinerja_api.evaluations.service.rating import occasion_of, put_ratings, told
from kinerja_api.evaluations.types import EvaluationStatus, RevisionReason
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of
from kinerja_api.targets.public import close_plan, reopen_plan


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why an issued evaluation is made anew, and why the unit may depart from the pattern by it."""

    reason: RevisionReason
    note: str
    distribution_note: str | None


RESOURCE = EVALUATION.resource_type
# What a revision takes from the one before; whatever follows from the ratings is found anew when it is issued.
CARRIED = (
    *("agency_id", "plan_id", "cycle_id", "year", "period_id", "employee_id", "employee_name", "unit_id"),
    *("heads_unit", "organization_result_id", "work_result", "behavior", "suggested_behavior", "predicate"),
    *("not_rateable_reason", "notes", "remarks", "evaluator_id", "evaluator_name"),
    *("policy_version_id", "policy_sha256", "facts_sha256", "explanation_sha256"),
    *("first_day", "last_day", "handed_over_on", "considered", "months_worked", "origin"),
    *("host_agency", "document_number", "document_on", "evidence_url"),
)


def next_revision(uow: UnitOfWork, before: Evaluation, reason: RevisionReason, note: str) -> Evaluation:
    """Return the draft of the next revision of an issued evaluation; the caller adds it."""
    return Evaluation(
        **{name: getattr(before, name) for name in CARRIED},
        id=uow.new_id(),
        status=EvaluationStatus.DRAFT.value,
        revision=before.revision + 1,
        replaces_id=before.id,
        revision_reason=reason.value,
        revision_note=note,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )


async def close_if_annual(uow: UnitOfWork, principal: Principal, row: Evaluation) -> None:
    """Close the plan of an annual evaluation that came to its end: accepted, or upheld against an objection."""
    if _is_annual(row):
        await close_plan(uow, principal, row.plan_id)


async def reopen_if_annual(uow: UnitOfWork, principal: Principal, row: Evaluation) -> None:
    """Open the plan of an annual evaluation that is rated anew, so that what was missing can be reported."""
    if _is_annual(row):
        await reopen_plan(uow, principal, row.plan_id)


def _is_annual(row: Evaluation) -> bool:
    """Tell whether an evaluation is that of the year, and not of a period or up to a hand-over."""
    return row.period_id is None and row.handed_over_on is None


async def replace_earlier(uow: UnitOfWork, principal: Principal, row: Evaluation) -> None:
    """Take the revision before out of force, when there is one, so that this one can be issued in its place."""
    if row.replaces_id is None:
        return
    before = await repository.get_evaluation(uow, row.replaces_id, for_update=True)
    from_state, before.status = before.status, EvaluationStatus.REPLACED.value
    act = Act("replaced", RESOURCE, before.id, from_state=from_state, to_state=before.status, note=row.revision_note)
    await touch(uow, principal, before, replace(act, details=by_revision(row.id, row.revision)))


async def issue_revision(
    uow: UnitOfWork, principal: Principal, before: Evaluation, given: EvaluationPut, grounds: Grounds
) -> Evaluation:
    """Issue the next revision with other ratings at once, and look at the spread of the unit again."""
    anew, occasion = next_revision(uow, before, grounds.reason, grounds.note), await occasion_of(uow, before)
    await repository.hold_spread(uow, before.unit_id, before.cycle_id, before.period_id)
    await put_ratings(uow, principal, anew, occasion, given)
    await replace_earlier(uow, principal, anew)
    anew.status, anew.issued_at = EvaluationStatus.ISSUED.value, uow.now()
    repository.add(uow, anew)
    await uow.session.flush()
    of = Of(anew.cycle_id, anew.period_id, await today_of(uow))
    if anew.handed_over_on is None and await list_departing(uow, await read_spread(uow, [anew.unit_id], of)):
        if grounds.distribution_note is None:
            raise PatternDepartureUnexplained(basis=[PATTERN])
        anew.distribution_note = grounds.distribution_note
    draft = EvaluationStatus.DRAFT.value
    act = Act(ISSUE, RESOURCE, anew.id, version_after=1, from_state=draft, to_state=anew.status, note=grounds.note)
    record(uow, principal, replace(act, details=told(anew)))
    uow.emit(EvaluationStepped(anew.id, step=ISSUE, to_state=anew.status))
    await uow.session.flush()
    return anew


def by_revision(evaluation_id: UUID, revision: int) -> dict[str, object]:
    """Return which revision an act on another one led to."""
    return {"by": str(evaluation_id), "revision": revision}


async def touch(uow: UnitOfWork, principal: Principal, row: Evaluation, act: Act) -> None:
    """Raise the version, leave the act in the trail, and write what is pending."""
    record_change(uow, principal, row, act)
    await uow.session.flush()
