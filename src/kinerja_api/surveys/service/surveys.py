"""Use cases of surveys as officers see them: draw up, publish, close, publish the result."""

import json
import secrets
from datetime import date
from io import BytesIO
from uuid import UUID

import segno

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page, StepIn
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Language, Text
from kinerja_api.organization.public import get_agency, today_of
from kinerja_api.scoring.facts import CostMode
from kinerja_api.surveys import repository
from kinerja_api.surveys.access import NO_PERMISSION, decide_change, decide_read_remarks, decide_see, manages
from kinerja_api.surveys.errors import CostModeNotAllowed
from kinerja_api.surveys.events import SurveyStepped
from kinerja_api.surveys.lifecycle import COST_NOTE, SURVEY, SurveyFacts
from kinerja_api.surveys.models import PublicService, Survey, SurveyElement
from kinerja_api.surveys.rules import (
    CODE_ALPHABET,
    CODE_LENGTH,
    CostTreatment,
    fault_of_treatment,
    form_of,
    is_asked,
)
from kinerja_api.surveys.schemas import DAYS_IN_ORDER, RemarkOut, SurveyIn, SurveyOut, SurveyPatch, SurveyRow, TextIn
from kinerja_api.surveys.service.results import freeze_result, sample_of, wording_of
from kinerja_api.surveys.types import Element, SurveyStatus

RESOURCE = SURVEY.resource_type
COST_FIELDS = frozenset({"cost_mode", "cost_question", "cost_exclusion_reason"})


async def draft_survey(uow: UnitOfWork, principal: Principal, given: SurveyIn, public_url: str) -> SurveyOut:
    """Draw up a survey of a service with the nine elements; the sample is that of the annex's table."""
    service = await repository.get_service(uow, given.service_id)
    treatment = _treatment(given.cost_mode, given.cost_question, given.cost_exclusion_reason)
    _require_lawful(treatment, service)
    sample = sample_of(given.population, given.opens_on)
    survey = Survey(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        service_id=service.id,
        unit_id=service.unit_id,
        code=await _new_code(uow),
        title=given.title,
        opens_on=given.opens_on,
        closes_on=given.closes_on,
        population=given.population,
        sample_required=sample.required,
        sample_careful=sample.careful,
        cost_mode=treatment.mode.value,
        cost_exclusion_reason=treatment.exclusion_reason,
        status=SurveyStatus.DRAFT.value,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, survey)
    await uow.session.flush()
    _add_elements(uow, survey, treatment)
    record(uow, principal, Act("created", RESOURCE, survey.id, version_after=1, to_state=survey.status))
    await uow.session.flush()
    return await _whole(uow, survey.id, public_url)


async def read_survey(uow: UnitOfWork, principal: Principal, survey_id: UUID, public_url: str) -> SurveyOut:
    """Return a whole survey that the principal may see."""
    survey = await _whole(uow, survey_id, public_url)
    enforce(decide_see(principal, survey.status))
    return survey


async def list_surveys(
    uow: UnitOfWork,
    principal: Principal,
    *,
    unit_id: UUID | None,
    service_id: UUID | None,
    status: SurveyStatus | None,
    page: PageOf,
) -> Page[SurveyRow]:
    """Return a page of the surveys that the principal may see."""
    rows, following = await repository.list_surveys(
        uow, with_drafts=manages(principal), unit_id=unit_id, service_id=service_id, status=status, page=page
    )
    return Page(items=[SurveyRow.model_validate(row) for row in rows], next=following)


async def list_remarks(uow: UnitOfWork, survey_id: UUID, page: PageOf) -> Page[RemarkOut]:
    """Return a page of what citizens wrote in a survey that is over."""
    survey = await repository.get_survey(uow, survey_id)
    enforce(decide_read_remarks(SurveyStatus(survey.status)))
    rows, following = await repository.list_remarks(uow, survey_id, page)
    return Page(items=[RemarkOut.model_validate(row) for row in rows], next=following)


async def draw_qr_code(uow: UnitOfWork, principal: Principal, survey_id: UUID, public_url: str) -> bytes:
    """Return the QR code of the public link, as an SVG to print."""
    survey = await repository.get_survey(uow, survey_id)
    enforce(decide_see(principal, SurveyStatus(survey.status)))
    return qr_code_of(link_of(survey.code, public_url))


