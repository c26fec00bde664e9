"""Use cases of evidence: links and files, added and removed while a realization is being reported."""

import asyncio
import hashlib
from uuid import UUID

from kinerja_api.audit.public import Act
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.file_types import recognise, shown_name
from kinerja_api.kit.files import FileStore
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.problems import FieldError, NotFound, PayloadTooLarge
from kinerja_api.kit.text import Text
from kinerja_api.realizations import repository
from kinerja_api.realizations.errors import ON_EVIDENCE, FileNotHere, FileTypeRefused, TooMuchEvidence
from kinerja_api.realizations.events import EvidenceChanged
from kinerja_api.realizations.lifecycle import REALIZATION
from kinerja_api.realizations.models import Evidence, Realization
from kinerja_api.realizations.rules import MOST_EVIDENCE
from kinerja_api.realizations.schemas import EvidenceLinkIn, EvidenceOut
from kinerja_api.realizations.service.records import get_editable, require_seen, touch
from kinerja_api.realizations.types import EvidenceKind

RESOURCE = REALIZATION.resource_type
REMOVE_FILE = "remove_evidence_file"
A_LINK = Text(
    "Bukti ini berupa tautan; buka alamat di `url`-nya.", "This evidence is a link; open the address in its `url`."
)


async def link_evidence(
    uow: UnitOfWork, principal: Principal, realization_id: UUID, given: EvidenceLinkIn
) -> tuple[EvidenceOut, int]:
    """Add a link to a realization that is still being reported; returns it with the realization's version."""
    row = await get_editable(uow, principal, realization_id)
    link = Evidence(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        realization_id=row.id,
        kind=EvidenceKind.LINK.value,
        title=given.title,
        url=given.url,
        created_at=uow.now(),
    )
    return await _add_evidence(uow, principal, row, link)


async def upload_evidence(  # noqa: PLR0913  a file is its name, its title and its bytes
    uow: UnitOfWork,
    principal: Principal,
    realization_id: UUID,
    *,
    files: FileStore,
    name: str,
    title: str | None,
    content: bytes,
) -> tuple[EvidenceOut, int]:
    """Add a file to a realization that is still being reported; its bytes are in the store before the commit."""
    if len(content) > files.largest:
        raise PayloadTooLarge(Text("Batasnya {limit} byte.", "The limit is {limit} bytes.").fill(limit=files.largest))
    row = await get_editable(uow, principal, realization_id)
    file_type = await asyncio.to_thread(recognise, content, name)
    if isinstance(file_type, Text):
        raise FileTypeRefused(file_type, errors=[FieldError("file_type", file_type, "/file")], basis=[ON_EVIDENCE])
    shown = shown_name(name)
    file = Evidence(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        realization_id=row.id,
        kind=EvidenceKind.FILE.value,
        title=title or shown,
        file_name=shown,
        media_type=file_type.media_type,
        size=len(content),
        sha256=(await asyncio.to_thread(hashlib.sha256, content)).hexdigest(),
        created_at=uow.now(),
    )
    added = await _add_evidence(uow, principal, row, file)
    await files.save(uow.agency_id, file.id, content)
    return added


async def read_evidence(uow: UnitOfWork, principal: Principal, evidence_id: UUID) -> tuple[EvidenceOut, int]:
    """Return evidence of a realization that the principal may see, and the realization's version."""
    evidence, row = await repository.get_evidence_of_realization(uow, evidence_id)
    await require_seen(uow, principal, row, with_leads=True)
    return EvidenceOut.model_validate(evidence), row.version


async def read_evidence_file(
    uow: UnitOfWork, principal: Principal, evidence_id: UUID, *, files: FileStore
) -> tuple[EvidenceOut, bytes]:
    """Return evidence with what its file holds, for a principal who may see it."""
    evidence, _ = await read_evidence(uow, principal, evidence_id)
    if evidence.kind is not EvidenceKind.FILE:
        raise NotFound(A_LINK)
    content = await files.read(uow.agency_id, evidence.id)
    if content is None:
        raise FileNotHere
    return evidence, content


async def remove_evidence(uow: UnitOfWork, principal: Principal, evidence_id: UUID, expected: IfMatch) -> None:
    """Remove evidence from a realization that is still being reported; its file goes once that is committed."""
    evidence = await repository.get_evidence(uow, evidence_id)
    row = await get_editable(uow, principal, evidence.realization_id)
    require_version(expected, row.version)
    await repository.delete_evidence(uow, evidence.id)
    if evidence.kind == EvidenceKind.FILE.value:
        await uow.enqueue(REMOVE_FILE, resource_id=evidence.id)
    uow.emit(EvidenceChanged(row.id, evidence_id=str(evidence.id), change="removed"))
    await touch(uow, principal, row, Act("evidence_removed", RESOURCE, row.id, details=_told(evidence)))


async def _add_evidence(
    uow: UnitOfWork, principal: Principal, row: Realization, evidence: Evidence
) -> tuple[EvidenceOut, int]:
    if await repository.count_evidence(uow, row.id) >= MOST_EVIDENCE:
        raise TooMuchEvidence
    repository.add(uow, evidence)
    uow.emit(EvidenceChanged(row.id, evidence_id=str(evidence.id), change="added"))
    await touch(uow, principal, row, Act("evidence_added", RESOURCE, row.id, details=_told(evidence)))
    return EvidenceOut.model_validate(evidence), row.version


def _told(evidence: Evidence) -> dict[str, str | None]:
    """Return what the trail keeps of evidence, so that what was removed can still be named and recognised."""
    return {
        "evidence": str(evidence.id),
        "title": evidence.title,
        "url": evidence.url,
        "file_name": evidence.file_name,
        "sha256": evidence.sha256,
    }
