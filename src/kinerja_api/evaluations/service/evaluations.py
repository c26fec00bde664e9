"""Use cases of evaluations."""

from dataclasses import replace
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.public import summarize
from kinerja_api.cycles.public import get_cycle, list_periods
from kinerja_api.cycles.types import CycleStatus, PeriodStatus
from kinerja_api.employees.public import list_led_unit_ids, relation_to, standing_to
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.access import decide_evaluate, decide_see, decide_step
from kinerja_api.evaluations.errors import (
    EVALUATING,
    ON_EVIDENCE,
    EvaluationAlreadyThere,
    EvaluationIssued,
    EvaluationNeedsAgreedPlan,
    RealizationsUnreviewed,
)
from kinerja_api.evaluations.events import EvaluationStepped
from kinerja_api.evaluations.lifecycle import EVALUATION, EvaluationFacts
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.rules import Circumstances, evaluated_days, remarks_on, texts_of
from kinerja_api.evaluations.schemas import (
    CitationOut,
    EvaluationExplanationOut,
    EvaluationIn,
    EvaluationOut,
    EvaluationPut,
    EvaluationRow,
    PolicyUsedOut,
    RemarkOut,
    StepIn,
)
from kinerja_api.evaluations.service.distributions import breaks_pattern
from kinerja_api.evaluations.service.judging import judge_plan
from kinerja_api.evaluations.service.occasions import Occasion, find_period, require_occasion
from kinerja_api.evaluations.types import EvaluationFilter, EvaluationStatus, Json, RatingLevel
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.realizations.public import count_unreviewed, list_results
from kinerja_api.realizations.types import RealizationStatus
from kinerja_api.targets.public import get_plan
from kinerja_api.targets.types import PlanStatus, PlanView

RESOURCE = EVALUATION.resource_type
EVALUABLE = frozenset({PlanStatus.AGREED, PlanStatus.CLOSED})


async def draft_evaluation(uow: UnitOfWork, principal: Principal, given: EvaluationIn) -> EvaluationOut:
    """Evaluate an agreed plan for a period or the year; it begins as a draft that only leaders see."""
    plan = await get_plan(uow, given.plan_id)
    enforce(decide_evaluate(principal, await standing_to(uow, principal, plan.employee_id, await today_of(uow))))
    if plan.status not in EVALUABLE:
        raise EvaluationNeedsAgreedPlan(basis=[EVALUATING])
    occasion = Occasion(plan, *await require_occasion(uow, plan.cycle_id, given.period_id))
    there = await repository.find_evaluation_id(uow, plan.id, given.period_id)
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
        status=EvaluationStatus.DRAFT.value,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    await _fill(uow, principal, row, occasion, given)
    repository.add(uow, row)
    record(uow, principal, Act("drafted", RESOURCE, row.id, version_after=1, to_state=row.status, details=_told(row)))
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
    led = None if principal.reads_whole_agency else await list_led_unit_ids(uow, me, await today_of(uow))
    rows, following = await repository.list_evaluations(uow, me=me, led=led, wanted=wanted, page=page)
    return Page(items=[EvaluationRow.model_validate(row) for row in rows], next=following)


async def change_evaluation(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, expected: IfMatch, given: EvaluationPut
) -> EvaluationOut:
    """Replace the ratings of a draft."""
    row = await repository.get_evaluation(uow, evaluation_id, for_update=True)
    standing = await standing_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_see(principal, standing.relation, EvaluationStatus(row.status)))
    enforce(decide_evaluate(principal, standing))
    require_version(expected, row.version)
    if row.status != EvaluationStatus.DRAFT.value:
        raise EvaluationIssued(basis=[EVALUATING])
    occasion = await _occasion(uow, row)
    await _fill(uow, principal, row, occasion, given)
    await _touch(uow, principal, row, Act("changed", RESOURCE, row.id, details=_told(row)))
    return EvaluationOut.model_validate(row)


async def step_evaluation(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, expected: IfMatch, step: StepIn
) -> EvaluationOut:
    """Take a step in the life of an evaluation: issue, acknowledge."""
    row = await repository.get_evaluation(uow, evaluation_id, for_update=True)
    standing = await standing_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_step(principal, standing, EvaluationStatus(row.status), step.name))
    require_version(expected, row.version)
    facts = await _facts(uow, row, note=step.note)
    taken = EVALUATION.take(step.name, EvaluationStatus(row.status), facts)
    from_state, row.status = row.status, taken.target.value
    if taken.target is EvaluationStatus.ISSUED:
        await _issue(uow, principal, row)
        row.distribution_note = step.note if facts.breaks_pattern else None
    else:
        row.acknowledged_at = uow.now()
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    uow.emit(EvaluationStepped(row.id, step=step.name, to_state=row.status))
    await _touch(uow, principal, row, replace(act, details=_told(row)))
    return EvaluationOut.model_validate(row)


