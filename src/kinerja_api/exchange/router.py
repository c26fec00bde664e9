"""HTTP of imports."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response, status

from kinerja_api.authz.guards import Creating, InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.exchange import service
from kinerja_api.exchange.schemas import FaultOut, ImportOut, ImportRow, NoFields
from kinerja_api.exchange.service import SentFile
from kinerja_api.exchange.types import ImportKind
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.http.uploads import Upload, document_upload, upload_with
from kinerja_api.kit.problems import UnsupportedMediaType
from kinerja_api.kit.text import Language, Text

router = api_router("exchange")

CSV = "text/csv"
TAKES = Text(
    "Kirim sebagai text/csv, atau multipart/form-data dengan bagian `file`.",
    "Send text/csv, or multipart/form-data with a part `file`.",
)
BODY = Text(
    "Daftar pegawai dalam CSV UTF-8; kolomnya dijelaskan di panduan impor.",
    "A personnel list in CSV UTF-8; its columns are described in the import guide.",
)
EXAMPLE = (
    "nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on,username\n"
    "199003152015042001,Siti Rahmawati,pns,III/a,2022-04-01,,,,s1,2012-08-01,siti.rahmawati\n"
)
_multipart = upload_with(NoFields).dependency


async def _sent(request: Request) -> SentFile:
    """Read the file, from a form or as the body itself."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == CSV:
        return SentFile("-", await request.body())
    if media_type != "multipart/form-data":
        raise UnsupportedMediaType(TAKES, headers={"Accept-Post": f"{CSV}, multipart/form-data"})
    upload: Upload[NoFields] = await _multipart(request)
    return SentFile(upload.name, upload.content)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done with the file, and in which language to report."""

    kind: ImportKind
    partial: bool
    language: Language


async def _asked(
    language: InLanguage,
    kind: Annotated[ImportKind, Query(description="Isi berkas. What the file holds.")] = ImportKind.EMPLOYEES,
    *,
    partial: Annotated[
        bool,
        Query(
            description="true: baris yang benar masuk, yang salah dilaporkan. false: satu baris salah membatalkan "
            "semuanya. true keeps the good rows and reports the others; false keeps nothing when one row is wrong."
        ),
    ] = False,
) -> Asked:
    """Read how to import."""
    return Asked(kind, partial, language)


def _documented() -> dict[str, Any]:
    extra = document_upload(NoFields, description=f"{BODY.id} {BODY.en}")
    extra["requestBody"]["content"][CSV] = {"schema": {"type": "string"}, "example": EXAMPLE}
    return extra


@router.post(
    "/imports",
    operation_id="create_import",
    summary="Impor daftar pegawai (import a personnel list)",
    status_code=status.HTTP_201_CREATED,
    openapi_extra=_documented(),
)
async def create_import(
    principal: Annotated[Principal, requires(Permission.IMPORT_MANAGE)],
    sent: Annotated[SentFile, Depends(_sent)],
    uow: Creating,
    asked: Annotated[Asked, Depends(_asked)],
    response: Response,
) -> ImportOut:
    """Impor daftar pegawai dari CSV: setiap baris diperiksa, dan laporannya menyebut siapa memperbaiki apa.

    Baca `status`: `refused` berarti tidak ada yang masuk. Berkas yang sama dua kali tidak mengubah apa pun.

    Import a personnel list from CSV: every row is checked, and the report says who puts what right. See `status`:
    `refused` means that nothing was kept. The same file twice changes nothing.
    """
    report = await service.import_file(uow, principal, sent, kind=asked.kind, partial=asked.partial)
    tell_created(response, f"/v1/imports/{report.import_id}")
    return await service.read_import(uow, report.import_id, asked.language)


@router.get("/imports", operation_id="list_imports", summary="Daftar impor (list imports)")
async def list_imports(
    principal: Annotated[Principal, requires(Permission.IMPORT_MANAGE)], uow: Reading, page: Paging
) -> Page[ImportRow]:
    """Impor yang sudah dijalankan, terbaru lebih dulu.

    The imports so far, newest first.
    """
    return await service.list_imports(uow, page)


@router.get("/imports/{import_id}", operation_id="read_import", summary="Baca laporan impor (read an import's report)")
async def read_import(
    principal: Annotated[Principal, requires(Permission.IMPORT_MANAGE)],
    uow: Reading,
    import_id: UUID,
    language: InLanguage,
) -> ImportOut:
    """Laporan satu impor dengan 100 kesalahan pertama.

    The report of an import, with its first 100 faults.
    """
    return await service.read_import(uow, import_id, language)


@router.get(
    "/imports/{import_id}/faults",
    operation_id="list_import_faults",
    summary="Baris yang salah (what is wrong with the rows)",
)
async def list_import_faults(
    principal: Annotated[Principal, requires(Permission.IMPORT_MANAGE)],
    uow: Reading,
    import_id: UUID,
    page: Paging,
    language: InLanguage,
) -> Page[FaultOut]:
    """Semua kesalahan satu berkas, urut baris: kolom, isi, apa yang salah, dan siapa yang memperbaiki.

    Everything that is wrong with a file, by line: column, value, what is wrong, and who must put it right.
    """
    return await service.list_faults(uow, import_id, page, language)
