"""Input and output of imports."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.exchange.types import Column, FaultCode, Fixer, ImportKind, ImportStatus
from kinerja_api.kit.http.schema import Count, Input, Instant, Label, Output

MOST_SHOWN = 100


class NoFields(Input):
    """An upload of nothing but its file."""


class FaultOut(Output):
    """One thing that is wrong with a row, and who must put it right."""

    line: Annotated[Count, Field(description="Nomor baris di berkas; judul adalah baris 1. Line; the header is 1.")]
    column: Column | None
    value: Label
    code: FaultCode
    detail: Annotated[str, Field(examples=["Tidak ada jabatan dengan kode ini."])]
    fixer: Annotated[Fixer, Field(description="Siapa yang harus memperbaiki. Who must put it right.")]
    fixer_name: Label


class ImportRow(Output):
    """An import in a list."""

    id: UUID
    kind: ImportKind
    status: Annotated[
        ImportStatus,
        Field(
            description="completed: semua baris masuk; partial: hanya baris yang benar; refused: tidak ada yang masuk. "
            "completed: all rows; partial: the good rows only; refused: nothing was kept."
        ),
    ]
    is_partial_allowed: bool
    file_name: Label
    rows: Count
    created: Count
    updated: Count
    unchanged: Count
    refused: Count
    fault_count: Count
    actor_name: Label
    created_at: Instant


class ImportOut(ImportRow):
    """The report of an import, with the first faults; the others stand at `/faults`."""

    sha256: Label
    faults: Annotated[list[FaultOut], Field(max_length=MOST_SHOWN)]