async def list_evaluation_transitions(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of an evaluation, and for this reader what may come next and why the rest may not."""
    row = await repository.get_evaluation(uow, evaluation_id)
    standing = await standing_to(uow, principal, row.employee_id, await today_of(uow))
    state = EvaluationStatus(row.status)
    enforce(decide_see(principal, standing.relation, state))

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step(principal, standing, state, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = EVALUATION.options(state, await _facts(uow, row, note=None), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def explain_evaluation(
    uow: UnitOfWork, principal: Principal, evaluation_id: UUID, language: Language
) -> EvaluationExplanationOut:
    """Return why a predicate is what it is, as it was computed then."""
    row = await _seen(uow, principal, evaluation_id)
    kept = await repository.get_explanation(uow, row.explanation_sha256)
    policy = kept["trace"]["policy"]
    return EvaluationExplanationOut(
        evaluation_id=row.id,
        predicate=row.predicate,
        sentences=kept["sentences"][language],
        citations=[_citation(each, language) for each in kept["citations"]],
        remarks=[RemarkOut(code=code, text=text) for code, text in texts_of(row.remarks, language)],
        policy=PolicyUsedOut(
            version_id=row.policy_version_id, key=policy["key"], edition=policy["version"], sha256=row.policy_sha256
        ),
        facts_sha256=row.facts_sha256,
        trace=kept["trace"],
    )


async def _seen(uow: UnitOfWork, principal: Principal, evaluation_id: UUID) -> Evaluation:
    row = await repository.get_evaluation(uow, evaluation_id)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_see(principal, relation, EvaluationStatus(row.status)))
    return row


async def _require_reviewed(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> None:
    """An evaluation rests on what was reported and reviewed; what waits must be reviewed first."""
    count = await count_unreviewed(uow, plan.id, period_id)
    if count:
        detail = RealizationsUnreviewed.advice.fill(count=count)
        raise RealizationsUnreviewed(detail, basis=[ON_EVIDENCE], extra={"unreviewed": count})


async def _occasion(uow: UnitOfWork, row: Evaluation) -> Occasion:
    plan = await get_plan(uow, row.plan_id)
    return Occasion(plan, *await require_occasion(uow, row.cycle_id, row.period_id))


async def _fill(
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
    row.evaluator_id, row.evaluator_name = _employee_id(principal), principal.name
    row.policy_version_id, row.policy_sha256 = judged.policy_version_id, judged.policy_sha256
    row.facts_sha256, row.explanation_sha256 = judged.facts_sha256, judged.explanation_sha256
    row.remarks = await _remarks(uow, row, given.behavior_rating, suggested)
    await repository.keep_explanation(uow, judged.explanation_sha256, judged.explanation)


async def _issue(uow: UnitOfWork, principal: Principal, row: Evaluation) -> None:
    """Find the predicate once more: the result of the organisation may have changed since the draft."""
    occasion = await _occasion(uow, row)
    kept = EvaluationPut(
        work_result_rating=None if row.heads_unit else RatingLevel(row.work_result),
        behavior_rating=RatingLevel(row.behavior),
        notes=row.notes,
    )
    await _fill(uow, principal, row, occasion, kept)
    row.issued_at = uow.now()


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


async def _facts(uow: UnitOfWork, row: Evaluation, *, note: str | None) -> EvaluationFacts:
    cycle = await get_cycle(uow, row.cycle_id)
    days = evaluated_days(cycle, await find_period(uow, row.cycle_id, row.period_id))
    organization = await repository.find_result(uow, row.unit_id, row.cycle_id, row.period_id)
    return EvaluationFacts(
        cycle_is_open=cycle.status is CycleStatus.OPEN,
        unreviewed=await count_unreviewed(uow, row.plan_id, row.period_id),
        organization_is_rated=organization is not None,
        breaks_pattern=await breaks_pattern(uow, row.unit_id, days, cycle_id=row.cycle_id, period_id=row.period_id),
        note=note,
    )


async def _touch(uow: UnitOfWork, principal: Principal, row: Evaluation, act: Act) -> None:
    """Raise the version, leave the act in the trail, and write what is pending."""
    before, row.version, row.updated_at = row.version, row.version + 1, uow.now()
    record(uow, principal, replace(act, version_before=before, version_after=row.version))
    await uow.session.flush()


def _employee_id(principal: Principal) -> UUID:
    """Return who evaluates: the decision to let somebody do so has seen to it that it is an employee."""
    assert principal.employee_id is not None  # noqa: S101  only a rating official comes here
    return principal.employee_id


def _told(row: Evaluation) -> Json:
    return {"work_result": row.work_result, "behavior": row.behavior, "predicate": row.predicate}


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
