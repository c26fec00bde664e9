"""Use cases of the calendar."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles import repository
from kinerja_api.cycles.access import decide_step
from kinerja_api.cycles.events import CycleChanged, PeriodChanged
from kinerja_api.cycles.lifecycle import CYCLE, PERIOD, CycleFacts, PeriodFacts
from kinerja_api.cycles.models import Cycle, Period
from kinerja_api.cycles.rules import periods_of
from kinerja_api.cycles.schemas import CycleIn, CycleOut, PeriodOut, StepIn
from kinerja_api.cycles.types import CycleStatus, PeriodStatus
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of


async def create_cycle(uow: UnitOfWork, principal: Principal, given: CycleIn) -> CycleOut:
    """Create a performance year with its periods, as a draft."""
    cycle = Cycle(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        year=given.year,
        pattern=given.pattern.value,
        status=CycleStatus.DRAFT.value,
        plan_by=given.plan_by or date(given.year, 1, 31),
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, cycle)
    await uow.session.flush()
    repository.add(
        uow,
        *(
            Period(
                agency_id=uow.agency_id,
                id=uow.new_id(),
                cycle_id=cycle.id,
                number=planned.number,
                label=planned.label,
                first_day=planned.first_day,
                last_day=planned.last_day,
                report_by=planned.report_by,
                status=PeriodStatus.UPCOMING.value,
                version=1,
                created_at=uow.now(),
                updated_at=uow.now(),
            )
            for planned in periods_of(given.year, given.pattern, report_days=given.report_days)
        ),
    )
    record(uow, principal, Act("created", CYCLE.resource_type, cycle.id, version_after=1, to_state=cycle.status))
    return CycleOut.model_validate(cycle)


async def read_cycle(uow: UnitOfWork, cycle_id: UUID) -> CycleOut:
    """Return a cycle."""
    return CycleOut.model_validate(await repository.get_cycle(uow, cycle_id))


async def list_cycles(uow: UnitOfWork, page: PageOf) -> Page[CycleOut]:
    """Return a page of cycles."""
    rows, following = await repository.list_cycles(uow, page)
    return Page(items=[CycleOut.model_validate(row) for row in rows], next=following)


async def list_periods(uow: UnitOfWork, cycle_id: UUID) -> Page[PeriodOut]:
    """Return the periods of a cycle; one page holds them all."""
    await repository.get_cycle(uow, cycle_id)
    rows = await repository.list_periods(uow, cycle_id)
    return Page(items=[PeriodOut.model_validate(row) for row in rows], next=None)


async def read_period(uow: UnitOfWork, period_id: UUID) -> PeriodOut:
    """Return a period."""
    return PeriodOut.model_validate(await repository.get_period(uow, period_id))


async def step_cycle(
    uow: UnitOfWork, principal: Principal, cycle_id: UUID, expected: IfMatch, step: StepIn
) -> CycleOut:
    """Open, close or reopen a cycle."""
    cycle = await repository.get_cycle(uow, cycle_id, for_update=True)
    require_version(expected, cycle.version)
    taken = CYCLE.take(step.name, CycleStatus(cycle.status), await _cycle_facts(uow, cycle))
    _advance(uow, principal, cycle, CYCLE.resource_type, taken.target.value, step)
    uow.emit(CycleChanged(cycle.id, step=step.name))
    return CycleOut.model_validate(cycle)


async def step_period(
    uow: UnitOfWork, principal: Principal, period_id: UUID, expected: IfMatch, step: StepIn
) -> PeriodOut:
    """Open, close or reopen a period."""
    period = await repository.get_period(uow, period_id, for_update=True)
    require_version(expected, period.version)
    # The year is held too: it is closed when none of its periods is open, and none is opened while it is closed.
    facts = await _period_facts(uow, period, to_step=True)
    taken = PERIOD.take(step.name, PeriodStatus(period.status), facts)
    _advance(uow, principal, period, PERIOD.resource_type, taken.target.value, step)
    uow.emit(PeriodChanged(period.id, step=step.name))
    return PeriodOut.model_validate(period)


async def list_cycle_transitions(
    uow: UnitOfWork, principal: Principal, cycle_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a cycle, and for this reader what may come next and why the rest may not."""
    cycle = await repository.get_cycle(uow, cycle_id)
    options = CYCLE.options(CycleStatus(cycle.status), await _cycle_facts(uow, cycle), _refusal_for(principal))
    return await transitions_of(uow, "cycle", cycle.id, state=cycle.status, options=options, language=language)


async def list_period_transitions(
    uow: UnitOfWork, principal: Principal, period_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a period, and for this reader what may come next and why the rest may not."""
    period = await repository.get_period(uow, period_id)
    options = PERIOD.options(PeriodStatus(period.status), await _period_facts(uow, period), _refusal_for(principal))
    return await transitions_of(uow, "period", period.id, state=period.status, options=options, language=language)


def _refusal_for(principal: Principal) -> Callable[[str], Obstacle | None]:
    decision = decide_step(principal)
    denied = Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None
    return lambda _step: denied


async def _cycle_facts(uow: UnitOfWork, cycle: Cycle) -> CycleFacts:
    return CycleFacts(open_periods=await repository.count_open_periods(uow, cycle.id))


async def _period_facts(uow: UnitOfWork, period: Period, *, to_step: bool = False) -> PeriodFacts:
    cycle = await repository.get_cycle(uow, period.cycle_id, for_update=to_step)
    return PeriodFacts(
        cycle_is_open=cycle.status == CycleStatus.OPEN.value, has_begun=period.first_day <= await today_of(uow)
    )


def _advance(
    uow: UnitOfWork, principal: Principal, row: Cycle | Period, resource_type: str, target: str, step: StepIn
) -> None:
    from_state, row.status = row.status, target
    act = Act(step.name, resource_type, row.id, from_state=from_state, to_state=target, note=step.note)
    record_change(uow, principal, row, act)
