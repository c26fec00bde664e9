"""Use cases of evaluations."""

from dataclasses import replace
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.public import close_rating
from kinerja_api.employees.public import list_led_unit_ids
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.access import decide_evaluate, decide_step, sees_all
from kinerja_api.evaluations.errors import (
    CALIBRATING,
    EVALUATING,
    ON_EVIDENCE,
    EvaluationAlreadyThere,
    EvaluationIssued,
    EvaluationNeedsAgreedPlan,
    EvaluationNotRated,
    RealizationsUnreviewed,
)
from kinerja_api.evaluations.events import EvaluationStepped
from kinerja_api.evaluations.lifecycle import EVALUATION, ISSUE, REOPEN, EvaluationFacts
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.repository.spreads import Surroundings, read_surroundings
from kinerja_api.evaluations.rules import texts_of
from kinerja_api.evaluations.schemas import (
    CitationOut,
    EvaluationExplanationOut,
    EvaluationIn,
    EvaluationOut,
    EvaluationPut,
    EvaluationRow,
    NamedObservationOut,
    PolicyUsedOut,
    RemarkOut,
    StepIn,
)
from kinerja_api.evaluations.service.calibrating import refusal_of, require_room, require_uncalibrated
from kinerja_api.evaluations.service.distributions import list_departing
from kinerja_api.evaluations.service.judging import find_organization
from kinerja_api.evaluations.service.occasions import find_hand_over, occasion_on, require_occasion
from kinerja_api.evaluations.service.rating import occasion_of, put_ratings, rate_again, told
from kinerja_api.evaluations.service.revisions import (
    by_revision,
    close_if_annual,
    next_revision,
    reopen_if_annual,
    replace_earlier,
    touch,
)
from kinerja_api.evaluations.service.standings import is_above_today, require_seen, stand_to, until_of
from kinerja_api.evaluations.types import EvaluationFilter, EvaluationStatus, Json, RevisionReason
from kinerja_api.feedback.public import list_named_observations
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.realizations.public import count_unreviewed
from kinerja_api.targets.public import get_plan
from kinerja_api.targets.types import PlanStatus, PlanView

RESOURCE = EVALUATION.resource_type
EVALUABLE = frozenset({PlanStatus.AGREED, PlanStatus.CLOSED})


