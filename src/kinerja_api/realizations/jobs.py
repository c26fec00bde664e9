"""Jobs of realizations."""

from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.files import FileStore
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.realizations import repository
from kinerja_api.realizations.service.evidence import REMOVE_FILE

__all__ = ["REMOVE_FILE", "file_remover"]


def file_remover(database: Database, files: FileStore) -> JobHandler:
    """Return the handler that removes the file of evidence that is gone; it may run twice."""

    async def remove(call: JobCall) -> None:
        async with database.read(call.agency_id) as uow:
            evidence = await repository.find_evidence(uow, call.resource_id)
        if evidence is None:
            await files.remove(call.agency_id, call.resource_id)

    return remove
