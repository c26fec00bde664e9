"""HTTP of work teams (tim kerja): who works together across units, and who leads."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.schemas.teams import (
    MembershipEnd,
    TeamEnd,
    TeamIn,
    TeamLeadIn,
    TeamMemberIn,
    TeamOut,
    TeamPatch,
    TeamRow,
)
from kinerja_api.employees.service import teams as service
from kinerja_api.employees.types.teams import TeamFilter
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Day, Page

router = api_router("employees")

Reader = Annotated[Principal, requires(Permission.WORK_TEAM_READ)]
Writer = Annotated[Principal, requires(Permission.WORK_TEAM_WRITE)]


@router.get("/work-teams", operation_id="list_work_teams", summary="Daftar tim kerja (list work teams)")
async def list_work_teams(
    principal: Reader,
    uow: Reading,
    page: Paging,
    mine: Annotated[
        bool, Query(description="Hanya tim yang di dalamnya ada Anda pada hari itu. Only those that you are in.")
    ] = False,
    unit_id: Annotated[UUID | None, Query(description="Unit pemilik kinerja. The unit that owns the result.")] = None,
    on: Annotated[
        Day | None,
        Query(description="Hanya yang ada pada hari ini; `mine` saja: hari ini. Only those that exist on this day."),
    ] = None,
) -> Page[TeamRow]:
    """Tim kerja yang boleh Anda lihat: tempat Anda bekerja, milik unit Anda, dan yang beranggotakan pegawai Anda.

    The work teams you may see, newest first: those you are, were or will be in, those whose result belongs to a unit
    you lead, and those with people you lead in them; HR and auditors see all.
    """
    return await service.list_teams(uow, principal, TeamFilter(mine=mine, unit_id=unit_id, on=on), page)


@router.post(
    "/work-teams",
    operation_id="create_work_team",
    summary="Bentuk tim kerja (set up a work team)",
    status_code=status.HTTP_201_CREATED,
)
async def create_work_team(principal: Writer, uow: Creating, given: TeamIn, response: Response) -> TeamOut:
    """Bentuk tim kerja dengan SK, ketua, dan anggotanya; oleh yang memimpin unit pemilik kinerja atau pengelola.

    Ketua tim memberi umpan balik kepada anggota; pejabat penilai kinerja tetap atasan langsung masing-masing. Pimpinan
    unit memasukkan pegawai yang dipimpinnya; pegawai unit lain dimasukkan pengelola kepegawaian.

    Set up a work team by its decree, with its lead and members; by those who lead the unit that owns the result, or HR.
    The lead gives feedback to the members; the rating official stays the direct superior of each. Heads of units put in
    people whom they lead; people of other units are put in by HR.
    """
    team = await service.set_up_team(uow, principal, given)
    tell_created(response, f"/v1/work-teams/{team.id}", team.version)
    return team


@router.get("/work-teams/{team_id}", operation_id="read_work_team", summary="Baca tim kerja (read a work team)")
async def read_work_team(principal: Reader, uow: Reading, team_id: UUID, response: Response) -> TeamOut:
    """Tim kerja dengan semua yang pernah, sedang, dan akan ada di dalamnya; ETag-nya berlaku untuk semua perubahannya.

    A work team with all who were, are and will be in it; its ETag is the one for every change of it and of its list.
    """
    team = await service.read_team(uow, principal, team_id)
    tell_version(response, team.version)
    return team


@router.patch("/work-teams/{team_id}", operation_id="change_work_team", summary="Ubah tim kerja (change a work team)")
async def change_work_team(
    principal: Writer, expected: ExpectedVersion, uow: Writing, team_id: UUID, patch: TeamPatch, response: Response
) -> TeamOut:
    """Ubah nama, tugas, atau nomor SK tim; yang tidak dikirim tetap.

    Change the name, the purpose or the number of the decree; what is absent stays.
    """
    team = await service.change_team(uow, principal, team_id, expected, patch)
    tell_version(response, team.version)
    return team


@router.put("/work-teams/{team_id}/end", operation_id="end_work_team", summary="Akhiri tim kerja (end a work team)")
async def end_work_team(
    principal: Writer, expected: ExpectedVersion, uow: Writing, team_id: UUID, given: TeamEnd, response: Response
) -> TeamOut:
    """Catat hari pertama sesudah tim berakhir; semua keanggotaan berakhir bersamanya. Dapat dikoreksi.

    Record the first day after the team; every membership ends with it. It can be corrected.
    """
    team = await service.end_team(uow, principal, team_id, expected, given)
    tell_version(response, team.version)
    return team


@router.post(
    "/work-teams/{team_id}/members",
    operation_id="create_work_team_member",
    summary="Masukkan anggota tim (add a member to a work team)",
    status_code=status.HTTP_201_CREATED,
)
async def create_work_team_member(
    principal: Writer, expected: ExpectedVersion, uow: Creating, team_id: UUID, given: TeamMemberIn, response: Response
) -> TeamOut:
    """Masukkan anggota mulai suatu hari; jawabannya tim lengkap. Pegawai unit lain dimasukkan pengelola kepegawaian.

    Add a member from a day on; the answer is the whole team. People of other units are added by HR.
    """
    team = await service.add_member(uow, principal, team_id, expected, given)
    tell_created(response, f"/v1/work-teams/{team.id}", team.version)
    return team


@router.put(
    "/work-team-memberships/{membership_id}/end",
    operation_id="end_work_team_membership",
    summary="Akhiri keanggotaan tim (end a membership of a work team)",
)
async def end_work_team_membership(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    membership_id: UUID,
    given: MembershipEnd,
    response: Response,
) -> TeamOut:
    """Catat hari pertama sesudah seseorang di dalam tim; ETag dan jawabannya milik tim. Ketua diganti lewat `/lead`.

    Record the first day after somebody's days in a team; ETag and answer are those of the team. A lead hands over at
    `/lead` instead.
    """
    team = await service.end_membership(uow, principal, membership_id, expected, given)
    tell_version(response, team.version)
    return team


@router.put(
    "/work-teams/{team_id}/lead",
    operation_id="hand_over_work_team_lead",
    summary="Serahkan jabatan ketua tim (hand over the lead of a work team)",
)
async def hand_over_work_team_lead(
    principal: Writer, expected: ExpectedVersion, uow: Writing, team_id: UUID, given: TeamLeadIn, response: Response
) -> TeamOut:
    """Tunjuk ketua baru mulai suatu hari; pada setiap hari tim punya tepat satu ketua.

    Name the new lead from a day on; on every day the team has exactly one.
    """
    team = await service.hand_over_lead(uow, principal, team_id, expected, given)
    tell_version(response, team.version)
    return team
