"""Input of evaluation documents that another agency made."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from kinerja_api.evaluations.schemas import PERIOD, ForPeriod
from kinerja_api.evaluations.types import Predicate, RatingLevel
from kinerja_api.kit.http.schema import Day, Input, Name, Phrase, Prose, WebAddress


class HostEvaluationIn(Input):
    """The evaluation document of the agency to which an employee is assigned, as it was issued there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "status_id": "0198c0de-010a-7000-8000-000000000001",
                    "cycle_id": "0198c0de-0201-7000-8000-000000000001",
                    "period_id": PERIOD,
                    "work_result_rating": "sesuai_ekspektasi",
                    "behavior_rating": "sesuai_ekspektasi",
                    "predicate": "baik",
                    "official_name": "Dr. Ratna Sari, M.Si.",
                    "document_number": "800/417/SJ/2026",
                    "document_on": "2026-10-05",
                    "evidence_url": "https://berkas.contoh.go.id/evaluasi-417.pdf",
                }
            ]
        }
    )

    status_id: Annotated[UUID, Field(description="Status diperbantukan pegawai. The status of the assignment.")]
    cycle_id: UUID
    period_id: ForPeriod = None
    work_result_rating: RatingLevel
    behavior_rating: RatingLevel
    predicate: Annotated[
        Predicate,
        Field(
            description="Seperti tertulis di dokumen; dicocokkan dengan kedua rating. As the document says; checked."
        ),
    ]
    official_name: Annotated[Name, Field(description="Pejabat penilai di sana. The rating official there.")]
    document_number: Phrase
    document_on: Day
    evidence_url: Annotated[WebAddress, Field(description="Salinan dokumen. A copy of the document.")]
    notes: Prose | None = None
    correction_note: Annotated[
        Prose | None,
        Field(description="Alasan, bila menggantikan dokumen yang sudah dicatat. Why it replaces one on record."),
    ] = None
