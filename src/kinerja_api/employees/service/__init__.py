"""Use cases of people's records."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.decision import Allowed, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import repository
from kinerja_api.employees.access import decide_see_employee, decide_see_history
from kinerja_api.employees.errors import (
    HeadPositionTaken,
    HoldsNoPost,
    MeasureOfOtherLevel,
    NipRefused,
    SpmtBeforeAppointment,
    StatusEndsBeforeItBegins,
    StatusOverlaps,
    UnknownRank,
)
from kinerja_api.employees.events import PostGiven, PostLeft, SanctionRecorded, StatusRecorded
from kinerja_api.employees.models import (
    Assignment,
    Delegation,
    Employee,
    EmployeeEducation,
    EmployeeExam,
    EmployeeRank,
    EmployeeRelation,
    EmployeeSanction,
    EmployeeStatus,
)
from kinerja_api.employees.public import relation_to
from kinerja_api.employees.repository import lines, statuses
from kinerja_api.employees.rules import NIP_LAW, check_employment, earliest_duty, read_nip
from kinerja_api.employees.schemas import (
    AssignmentIn,
    EducationIn,
    EmployeeDetail,
    EmployeeIn,
    EmployeeOut,
    EmployeePatch,
    ExamIn,
    RankIn,
    RelationIn,
    ReleaseIn,
    SanctionIn,
    StatusEnd,
    StatusIn,
    StatusOut,
    SuperiorOut,
    SuperiorsOut,
)
from kinerja_api.employees.types import LEVEL_OF_MEASURE, PNS_RANKS, PPPK_GRADES, Employment, NipFacts
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Basis, Text
from kinerja_api.organization.public import list_unit_ids_below

RESOURCE = "employee"
DISCIPLINE = Basis("PP 94/2021 dan PP 53/2010", "PP 94/2021 Pasal 8; PP 53/2010 Pasal 7", "secondary")
WRONG_LEVEL = Text("Hukuman ini bertingkat {level}.", "This measure is of the level {level}.")

Row = TypeVar(
    "Row",
    Assignment,
    Delegation,
    EmployeeEducation,
    EmployeeExam,
    EmployeeRank,
    EmployeeRelation,
    EmployeeSanction,
    EmployeeStatus,
)


def checked_nip(nip: str, employment: Employment) -> NipFacts:
    """Return what the NIP says; refuse one that cannot be or contradicts the employment, with its law."""
    found = read_nip(nip)
    wrong = found if isinstance(found, Text) else check_employment(found, employment)
    if wrong is not None:
        raise NipRefused(wrong, errors=[FieldError(code="nip", detail=wrong, pointer="/nip")], basis=NIP_LAW)
    assert isinstance(found, NipFacts)  # noqa: S101  for the type checker: a text was refused above
    return found


async def create_employee(uow: UnitOfWork, principal: Principal, given: EmployeeIn) -> EmployeeDetail:
    """Add an employee."""
    facts = checked_nip(given.nip, given.employment)
    _check_spmt(given.nip, given.spmt_on)
    employee = Employee(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        nip=given.nip,
        name=given.name,
        employment=given.employment.value,
        born_on=facts.born_on,
        sex=facts.sex.value,
        spmt_on=given.spmt_on,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, employee)
    record(uow, principal, Act("employee_created", RESOURCE, employee.id, version_after=1))
    return _detail(employee, [])


async def read_employee(uow: UnitOfWork, principal: Principal, employee_id: UUID, *, day: date) -> EmployeeDetail:
    """Return an employee whom the principal may see, with the statuses for those who may read the histories."""
    employee = await repository.get_employee(uow, employee_id)
    relation = await relation_to(uow, principal, employee_id, day)
    enforce(decide_see_employee(principal, relation))
    sees_histories = isinstance(decide_see_history(principal, relation), Allowed)
    return _detail(employee, await repository.list_history(uow, "statuses", employee_id) if sees_histories else None)


async def list_employees(
    uow: UnitOfWork, principal: Principal, *, unit_id: UUID | None, nip: str | None, day: date, page: PageOf
) -> Page[EmployeeOut]:
    """Return a page of the employees whom the principal may see, of a unit and below when one is named."""
    unit_ids = employee_ids = None
    if not principal.reads_whole_agency:
        me = principal.employee_id
        unit_ids = await lines.list_led_unit_ids(uow, me, day) if me else []
        employee_ids = [me] if me and unit_id is None else []
    if unit_id is not None:
        # A unit that is closed is not in the tree; who is still on record there must be found to be moved.
        below = await list_unit_ids_below(uow, [unit_id], day) or [unit_id]
        unit_ids = below if unit_ids is None else [each for each in below if each in set(unit_ids)]
    rows, following = await repository.list_employees(
        uow, unit_ids=unit_ids, employee_ids=employee_ids, nip=nip, day=day, page=page
    )
    return Page(items=[EmployeeOut.model_validate(row) for row in rows], next=following)


async def change_employee(
    uow: UnitOfWork, principal: Principal, employee_id: UUID, expected: IfMatch, patch: EmployeePatch
) -> EmployeeDetail:
    """Change name, employment or the day of SPMT; a CPNS becomes a PNS under the same NIP."""
    employee = await repository.get_employee(uow, employee_id, for_update=True)
    require_version(expected, employee.version)
    if patch.employment is not None:
        checked_nip(employee.nip, patch.employment)
        employee.employment = patch.employment.value
    if patch.name is not None:
        employee.name = patch.name
    if patch.spmt_on is not None:
        _check_spmt(employee.nip, patch.spmt_on)
        employee.spmt_on = patch.spmt_on
    act = Act("employee_changed", RESOURCE, employee.id)
    record_change(uow, principal, employee, act)
    return _detail(employee, await repository.list_history(uow, "statuses", employee.id))


async def list_superiors(uow: UnitOfWork, principal: Principal, employee_id: UUID, *, day: date) -> SuperiorsOut:
    """Return who rates an employee on a day, and who stands above."""
    await read_employee(uow, principal, employee_id, day=day)
    superiors = await lines.list_superiors(uow, employee_id, day)
    return SuperiorsOut(on=day, items=[SuperiorOut.model_validate(each) for each in superiors])


async def list_history(uow: UnitOfWork, principal: Principal, kind: str, employee_id: UUID, *, day: date) -> list[Any]:
    """Return one history of an employee."""
    await repository.get_employee(uow, employee_id)
    enforce(decide_see_history(principal, await relation_to(uow, principal, employee_id, day)))
    return list(await repository.list_history(uow, kind, employee_id))


async def assign(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: AssignmentIn) -> Assignment:
    """Give an employee a post from a day on; the one held before ends that day."""
    await repository.get_employee(uow, employee_id, for_update=True)
    holder = await repository.find_head_of_position(uow, given.position_id, given.since)
    if holder is not None and holder != employee_id:
        raise HeadPositionTaken
    await repository.end_assignment(uow, employee_id, given.since)
    row = Assignment(**_own(uow, employee_id), position_id=given.position_id, since=given.since, until=None)
    uow.emit(PostGiven(employee_id, position_id=str(row.position_id), since=row.since.isoformat()))
    return await _keep(uow, principal, row, "assigned")


async def release(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: ReleaseIn) -> Assignment:
    """End the post that an employee holds without giving another: who retires, is dismissed or leaves to study."""
    await repository.get_employee(uow, employee_id, for_update=True)
    row = await repository.end_assignment(uow, employee_id, given.since)
    if row is None:
        raise HoldsNoPost(HoldsNoPost.advice.fill(since=given.since))
    uow.emit(PostLeft(employee_id, position_id=str(row.position_id), since=given.since.isoformat()))
    details = {"row": str(row.id), "since": given.since.isoformat(), "decree": given.decree}
    record(uow, principal, Act("released", RESOURCE, employee_id, details=details))
    await uow.session.flush()
    return row


async def add_rank(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: RankIn) -> EmployeeRank:
    """Record a rank; PNS hold I/a to IV/e, PPPK hold grades that are no ranks."""
    employee = await repository.get_employee(uow, employee_id)
    if given.rank not in ranks_of(Employment(employee.employment)):
        raise UnknownRank(errors=[FieldError(code="unknown_rank", detail=UnknownRank.advice, pointer="/rank")])
    row = EmployeeRank(**_own(uow, employee_id), rank=given.rank, since=given.since, decree=given.decree)
    return await _keep(uow, principal, row, "rank_recorded")


def ranks_of(employment: Employment) -> tuple[str, ...]:
    """Return the ranks or grades of a kind of employment, in order."""
    return PPPK_GRADES if employment is Employment.PPPK else PNS_RANKS


async def add_education(
    uow: UnitOfWork, principal: Principal, employee_id: UUID, given: EducationIn
) -> EmployeeEducation:
    """Record a diploma."""
    await repository.get_employee(uow, employee_id)
    row = EmployeeEducation(
        **_own(uow, employee_id), level=given.level.value, graduated_on=given.graduated_on, school=given.school
    )
    return await _keep(uow, principal, row, "education_recorded")


async def add_sanction(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: SanctionIn) -> EmployeeSanction:
    """Record a discipline measure."""
    await repository.get_employee(uow, employee_id)
    if given.measure is not None and LEVEL_OF_MEASURE[given.measure] is not given.level:
        wrong = WRONG_LEVEL.fill(level=LEVEL_OF_MEASURE[given.measure].value)
        raise MeasureOfOtherLevel(
            wrong, errors=[FieldError(code="level", detail=wrong, pointer="/level")], basis=(DISCIPLINE,)
        )
    plain = {"level": given.level.value, "measure": given.measure.value if given.measure else None}
    row = EmployeeSanction(**_own(uow, employee_id), **{**given.model_dump(), **plain})
    uow.emit(SanctionRecorded(employee_id, level=row.level, since=row.since.isoformat()))
    return await _keep(uow, principal, row, "sanction_recorded")


async def add_status(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: StatusIn) -> EmployeeStatus:
    """Record a legal status or a long leave; one holds at a time."""
    employee = await repository.get_employee(uow, employee_id, for_update=True)
    other = await statuses.find_status_between(uow, employee_id, given.since, given.until)
    if other is not None:
        raise StatusOverlaps(extra={"status_id": str(other)})
    made = {"version": 1, "created_at": uow.now(), "updated_at": uow.now()}
    row = EmployeeStatus(**_own(uow, employee_id), **{**given.model_dump(), "kind": given.kind.value}, **made)
    _tell_status(uow, employee, row)
    return await _keep(uow, principal, row, "status_recorded")


async def read_status(uow: UnitOfWork, principal: Principal, status_id: UUID, *, day: date) -> EmployeeStatus:
    """Return a status of an employee whose histories the principal may see."""
    row = await statuses.get_status(uow, status_id)
    enforce(decide_see_history(principal, await relation_to(uow, principal, row.employee_id, day)))
    return row


async def end_status(
    uow: UnitOfWork, principal: Principal, status_id: UUID, expected: IfMatch, given: StatusEnd
) -> EmployeeStatus:
    """Say when a status ends, or that it ends on another day than was said."""
    row = await statuses.get_status(uow, status_id, for_update=True)
    employee = await repository.get_employee(uow, row.employee_id, for_update=True)
    require_version(expected, row.version)
    if given.until <= row.since:
        wrong = StatusEndsBeforeItBegins.advice.fill(since=row.since)
        raise StatusEndsBeforeItBegins(wrong, errors=[FieldError(code="no_day", detail=wrong, pointer="/until")])
    other = await statuses.find_status_between(uow, employee.id, row.since, given.until, other_than=row.id)
    if other is not None:
        raise StatusOverlaps(extra={"status_id": str(other)})
    row.until, row.end_decree = given.until, given.end_decree
    row.version, row.updated_at = row.version + 1, uow.now()
    _tell_status(uow, employee, row)
    return await _keep(uow, principal, row, "status_ended")


def _tell_status(uow: UnitOfWork, employee: Employee, row: EmployeeStatus) -> None:
    """Tell of a status, and raise the version of the employee, whose detail shows it."""
    employee.version, employee.updated_at = employee.version + 1, uow.now()
    until = row.until.isoformat() if row.until else None
    uow.emit(StatusRecorded(employee.id, kind=row.kind, since=row.since.isoformat(), until=until))


async def add_exam(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: ExamIn) -> EmployeeExam:
    """Record a passed examination."""
    await repository.get_employee(uow, employee_id)
    row = EmployeeExam(**_own(uow, employee_id), exam=given.exam.value, passed_on=given.passed_on)
    return await _keep(uow, principal, row, "exam_recorded")


async def add_relation(uow: UnitOfWork, principal: Principal, employee_id: UUID, given: RelationIn) -> EmployeeRelation:
    """Record a declared relative."""
    await repository.get_employee(uow, employee_id)
    await repository.get_employee(uow, given.relative_id)
    row = EmployeeRelation(**_own(uow, employee_id), relative_id=given.relative_id, kind=given.kind)
    return await _keep(uow, principal, row, "relation_declared")


def _check_spmt(nip: str, spmt_on: date | None) -> None:
    """Refuse a first day of duty before the appointment that the NIP tells."""
    appointed = earliest_duty(nip)
    if spmt_on is not None and appointed is not None and spmt_on < appointed:
        wrong = SpmtBeforeAppointment.advice.fill(appointed=appointed)
        fault = FieldError(code="before_appointment", detail=wrong, pointer="/spmt_on")
        raise SpmtBeforeAppointment(wrong, errors=[fault], basis=NIP_LAW)


def _detail(employee: Employee, held: Sequence[EmployeeStatus] | None) -> EmployeeDetail:
    plain = EmployeeOut.model_validate(employee).model_dump()
    found = None if held is None else [StatusOut.model_validate(each) for each in held]
    return EmployeeDetail(**plain, statuses=found)


def _own(uow: UnitOfWork, employee_id: UUID) -> dict[str, UUID]:
    return {"agency_id": uow.agency_id, "id": uow.new_id(), "employee_id": employee_id}


async def _keep(uow: UnitOfWork, principal: Principal, row: Row, action: str) -> Row:
    repository.add(uow, row)
    record(uow, principal, Act(action, RESOURCE, row.employee_id, details={"row": str(row.id)}))
    await uow.session.flush()
    return row
