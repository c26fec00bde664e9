"""Files of agencies, on disk or in an object store: whole and durable before the transaction that names them commits.

A file is found by the agency and the id of its row, never by a name that a person gave (S29). One that was written
but whose row never committed is garbage that nothing refers to; one whose row was deleted is removed afterwards.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.problems import Unavailable
from kinerja_api.kit.text import Text

if TYPE_CHECKING:
    from obstore.store import ObjectStore

Answer = TypeVar("Answer")

ONLY_OURS = 0o700
FOR_US = 0o600
STORE_AWAY = Text("Tempat penyimpanan berkas tidak menjawab.", "The store of files does not answer.")


class FileStore(Protocol):
    """Where files lie. `largest` is the most bytes that one may have."""

    largest: int

    async def save(self, agency_id: AgencyId, file_id: UUID, content: bytes) -> None:
        """Keep a file so that it is whole and durable when this returns."""

    async def read(self, agency_id: AgencyId, file_id: UUID) -> bytes | None:
        """Return what a file holds; None when it is not there."""

    async def remove(self, agency_id: AgencyId, file_id: UUID) -> None:
        """Remove a file; one that is gone already is no fault."""


def open_files(url: str | None, directory: Path, *, largest: int) -> FileStore:
    """Return the store at an address such as `s3://bucket/prefix`, or without one the directory.

    Raises `ValueError` when the address names no store.
    """
    return ObjectFiles.at(url, largest=largest) if url else DiskFiles(directory, largest=largest)


class DiskFiles:
    """A directory with one sub-directory per agency."""

    def __init__(self, root: Path, *, largest: int) -> None:
        self.root = root
        self.largest = largest

    async def save(self, agency_id: AgencyId, file_id: UUID, content: bytes) -> None:
        """Write a file so that it is whole and on the disk when this returns."""
        await asyncio.to_thread(_write, self._path(agency_id, file_id), content)

    async def read(self, agency_id: AgencyId, file_id: UUID) -> bytes | None:
        """Return what a file holds; None when it is not there."""
        try:
            return await asyncio.to_thread(self._path(agency_id, file_id).read_bytes)
        except FileNotFoundError:
            return None

    async def remove(self, agency_id: AgencyId, file_id: UUID) -> None:
        """Remove a file; one that is gone already is no fault."""
        await asyncio.to_thread(self._path(agency_id, file_id).unlink, missing_ok=True)

    def _path(self, agency_id: AgencyId, file_id: UUID) -> Path:
        return self.root / _name(agency_id, file_id)


class ObjectFiles:
    """An object store that all hosts share (S3 and the like): what it acknowledges is whole and durable.

    Its calls run in threads: the awaitable ones of obstore 0.12 abort the interpreter now and then when it ends.
    """

    def __init__(self, store: "ObjectStore", *, largest: int) -> None:
        self.largest = largest
        self._store = store

    @classmethod
    def at(cls, url: str, *, largest: int) -> "ObjectFiles":
        """Open the store at an address; raise `ValueError` when it names none.

        Credentials come from where the cloud's own tools take them: `AWS_ACCESS_KEY_ID`, the role of a machine and so
        on. An upload waits inside its transaction, so a store has seconds to answer, not minutes.
        """
        from obstore.exceptions import BaseError  # noqa: PLC0415  most installations keep their files on disk
        from obstore.store import from_url  # noqa: PLC0415

        try:
            store = from_url(
                url,
                # An endpoint of http:// is the administrator's word, for a store within the same network.
                client_options={"connect_timeout": "2s", "timeout": "10s", "allow_http": True},
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
            )
        except BaseError as error:
            message = str(error).partition("\n")[0]
            raise ValueError(message) from error
        return cls(store, largest=largest)

    async def save(self, agency_id: AgencyId, file_id: UUID, content: bytes) -> None:
        """Keep a file; it is durable when this returns."""
        await _ask(lambda: self._store.put(_name(agency_id, file_id), content))

    async def read(self, agency_id: AgencyId, file_id: UUID) -> bytes | None:
        """Return what a file holds; None when it is not there."""
        return await _ask(lambda: self._read(_name(agency_id, file_id)))

    async def remove(self, agency_id: AgencyId, file_id: UUID) -> None:
        """Remove a file; one that is gone already is no fault."""
        await _ask(lambda: self._remove(_name(agency_id, file_id)))

    def _read(self, name: str) -> bytes | None:
        try:
            return self._store.get(name).bytes().to_bytes()
        except FileNotFoundError:
            return None

    def _remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._store.delete(name)


def _name(agency_id: AgencyId, file_id: UUID) -> str:
    return f"{UUID(str(agency_id))}/{UUID(str(file_id))}"


async def _ask(call: Callable[[], Answer]) -> Answer:
    """Call the store in a thread; one that is away, refuses us or lacks its bucket is a fault that others mend."""
    from obstore.exceptions import BaseError  # noqa: PLC0415  as above

    try:
        return await asyncio.to_thread(call)
    except (BaseError, OSError) as error:
        raise Unavailable(STORE_AWAY) from error


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
