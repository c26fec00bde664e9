"""Use cases of citizens: read a survey, answer once, read the result. Nobody is asked who they are."""

import json
from datetime import UTC

from kinerja_api.audit.public import Act, record
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.security.signing import BadSignature, Signer
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import today_of
from kinerja_api.scoring.facts import CostMode
from kinerja_api.surveys import repository
from kinerja_api.surveys.errors import SurveyAlreadyAnswered, SurveyNotOpen, SurveyTokenRefused
from kinerja_api.surveys.models import Survey
from kinerja_api.surveys.rules import (
    TOKEN_LIFE,
    AnswerToken,
    CostTreatment,
    SurveyWindow,
    answers_to_store,
    is_asked,
    token_purpose,
    unpack_token,
)
from kinerja_api.surveys.schemas import PublicSurveyOut, SheetIn, SheetReceived, TextOut
from kinerja_api.surveys.types import Element, SurveyStatus

RECEIVED = TextOut(
    id="Terima kasih. Jawaban Anda sudah tersimpan tanpa nama.", en="Thank you. Your answer is stored without a name."
)
NOT_ASKED = Text("Unsur ini tidak ditanyakan dalam survei ini.", "This survey does not ask about this element.")


async def read_public_survey(uow: UnitOfWork, signer: Signer, code: str) -> PublicSurveyOut:
    """Return a survey for citizens, with a fresh token while it takes answers."""
    document = json.loads(await repository.read_public_survey(uow, code))
    document["questions"] = [question for question in document["questions"] if question["is_asked"]]
    shown = PublicSurveyOut.model_validate({**document, "is_open": False, "token": None, "token_expires_at": None})
    window = SurveyWindow(SurveyStatus(document["status"]), shown.opens_on, shown.closes_on)
    if not window.is_open(await today_of(uow)):
        return shown
    token = AnswerToken(uow.new_id(), (uow.now() + TOKEN_LIFE).replace(microsecond=0))
    signed = signer.sign(token.pack(), purpose=token_purpose(code))
    return shown.model_copy(update={"is_open": True, "token": signed, "token_expires_at": token.expires_at})


def open_token(signer: Signer, code: str, text: str) -> bytes:
    """Return the payload of a token of this survey; raise `SurveyTokenRefused` for every other text."""
    try:
        return signer.open(text, purpose=token_purpose(code))
    except BadSignature:
        raise _refused() from None


async def answer_survey(uow: UnitOfWork, code: str, payload: bytes, sheet: SheetIn) -> SheetReceived:
    """Store a sheet, once for one token."""
    token = unpack_token(payload, uow.now().astimezone(UTC))
    if token is None:
        raise _refused()
    survey = await repository.get_survey_to_answer(uow, code)
    await _require_open(uow, survey)
    mode = CostMode(survey.cost_mode)
    given = sheet.answers.given()
    _require_asked(given, mode)
    columns = {
        "id": uow.new_id(),
        "survey_id": survey.id,
        "token_digest": token.digest,
        "sex": sheet.sex,
        "age_group": sheet.age_group,
        "education": sheet.education,
        "remark": sheet.remark,
    }
    if not await repository.store_sheet(uow, columns, answers_to_store(given, CostTreatment(mode))):
        raise SurveyAlreadyAnswered
    # The trail says that a sheet came in and to which survey; which sheet, and from whom, it does not know.
    record(uow, None, Act("answered", "survey", survey.id))
    return SheetReceived(code=code, is_received=True, message=RECEIVED)


async def _require_open(uow: UnitOfWork, survey: Survey) -> None:
    window = SurveyWindow(SurveyStatus(survey.status), survey.opens_on, survey.closes_on)
    if not window.is_open(await today_of(uow)):
        days = {"opens_on": survey.opens_on.isoformat(), "closes_on": survey.closes_on.isoformat()}
        raise SurveyNotOpen(extra={"state": survey.status, **days})


def _require_asked(given: dict[Element, int], mode: CostMode) -> None:
    faults = [
        FieldError(code="not_asked", detail=NOT_ASKED, pointer=f"/answers/{element.value}")
        for element in given
        if not is_asked(element, mode)
    ]
    if faults:
        raise Invalid(errors=faults)


def _refused() -> SurveyTokenRefused:
    fault = FieldError(code="survey_token", detail=SurveyTokenRefused.advice, pointer="/token")
    return SurveyTokenRefused(errors=[fault])
