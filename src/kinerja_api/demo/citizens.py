"""Citizens answer: surveys whose answers reproduce results that governments really published, to the hundredth.

The element totals are those of `tests/vectors/satisfaction_survey.json`; answer sheets with exactly these totals exist,
because every total lies between all threes and all fours.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import update

from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.surveys import repository
from kinerja_api.surveys.models import Survey
from kinerja_api.surveys.schemas import ServiceIn, SurveyIn
from kinerja_api.surveys.service import offerings, surveys
from kinerja_api.surveys.types import Element

ANY = IfMatch(frozenset(), any=True)


@dataclass(frozen=True, slots=True)
class Published:
    """A result that was published: respondents, the total of each element, and the index that came out."""

    source: str
    respondents: int
    totals: tuple[int, ...]
    index: str


BANTUL_2023 = Published(
    "Dinas Pertanahan dan Tata Ruang Bantul, 2023", 100, (331, 335, 349, 393, 345, 339, 339, 376, 335), "87.28"
)
GASPUL_Q3 = Published("GASPUL, triwulan III", 29, (105, 101, 100, 116, 102, 105, 106, 105, 115), "91.48")
TULANG_BAWANG_2023 = Published("Disdukcapil Tulang Bawang Barat, semester I 2023", 20, (80,) * 9, "100.00")
RESULTS = (BANTUL_2023, GASPUL_Q3, TULANG_BAWANG_2023)


def sheets_of(published: Published) -> list[dict[Element, tuple[int, bool]]]:
    """Return answer sheets with exactly the published totals: the first ones say four, the others three."""
    fours = [total - 3 * published.respondents for total in published.totals]
    return [
        {element: (4 if place < most else 3, False) for element, most in zip(Element, fours, strict=True)}
        for place in range(published.respondents)
    ]


async def offer_service(uow: UnitOfWork, officer: Principal, unit_id: UUID, name: str) -> UUID:
    """Add a service to the public."""
    service = await offerings.create_service(uow, officer, ServiceIn(unit_id=unit_id, name=name))
    await uow.session.flush()
    return service.id


async def open_survey(
    uow: UnitOfWork, officer: Principal, service_id: UUID, title: str, code: str, opens_on: date
) -> UUID:
    """Draft and publish a survey; its public code is chosen, so that the documents can name it."""
    given = SurveyIn(
        service_id=service_id,
        title=title,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=29),
        population=600,
    )
    survey = await surveys.draft_survey(uow, officer, given, "")
    await uow.session.execute(
        update(Survey).where(Survey.agency_id == uow.agency_id, Survey.id == survey.id).values(code=code)
    )
    await surveys.step_survey(uow, officer, survey.id, ANY, StepIn(name="publish"), "")
    return survey.id


async def answer(uow: UnitOfWork, survey_id: UUID, published: Published) -> None:
    """Store the sheets of a published result."""
    for place, answers in enumerate(sheets_of(published)):
        number = uow.new_id()
        sheet = {
            "id": uow.new_id(),
            "survey_id": survey_id,
            "token_digest": sha256(number.bytes).digest(),
            "sex": ("laki_laki", "perempuan")[place % 2],
            "age_group": None,
            "education": None,
            "remark": None,
        }
        await repository.store_sheet(uow, sheet, answers)


async def publish_result(uow: UnitOfWork, officer: Principal, survey_id: UUID) -> None:
    """Close a survey and publish what came out."""
    await surveys.step_survey(uow, officer, survey_id, ANY, StepIn(name="close"), "")
    await surveys.step_survey(uow, officer, survey_id, ANY, StepIn(name="publish_result"), "")


async def reopen_survey(uow: UnitOfWork, officer: Principal, survey_id: UUID) -> None:
    """Close a survey too early, and open it again for the days that are left."""
    for name in ("close", "reopen"):
        await surveys.step_survey(uow, officer, survey_id, ANY, StepIn(name=name), "")
