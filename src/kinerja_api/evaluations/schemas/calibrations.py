"""Input and output of calibration sessions."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.evaluations.schemas import ForPeriod, PredicateCountOut
from kinerja_api.evaluations.types import CalibrationStatus, Predicate, RatingLevel
from kinerja_api.kit.http.schema import Count, Input, Instant, Label, Output, Prose, Version
from kinerja_api.kit.text import Text

NAMED_ONCE = Text("Sebut setiap predikat satu kali.", "Name each predicate once.")


class CeilingIn(Input):
    """How often a predicate may be given in the units of a session."""

    predicate: Predicate
    most: Annotated[int, Field(strict=True, ge=0, le=100_000)]


class CalibrationIn(Input):
    """A session on the predicates of a unit and those below it, for a period or the year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit_id": "0198c0de-0102-7000-8000-000000000001",
                    "cycle_id": "0198c0de-0201-7000-8000-000000000001",
                    "period_id": "0198c0de-0202-7000-8000-000000000001",
                    "ceilings": [{"predicate": "sangat_baik", "most": 2}],
                }
            ]
        }
    )

    unit_id: UUID
    cycle_id: UUID
    period_id: ForPeriod = None
    ceilings: Annotated[
        list[CeilingIn],
        Field(
            default_factory=list,
            max_length=len(Predicate),
            description="Batas banyaknya suatu predikat, bila ditetapkan. How often a predicate may be given, if so.",
        ),
    ]

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if len({each.predicate for each in self.ceilings}) != len(self.ceilings):
            raise PydanticCustomError("named_twice", "named twice", {"text": NAMED_ONCE})
        return self


class CalibrationItemIn(Input):
    """Other ratings for one evaluation, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "evaluation_id": "0198c0de-0702-7000-8000-000000000001",
                    "work_result_rating": "sesuai_ekspektasi",
                    "behavior_rating": "sesuai_ekspektasi",
                    "reason": "Capaian setara dengan rekan yang memperoleh sesuai ekspektasi.",
                }
            ]
        }
    )

    evaluation_id: UUID
    work_result_rating: Annotated[
        RatingLevel | None,
        Field(description="Kosong: tetap. Null: as before, and always for the head of a unit."),
    ] = None
    behavior_rating: Annotated[RatingLevel | None, Field(description="Kosong: tetap. Null: as before.")] = None
    reason: Prose


class CeilingOut(Output):
    """How often a predicate may be given in the units of a session."""

    predicate: Predicate
    most: Count


class CalibrationRow(Output):
    """A session in a list."""

    id: UUID
    unit_id: UUID
    unit_name: Label
    cycle_id: UUID
    year: Count
    period_id: UUID | None
    status: CalibrationStatus
    leader_name: Label
    items: Count
    created_at: Instant
    locked_at: Instant | None
    version: Version


class CalibrationOut(CalibrationRow):
    """A session with the spread before it and now (or when it was locked), over all its units."""

    ceilings: list[CeilingOut]
    before: list[PredicateCountOut]
    after: list[PredicateCountOut]
    departing_units: list[Label]
    note: str | None


class RatingsOut(Output):
    """Two ratings and the predicate that follows."""

    work_result: RatingLevel
    behavior: RatingLevel
    predicate: Predicate


class CalibrationItemOut(Output):
    """What a session changed: before, after, why and by whom."""

    id: UUID
    calibration_id: UUID
    evaluation_id: UUID
    new_evaluation_id: UUID | None
    employee_id: UUID
    employee_name: Label
    before: RatingsOut
    after: RatingsOut
    reason: str
    decided_by_name: Label
    decided_at: Instant
