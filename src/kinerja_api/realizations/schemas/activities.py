"""Input and output of daily activities."""

import hashlib
from collections.abc import Iterable
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.router import BasisOut, ProblemErrorOut
from kinerja_api.kit.http.schema import Count, Day, Input, Instant, Label, Name, Output, Prose, Version
from kinerja_api.kit.text import Text
from kinerja_api.realizations.rules.activities import MOST_IN_BATCH
from kinerja_api.realizations.types import BatchOutcome

ONE_PART = Text(
    "Isi `target_id` atau `indicator_id`, jangan keduanya.", "Give `target_id` or `indicator_id`, not both."
)

Key = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
Remark = Annotated[Prose, StringConstraints(max_length=1000)]

_MORNING: dict[str, JsonValue] = {
    "title": "Pelayanan rawat jalan poli umum",
    "note": "42 pasien dilayani, 3 dirujuk.",
    "started_at": "2026-11-19T08:00:00+07:00",
    "ended_at": "2026-11-19T11:30:00+07:00",
    "indicator_id": "0198c0de-0401-7000-8000-000000000001",
}


class ActivityPut(Input):
    """What was done, from when to when, and for which target or indicator of one's own plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [_MORNING]})

    title: Annotated[Name, Field(description="Kegiatan. What was done.")]
    note: Annotated[Remark | None, Field(description="Keterangan, hasil. Remark, outcome.")] = None
    started_at: Annotated[Instant, Field(description="Mulai, dengan zona waktu. Begin, with its zone.")]
    ended_at: Annotated[Instant, Field(description="Selesai. End; at most 24 hours after the beginning.")]
    target_id: Annotated[UUID | None, Field(description="Hasil kerja yang dilayani. The target it served.")] = None
    indicator_id: Annotated[UUID | None, Field(description="Atau indikatornya. Or its indicator.")] = None

    @model_validator(mode="after")
    def _one_part(self) -> Self:
        if self.target_id is not None and self.indicator_id is not None:
            raise PydanticCustomError("one_part", "one part", {"text": ONE_PART})
        return self

    @property
    def part_id(self) -> UUID | None:
        """Return the id of the target or indicator that is named."""
        return self.target_id or self.indicator_id

    @property
    def part_pointer(self) -> str:
        """Return where that id stands."""
        return "/target_id" if self.target_id else "/indicator_id"


class ActivityIn(ActivityPut):
    """A new activity, under the phone's own name for it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"key": "0198c0de-hp1-00001", **_MORNING}]})

    key: Annotated[
        Key,
        Field(
            description="Nama unik buatan ponsel, misalnya UUID; pengiriman ulang dengan `key` sama tidak mencatat dua "
            "kali. A unique name made by the phone; a repeat under the same `key` has one effect."
        ),
    ]
    recorded_at: Annotated[
        Instant | None,
        Field(
            description="Saat dicatat menurut ponsel, bila dicatat tanpa jaringan; paling lama 14 hari lalu. Bawaan: "
            "saat diterima. When it was recorded by the phone's clock, if offline; at most 14 days ago. "
            "Default: when it is received."
        ),
    ] = None

    def fingerprint(self) -> bytes:
        """Return the digest of all that is said, by which a repeat is told from another activity."""
        return hashlib.sha256(self.model_dump_json().encode()).digest()


class ActivityBatchIn(Input):
    """Activities that waited on a phone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {"key": "0198c0de-hp1-00002", **_MORNING},
                        {
                            "key": "0198c0de-hp1-00003",
                            "title": "Rapat mutu mingguan",
                            "started_at": "2026-11-19T13:00:00+07:00",
                            "ended_at": "2026-11-19T14:15:00+07:00",
                        },
                    ]
                }
            ]
        }
    )

    items: Annotated[list[ActivityIn], Field(min_length=1, max_length=MOST_IN_BATCH)]


class ActivityOut(Output):
    """An activity; `created_at` is when the server received it, `days_after` how many days later it was recorded."""

    id: UUID
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    period_id: UUID
    key: Label
    day: Annotated[Day, Field(description="Hari mulai di zona waktu instansi. The day of its beginning.")]
    title: Label
    note: str | None
    started_at: Instant
    ended_at: Instant
    minutes: Count
    recorded_at: Instant
    days_after: Count
    target_id: UUID | None
    target_title: str | None
    indicator_id: UUID | None
    indicator_title: str | None
    version: Version
    created_at: Instant
    updated_at: Instant


class ActivityRefusalOut(Output):
    """Why one activity of a batch was refused; `errors` point into the batch."""

    code: Label
    title: Label
    detail: str
    errors: list[ProblemErrorOut]
    basis: list[BasisOut]


class ActivityAnswerOut(Output):
    """What became of one activity; `id` names the record that is there now, null when none is."""

    key: Label
    outcome: BatchOutcome
    id: UUID | None
    refusal: ActivityRefusalOut | None


class ActivityBatchOut(Output):
    """An answer for each activity, in the order in which they were sent."""

    created: Count
    already_there: Count
    refused: Count
    items: Annotated[list[ActivityAnswerOut], Field(max_length=MOST_IN_BATCH)]

    @classmethod
    def of(cls, items: Iterable[ActivityAnswerOut]) -> Self:
        """Return the answers with how many of each kind there are."""
        answers = list(items)
        counts = {each.value: sum(answer.outcome is each for answer in answers) for each in BatchOutcome}
        return cls(items=answers, **counts)


class ActivitySummaryOut(Output):
    """What one employee recorded for a day; nulls and zeros for whoever recorded nothing."""

    employee_id: UUID
    employee_name: Label
    position_name: Label
    unit_id: UUID
    unit_name: Label
    day: Day
    activities: Count
    minutes: Annotated[Count, Field(description="Menit terisi, tanpa hitung ganda. Minutes covered, counted once.")]
    first_started_at: Instant | None
    last_ended_at: Instant | None
    last_received_at: Instant | None
