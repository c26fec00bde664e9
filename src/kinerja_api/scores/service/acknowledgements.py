"""Acknowledging the criteria: who read them when, in which versions; and how many have."""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import list_posts_after
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.scores import repository
from kinerja_api.scores.access import decide_count_acknowledgements, decide_see_acknowledgement
from kinerja_api.scores.errors import OPENNESS, CriteriaChanged
from kinerja_api.scores.events import CriteriaAcknowledged
from kinerja_api.scores.models import CriteriaAcknowledgement
from kinerja_api.scores.schemas.criteria import AcknowledgementCountsOut, AcknowledgementIn, AcknowledgementOut
from kinerja_api.scores.service.criteria import criteria_in_force, day_within, own_post

RESOURCE = CriteriaAcknowledged.resource_type
COUNTED_AT_ONCE = 5_000
NOBODY = UUID(int=0)


async def acknowledge_criteria(uow: UnitOfWork, principal: Principal, given: AcknowledgementIn) -> AcknowledgementOut:
    """Record that the caller has read the criteria in force; who did so before gets that record."""
    criteria = await criteria_in_force(uow, given.cycle_id)
    post = await own_post(uow, principal, criteria.cycle)
    if given.criteria_sha256 != criteria.sha256:
        raise CriteriaChanged(basis=(OPENNESS,), extra={"criteria_sha256": criteria.sha256})
    acknowledgement = CriteriaAcknowledgement(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        cycle_id=criteria.cycle.id,
        employee_id=post.employee_id,
        employee_name=post.name,
        account_id=principal.account_id,
        criteria_sha256=criteria.sha256,
        policies=[each.model_dump(mode="json") for each in criteria.versions],
        acknowledged_at=uow.now(),
    )
    if await repository.add_acknowledgement(uow, acknowledgement):
        details = {"cycle_id": str(criteria.cycle.id), "criteria_sha256": criteria.sha256}
        record(uow, principal, Act("acknowledged", RESOURCE, acknowledgement.id, details=details))
        told = CriteriaAcknowledged(acknowledgement.id, cycle_id=criteria.cycle.id, criteria_sha256=criteria.sha256)
        uow.emit(told)
    kept = await repository.find_acknowledgement(uow, criteria.cycle.id, post.employee_id, criteria.sha256)
    return AcknowledgementOut.model_validate(kept)


async def read_acknowledgement(uow: UnitOfWork, principal: Principal, acknowledgement_id: UUID) -> AcknowledgementOut:
    """Return an acknowledgement that the principal may see."""
    acknowledgement = await repository.get_acknowledgement(uow, acknowledgement_id)
    enforce(decide_see_acknowledgement(principal, acknowledgement.employee_id))
    return AcknowledgementOut.model_validate(acknowledgement)


async def list_acknowledgements(
    uow: UnitOfWork, principal: Principal, *, cycle_id: UUID | None, page: PageOf
) -> Page[AcknowledgementOut]:
    """Return a page of acknowledgements: of everybody for HR and auditors, else one's own."""
    own = None if principal.reads_whole_agency else principal.employee_id or NOBODY
    rows, following = await repository.list_acknowledgements(uow, cycle_id=cycle_id, employee_id=own, page=page)
    return Page(items=[AcknowledgementOut.model_validate(row) for row in rows], next=following)


async def count_acknowledgements(uow: UnitOfWork, principal: Principal, cycle_id: UUID) -> AcknowledgementCountsOut:
    """Return how many of those who hold a post have read the criteria in force."""
    enforce(decide_count_acknowledgements(principal))
    criteria = await criteria_in_force(uow, cycle_id)
    employees = acknowledged = outdated = 0
    async for people in _post_holders(uow, await day_within(uow, criteria.cycle)):
        current, earlier = await repository.count_acknowledgements(uow, cycle_id, criteria.sha256, people)
        employees += len(people)
        acknowledged += current
        outdated += earlier
    return AcknowledgementCountsOut(
        cycle_id=criteria.cycle.id,
        criteria_sha256=criteria.sha256,
        employees=employees,
        acknowledged=acknowledged,
        outdated=outdated,
        outstanding=employees - acknowledged - outdated,
    )


async def _post_holders(uow: UnitOfWork, on: date) -> AsyncIterator[list[UUID]]:
    """Yield the ids of everybody who holds a post, some thousands at a time."""
    after = NOBODY
    is_more = True
    while is_more:
        posts = await list_posts_after(uow, None, on, after=after, most=COUNTED_AT_ONCE)
        if posts:
            yield [post.employee_id for post in posts]
            after = posts[-1].employee_id
        is_more = len(posts) == COUNTED_AT_ONCE
