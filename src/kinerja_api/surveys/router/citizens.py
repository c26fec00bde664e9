"""HTTP for citizens: no account, no name. The agency is found by the beginning of the survey's code."""

from typing import Annotated

from fastapi import Depends, Path, Request, Response, status

from kinerja_api.authz.guards import request_info
from kinerja_api.kit.db.uow import Database, RequestInfo
from kinerja_api.kit.http.router import api_router, tell_created
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.problems import NotFound
from kinerja_api.kit.security.throttle import RetryAfter
from kinerja_api.organization.public import Agencies
from kinerja_api.surveys.errors import SurveyThrottled
from kinerja_api.surveys.rules import agency_code_of
from kinerja_api.surveys.schemas import PublicResultOut, PublicSurveyOut, SheetIn, SheetReceived
from kinerja_api.surveys.service import answering, results
from kinerja_api.surveys.types import SurveyTools

router = api_router("surveys")

SurveyCode = Annotated[
    str,
    Path(
        max_length=80,
        description="Kode survei dari tautan atau kode QR. The survey's code, from its link or QR code.",
        examples=["lhokseumawe-h7k2m9qwx4tr"],
    ),
]


async def _tools(request: Request) -> SurveyTools:
    tools: SurveyTools = request.app.state.surveys
    return tools


Tools = Annotated[SurveyTools, Depends(_tools)]


async def _agency(request: Request, code: SurveyCode) -> AgencyId:
    """Return the agency of a survey; an unknown one looks like an unknown survey."""
    agencies: Agencies = request.app.state.agencies
    agency_id = await agencies.find_agency_id(agency_code_of(code))
    if agency_id is None:
        raise NotFound
    return agency_id


OfAgency = Annotated[AgencyId, Depends(_agency)]


async def _admit(request: Request, tools: SurveyTools, place: str) -> None:
    gate = await tools.throttle.hit(place=place, address=request_info(request).address)
    if isinstance(gate, RetryAfter):
        raise SurveyThrottled(headers={"Retry-After": str(gate.seconds)})


@router.get(
    "/public/surveys/{code}", operation_id="read_public_survey", summary="Isi survei (answer a survey: the questions)"
)
async def read_public_survey(request: Request, tools: Tools, agency_id: OfAgency, code: SurveyCode) -> PublicSurveyOut:
    """Pertanyaan survei dalam dua bahasa dan token sekali pakai untuk menjawab; tanpa akun.

    The questions in both languages and a one-time token to answer; no account is needed.
    """
    await _admit(request, tools, f"read:{code}")
    database: Database = request.app.state.database
    async with database.read(agency_id) as uow:
        return await answering.read_public_survey(uow, tools.signer, code)


@router.post(
    "/public/surveys/{code}/answers",
    operation_id="answer_public_survey",
    summary="Kirim jawaban (send the answers)",
    status_code=status.HTTP_201_CREATED,
)
async def answer_public_survey(
    request: Request, tools: Tools, agency_id: OfAgency, code: SurveyCode, sheet: SheetIn, response: Response
) -> SheetReceived:
    """Kirim jawaban, nilai 1 sampai 4 tiap unsur. Satu token satu jawaban; alamat dan nama tidak disimpan.

    Send the answers, 1 to 4 for each element. One token, one answer; neither address nor name is stored.
    """
    await _admit(request, tools, f"answer:{code}")
    payload = answering.open_token(tools.signer, code, sheet.token)
    database: Database = request.app.state.database
    # Without the request's address and id: nothing that is stored may lead back to the citizen.
    async with database.write(agency_id, RequestInfo()) as uow:
        received = await answering.answer_survey(uow, code, payload, sheet)
        await uow.finish()
    tell_created(response, f"/v1/public/surveys/{code}/result")
    return received


@router.get(
    "/public/surveys/{code}/result",
    operation_id="read_public_survey_result",
    summary="Hasil survei (result of a survey)",
)
async def read_public_survey_result(
    request: Request, tools: Tools, agency_id: OfAgency, code: SurveyCode
) -> PublicResultOut:
    """Hasil survei yang sudah diterbitkan: indeks, mutu, dan nilai tiap unsur, terbuka untuk semua.

    The published result: index, grade, and each element, open to everybody.
    """
    await _admit(request, tools, f"result:{code}")
    database: Database = request.app.state.database
    async with database.read(agency_id) as uow:
        return await results.read_public_result(uow, code)
