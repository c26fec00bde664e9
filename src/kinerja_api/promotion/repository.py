"""All SQL of promotion."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.promotion.lifecycle import OPEN
from kinerja_api.promotion.models import PromotionProposal
from kinerja_api.promotion.types import ProposalStatus, Subject

BY_EMPLOYEE = Keyset((PromotionProposal.employee_id,))
NEWEST_FIRST = Keyset((PromotionProposal.id,), descending=True)
LIVE = tuple(status.value for status in (*OPEN, ProposalStatus.APPROVED))
# What a list shows; the stored eligibility, with its trace, is large and stays behind.
ROW = (
    PromotionProposal.id,
    PromotionProposal.employee_id,
    PromotionProposal.employee_name,
    PromotionProposal.employee_nip,
    PromotionProposal.unit_id,
    PromotionProposal.unit_name,
    PromotionProposal.kind,
    PromotionProposal.from_rank,
    PromotionProposal.to_rank,
    PromotionProposal.effective_on,
    PromotionProposal.status,
    PromotionProposal.version,
)


async def get_proposal(uow: UnitOfWork, proposal_id: UUID, *, for_update: bool = False) -> PromotionProposal:
    """Return a proposal; raise `NotFound`."""
    return await get_row(uow, PromotionProposal, proposal_id, for_update=for_update)


async def find_live_proposal_id(uow: UnitOfWork, subject: Subject) -> UUID | None:
    """Return the open or approved proposal of a person for a day, or None."""
    statement = select(PromotionProposal.id).where(
        PromotionProposal.agency_id == uow.agency_id,
        PromotionProposal.employee_id == subject.employee_id,
        PromotionProposal.effective_on == subject.effective_on,
        PromotionProposal.status.in_(LIVE),
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def list_proposals(
    uow: UnitOfWork,
    *,
    visible: tuple[Sequence[UUID], UUID | None] | None,
    employee_id: UUID | None,
    status: ProposalStatus | None,
    page: PageOf,
) -> tuple[Sequence[Any], str | None]:
    """Return a page of proposals, newest first; `visible` bounds it to units and one's own, None to the agency."""
    statement = select(*ROW).where(PromotionProposal.agency_id == uow.agency_id)
    if visible is not None:
        units, own = visible
        statement = statement.where(PromotionProposal.unit_id.in_(units) | (PromotionProposal.employee_id == own))
    if employee_id is not None:
        statement = statement.where(PromotionProposal.employee_id == employee_id)
    if status is not None:
        statement = statement.where(PromotionProposal.status == status.value)
    return await list_page(uow, statement, NEWEST_FIRST, page)


def add(uow: UnitOfWork, proposal: PromotionProposal) -> None:
    """Add a new proposal."""
    uow.session.add(proposal)
