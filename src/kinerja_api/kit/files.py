"""Files of agencies on disk: written whole and durable before the transaction that names them commits.

A file is found by the agency and the id of its row, never by a name that a person gave (S29). One that was written
but whose row never committed is garbage that nothing refers to; one whose row was deleted is removed afterwards.
"""

import asyncio
import os
from pathlib import Path
from uuid import UUID

from kinerja_api.kit.ids import AgencyId

ONLY_OURS = 0o700
FOR_US = 0o600


class FileStore:
    """A directory with one sub-directory per agency."""

    def __init__(self, root: Path, *, largest: int) -> None:
        self.root = root
        self.largest = largest

    def path_of(self, agency_id: AgencyId, file_id: UUID) -> Path:
        """Return where a file lies, there or not."""
        return self.root / str(UUID(str(agency_id))) / str(UUID(str(file_id)))

    async def save(self, agency_id: AgencyId, file_id: UUID, content: bytes) -> None:
        """Write a file so that it is whole and on the disk when this returns."""
        await asyncio.to_thread(_write, self.path_of(agency_id, file_id), content)

    async def holds(self, agency_id: AgencyId, file_id: UUID) -> bool:
        """Tell whether a file is there."""
        return await asyncio.to_thread(self.path_of(agency_id, file_id).is_file)

    async def remove(self, agency_id: AgencyId, file_id: UUID) -> None:
        """Remove a file; one that is gone already is no fault."""
        await asyncio.to_thread(self.path_of(agency_id, file_id).unlink, missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write to a temporary name, flush to the disk, and only then give the name: a crash leaves no half file (R1)."""
    path.parent.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FOR_US)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_directory(path.parent)


def _flush_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
