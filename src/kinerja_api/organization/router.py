"""HTTP of the organisation."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.identity.public import SignInTools
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Day, Page
from kinerja_api.organization import service
from kinerja_api.organization.public import today_of
from kinerja_api.organization.schemas import (
    AgencyIn,
    AgencyOut,
    PositionIn,
    PositionKindOut,
    PositionKindsOut,
    PositionOut,
    PositionPatch,
    UnitClosure,
    UnitIn,
    UnitMove,
    UnitOut,
    UnitPatch,
)
from kinerja_api.organization.types import PositionKind, levels_of

router = api_router("organization")


async def _tools(request: Request) -> SignInTools:
    tools: SignInTools = request.app.state.sign_in
    return tools


SignInToolsOf = Annotated[SignInTools, Depends(_tools)]
OnDay = Annotated[
    Day | None,
    Query(alias="on", description="Keadaan pada hari ini; bawaan: hari ini. As of this day; default today."),
]


@router.get("/agencies/current", operation_id="read_own_agency", summary="Instansi saya (my agency)")
async def read_own_agency(
    principal: Annotated[Principal, requires(Permission.AGENCY_READ)], uow: Reading, response: Response
) -> AgencyOut:
    """Instansi dari akun yang masuk, dengan zona waktunya; semua tenggat dihitung di zona itu.

    The agency of the account, with its time zone; all deadlines are counted in that zone.
    """
    agency = await service.read_own_agency(uow)
    tell_version(response, agency.version)
    return agency


@router.get("/agencies", operation_id="list_agencies", summary="Daftar instansi (list agencies)")
async def list_agencies(
    principal: Annotated[Principal, requires(Permission.AGENCY_MANAGE)], uow: Reading, page: Paging
) -> Page[AgencyOut]:
    """Semua instansi di pemasangan ini; hanya untuk operator platform.

    All agencies of this installation; for the platform operator only.
    """
    return await service.list_agencies(uow, page)


@router.post(
    "/agencies",
    operation_id="create_agency",
    summary="Tambah instansi (add an agency)",
    status_code=status.HTTP_201_CREATED,
)
async def create_agency(
    principal: Annotated[Principal, requires(Permission.AGENCY_MANAGE)],
    uow: Creating,
    given: AgencyIn,
    tools: SignInToolsOf,
    response: Response,
) -> AgencyOut:
    """Tambah instansi baru dengan akun pengelola pertamanya. Kodenya dipakai untuk masuk dan tidak berubah.

    Add an agency with the account of its first administrator. Its code is used to sign in and never changes.
    """
    agency = await service.create_agency(uow, principal, tools, given)
    tell_created(response, f"/v1/agencies/{agency.id}", agency.version)
    return agency


@router.get("/units", operation_id="list_units", summary="Daftar unit (list units)")
async def list_units(
    principal: Annotated[Principal, requires(Permission.UNIT_READ)],
    uow: Reading,
    page: Paging,
    on: OnDay = None,
    parent_id: Annotated[
        UUID | None, Query(description="Hanya anak dari unit ini. Only children of this unit.")
    ] = None,
) -> Page[UnitOut]:
    """Unit organisasi pada suatu hari; `parent_id` membentuk pohonnya.

    Units of the organisation on a day; `parent_id` makes them a tree.
    """
    return await service.list_units(uow, day=on or await today_of(uow), parent_id=parent_id, page=page)


@router.post(
    "/units", operation_id="create_unit", summary="Tambah unit (add a unit)", status_code=status.HTTP_201_CREATED
)
async def create_unit(
    principal: Annotated[Principal, requires(Permission.UNIT_MANAGE)], uow: Creating, given: UnitIn, response: Response
) -> UnitOut:
    """Tambah unit di bawah induknya, mulai suatu hari.

    Add a unit under its parent, from a day on.
    """
    unit = await service.create_unit(uow, principal, given)
    tell_created(response, f"/v1/units/{unit.id}", unit.version)
    return unit


@router.get("/units/{unit_id}", operation_id="read_unit", summary="Baca unit (read a unit)")
async def read_unit(
    principal: Annotated[Principal, requires(Permission.UNIT_READ)],
    uow: Reading,
    unit_id: UUID,
    response: Response,
    on: OnDay = None,
) -> UnitOut:
    """Satu unit sebagaimana pada suatu hari.

    One unit as of a day.
    """
    unit = await service.read_unit(uow, unit_id, on or await today_of(uow))
    tell_version(response, unit.version)
    return unit


@router.patch("/units/{unit_id}", operation_id="rename_unit", summary="Ganti nama unit (rename a unit)")
async def rename_unit(
    principal: Annotated[Principal, requires(Permission.UNIT_MANAGE)],
    expected: ExpectedVersion,
    uow: Writing,
    unit_id: UUID,
    patch: UnitPatch,
    response: Response,
) -> UnitOut:
    """Ganti nama unit; tempatnya di pohon diubah lewat pemindahan.

    Give the unit another name; its place changes by a move.
    """
    unit = await service.rename_unit(uow, principal, unit_id, expected, patch, day=await today_of(uow))
    tell_version(response, unit.version)
    return unit


@router.post("/units/{unit_id}/moves", operation_id="move_unit", summary="Pindahkan unit (move a unit)")
async def move_unit(
    principal: Annotated[Principal, requires(Permission.UNIT_MANAGE)],
    expected: ExpectedVersion,
    uow: Creating,
    unit_id: UUID,
    move: UnitMove,
    response: Response,
) -> UnitOut:
    """Pindahkan unit ke induk lain mulai suatu hari; keadaan sebelum hari itu tetap dapat dibaca.

    Move a unit under another parent from a day on; how it stood before stays readable.
    """
    unit = await service.move_unit(uow, principal, unit_id, expected, move)
    tell_version(response, unit.version)
    return unit


@router.post("/units/{unit_id}/closures", operation_id="close_unit", summary="Tutup unit (close a unit)")
async def close_unit(
    principal: Annotated[Principal, requires(Permission.UNIT_MANAGE)],
    expected: ExpectedVersion,
    uow: Creating,
    unit_id: UUID,
    closure: UnitClosure,
    response: Response,
) -> UnitOut:
    """Tutup unit mulai suatu hari; unit di bawahnya harus dipindahkan lebih dulu.

    Close a unit from a day on; the units below it must be moved first.
    """
    unit = await service.close_unit(uow, principal, unit_id, expected, closure)
    tell_version(response, unit.version)
    return unit


@router.get("/positions", operation_id="list_positions", summary="Daftar jabatan (list posts)")
async def list_positions(
    principal: Annotated[Principal, requires(Permission.UNIT_READ)],
    uow: Reading,
    page: Paging,
    unit_id: Annotated[UUID | None, Query(description="Hanya jabatan di unit ini. Only posts of this unit.")] = None,
) -> Page[PositionOut]:
    """Jabatan di instansi ini, menurut kode.

    The posts of this agency, by code.
    """
    return await service.list_positions(uow, unit_id=unit_id, page=page)


@router.post(
    "/positions",
    operation_id="create_position",
    summary="Tambah jabatan (add a post)",
    status_code=status.HTTP_201_CREATED,
)
async def create_position(
    principal: Annotated[Principal, requires(Permission.UNIT_MANAGE)],
    uow: Creating,
    given: PositionIn,
    response: Response,
) -> PositionOut:
    """Tambah jabatan pada unit. Pemegang jabatan kepala unit menjadi pejabat penilai di unit itu.

    Add a post to a unit. The holder of the head's post is the rating official of the unit.
    """
    position = await service.create_position(uow, principal, given)
    tell_created(response, f"/v1/positions/{position.id}", position.version)
    return position


@router.get("/positions/{position_id}", operation_id="read_position", summary="Baca jabatan (read a post)")
async def read_position(
    principal: Annotated[Principal, requires(Permission.UNIT_READ)],
    uow: Reading,
    position_id: UUID,
    response: Response,
) -> PositionOut:
    """Satu jabatan.

    One post.
    """
    position = await service.read_position(uow, position_id)
    tell_version(response, position.version)
    return position


@router.patch("/positions/{position_id}", operation_id="change_position", summary="Ubah jabatan (correct a post)")
async def change_position(
    principal: Annotated[Principal, requires(Permission.UNIT_MANAGE)],
    expected: ExpectedVersion,
    uow: Writing,
    position_id: UUID,
    patch: PositionPatch,
    response: Response,
) -> PositionOut:
    """Betulkan nama atau jenjang jabatan; yang tidak dikirim tetap. Jenis dan unitnya tidak berubah.

    Pejabat penilai paling rendah pengawas, atau pejabat lain yang diberi pendelegasian kewenangan (PP 30/2019 Pasal 1
    angka 8): untuk jabatan kepala di bawahnya catat keputusan pendelegasian itu di `rating_decree`; null mencabutnya.

    Correct the name or the level of a post; what is absent stays. Its kind and its unit do not change.

    A rating official is a pengawas at least, or another official to whom the authority is delegated: for a head's post
    below that record the decree in `rating_decree`; null takes it away.
    """
    position = await service.change_position(uow, principal, position_id, expected, patch)
    tell_version(response, position.version)
    return position


@router.get("/reference/positions", operation_id="read_position_kinds", summary="Jenis jabatan (kinds of posts)")
async def read_position_kinds(
    principal: Annotated[Principal, requires(Permission.UNIT_READ)],
) -> PositionKindsOut:
    """Jenis jabatan dan jenjangnya menurut UU 20/2023 dan PermenPANRB 1/2023.

    Kinds of posts and their levels by UU 20/2023 and PermenPANRB 1/2023.
    """
    return PositionKindsOut(items=[PositionKindOut(kind=kind, levels=list(levels_of(kind))) for kind in PositionKind])