def qr_code_of(link: str) -> bytes:
    """Return a QR code as an SVG of its own size, with the quiet zone that readers need."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="svg", scale=8, border=4)
    return picture.getvalue()


def link_of(code: str, public_url: str) -> str:
    """Return the address at which citizens find a survey."""
    return f"{public_url.rstrip('/')}/v1/public/surveys/{code}"


async def change_survey(
    uow: UnitOfWork, principal: Principal, survey_id: UUID, expected: IfMatch, patch: SurveyPatch, public_url: str
) -> SurveyOut:
    """Change a draft, or the last day and the population of a survey that is running."""
    survey = await repository.get_survey(uow, survey_id, for_update=True)
    changed = frozenset(patch.model_dump(exclude_none=True))
    enforce(decide_change(SurveyStatus(survey.status), changed))
    require_version(expected, survey.version)
    survey.title = patch.title or survey.title
    _change_days(survey, patch.opens_on or survey.opens_on, patch.closes_on or survey.closes_on)
    if patch.population is not None or patch.opens_on is not None:
        survey.population = patch.population or survey.population
        sample = sample_of(survey.population, survey.opens_on)
        survey.sample_required, survey.sample_careful = sample.required, sample.careful
    if changed & COST_FIELDS:
        await _change_treatment(uow, survey, patch)
    act = Act("changed", RESOURCE, survey.id, details={"fields": sorted(changed)})
    record_change(uow, principal, survey, act)
    await uow.session.flush()
    return await _whole(uow, survey.id, public_url)


async def step_survey(
    uow: UnitOfWork, principal: Principal, survey_id: UUID, expected: IfMatch, step: StepIn, public_url: str
) -> SurveyOut:
    """Take a step in the life of a survey; publishing the result freezes the index with all it rests on."""
    survey = await repository.get_survey(uow, survey_id, for_update=True)
    require_version(expected, survey.version)
    taken = SURVEY.take(step.name, SurveyStatus(survey.status), await _facts(uow, survey))
    from_state, survey.status = survey.status, taken.target.value
    match taken.target:
        case SurveyStatus.PUBLISHED:
            survey.published_at, survey.closed_at = survey.published_at or uow.now(), None
        case SurveyStatus.CLOSED:
            survey.closed_at = uow.now()
        case SurveyStatus.RESULT_PUBLISHED:
            await freeze_result(uow, principal, survey)
        case _:
            pass
    act = Act(step.name, RESOURCE, survey.id, from_state=from_state, to_state=survey.status, note=step.note)
    record_change(uow, principal, survey, act)
    uow.emit(SurveyStepped(survey.id, step=step.name, to_state=survey.status))
    await uow.session.flush()
    return await _whole(uow, survey.id, public_url)


async def list_survey_transitions(
    uow: UnitOfWork, principal: Principal, survey_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a survey, and for this reader what may come next and why the rest may not."""
    survey = await repository.get_survey(uow, survey_id)
    enforce(decide_see(principal, SurveyStatus(survey.status)))

    def refuse(_: str) -> Obstacle | None:
        return None if manages(principal) else Obstacle(NO_PERMISSION)

    options = SURVEY.options(SurveyStatus(survey.status), await _facts(uow, survey), refuse)
    return await transitions_of(uow, RESOURCE, survey.id, state=survey.status, options=options, language=language)


async def _whole(uow: UnitOfWork, survey_id: UUID, public_url: str) -> SurveyOut:
    document = json.loads(await repository.read_survey(uow, survey_id))
    document["public_url"] = link_of(document["code"], public_url)
    document["is_sample_reached"] = document["respondents"] >= document["sample_required"]
    return SurveyOut.model_validate(document)


async def _facts(uow: UnitOfWork, survey: Survey) -> SurveyFacts:
    service = await repository.get_service(uow, survey.service_id)
    adapted = await _adapted_question(uow, survey)
    treatment = CostTreatment(CostMode(survey.cost_mode), adapted, survey.cost_exclusion_reason)
    counts = await repository.count_answers(uow, survey.id)
    return SurveyFacts(
        has_days_left=await today_of(uow) <= survey.closes_on,
        service_is_active=service.is_active,
        cost_fault=fault_of_treatment(treatment, service_is_free=service.is_free),
        unanswered=tuple(count.element.value for count in counts if count.answered == 0),
    )


async def _adapted_question(uow: UnitOfWork, survey: Survey) -> Text | None:
    if survey.cost_mode != CostMode.DISESUAIKAN.value:
        return None
    asked = {each.element: each.question for each in await repository.list_elements(uow, survey.id)}
    words = asked[Element.BIAYA.value]
    return Text(words["id"], words["en"])


async def _new_code(uow: UnitOfWork) -> str:
    """Return a public name for a survey that nobody can guess; the agency is found by its beginning."""
    agency = await get_agency(uow)
    return f"{agency.code}-{''.join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))}"


def _treatment(mode: CostMode, question: TextIn | None, reason: str | None) -> CostTreatment:
    words = Text(question.id, question.en) if question is not None and mode is CostMode.DISESUAIKAN else None
    return CostTreatment(mode, words, reason if mode is CostMode.DIKECUALIKAN else None)


def _require_lawful(treatment: CostTreatment, service: PublicService) -> None:
    fault = fault_of_treatment(treatment, service_is_free=service.is_free)
    if fault is not None:
        error = FieldError(code="cost_mode", detail=fault, pointer="/cost_mode")
        raise CostModeNotAllowed(fault, errors=[error], basis=(COST_NOTE,))


def _change_days(survey: Survey, opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        error = FieldError(code="days_in_order", detail=DAYS_IN_ORDER, pointer="/closes_on")
        raise Invalid(DAYS_IN_ORDER, errors=[error])
    survey.opens_on, survey.closes_on = opens_on, closes_on


async def _change_treatment(uow: UnitOfWork, survey: Survey, patch: SurveyPatch) -> None:
    service = await repository.get_service(uow, survey.service_id)
    mode = patch.cost_mode or CostMode(survey.cost_mode)
    treatment = _treatment(mode, patch.cost_question, patch.cost_exclusion_reason)
    _require_lawful(treatment, service)
    survey.cost_mode, survey.cost_exclusion_reason = treatment.mode.value, treatment.exclusion_reason
    await repository.delete_elements(uow, survey.id)
    _add_elements(uow, survey, treatment)


def _add_elements(uow: UnitOfWork, survey: Survey, treatment: CostTreatment) -> None:
    for question in form_of(treatment, wording_of(survey.opens_on)):
        repository.add(
            uow,
            SurveyElement(
                agency_id=uow.agency_id,
                survey_id=survey.id,
                element=question.element.value,
                number=question.number,
                title=_both(question.title),
                question=_both(question.question),
                options=[_both(option) for option in question.options],
                is_asked=is_asked(question.element, treatment.mode),
            ),
        )


def _both(sentence: Text) -> dict[str, str]:
    return {"id": sentence.id, "en": sentence.en}
