"""All SQL of surveys. Answers are counted where they lie; no sheet is ever loaded."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.surveys.models import (
    PublicService,
    Survey,
    SurveyAnswer,
    SurveyElement,
    SurveyResponse,
    SurveyResultRecord,
)
from kinerja_api.surveys.types import Element, ElementCount, PublicName, SurveyStatus

SERVICES_IN_ORDER = Keyset((PublicService.id,))
SURVEYS_IN_ORDER = Keyset((Survey.id,), descending=True)
RESULTS_IN_ORDER = Keyset((SurveyResultRecord.id,), descending=True)
REMARKS_IN_ORDER = Keyset((SurveyResponse.id,))

_ELEMENTS_JSON = """
    COALESCE((SELECT jsonb_agg(jsonb_build_object(
                         'element', e.element, 'number', e.number, 'title', e.title, 'question', e.question,
                         'options', e.options, 'is_asked', e.is_asked) ORDER BY e.number)
                FROM survey_element e WHERE e.agency_id = s.agency_id AND e.survey_id = s.id), '[]'::jsonb)
"""
_SURVEY = HotQuery(
    text(
        f"""
    SELECT (to_jsonb(s) || jsonb_build_object(
               'service_name', v.name,
               'respondents', (SELECT count(*) FROM survey_response r
                                WHERE r.agency_id = s.agency_id AND r.survey_id = s.id),
               'result_id', (SELECT o.id FROM survey_result o
                              WHERE o.agency_id = s.agency_id AND o.survey_id = s.id),
               'elements', {_ELEMENTS_JSON}))::text
      FROM survey s JOIN public_service v ON v.agency_id = s.agency_id AND v.id = s.service_id
     WHERE s.agency_id = :agency AND s.id = :survey
    """  # noqa: S608  constants of this module
    )
)
_PUBLIC_SURVEY = HotQuery(
    text(
        f"""
    SELECT (to_jsonb(s) || jsonb_build_object(
               'agency_name', a.name, 'unit_name', u.name, 'service_name', v.name,
               'questions', {_ELEMENTS_JSON}))::text
      FROM survey s
      JOIN agency a ON a.id = s.agency_id
      JOIN unit u ON u.agency_id = s.agency_id AND u.id = s.unit_id
      JOIN public_service v ON v.agency_id = s.agency_id AND v.id = s.service_id
     WHERE s.agency_id = :agency AND s.code = :code AND s.status <> 'draft'
    """  # noqa: S608  constants of this module
    )
)


async def get_service(uow: UnitOfWork, service_id: UUID, *, for_update: bool = False) -> PublicService:
    """Return a service; raise `NotFound`."""
    return await get_row(uow, PublicService, service_id, for_update=for_update)


async def list_services(
    uow: UnitOfWork, *, unit_id: UUID | None, page: PageOf
) -> tuple[Sequence[PublicService], str | None]:
    """Return a page of services."""
    statement = select(PublicService).where(PublicService.agency_id == uow.agency_id)
    if unit_id is not None:
        statement = statement.where(PublicService.unit_id == unit_id)
    return await list_page(uow, statement, SERVICES_IN_ORDER, page)


async def get_survey(uow: UnitOfWork, survey_id: UUID, *, for_update: bool = False) -> Survey:
    """Return a survey's row; raise `NotFound`."""
    return await get_row(uow, Survey, survey_id, for_update=for_update)


async def read_survey(uow: UnitOfWork, survey_id: UUID) -> str:
    """Return a whole survey as JSON, in one statement; raise `NotFound`."""
    document: str | None = await uow.fetch_value(_SURVEY, agency=uow.agency_id, survey=survey_id)
    if document is None:
        raise NotFound
    return document


async def read_public_survey(uow: UnitOfWork, code: str) -> str:
    """Return a survey as citizens see it, as JSON, in one statement; raise `NotFound` for an unknown one or a draft."""
    document: str | None = await uow.fetch_value(_PUBLIC_SURVEY, agency=uow.agency_id, code=code)
    if document is None:
        raise NotFound
    return document


