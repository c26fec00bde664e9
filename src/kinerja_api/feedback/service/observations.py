"""Use cases of interview and observation records: recorded in the open, answered, named as a basis of a rating."""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_period, require_open_cycle
from kinerja_api.employees.public import find_post, list_led_unit_ids, relation_to
from kinerja_api.feedback.access.observations import (
    ToObservation,
    decide_name_basis,
    decide_record,
    decide_see_observation,
    decide_state,
    decide_step_observation,
)
from kinerja_api.feedback.errors import (
    CONTINUOUS,
    HEARD,
    OTHER_YEAR_OF_PLAN,
    BasisAlreadyNamed,
    NotAnsweredYet,
    NotObserver,
    NotOfThisPlan,
    ObservationWithdrawn,
    ObservedLater,
    TooManyStatements,
)
from kinerja_api.feedback.events import ObservationStepped
from kinerja_api.feedback.lifecycle.observations import ACKNOWLEDGE, OBSERVATION, ObservationFacts
from kinerja_api.feedback.models.observations import Observation, ObservationBasis, ObservationStatement
from kinerja_api.feedback.repository import observations as repository
from kinerja_api.feedback.rules import answer_by, could_answer
from kinerja_api.feedback.schemas.observations import (
    BasisIn,
    ObservationBasisOut,
    ObservationIn,
    ObservationOut,
    ObservationRow,
    ObservationStatementIn,
    ObservationStatementOut,
    QuestionOut,
)
from kinerja_api.feedback.types import ObservationFilter, ObservationStatus
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page, StepIn
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, Invalid, NotFound
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.targets.public import get_indicator, get_plan, get_plan_of_target

RESOURCE = OBSERVATION.resource_type


async def record_observation(uow: UnitOfWork, principal: Principal, given: ObservationIn) -> ObservationOut:
    """Record what was found about the work of somebody whom one leads; the employee sees it at once."""
    plan, today = await get_plan(uow, given.plan_id), await today_of(uow)
    enforce(decide_record(principal, await relation_to(uow, principal, plan.employee_id, today)))
    await require_open_cycle(uow, plan.cycle_id)
    await _check_part(uow, given)
    if given.observed_at > uow.now():
        raise ObservedLater(errors=[FieldError("observed_later", ObservedLater.advice, "/observed_at")])
    observer_id: UUID | None = principal.employee_id
    observer_name = principal.name
    if given.observer_id is not None:
        post = await find_post(uow, given.observer_id, today)
        if post is None or post.employee_id == plan.employee_id:
            raise NotObserver(errors=[FieldError("not_observer", NotObserver.advice, "/observer_id")])
        observer_id, observer_name = post.employee_id, post.name
    row = Observation(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        target_id=given.target_id,
        indicator_id=given.indicator_id,
        value=given.value.value if given.value else None,
        method=given.method.value,
        observed_at=given.observed_at,
        place=given.place,
        findings=given.findings,
        questions=[each.model_dump() for each in given.questions],
        recorder_id=principal.employee_id,
        recorder_name=principal.name,
        observer_id=observer_id,
        observer_name=observer_name,
        status=ObservationStatus.RECORDED.value,
        answer_by=answer_by(today),
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, row)
    record(uow, principal, Act("recorded", RESOURCE, row.id, version_after=1, to_state=row.status))
    await _tell(uow, row, "recorded")
    return await _shown(uow, row)


async def read_observation(uow: UnitOfWork, principal: Principal, observation_id: UUID) -> ObservationOut:
    """Return a record that the principal may see."""
    row = await repository.get_observation(uow, observation_id)
    enforce(decide_see_observation(principal, await _standing(uow, principal, row)))
    return await _shown(uow, row)


async def list_observations(
    uow: UnitOfWork, principal: Principal, wanted: ObservationFilter, page: PageOf
) -> Page[ObservationRow]:
    """Return a page of the records that the principal may see."""
    me = principal.employee_id
    led = None if principal.reads_whole_agency else await list_led_unit_ids(uow, me, await today_of(uow))
    rows, following = await repository.list_observations(uow, led=led, me=me, wanted=wanted, page=page)
    return Page(items=[ObservationRow.model_validate(row) for row in rows], next=following)


async def state_on_observation(
    uow: UnitOfWork, principal: Principal, observation_id: UUID, given: ObservationStatementIn
) -> ObservationOut:
    """Add what the employee says about a record; it stands beside it for ever."""
    row = await repository.get_observation(uow, observation_id, for_update=True)
    enforce(decide_state(principal, await _standing(uow, principal, row)))
    if row.status == ObservationStatus.WITHDRAWN:
        raise ObservationWithdrawn(basis=[CONTINUOUS])
    if len(await repository.list_statements(uow, row.id)) >= repository.MOST_PARTS:
        raise TooManyStatements
    statement = ObservationStatement(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        observation_id=row.id,
        text=given.text,
        author_name=principal.name,
        given_at=uow.now(),
    )
    repository.add(uow, statement)
    await _touch(uow, principal, row, Act("stated", RESOURCE, row.id, details={"statement": str(statement.id)}))
    return await _shown(uow, row)


