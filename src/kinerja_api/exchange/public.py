"""Imports for the command line: a personnel list in CSV, taken over as `POST /v1/imports` does.

Whoever runs the command has the machine; in the trail it is an act of nobody known unless a principal is given.
"""

from kinerja_api.authz.principal import Principal
from kinerja_api.exchange import service
from kinerja_api.exchange.errors import FAULTS, FIXERS
from kinerja_api.exchange.service import SentFile
from kinerja_api.exchange.types import Fault, ImportKind, ImportReport
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.text import Text

__all__ = ["ImportReport", "describe_fault", "import_employees"]

# A file on the machine itself may be larger than one that is sent.
MOST_ROWS = 200_000


async def import_employees(
    uow: UnitOfWork, principal: Principal | None, text: bytes, *, partial: bool, file_name: str = "-"
) -> ImportReport:
    """Take over a personnel list; the caller finishes the unit of work. Raises `UnreadableFile` for no CSV at all."""
    sent = SentFile(file_name, text)
    return await service.import_file(
        uow, principal, sent, kind=ImportKind.EMPLOYEES, partial=partial, most_rows=MOST_ROWS
    )


def describe_fault(fault: Fault) -> tuple[Text, Text]:
    """Return what is wrong with a row, and who must put it right, in both languages."""
    wrong = FAULTS[fault.code]
    return wrong.text.fill(**fault.values), FIXERS[wrong.fixer]
