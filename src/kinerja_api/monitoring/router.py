"""HTTP of the list of tasks."""

from typing import Annotated

from fastapi import Query

from kinerja_api.authz.guards import InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.router import api_router
from kinerja_api.monitoring import service
from kinerja_api.monitoring.schemas import MyTasksOut
from kinerja_api.monitoring.types import TaskKind

router = api_router("monitoring")


@router.get("/my-tasks", operation_id="read_my_tasks", summary="Tugas saya sekarang (my tasks)")
async def read_my_tasks(
    principal: Annotated[Principal, requires(Permission.TASK_READ)],
    uow: Reading,
    language: InLanguage,
    kind: Annotated[TaskKind | None, Query(description="Hanya tugas jenis ini. Only tasks of this kind.")] = None,
) -> MyTasksOut:
    """Satu daftar: apa yang harus Anda kerjakan sekarang, dengan tenggat, alasan, dan tautannya.

    Juga yang Anda tunggu dari orang lain, dan apa yang menghalangi Anda beserta siapa yang harus bertindak.

    One list of what you must do now, with deadline, reason and link.

    Also what you wait for from others, and what stands in your way with who must act.
    """
    return await service.read_my_tasks(uow, principal, kind, language)
