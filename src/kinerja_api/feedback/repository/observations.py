"""All SQL of interview and observation records."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from kinerja_api.feedback.models.observations import Observation, ObservationBasis, ObservationStatement
from kinerja_api.feedback.types import NamedObservation, ObservationFilter, ObservationMethod, ObservationStatus
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((Observation.id,), descending=True)
MOST_PARTS = 100


async def get_observation(uow: UnitOfWork, observation_id: UUID, *, for_update: bool = False) -> Observation:
    """Return a record; raise `NotFound`."""
    return await get_row(uow, Observation, observation_id, for_update=for_update)


async def list_observations(
    uow: UnitOfWork, *, led: Sequence[UUID] | None, me: UUID | None, wanted: ObservationFilter, page: PageOf
) -> tuple[Sequence[Observation], str | None]:
    """Return a page of records, newest first: of oneself, by oneself, and of units led (None: the whole agency)."""
    statement = select(Observation).where(Observation.agency_id == uow.agency_id)
    if led is not None:
        mine = [column == me for column in (Observation.employee_id, Observation.recorder_id, Observation.observer_id)]
        statement = statement.where(or_(Observation.unit_id.in_(led), *mine))
    filters = {
        Observation.plan_id: wanted.plan_id,
        Observation.employee_id: wanted.employee_id,
        Observation.method: wanted.method,
        Observation.status: wanted.status,
    }
    for column, value in filters.items():
        if value is not None:
            statement = statement.where(column == value)
    if wanted.is_basis is not None:
        named = select(ObservationBasis.observation_id).where(ObservationBasis.agency_id == uow.agency_id)
        statement = statement.where(Observation.id.in_(named) if wanted.is_basis else Observation.id.not_in(named))
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def list_statements(uow: UnitOfWork, observation_id: UUID) -> Sequence[ObservationStatement]:
    """Return what the employee said about a record, in the order in which it was said."""
    statement = (
        select(ObservationStatement)
        .where(ObservationStatement.agency_id == uow.agency_id, ObservationStatement.observation_id == observation_id)
        .order_by(ObservationStatement.id)
        .limit(MOST_PARTS)
    )
    return (await uow.session.scalars(statement)).all()


async def list_bases(uow: UnitOfWork, observation_id: UUID) -> Sequence[ObservationBasis]:
    """Return for which ratings a record was named as a basis; one for a period of its year at most."""
    statement = (
        select(ObservationBasis)
        .where(ObservationBasis.agency_id == uow.agency_id, ObservationBasis.observation_id == observation_id)
        .order_by(ObservationBasis.id)
        .limit(MOST_PARTS)
    )
    return (await uow.session.scalars(statement)).all()


async def list_named(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> list[NamedObservation]:
    """Return the records that stand and were named for the rating of a period, or of the year, as they were named."""
    statement = (
        select(
            Observation.id,
            Observation.method,
            Observation.observed_at,
            Observation.findings,
            ObservationBasis.reason,
            ObservationBasis.official_name,
            ObservationBasis.named_at,
        )
        .join(
            ObservationBasis,
            (ObservationBasis.agency_id == Observation.agency_id) & (ObservationBasis.observation_id == Observation.id),
        )
        .where(
            Observation.agency_id == uow.agency_id,
            Observation.plan_id == plan_id,
            Observation.status != ObservationStatus.WITHDRAWN.value,
            ObservationBasis.period_id.is_not_distinct_from(period_id),
        )
        .order_by(ObservationBasis.id)
        .limit(MOST_PARTS)
    )
    return [
        NamedObservation(observation_id, ObservationMethod(method), when, findings, reason, official, named_at)
        for observation_id, method, when, findings, reason, official, named_at in await uow.session.execute(statement)
    ]


def add(uow: UnitOfWork, row: Observation | ObservationStatement | ObservationBasis) -> None:
    """Add a new row."""
    uow.session.add(row)