async def get_survey_to_answer(uow: UnitOfWork, code: str) -> Survey:
    """Return a survey that citizens know, and keep it from being closed until this answer is stored.

    The shared lock lets answers in side by side, while closing the survey waits for them: an answer that was
    acknowledged is always in the result.
    """
    statement = select(Survey).where(
        Survey.agency_id == uow.agency_id, Survey.code == code, Survey.status != SurveyStatus.DRAFT.value
    )
    survey = (await uow.session.scalars(statement.with_for_update(read=True))).one_or_none()
    if survey is None:
        raise NotFound
    return survey


async def list_surveys(
    uow: UnitOfWork,
    *,
    with_drafts: bool,
    unit_id: UUID | None,
    service_id: UUID | None,
    status: SurveyStatus | None,
    page: PageOf,
) -> tuple[Sequence[Survey], str | None]:
    """Return a page of surveys, newest first."""
    statement = select(Survey).where(Survey.agency_id == uow.agency_id)
    if not with_drafts:
        statement = statement.where(Survey.status != SurveyStatus.DRAFT.value)
    if unit_id is not None:
        statement = statement.where(Survey.unit_id == unit_id)
    if service_id is not None:
        statement = statement.where(Survey.service_id == service_id)
    if status is not None:
        statement = statement.where(Survey.status == status.value)
    return await list_page(uow, statement, SURVEYS_IN_ORDER, page)


async def list_elements(uow: UnitOfWork, survey_id: UUID) -> Sequence[SurveyElement]:
    """Return the elements of a survey, in the order of its form."""
    statement = (
        select(SurveyElement)
        .where(SurveyElement.agency_id == uow.agency_id, SurveyElement.survey_id == survey_id)
        .order_by(SurveyElement.number)
    )
    return (await uow.session.scalars(statement)).all()


async def delete_elements(uow: UnitOfWork, survey_id: UUID) -> None:
    """Delete the elements of a draft."""
    await uow.session.execute(
        delete(SurveyElement).where(SurveyElement.agency_id == uow.agency_id, SurveyElement.survey_id == survey_id)
    )


async def store_sheet(
    uow: UnitOfWork, sheet: Mapping[str, object], answers: Mapping[Element, tuple[int, bool]]
) -> bool:
    """Store a sheet with its answers; False, and nothing stored, when its token was used before."""
    statement = (
        insert_or_not(SurveyResponse)
        .values(agency_id=uow.agency_id, answered_at=uow.now(), **sheet)
        .on_conflict_do_nothing(constraint="survey_response_one_per_token_uq")
        .returning(SurveyResponse.id)
    )
    stored = (await uow.session.execute(statement)).scalar_one_or_none()
    if stored is None:
        return False
    rows = [
        {
            "agency_id": uow.agency_id,
            "survey_id": sheet["survey_id"],
            "response_id": stored,
            "element": element.value,
            "value": value,
            "is_imputed": is_imputed,
        }
        for element, (value, is_imputed) in answers.items()
    ]
    await uow.session.execute(insert(SurveyAnswer), rows)
    return True


async def count_sheets(uow: UnitOfWork, survey_id: UUID) -> int:
    """Return how many sheets a survey has."""
    statement = select(func.count()).where(
        SurveyResponse.agency_id == uow.agency_id, SurveyResponse.survey_id == survey_id
    )
    return await uow.session.scalar(statement) or 0


async def count_answers(uow: UnitOfWork, survey_id: UUID) -> list[ElementCount]:
    """Return sum and number of the answers to each element of a survey, in the order of its form, in whole numbers."""
    statement = (
        select(
            SurveyElement.element,
            func.coalesce(func.sum(SurveyAnswer.value), 0).label("total"),
            func.count(SurveyAnswer.value).label("answered"),
            func.count(SurveyAnswer.value).filter(SurveyAnswer.is_imputed).label("imputed"),
        )
        .join(
            SurveyAnswer,
            (SurveyAnswer.agency_id == SurveyElement.agency_id)
            & (SurveyAnswer.survey_id == SurveyElement.survey_id)
            & (SurveyAnswer.element == SurveyElement.element),
            isouter=True,
        )
        .where(SurveyElement.agency_id == uow.agency_id, SurveyElement.survey_id == survey_id)
        .group_by(SurveyElement.element, SurveyElement.number)
        .order_by(SurveyElement.number)
    )
    rows = (await uow.session.execute(statement)).all()
    return [ElementCount(Element(row.element), int(row.total), row.answered, row.imputed) for row in rows]


