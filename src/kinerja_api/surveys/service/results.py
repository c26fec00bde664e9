"""Use cases of results: freeze the index of a survey, take in earlier publications, and show what they rest on.

The engine computes (`scoring.schemes.satisfaction_survey`); here its facts are gathered and its answer is kept, with
the policy, the digest of the facts, and the explanation.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.policies.public import national
from kinerja_api.scoring.document import document
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import (
    CostMode,
    ElementAnswers,
    ElementMean,
    EvaluatedPeriod,
    SurveyFacts,
    SurveyGrade,
)
from kinerja_api.scoring.policy import Kind, PolicySet
from kinerja_api.scoring.schemes.satisfaction_survey import (
    SampleSize,
    SurveyPart,
    SurveyResult,
    evaluate,
    pool,
    sample_size,
)
from kinerja_api.scoring.trace import Outcome
from kinerja_api.surveys import repository
from kinerja_api.surveys.errors import FORMULA, IndexDoesNotMatch, ResultNotComputable
from kinerja_api.surveys.events import SurveyResultIssued
from kinerja_api.surveys.models import Survey, SurveyResultRecord
from kinerja_api.surveys.rules import FORM, number_of, stated_weight
from kinerja_api.surveys.schemas import (
    ElementResultOut,
    ExplanationOut,
    ImportedElement,
    PublicResultOut,
    SurveyResultIn,
    SurveyResultOut,
    SurveyResultRow,
)
from kinerja_api.surveys.types import ResultSource, UnitIndex, WeightConvention

RESOURCE = "survey_result"
SUBJECT = "citizen_satisfaction"
NOT_OF_THIS_UNIT = Text("Layanan ini bukan layanan unit tersebut.", "This service is not one of that unit.")
NOT_OVER = Text("Periode hasil belum berakhir.", "The days of the result are not over yet.")
TOO_MANY_SHEETS = Text(
    "Lembar yang mengisi unsur ini lebih banyak daripada jumlah responden.",
    "More sheets answered this element than there were respondents.",
)
DOES_NOT_MATCH = Text(
    "Angka yang dikirim menghasilkan {computed}, bukan {stated}. Periksa nilai unsur dan konvensi bobotnya.",
    "The numbers sent give {computed}, not {stated}. Check the values of the elements and the weight convention.",
)


def sample_of(population: int, day: date) -> SampleSize:
    """Return how many respondents a survey needs, by the policy of its first day."""
    return sample_size(_regime(day), population, EvaluatedPeriod(day, day)).value


def wording_of(day: date) -> Mapping[str, Sequence[str]]:
    """Return the questionnaire of the policy of a day: question and four answers for each element, in Indonesian."""
    return cast("Mapping[str, Sequence[str]]", _regime(day).parameter("questionnaire", Kind.SHEET).on(day).value)


async def freeze_result(uow: UnitOfWork, principal: Principal, survey: Survey) -> None:
    """Compute the index of a closed survey and keep it for ever with all that it rests on."""
    counts = await repository.count_answers(uow, survey.id)
    facts = SurveyFacts(
        period=EvaluatedPeriod(survey.opens_on, survey.closes_on),
        elements=tuple(
            ElementAnswers(count.element.value, count.total, count.answered, count.imputed) for count in counts
        ),
        exclusion_reason=survey.cost_exclusion_reason,
        cost_mode=CostMode(survey.cost_mode),
    )
    shown = {
        element.element: {"number": element.number, "title": element.title}
        for element in await repository.list_elements(uow, survey.id)
    }
    for count in counts:
        shown[count.element.value] |= {"total": count.total, "answered": count.answered, "imputed": count.imputed}
    result = _record(
        uow,
        facts,
        shown,
        survey_id=survey.id,
        unit_id=survey.unit_id,
        service_id=survey.service_id,
        title=survey.title,
        source=ResultSource.SURVEY.value,
        weight_convention=WeightConvention.EKSAK.value,
        respondents=await repository.count_sheets(uow, survey.id),
        population=survey.population,
        sample_required=survey.sample_required,
    )
    _issue(uow, principal, result)


async def import_result(uow: UnitOfWork, principal: Principal, given: SurveyResultIn) -> SurveyResultOut:
    """Take in a result that was published before; it is computed again and refused when the index differs."""
    await _check_import(uow, given)
    facts = SurveyFacts(
        period=EvaluatedPeriod(given.first_day, given.last_day),
        elements=tuple(_facts_of(element) for element in given.elements),
        stated_weight=stated_weight(given.weight_convention),
        exclusion_reason=given.exclusion_reason,
    )
    sample = None if given.population is None else sample_of(given.population, given.first_day).required
    result = _record(
        uow,
        facts,
        {element.element.value: _imported_columns(element) for element in given.elements},
        unit_id=given.unit_id,
        service_id=given.service_id,
        title=given.title,
        source=ResultSource.IMPORTED.value,
        source_note=given.source_note,
        weight_convention=given.weight_convention.value,
        respondents=given.respondents,
        population=given.population,
        sample_required=sample,
    )
    if result.index != given.index:
        detail = DOES_NOT_MATCH.fill(computed=f"{result.index:f}", stated=f"{given.index:f}")
        error = FieldError(code="index_does_not_match", detail=detail, pointer="/index")
        raise IndexDoesNotMatch(detail, errors=[error], basis=FORMULA, extra={"computed": f"{result.index:f}"})
    _issue(uow, principal, result)
    await uow.session.flush()
    return SurveyResultOut.model_validate(result)


async def read_result(uow: UnitOfWork, result_id: UUID) -> SurveyResultOut:
    """Return a whole result."""
    return SurveyResultOut.model_validate(await repository.get_result(uow, result_id))


async def list_results(
    uow: UnitOfWork, *, unit_id: UUID | None, service_id: UUID | None, year: int | None, page: PageOf
) -> Page[SurveyResultRow]:
    """Return a page of results."""
    rows, following = await repository.list_results(uow, unit_id=unit_id, service_id=service_id, year=year, page=page)
    return Page(items=[SurveyResultRow.model_validate(row) for row in rows], next=following)


async def read_public_result(uow: UnitOfWork, code: str) -> PublicResultOut:
    """Return the result of a survey for citizens, once it is published."""
    result = await repository.get_result_by_code(uow, code)
    names = await repository.find_public_name(uow, result)
    whole = SurveyResultOut.model_validate(result)
    return PublicResultOut(
        code=code,
        agency_name=names.agency,
        unit_name=names.unit,
        service_name=names.service,
        elements=[ElementResultOut.model_validate(element) for element in result.elements],
        explanation=ExplanationOut.model_validate(result.explanation),
        **whole.model_dump(include=PUBLIC_FIELDS),
    )


PUBLIC_FIELDS = {
    "title",
    "first_day",
    "last_day",
    "respondents",
    "sample_required",
    "is_sample_reached",
    "index",
    "grade",
    "grade_label",
}


async def index_units(uow: UnitOfWork, unit_ids: Sequence[UUID], year: int) -> dict[UUID, UnitIndex]:
    """Return the index of each unit that has results in a year; the others have none."""
    by_unit: dict[UUID, list[SurveyResultRecord]] = {}
    for result in await repository.list_results_of_units(uow, unit_ids, year):
        by_unit.setdefault(result.unit_id, []).append(result)
    return {unit_id: _unit_index(results) for unit_id, results in by_unit.items()}


def _unit_index(results: Sequence[SurveyResultRecord]) -> UnitIndex:
    """Several results of a unit are one result over all their respondents, never the mean of their indices."""
    respondents = sum(result.respondents for result in results)
    if len(results) == 1:
        only = results[0]
        return UnitIndex(only.index, SurveyGrade(only.grade), respondents, ResultSource(only.source))
    facts = SurveyFacts(
        period=EvaluatedPeriod(min(each.first_day for each in results), max(each.last_day for each in results)),
        elements=pool([SurveyPart(each.respondents, tuple(map(_kept, each.elements))) for each in results]),
        exclusion_reason=next((each.exclusion_reason for each in results if each.exclusion_reason), None),
    )
    value = _evaluate(facts).value
    return UnitIndex(value.index, value.grade, respondents, ResultSource.POOLED)


def _kept(element: Mapping[str, Any]) -> ElementAnswers | ElementMean:
    """Return an element as a result keeps it: counted, or the mean that somebody published."""
    if element["total"] is None:
        return ElementMean(element["element"], Fraction(element["stated_mean"]))
    return ElementAnswers(element["element"], element["total"], element["answered"], element["imputed"])


def _regime(day: date) -> PolicySet:
    try:
        return national().regime(SUBJECT, day)
    except ScoringError as refused:
        raise _not_computable(refused) from refused


def _evaluate(facts: SurveyFacts) -> Outcome[SurveyResult]:
    try:
        return evaluate(_regime(facts.period.last_day), facts)
    except ScoringError as refused:
        raise _not_computable(refused) from refused


def _record(
    uow: UnitOfWork, facts: SurveyFacts, shown: Mapping[str, Mapping[str, Any]], **columns: object
) -> SurveyResultRecord:
    """Return the row of a result: computed by the engine, with everything that it takes to compute it again."""
    outcome = _evaluate(facts)
    trace = document(outcome.trace)
    told = sentences(outcome.trace)
    elements = [
        {
            "element": each.element,
            "mean": f"{each.mean_shown:f}",
            "index": f"{each.index:f}",
            "grade": each.grade.value,
            **shown[each.element],
        }
        # The worst first: follow-up plans are ordered so.
        for each in sorted(outcome.value.elements, key=lambda each: (each.mean, shown[each.element]["number"]))
    ]
    return SurveyResultRecord(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        first_day=facts.period.first_day,
        last_day=facts.period.last_day,
        year=facts.period.last_day.year,
        index=outcome.value.index,
        grade=outcome.value.grade.value,
        elements=elements,
        exclusion_reason=facts.exclusion_reason,
        facts_sha256=trace["facts_sha256"],
        policy_key=outcome.trace.policy.key,
        policy_version=outcome.trace.policy.version,
        policy_sha256=outcome.trace.policy.sha256,
        explanation={"id": [each.id for each in told], "en": [each.en for each in told], "trace": trace},
        issued_at=uow.now(),
        **columns,
    )


def _issue(uow: UnitOfWork, principal: Principal, result: SurveyResultRecord) -> None:
    repository.add(uow, result)
    act = Act("issued", RESOURCE, result.id, details={"source": result.source, "index": f"{result.index:f}"})
    record(uow, principal, act)
    uow.emit(SurveyResultIssued(result.id, unit_id=str(result.unit_id), year=result.year, index=f"{result.index:f}"))


async def _check_import(uow: UnitOfWork, given: SurveyResultIn) -> None:
    today = await today_of(uow)
    await get_unit(uow, given.unit_id, today)
    faults = [
        FieldError(code="too_many_sheets", detail=TOO_MANY_SHEETS, pointer=f"/elements/{place}/answered")
        for place, element in enumerate(given.elements)
        if element.answered is not None and element.answered > given.respondents
    ]
    if given.last_day >= today:
        faults.append(FieldError(code="not_over", detail=NOT_OVER, pointer="/last_day"))
    if given.service_id is not None:
        service = await repository.get_service(uow, given.service_id)
        if service.unit_id != given.unit_id:
            faults.append(FieldError(code="not_of_this_unit", detail=NOT_OF_THIS_UNIT, pointer="/service_id"))
    if faults:
        raise Invalid(errors=faults)


def _facts_of(element: ImportedElement) -> ElementAnswers | ElementMean:
    if element.total is not None and element.answered is not None:
        return ElementAnswers(element.element.value, element.total, element.answered)
    return ElementMean(element.element.value, element.mean or Fraction(0))


def _imported_columns(element: ImportedElement) -> dict[str, Any]:
    title = FORM[element.element].title
    return {
        "number": number_of(element.element),
        "title": {"id": title.id, "en": title.en},
        "total": element.total,
        "answered": element.answered,
        "imputed": 0,
        "stated_mean": None if element.mean is None else f"{element.mean:f}",
    }


def _not_computable(refused: ScoringError) -> ResultNotComputable:
    detail = Text(refused.needed.id, refused.needed.en)
    return ResultNotComputable(detail, basis=FORMULA, extra={"place": refused.place, "reason": refused.code})
