"""Use cases of imports."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import (
    check_nip,
    compare,
    holds_later_post,
    list_head_posts,
    map_registered,
    save_roster,
)
from kinerja_api.employees.types.rosters import Registered
from kinerja_api.exchange import repository
from kinerja_api.exchange.errors import FAULTS, FIXERS, UnreadableFile
from kinerja_api.exchange.models import ImportFault, ImportJob
from kinerja_api.exchange.rules import CheckedRow, check_row, find_repeated, find_taken_posts, read_sheet
from kinerja_api.exchange.schemas import MOST_SHOWN, FaultOut, ImportOut, ImportRow
from kinerja_api.exchange.types import (
    Column,
    Counts,
    Fault,
    FaultCode,
    Fixer,
    ImportKind,
    ImportReport,
    ImportStatus,
    Known,
    Sheet,
)
from kinerja_api.identity.public import list_account_names, open_accounts
from kinerja_api.identity.types import NewAccount
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.file_types import shown_name
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.text import Language, Text
from kinerja_api.organization.public import map_codes, today_of

RESOURCE = "import"
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    content: bytes


async def import_file(
    uow: UnitOfWork,
    principal: Principal | None,
    sent: SentFile,
    *,
    kind: ImportKind,
    partial: bool,
    most_rows: int = MOST_ROWS,
) -> ImportReport:
    """Take over a personnel list: all of it when every row is right, the good rows when `partial`, else nothing."""
    sheet = read_sheet(sent.content, most_rows=most_rows)
    if isinstance(sheet, Text):
        raise UnreadableFile(sheet)
    await repository.wait_for_turn(uow)
    good, faults, registered = await _judge(uow, sheet)
    usernames, taken = await _new_usernames(uow, good, registered)
    faults = sorted((*faults, *taken), key=lambda fault: fault.line)
    bad_lines = {fault.line for fault in faults}
    kept = [row for row in good if row.line not in bad_lines] if partial or not faults else []
    changes = [each for row in kept if (each := compare(row.registration, registered.get(row.registration.nip)))]
    touched = {each.registration.nip for each in changes} | {row.registration.nip for row in kept} & usernames.keys()
    created = sum(each.employee_id is None for each in changes)
    counts = Counts(
        rows=len(sheet.rows),
        created=created,
        updated=len(touched) - created,
        unchanged=len(kept) - len(touched),
        refused=len(sheet.rows) - len(kept),
    )
    report = ImportReport(uow.new_id(), _status(counts, faults), counts, tuple(faults))
    ids = await save_roster(uow, principal, changes, source={"import": str(report.import_id)})
    await _open_accounts(uow, principal, kept, ids, registered, usernames)
    await _keep(uow, principal, sent, report, kind=kind, partial=partial)
    return report


async def _judge(uow: UnitOfWork, sheet: Sheet) -> tuple[list[CheckedRow], list[Fault], dict[str, Registered]]:
    """Return the rows that are right, what is wrong with the others, and what is on record about the former."""
    units, positions = await map_codes(uow)
    known = Known(today=await today_of(uow), units=units, positions=positions)
    rows: list[CheckedRow] = []
    faults: list[Fault] = []
    for raw in sheet.rows:
        checked = check_row(raw, known, check_nip, width=len(sheet.columns))
        if isinstance(checked, CheckedRow):
            rows.append(checked)
        else:
            faults += checked
    repeated = find_repeated(rows)
    rows = _without(rows, repeated)
    registered = await map_registered(uow, [row.registration.nip for row in rows])
    late = [_later(row) for row in rows if holds_later_post(row.registration, registered.get(row.registration.nip))]
    rows = _without(rows, late)
    days = [row.registration.post.since for row in rows if row.registration.post]
    taken = find_taken_posts(rows, await list_head_posts(uow, min(days, default=date.max)), registered)
    return _without(rows, taken), [*faults, *repeated, *late, *taken], registered


def _without(rows: Sequence[CheckedRow], faults: Sequence[Fault]) -> list[CheckedRow]:
    lines = {fault.line for fault in faults}
    return [row for row in rows if row.line not in lines]


def _later(row: CheckedRow) -> Fault:
    since = row.registration.post.since.isoformat() if row.registration.post else "-"
    return Fault(row.line, Column.ASSIGNED_SINCE, since, FaultCode.LATER_POST_RECORDED, {"given": since})


async def _new_usernames(
    uow: UnitOfWork, rows: Sequence[CheckedRow], registered: dict[str, Registered]
) -> tuple[dict[str, str], list[Fault]]:
    """Return the user names that are to be opened, by NIP, and what is wrong with the others."""
    asked = {row.registration.nip: row for row in rows if row.username}
    if not asked:
        return {}, []
    owners = {nip: registered[nip].employee_id for nip in asked if nip in registered}
    accounts = await list_account_names(uow, [row.username or "" for row in asked.values()], list(owners.values()))
    owner_of = {account.username: account.employee_id for account in accounts}
    name_of = {account.employee_id: account.username for account in accounts if account.employee_id}
    new: dict[str, str] = {}
    faults: list[Fault] = []
    for nip, row in asked.items():
        username, owner = row.username or "", owners.get(nip)
        own = name_of.get(owner) if owner else None
        if own == username:
            continue
        if own is not None:
            faults.append(Fault(row.line, Column.USERNAME, username, FaultCode.OTHER_USERNAME, {"known": own}))
        elif username in owner_of:
            faults.append(Fault(row.line, Column.USERNAME, username, FaultCode.USERNAME_TAKEN))
        else:
            new[nip] = username
    return new, faults


async def _open_accounts(
    uow: UnitOfWork,
    principal: Principal | None,
    kept: Sequence[CheckedRow],
    ids: dict[str, UUID],
    registered: dict[str, Registered],
    usernames: dict[str, str],
) -> None:
    new = [
        NewAccount(
            username=usernames[row.registration.nip],
            display_name=row.registration.name,
            employee_id=ids.get(row.registration.nip) or registered[row.registration.nip].employee_id,
        )
        for row in kept
        if row.registration.nip in usernames
    ]
    await open_accounts(uow, principal, new)


def _status(counts: Counts, faults: Sequence[Fault]) -> ImportStatus:
    if not faults:
        return ImportStatus.COMPLETED
    return ImportStatus.PARTIAL if counts.refused < counts.rows else ImportStatus.REFUSED


async def _keep(
    uow: UnitOfWork,
    principal: Principal | None,
    sent: SentFile,
    report: ImportReport,
    *,
    kind: ImportKind,
    partial: bool,
) -> None:
    counts = report.counts
    job = ImportJob(
        agency_id=uow.agency_id,
        id=report.import_id,
        kind=kind.value,
        status=report.status.value,
        is_partial_allowed=partial,
        file_name=shown_name(sent.name),
        sha256=hashlib.sha256(sent.content).digest(),
        rows=counts.rows,
        created=counts.created,
        updated=counts.updated,
        unchanged=counts.unchanged,
        refused=counts.refused,
        fault_count=len(report.faults),
        account_id=principal.account_id if principal else None,
        actor_name=principal.name if principal else "-",
        created_at=uow.now(),
    )
    await repository.add_job(uow, job, report.faults)
    details = {
        "kind": kind.value,
        "status": report.status.value,
        "rows": counts.rows,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "refused": counts.refused,
    }
    record(uow, principal, Act("imported", RESOURCE, report.import_id, details=details))


async def read_import(uow: UnitOfWork, import_id: UUID, language: Language) -> ImportOut:
    """Return the report of an import with its first faults."""
    job = await repository.get_job(uow, import_id)
    faults = await repository.list_first_faults(uow, import_id, MOST_SHOWN)
    row = ImportRow.model_validate(job).model_dump()
    return ImportOut(**row, sha256=job.sha256.hex(), faults=[_fault_out(each, language) for each in faults])


async def list_imports(uow: UnitOfWork, page: PageOf) -> Page[ImportRow]:
    """Return a page of imports, newest first."""
    rows, following = await repository.list_jobs(uow, page)
    return Page(items=[ImportRow.model_validate(row) for row in rows], next=following)


async def list_faults(uow: UnitOfWork, import_id: UUID, page: PageOf, language: Language) -> Page[FaultOut]:
    """Return a page of what is wrong with the rows of a file."""
    await repository.get_job(uow, import_id)
    rows, following = await repository.list_faults(uow, import_id, page)
    return Page(items=[_fault_out(row, language) for row in rows], next=following)


def _fault_out(row: ImportFault, language: Language) -> FaultOut:
    code = FaultCode(row.code)
    fixer: Fixer = FAULTS[code].fixer
    return FaultOut(
        line=row.line,
        column=Column(row.column) if row.column else None,
        value=row.value,
        code=code,
        detail=FAULTS[code].text.fill(**row.values).in_language(language),
        fixer=fixer,
        fixer_name=FIXERS[fixer].in_language(language),
    )
