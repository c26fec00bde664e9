"""Use cases of calibration sessions: opened on a unit and those below, changed one by one with a reason, locked."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import require_open_cycle
from kinerja_api.employees.public import list_led_unit_ids, standing_to, standing_to_unit
from kinerja_api.evaluations.access.calibrations import (
    decide_calibrate,
    decide_change_in_session,
    decide_see_calibration,
)
from kinerja_api.evaluations.errors import (
    CALIBRATING,
    CalibrationLocked,
    CalibrationUnderWay,
    NothingCalibrated,
    NotInCalibration,
)
from kinerja_api.evaluations.events import CalibrationStepped
from kinerja_api.evaluations.lifecycle import EVALUATION
from kinerja_api.evaluations.lifecycle.calibrations import CALIBRATION, LOCK, CalibrationFacts
from kinerja_api.evaluations.models import Calibration, CalibrationItem, Evaluation
from kinerja_api.evaluations.repository import calibrations as repository
from kinerja_api.evaluations.repository import get_evaluation
from kinerja_api.evaluations.repository.objections import is_objected
from kinerja_api.evaluations.repository.spreads import Of, read_spread
from kinerja_api.evaluations.rules import changes_ratings, is_calibratable
from kinerja_api.evaluations.schemas import PredicateCountOut, StepIn
from kinerja_api.evaluations.schemas.calibrations import (
    CalibrationIn,
    CalibrationItemIn,
    CalibrationItemOut,
    CalibrationOut,
    CalibrationRow,
    CeilingOut,
)
from kinerja_api.evaluations.service.calibrating import is_about, require_ceiling, spread_of
from kinerja_api.evaluations.service.distributions import list_departing
from kinerja_api.evaluations.service.occasions import require_occasion
from kinerja_api.evaluations.service.rating import given_again, occasion_of, put_ratings, told
from kinerja_api.evaluations.service.revisions import Grounds, issue_revision
from kinerja_api.evaluations.service.revisions import touch as touch_evaluation
from kinerja_api.evaluations.types import (
    CalibrationStatus,
    EvaluationStatus,
    Json,
    Predicate,
    RevisionReason,
    Spread,
)
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, list_unit_ids_below, today_of

RESOURCE = CALIBRATION.resource_type


async def open_session(uow: UnitOfWork, principal: Principal, given: CalibrationIn) -> CalibrationOut:
    """Open a session on a unit and those below; from now on ratings there change in it alone."""
    today = await today_of(uow)
    unit = await get_unit(uow, given.unit_id, today)
    enforce(decide_calibrate(principal, await standing_to_unit(uow, principal, unit.id, today)))
    cycle, _ = await require_occasion(uow, given.cycle_id, given.period_id)
    await repository.hold_period(uow, cycle.id, given.period_id, alone=True)
    row = Calibration(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        unit_id=unit.id,
        unit_name=unit.name,
        unit_ids=await list_unit_ids_below(uow, [unit.id], today),
        cycle_id=cycle.id,
        year=cycle.year,
        period_id=given.period_id,
        status=CalibrationStatus.OPEN.value,
        leader_id=principal.employee_id,
        leader_name=principal.name,
        ceilings={each.predicate.value: each.most for each in given.ceilings},
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    await _refuse_second(uow, row)
    row.before = dict(await spread_of(uow, row))
    repository.add(uow, row)
    details = {"ceilings": row.ceilings, "before": row.before}
    record(uow, principal, Act("opened", RESOURCE, row.id, version_after=1, to_state=row.status, details=details))
    uow.emit(CalibrationStepped(row.id, step="open", to_state=row.status))
    await uow.session.flush()
    return await _shown(uow, row)


async def read_session(uow: UnitOfWork, principal: Principal, calibration_id: UUID) -> CalibrationOut:
    """Return a session with the spread before it and now."""
    return await _shown(uow, await _seen(uow, principal, calibration_id))


async def list_sessions(
    uow: UnitOfWork,
    principal: Principal,
    *,
    unit_id: UUID | None,
    cycle_id: UUID | None,
    status: CalibrationStatus | None,
    page: PageOf,
) -> Page[CalibrationRow]:
    """Return a page of the sessions that the principal may see."""
    sees_all = principal.reads_whole_agency or principal.has(Role.APPOINTING_OFFICIAL)
    led = None if sees_all else await list_led_unit_ids(uow, principal.employee_id, await today_of(uow))
    rows, following = await repository.list_calibrations(
        uow, led=led, unit_id=unit_id, cycle_id=cycle_id, status=status, page=page
    )
    items = await repository.count_items(uow, [row.id for row in rows])
    return Page(items=[CalibrationRow(**_columns(row), items=items.get(row.id, 0)) for row in rows], next=following)


async def list_items(
    uow: UnitOfWork, principal: Principal, calibration_id: UUID, page: PageOf
) -> Page[CalibrationItemOut]:
    """Return a page of what a session changed."""
    session = await _seen(uow, principal, calibration_id)
    rows, following = await repository.list_items(uow, session.id, page)
    return Page(items=[CalibrationItemOut.model_validate(row) for row in rows], next=following)


async def change_in_session(
    uow: UnitOfWork, principal: Principal, calibration_id: UUID, given: CalibrationItemIn
) -> CalibrationItemOut:
    """Give an evaluation of the session other ratings: a draft is changed, an issued one becomes the next revision."""
    session = await _led(uow, principal, calibration_id)
    if session.status != CalibrationStatus.OPEN.value:
        raise CalibrationLocked(basis=[CALIBRATING], extra={"calibration_id": str(session.id)})
    await require_open_cycle(uow, session.cycle_id)
    row = await get_evaluation(uow, given.evaluation_id, for_update=True)
    is_free = is_calibratable(
        EvaluationStatus(row.status), is_rated=row.predicate is not None
    ) and not await is_objected(uow, row.id)
    if not is_about(session, row) or not is_free:
        raise NotInCalibration(basis=[CALIBRATING])
    enforce(decide_change_in_session(await standing_to(uow, principal, row.employee_id, await today_of(uow))))
    if not changes_ratings((row.work_result, row.behavior), (given.work_result_rating, given.behavior_rating)):
        raise NothingCalibrated(basis=[CALIBRATING])
    before = told(row)
    changed = await _rate(uow, principal, row, given)
    await require_ceiling(uow, session, changed)
    item = CalibrationItem(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        calibration_id=session.id,
        evaluation_id=row.id,
        new_evaluation_id=None if changed is row else changed.id,
        employee_id=row.employee_id,
        employee_name=row.employee_name,
        before=before,
        after=told(changed),
        reason=given.reason,
        decided_by_name=principal.name,
        decided_at=uow.now(),
    )
    repository.add(uow, item)
    details = {"evaluation": str(changed.id), "before": item.before, "after": item.after}
    await _touch(uow, principal, session, Act("changed", RESOURCE, session.id, note=given.reason, details=details))
    return CalibrationItemOut.model_validate(item)


async def step_session(
    uow: UnitOfWork, principal: Principal, calibration_id: UUID, expected: IfMatch, step: StepIn
) -> CalibrationOut:
    """Lock a session, or cancel one in which nothing was changed."""
    row = await _led(uow, principal, calibration_id)
    require_version(expected, row.version)
    if row.status == CalibrationStatus.OPEN.value:
        await repository.hold_period(uow, row.cycle_id, row.period_id, alone=True)
    facts = await _facts(uow, row, note=step.note)
    taken = CALIBRATION.take(step.name, CalibrationStatus(row.status), facts)
    from_state, row.status, row.note = row.status, taken.target.value, step.note
    if step.name == LOCK:
        row.locked_at, row.after = uow.now(), dict(await spread_of(uow, row))
        row.departing = list(facts.departing)
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    await _touch(uow, principal, row, replace(act, details={"after": row.after}))
    return await _shown(uow, row)


async def list_session_transitions(
    uow: UnitOfWork, principal: Principal, calibration_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a session, and for this reader what may come next and why the rest may not."""
    row = await repository.get_calibration(uow, calibration_id)
    standing = await standing_to_unit(uow, principal, row.unit_id, await today_of(uow))
    enforce(decide_see_calibration(principal, leads_unit=standing.leads_it))
    decision = decide_calibrate(principal, standing)

    def refuse(_: str) -> Obstacle | None:
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = CALIBRATION.options(CalibrationStatus(row.status), await _facts(uow, row, note="-"), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def _seen(uow: UnitOfWork, principal: Principal, calibration_id: UUID) -> Calibration:
    row = await repository.get_calibration(uow, calibration_id)
    led = await list_led_unit_ids(uow, principal.employee_id, await today_of(uow))
    enforce(decide_see_calibration(principal, leads_unit=row.unit_id in led))
    return row


async def _led(uow: UnitOfWork, principal: Principal, calibration_id: UUID) -> Calibration:
    """Return a session, held, that the principal leads as the tree stands today."""
    await _seen(uow, principal, calibration_id)
    row = await repository.get_calibration(uow, calibration_id, for_update=True)
    standing = await standing_to_unit(uow, principal, row.unit_id, await today_of(uow))
    enforce(decide_calibrate(principal, standing))
    return row


async def _refuse_second(uow: UnitOfWork, row: Calibration) -> None:
    """One session of a unit for a period, and none that is open may share a unit with another."""
    for other in await repository.list_covering(uow, row.unit_ids, row.cycle_id, row.period_id):
        extra = {"calibration_id": str(other.id)}
        if other.status == CalibrationStatus.OPEN.value:
            raise CalibrationUnderWay(basis=[CALIBRATING], extra=extra)
        if other.unit_id == row.unit_id:
            raise CalibrationLocked(basis=[CALIBRATING], extra=extra)


async def _rate(uow: UnitOfWork, principal: Principal, row: Evaluation, given: CalibrationItemIn) -> Evaluation:
    """Put the ratings into a draft, or into the next revision of what was issued; what is not given stays."""
    ratings = given_again(row, work_result=given.work_result_rating, behavior=given.behavior_rating)
    if row.status != EvaluationStatus.DRAFT.value:
        grounds = Grounds(RevisionReason.CALIBRATION, given.reason, given.reason)
        return await issue_revision(uow, principal, row, ratings, grounds)
    await put_ratings(uow, principal, row, await occasion_of(uow, row), ratings)
    act = Act("calibrated", EVALUATION.resource_type, row.id, note=given.reason, details=told(row))
    await touch_evaluation(uow, principal, row, act)
    return row


async def _facts(uow: UnitOfWork, row: Calibration, *, note: str | None) -> CalibrationFacts:
    spread, items = await _spread_in(uow, row), await repository.count_items(uow, [row.id])
    return CalibrationFacts(items.get(row.id, 0), tuple(await _departing(uow, spread)), note)


async def _spread_in(uow: UnitOfWork, row: Calibration) -> Spread:
    return await read_spread(uow, row.unit_ids, Of(row.cycle_id, row.period_id, await today_of(uow)))


async def _departing(uow: UnitOfWork, spread: Spread) -> list[str]:
    """Return the names of the units that depart from the pattern now."""
    return sorted(unit.name for unit in await list_departing(uow, spread) if unit.name is not None)


async def _touch(uow: UnitOfWork, principal: Principal, row: Calibration, act: Act) -> None:
    record_change(uow, principal, row, act)
    uow.emit(CalibrationStepped(row.id, step=act.action, to_state=row.status))
    await uow.session.flush()


def _columns(row: Calibration) -> Json:
    return {name: getattr(row, name) for name in CalibrationRow.model_fields if name != "items"}


async def _shown(uow: UnitOfWork, row: Calibration) -> CalibrationOut:
    is_locked, spread = row.status == CalibrationStatus.LOCKED.value, await _spread_in(uow, row)
    after = row.after if is_locked and row.after is not None else spread.total
    items = await repository.count_items(uow, [row.id])
    return CalibrationOut(
        **_columns(row),
        items=items.get(row.id, 0),
        ceilings=[CeilingOut(predicate=Predicate(name), most=most) for name, most in row.ceilings.items()],
        before=_spread(row.before),
        after=_spread(after),
        departing_units=await _departing(uow, spread) if row.departing is None else row.departing,
        note=row.note,
    )


def _spread(counts: Mapping[str, int]) -> list[PredicateCountOut]:
    return [PredicateCountOut(predicate=each, employees=counts.get(each.value, 0)) for each in Predicate]
