"""HTTP of evaluation documents that another agency made."""

from typing import Annotated

from fastapi import Response, status

from kinerja_api.authz.guards import Creating, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.schemas import EvaluationOut
from kinerja_api.evaluations.schemas.hosting import HostEvaluationIn
from kinerja_api.evaluations.service import hosting
from kinerja_api.kit.http.router import api_router, tell_created

router = api_router("evaluations")


@router.post(
    "/host-evaluations",
    operation_id="create_host_evaluation",
    summary="Catat evaluasi instansi tempat bertugas (record the evaluation of a host agency)",
    status_code=status.HTTP_201_CREATED,
)
async def create_host_evaluation(
    principal: Annotated[Principal, requires(Permission.EVALUATION_RECORD)],
    uow: Creating,
    given: HostEvaluationIn,
    response: Response,
) -> EvaluationOut:
    """Pegawai yang diperbantukan dievaluasi di tempat bertugas; pengelola kepegawaian mencatat dokumennya apa adanya.

    Predikatnya dicocokkan dengan kedua rating. Dokumen menjadi evaluasi pegawai untuk hari-hari itu, dengan asalnya;
    pejabat penilai di sini tidak menilai hari-hari tersebut. Dokumen pengganti memerlukan `correction_note`.

    Whoever is assigned elsewhere is evaluated there; the HR administrator records the document as it is. Its predicate
    is checked against its ratings. It becomes the evaluation of these days, with its origin told, and the rating
    official here does not rate them. A document that replaces another needs a `correction_note`.
    """
    evaluation = await hosting.record_host_evaluation(uow, principal, given)
    tell_created(response, f"/v1/evaluations/{evaluation.id}", evaluation.version)
    return evaluation