async def list_remarks(uow: UnitOfWork, survey_id: UUID, page: PageOf) -> tuple[Sequence[SurveyResponse], str | None]:
    """Return a page of the sheets of a survey that have a remark."""
    statement = select(SurveyResponse).where(
        SurveyResponse.agency_id == uow.agency_id,
        SurveyResponse.survey_id == survey_id,
        SurveyResponse.remark.is_not(None),
    )
    return await list_page(uow, statement, REMARKS_IN_ORDER, page)


async def get_result(uow: UnitOfWork, result_id: UUID) -> SurveyResultRecord:
    """Return a result; raise `NotFound`."""
    return await get_row(uow, SurveyResultRecord, result_id)


async def get_result_by_code(uow: UnitOfWork, code: str) -> SurveyResultRecord:
    """Return the published result of a survey by its public code; raise `NotFound`."""
    statement = (
        select(SurveyResultRecord)
        .join(
            Survey,
            (Survey.agency_id == SurveyResultRecord.agency_id) & (Survey.id == SurveyResultRecord.survey_id),
        )
        .where(Survey.agency_id == uow.agency_id, Survey.code == code)
    )
    result = (await uow.session.scalars(statement)).one_or_none()
    if result is None:
        raise NotFound
    return result


async def list_results(
    uow: UnitOfWork, *, unit_id: UUID | None, service_id: UUID | None, year: int | None, page: PageOf
) -> tuple[Sequence[SurveyResultRecord], str | None]:
    """Return a page of results, newest first."""
    statement = select(SurveyResultRecord).where(SurveyResultRecord.agency_id == uow.agency_id)
    if unit_id is not None:
        statement = statement.where(SurveyResultRecord.unit_id == unit_id)
    if service_id is not None:
        statement = statement.where(SurveyResultRecord.service_id == service_id)
    if year is not None:
        statement = statement.where(SurveyResultRecord.year == year)
    return await list_page(uow, statement, RESULTS_IN_ORDER, page)


async def list_results_of_units(uow: UnitOfWork, unit_ids: Sequence[UUID], year: int) -> Sequence[SurveyResultRecord]:
    """Return all results of these units in a year, in one statement."""
    statement = (
        select(SurveyResultRecord)
        .where(
            SurveyResultRecord.agency_id == uow.agency_id,
            SurveyResultRecord.unit_id.in_(unit_ids),
            SurveyResultRecord.year == year,
        )
        .order_by(SurveyResultRecord.unit_id, SurveyResultRecord.first_day, SurveyResultRecord.id)
    )
    return (await uow.session.scalars(statement)).all()


async def find_public_name(uow: UnitOfWork, result: SurveyResultRecord) -> PublicName:
    """Return the names that stand above a published result."""
    row = await uow.fetch_rows(_NAMES, agency=uow.agency_id, unit=result.unit_id, service=result.service_id)
    return PublicName(row[0]["agency"], row[0]["unit"], row[0]["service"])


_NAMES = HotQuery(
    text(
        """
    SELECT a.name AS agency, u.name AS unit,
           (SELECT v.name FROM public_service v WHERE v.agency_id = u.agency_id AND v.id = :service) AS service
      FROM unit u JOIN agency a ON a.id = u.agency_id
     WHERE u.agency_id = :agency AND u.id = :unit
    """
    )
)


def add(uow: UnitOfWork, *rows: PublicService | Survey | SurveyElement | SurveyResultRecord) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