async def name_basis(uow: UnitOfWork, principal: Principal, observation_id: UUID, given: BasisIn) -> ObservationOut:
    """Say that the rating of a period, or of the year, rests on a record that the employee could answer."""
    row = await repository.get_observation(uow, observation_id, for_update=True)
    enforce(decide_name_basis(principal, await _standing(uow, principal, row)))
    if row.status == ObservationStatus.WITHDRAWN:
        raise ObservationWithdrawn(basis=[CONTINUOUS])
    plan = await get_plan(uow, row.plan_id)
    if given.period_id is not None and (await get_period(uow, given.period_id)).cycle_id != plan.cycle_id:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR_OF_PLAN, "/period_id")])
    if not await _may_be_basis(uow, row, await repository.list_statements(uow, row.id)):
        raise NotAnsweredYet(basis=[HEARD], extra={"answer_by": row.answer_by.isoformat()})
    if any(each.period_id == given.period_id for each in await repository.list_bases(uow, row.id)):
        raise BasisAlreadyNamed(basis=[CONTINUOUS])
    basis = ObservationBasis(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        observation_id=row.id,
        period_id=given.period_id,
        reason=given.reason,
        official_id=principal.employee_id,
        official_name=principal.name,
        named_at=uow.now(),
    )
    repository.add(uow, basis)
    period = str(given.period_id) if given.period_id else None
    await _touch(uow, principal, row, Act("named_as_basis", RESOURCE, row.id, details={"period_id": period}))
    return await _shown(uow, row)


async def step_observation(
    uow: UnitOfWork, principal: Principal, observation_id: UUID, expected: IfMatch, step: StepIn
) -> ObservationOut:
    """Take a step: acknowledge, withdraw."""
    row = await repository.get_observation(uow, observation_id, for_update=True)
    enforce(decide_step_observation(principal, await _standing(uow, principal, row), step.name))
    require_version(expected, row.version)
    taken = OBSERVATION.take(step.name, ObservationStatus(row.status), ObservationFacts(step.note))
    from_state, row.status = row.status, taken.target.value
    if step.name == ACKNOWLEDGE:
        row.acknowledged_at = uow.now()
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    await _touch(uow, principal, row, act)
    return await _shown(uow, row)


async def list_observation_transitions(
    uow: UnitOfWork, principal: Principal, observation_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a record and what may come next."""
    row = await repository.get_observation(uow, observation_id)
    to = await _standing(uow, principal, row)
    enforce(decide_see_observation(principal, to))

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step_observation(principal, to, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = OBSERVATION.options(ObservationStatus(row.status), ObservationFacts("-"), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def _standing(uow: UnitOfWork, principal: Principal, row: Observation) -> ToObservation:
    me = principal.employee_id
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    return ToObservation(
        relation,
        is_recorder=me is not None and me == row.recorder_id,
        is_observer=me is not None and me == row.observer_id,
    )


async def _may_be_basis(uow: UnitOfWork, row: Observation, statements: Sequence[ObservationStatement]) -> bool:
    has_answered = row.acknowledged_at is not None or bool(statements)
    answerable = could_answer(row.answer_by, await today_of(uow), has_answered=has_answered)
    return answerable and row.status != ObservationStatus.WITHDRAWN


async def _check_part(uow: UnitOfWork, given: ObservationIn) -> None:
    """A record is about a part of the plan that it names; a part of another plan looks like one that is missing."""
    if given.target_id is None and given.indicator_id is None:
        return
    place = "/target_id" if given.target_id else "/indicator_id"
    if await _plan_id_of_part(uow, given) != given.plan_id:
        raise NotOfThisPlan(errors=[FieldError("other_plan", NotOfThisPlan.advice, place)], basis=[CONTINUOUS])


async def _plan_id_of_part(uow: UnitOfWork, given: ObservationIn) -> UUID | None:
    try:
        if given.target_id is not None:
            return (await get_plan_of_target(uow, given.target_id)).id
        if given.indicator_id is not None:
            return (await get_indicator(uow, given.indicator_id)).plan.id
    except NotFound:
        pass
    return None


async def _shown(uow: UnitOfWork, row: Observation) -> ObservationOut:
    """Return a record as it is told, with all that belongs to it."""
    statements = await repository.list_statements(uow, row.id)
    return ObservationOut(
        **ObservationRow.model_validate(row).model_dump(),
        questions=[QuestionOut.model_validate(each) for each in row.questions],
        statements=[ObservationStatementOut.model_validate(each) for each in statements],
        bases=[ObservationBasisOut.model_validate(each) for each in await repository.list_bases(uow, row.id)],
        may_be_basis=await _may_be_basis(uow, row, statements),
    )


async def _touch(uow: UnitOfWork, principal: Principal, row: Observation, act: Act) -> None:
    """Leave a change in the trail, tell it, and write what is pending."""
    record_change(uow, principal, row, act)
    await _tell(uow, row, act.action)


async def _tell(uow: UnitOfWork, row: Observation, act: str) -> None:
    uow.emit(ObservationStepped(row.id, step=act, to_state=row.status, employee_id=str(row.employee_id)))
    await uow.session.flush()
