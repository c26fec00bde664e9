"""HTTP of acting heads (Plt. and Plh.)."""

from typing import Annotated
from uuid import UUID

from fastapi import Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.schemas import DelegationEnd, DelegationIn, DelegationOut
from kinerja_api.employees.service import delegations
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("employees")

Manager = Annotated[Principal, requires(Permission.DELEGATION_MANAGE)]


@router.get("/delegations", operation_id="list_delegations", summary="Daftar Plt./Plh. (list acting heads)")
async def list_delegations(principal: Manager, uow: Reading, page: Paging) -> Page[DelegationOut]:
    """Penugasan Plt. dan Plh., terbaru lebih dulu.

    Acting appointments, newest first.
    """
    return await delegations.list_delegations(uow, page)


@router.post(
    "/delegations",
    operation_id="create_delegation",
    summary="Tugaskan Plt./Plh. (appoint an acting head)",
    status_code=status.HTTP_201_CREATED,
)
async def create_delegation(
    principal: Manager, uow: Creating, given: DelegationIn, response: Response
) -> DelegationOut:
    """Tugaskan pelaksana tugas atau pelaksana harian; selama itu ia menjadi pejabat penilai unit.

    Appoint an acting head; during that time this person is the rating official of the unit.
    """
    delegation = await delegations.delegate(uow, principal, given)
    tell_created(response, f"/v1/delegations/{delegation.id}", delegation.version)
    return delegation


@router.get(
    "/delegations/{delegation_id}", operation_id="read_delegation", summary="Baca satu Plt./Plh. (read an acting head)"
)
async def read_delegation(principal: Manager, uow: Reading, delegation_id: UUID, response: Response) -> DelegationOut:
    """Satu penugasan; ETag-nya diperlukan untuk mengakhirinya.

    One acting appointment; its ETag is needed to end it.
    """
    delegation = await delegations.read_delegation(uow, delegation_id)
    tell_version(response, delegation.version)
    return delegation


@router.put(
    "/delegations/{delegation_id}/end",
    operation_id="end_delegation",
    summary="Akhiri Plt./Plh. pada hari lain (end an acting appointment)",
)
async def end_delegation(
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    delegation_id: UUID,
    given: DelegationEnd,
    response: Response,
) -> DelegationOut:
    """Catat bahwa penugasan berakhir lebih awal, misalnya karena kepala definitif dilantik, atau diperpanjang.

    `until` adalah hari pertama sesudahnya; sejak hari itu yang menilai adalah kepala unit, atau kepala di atasnya.

    Record that an acting appointment ends earlier, when a head was appointed, or goes on for longer. `until` is the
    first day after it; from that day on the head of the unit, or the one above, is the rating official.
    """
    delegation = await delegations.end_delegation(uow, principal, delegation_id, expected, given)
    tell_version(response, delegation.version)
    return delegation