async def draft_evaluation(uow: UnitOfWork, principal: Principal, given: EvaluationIn) -> EvaluationOut:
    """Evaluate an agreed plan for a period or the year; it begins as a draft that only leaders see."""
    plan = await get_plan(uow, given.plan_id)
    stand = await stand_to(uow, principal, plan.employee_id, given.up_to or plan.valid_until)
    enforce(stand.does(principal, decide_evaluate(principal, stand.then), EvaluationStatus.DRAFT))
    if plan.status not in EVALUABLE:
        raise EvaluationNeedsAgreedPlan(basis=[EVALUATING])
    cycle, period = await require_occasion(uow, plan.cycle_id, given.period_id)
    handed_over_on = await find_hand_over(uow, principal, plan, cycle, given)
    occasion = await occasion_on(uow, plan, cycle, period, handed_over_on)
    there = await repository.find_evaluation_id(uow, plan.id, given.period_id, handed_over_on)
    if there is not None:
        raise EvaluationAlreadyThere(extra={"evaluation_id": str(there)})
    await _require_reviewed(uow, plan, given.period_id)
    row = Evaluation(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        cycle_id=plan.cycle_id,
        year=occasion.cycle.year,
        period_id=given.period_id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        handed_over_on=handed_over_on,
        status=EvaluationStatus.DRAFT.value,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    await put_ratings(uow, principal, row, occasion, given)
    repository.add(uow, row)
    await uow.session.flush()
    await require_room(uow, row)
    record(uow, principal, Act("drafted", RESOURCE, row.id, version_after=1, to_state=row.status, details=told(row)))
    uow.emit(EvaluationStepped(row.id, step="draft", to_state=row.status))
    await uow.session.flush()
    return EvaluationOut.model_validate(row)


async def read_evaluation(uow: UnitOfWork, principal: Principal, evaluation_id: UUID) -> EvaluationOut:
    """Return an evaluation that the principal may see."""
    return EvaluationOut.model_validate(await _seen(uow, principal, evaluation_id))


async def list_evaluations(
    uow: UnitOfWork, principal: Principal, wanted: EvaluationFilter, page: PageOf
) -> Page[EvaluationRow]:
    """Return a page of the evaluations that the principal may see."""
    me = principal.employee_id
    led = None if sees_all(principal) else await list_led_unit_ids(uow, me, await today_of(uow))
    if led is not None and wanted.plan_id is not None and await is_above_today(uow, principal, wanted.plan_id):
        # Of a plan of before a move, in a unit that somebody else leads.
        led = None
    rows, following = await repository.list_evaluations(uow, me=me, led=led, wanted=wanted, page=page)
    return Page(items=[EvaluationRow.model_validate(row) for row in rows], next=following)


async def change_evaluation(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, expected: IfMatch, given: EvaluationPut
) -> EvaluationOut:
    """Replace the ratings of a draft."""
    row = await repository.get_evaluation(uow, evaluation_id, for_update=True)
    stand = await require_seen(uow, principal, row, await until_of(uow, row))
    enforce(stand.does(principal, decide_evaluate(principal, stand.then), EvaluationStatus(row.status)))
    require_version(expected, row.version)
    if row.status != EvaluationStatus.DRAFT.value:
        raise EvaluationIssued(basis=[EVALUATING])
    await require_uncalibrated(uow, row)
    await require_occasion(uow, row.cycle_id, row.period_id)
    await put_ratings(uow, principal, row, await occasion_of(uow, row), given)
    await touch(uow, principal, row, Act("changed", RESOURCE, row.id, details=told(row)))
    return EvaluationOut.model_validate(row)


async def step_evaluation(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, expected: IfMatch, step: StepIn
) -> EvaluationOut:
    """Take a step in the life of an evaluation: issue, acknowledge, reject, reopen."""
    row = await repository.get_evaluation(uow, evaluation_id, for_update=True)
    stand, status = await stand_to(uow, principal, row.employee_id, await until_of(uow, row)), _status(row)
    enforce(stand.does(principal, decide_step(principal, stand.then, status, step.name), status))
    require_version(expected, row.version)
    if step.name == ISSUE:
        await repository.hold_spread(uow, row.unit_id, row.cycle_id, row.period_id)
    facts = await _facts(uow, row, await _around(uow, row), note=step.note)
    taken = EVALUATION.take(step.name, EvaluationStatus(row.status), facts)
    from_state, details = row.status, {}
    match taken.target:
        case EvaluationStatus.REJECTED:
            row.rejected_at, row.rejection_reason = uow.now(), step.note
        case EvaluationStatus.REOPENED:
            details = await _reopen(uow, principal, row, step.note or "")
        case EvaluationStatus.ACKNOWLEDGED:
            row.acknowledged_at = uow.now()
            await close_if_annual(uow, principal, row)
        case _:
            await replace_earlier(uow, principal, row)
            await rate_again(uow, principal, row)
            await close_rating(uow, principal, row.plan_id, row.period_id)
            row.issued_at, row.distribution_note = uow.now(), step.note if facts.breaks_pattern else None
    row.status = taken.target.value
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    uow.emit(EvaluationStepped(row.id, step=step.name, to_state=row.status))
    await touch(uow, principal, row, replace(act, details=told(row) | details))
    return EvaluationOut.model_validate(row)


async def list_evaluation_transitions(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of an evaluation, and for this reader what may come next and why the rest may not."""
    row, until = await repository.get_evaluation_and_day(uow, evaluation_id)
    stand, state = await require_seen(uow, principal, row, until), _status(row)

    around = await _around(uow, row)
    settled = refusal_of(around.calibration) if around.calibration else None

    def refuse(step: str) -> Obstacle | None:
        decision = stand.does(principal, decide_step(principal, stand.then, state, step), state)
        if isinstance(decision, Denied):
            return Obstacle(decision.reason, decision.basis)
        return Obstacle(settled.title, (CALIBRATING,)) if settled and step == REOPEN else None

    options = EVALUATION.options(state, await _facts(uow, row, around, note="-"), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def explain_evaluation(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, language: Language
) -> EvaluationExplanationOut:
    """Return why a predicate is what it is, as it was computed then."""
    row = await _seen(uow, principal, evaluation_id)
    if row.explanation_sha256 is None:
        raise EvaluationNotRated(basis=[EVALUATING])
    kept = await repository.get_explanation(uow, row.explanation_sha256)
    policy = kept["trace"]["policy"]
    return EvaluationExplanationOut(
        evaluation_id=row.id,
        predicate=row.predicate,
        sentences=kept["sentences"][language],
        citations=[_citation(each, language) for each in kept["citations"]],
        observations=[
            NamedObservationOut.model_validate(each)
            for each in await list_named_observations(uow, row.plan_id, row.period_id)
        ],
        remarks=[RemarkOut(code=code, text=text) for code, text in texts_of(row.remarks, language)],
        policy=PolicyUsedOut(
            version_id=row.policy_version_id, key=policy["key"], edition=policy["version"], sha256=row.policy_sha256
        ),
        facts_sha256=row.facts_sha256,
        trace=kept["trace"],
    )


async def _reopen(uow: UnitOfWork, principal: Principal, row: Evaluation, reason: str) -> Json:
    """Begin the next revision, for the rating official to rate; until that is issued this one stays in force."""
    await require_uncalibrated(uow, row)
    await reopen_if_annual(uow, principal, row)
    anew = next_revision(uow, row, RevisionReason.REOPENING, reason)
    repository.add(uow, anew)
    record(uow, principal, Act("drafted", RESOURCE, anew.id, version_after=1, to_state=anew.status, note=reason))
    uow.emit(EvaluationStepped(anew.id, step="draft", to_state=anew.status))
    return by_revision(anew.id, anew.revision)


async def _seen(uow: UnitOfWork, principal: Principal, evaluation_id: UUID) -> Evaluation:
    row, until = await repository.get_evaluation_and_day(uow, evaluation_id)
    await require_seen(uow, principal, row, until)
    return row


def _status(row: Evaluation) -> EvaluationStatus:
    return EvaluationStatus(row.status)


async def _require_reviewed(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> None:
    """An evaluation rests on what was reported and reviewed; what waits must be reviewed first."""
    count = await count_unreviewed(uow, plan.id, period_id)
    if count:
        detail = RealizationsUnreviewed.advice.fill(count=count)
        raise RealizationsUnreviewed(detail, basis=[ON_EVIDENCE], extra={"unreviewed": count})


async def _around(uow: UnitOfWork, row: Evaluation) -> Surroundings:
    return await read_surroundings(uow, row, await today_of(uow))


async def _facts(uow: UnitOfWork, row: Evaluation, around: Surroundings, *, note: str | None) -> EvaluationFacts:
    [unit] = around.spread.units
    is_rated, departing = unit.organization is not None, await list_departing(uow, around.spread)
    if row.handed_over_on is not None:
        # It is no result of the unit's year, so in no pattern, and rests on the result of the period of the hand-over.
        up_to = row.handed_over_on
        found = await find_organization(uow, row.unit_id, row.cycle_id, None, handed_over_on=up_to)
        is_rated, departing = found is not None, []
    return EvaluationFacts(
        cycle_is_open=around.spread.cycle_is_open,
        is_judged=row.predicate is not None or row.not_rateable_reason is not None,
        unreviewed=around.unreviewed,
        organization_is_rated=is_rated,
        breaks_pattern=bool(departing),
        is_objected=around.is_objected,
        host_agency=row.host_agency,
        note=note,
    )


def _citation(document: Json, language: Language) -> CitationOut:
    reference, in_force = document["reference"], document["in_force"]
    return CitationOut(
        rule=document["text"][language],
        instrument=reference["instrument"],
        article=reference["article"],
        url=reference["url"],
        in_force_from=in_force["from"],
        in_force_until=in_force["until"],
        verification=document["verification"],
        note=document["note"],
    )
