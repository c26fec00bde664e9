"""Use cases of the organisation."""

from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.identity.public import SignInTools, create_account
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.problems import FieldError, NotFound
from kinerja_api.organization import repository
from kinerja_api.organization.errors import (
    RATING_OFFICIAL,
    OnlyHeadsRate,
    UnitCycle,
    UnitHasUnitsBelow,
    UnknownLevel,
)
from kinerja_api.organization.models import Agency, Position, Unit, UnitPlacement
from kinerja_api.organization.schemas import (
    AgencyIn,
    AgencyOut,
    PositionIn,
    PositionOut,
    PositionPatch,
    UnitClosure,
    UnitIn,
    UnitMove,
    UnitOut,
    UnitPatch,
)
from kinerja_api.organization.types import PositionKind, levels_of


async def create_agency(uow: UnitOfWork, principal: Principal, tools: SignInTools, given: AgencyIn) -> AgencyOut:
    """Add an agency to the installation, with the account of its first administrator."""
    agency = Agency(
        id=uow.new_id(),
        code=given.code,
        name=given.name,
        time_zone=given.time_zone.value,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, agency)
    record(uow, principal, Act("agency_created", "agency", agency.id, version_after=1))
    async with uow.in_agency(AgencyId(agency.id)):
        await create_account(uow, principal, tools, given.administrator)
    return AgencyOut.model_validate(agency)


async def read_own_agency(uow: UnitOfWork) -> AgencyOut:
    """Return the caller's agency."""
    return AgencyOut.model_validate(await repository.get_own_agency(uow))


async def list_agencies(uow: UnitOfWork, page: PageOf) -> Page[AgencyOut]:
    """Return a page of all agencies."""
    rows, following = await repository.list_agencies(uow, page)
    return Page(items=[AgencyOut.model_validate(row) for row in rows], next=following)


async def create_unit(uow: UnitOfWork, principal: Principal, given: UnitIn) -> UnitOut:
    """Add a unit under another one, from a day on."""
    await repository.hold_tree(uow)
    if given.parent_id is not None:
        await _require_unit_on(uow, given.parent_id, given.since)
    unit = Unit(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        code=given.code,
        name=given.name,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, unit)
    await uow.session.flush()
    repository.add(uow, _placement(uow, unit.id, given.parent_id, given.since))
    record(uow, principal, Act("unit_created", "unit", unit.id, version_after=1))
    return _unit_out(unit, given.parent_id)


async def read_unit(uow: UnitOfWork, unit_id: UUID, day: date) -> UnitOut:
    """Return a unit as it stands on a day."""
    return UnitOut.model_validate(await _require_unit_on(uow, unit_id, day))


async def list_units(uow: UnitOfWork, *, day: date, parent_id: UUID | None, page: PageOf) -> Page[UnitOut]:
    """Return a page of the units that stand on a day."""
    rows, following = await repository.list_units(uow, day=day, parent_id=parent_id, page=page)
    return Page(items=[UnitOut.model_validate(row) for row in rows], next=following)


async def rename_unit(
    uow: UnitOfWork, principal: Principal, unit_id: UUID, expected: IfMatch, patch: UnitPatch, *, day: date
) -> UnitOut:
    """Give a unit another name."""
    unit = await repository.get_unit(uow, unit_id, for_update=True)
    require_version(expected, unit.version)
    unit.name = patch.name
    _touch(uow, principal, unit, "unit_renamed")
    here = await _require_unit_on(uow, unit_id, day)
    return _unit_out(unit, here.parent_id)  # type: ignore[attr-defined]


async def move_unit(uow: UnitOfWork, principal: Principal, unit_id: UUID, expected: IfMatch, move: UnitMove) -> UnitOut:
    """Put a unit under another one from a day on; what was before that day stays as it was."""
    await repository.hold_tree(uow)
    unit = await repository.get_unit(uow, unit_id, for_update=True)
    require_version(expected, unit.version)
    await _require_unit_on(uow, unit_id, move.since)
    if move.parent_id is not None:
        await _require_unit_on(uow, move.parent_id, move.since)
        if move.parent_id in await repository.list_unit_ids_below(uow, [unit_id], move.since):
            raise UnitCycle
    await repository.close_placement(uow, unit_id, move.since)
    repository.add(uow, _placement(uow, unit_id, move.parent_id, move.since))
    _touch(uow, principal, unit, "unit_moved")
    return _unit_out(unit, move.parent_id)


async def close_unit(
    uow: UnitOfWork, principal: Principal, unit_id: UUID, expected: IfMatch, closure: UnitClosure
) -> UnitOut:
    """Close a unit from a day on; nothing may stand below it then."""
    await repository.hold_tree(uow)
    unit = await repository.get_unit(uow, unit_id, for_update=True)
    require_version(expected, unit.version)
    here = await _require_unit_on(uow, unit_id, closure.until)
    if len(await repository.list_unit_ids_below(uow, [unit_id], closure.until)) > 1:
        raise UnitHasUnitsBelow
    await repository.close_placement(uow, unit_id, closure.until)
    _touch(uow, principal, unit, "unit_closed")
    return _unit_out(unit, here.parent_id)  # type: ignore[attr-defined]


async def create_position(uow: UnitOfWork, principal: Principal, given: PositionIn) -> PositionOut:
    """Add a post to a unit; a unit has one head's post."""
    _check_level(given.kind, given.level)
    _check_authority(given.rating_decree, is_unit_head=given.is_unit_head)
    await repository.get_unit(uow, given.unit_id)
    position = Position(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        code=given.code,
        name=given.name,
        kind=given.kind.value,
        level=given.level,
        unit_id=given.unit_id,
        is_unit_head=given.is_unit_head,
        rating_decree=given.rating_decree,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, position)
    record(uow, principal, Act("position_created", "position", position.id, version_after=1))
    return PositionOut.model_validate(position)


async def change_position(
    uow: UnitOfWork, principal: Principal, position_id: UUID, expected: IfMatch, patch: PositionPatch
) -> PositionOut:
    """Correct the name or level of a post, or the authority of a head to rate; its kind and unit stay."""
    position = await repository.get_position(uow, position_id, for_update=True)
    require_version(expected, position.version)
    if patch.name is not None:
        position.name = patch.name
    if patch.level is not None:
        _check_level(PositionKind(position.kind), patch.level)
        position.level = patch.level
    if "rating_decree" in patch.model_fields_set:
        _check_authority(patch.rating_decree, is_unit_head=position.is_unit_head)
        position.rating_decree = patch.rating_decree
    act = Act("position_changed", "position", position.id, details=patch.model_dump(exclude_unset=True))
    record_change(uow, principal, position, act)
    await uow.session.flush()
    return PositionOut.model_validate(position)


async def read_position(uow: UnitOfWork, position_id: UUID) -> PositionOut:
    """Return a post."""
    return PositionOut.model_validate(await repository.get_position(uow, position_id))


async def list_positions(uow: UnitOfWork, *, unit_id: UUID | None, page: PageOf) -> Page[PositionOut]:
    """Return a page of posts."""
    rows, following = await repository.list_positions(uow, unit_id=unit_id, page=page)
    return Page(items=[PositionOut.model_validate(row) for row in rows], next=following)


def _check_level(kind: PositionKind, level: str | None) -> None:
    if level not in (levels_of(kind) or (None,)):
        raise UnknownLevel(errors=[FieldError(code="unknown_level", detail=UnknownLevel.advice, pointer="/level")])


def _check_authority(decree: str | None, *, is_unit_head: bool) -> None:
    if decree is not None and not is_unit_head:
        fault = FieldError(code="only_heads_rate", detail=OnlyHeadsRate.advice, pointer="/rating_decree")
        raise OnlyHeadsRate(errors=[fault], basis=[RATING_OFFICIAL])


async def _require_unit_on(uow: UnitOfWork, unit_id: UUID, day: date) -> object:
    row = await repository.find_unit_on(uow, unit_id, day)
    if row is None:
        raise NotFound
    return row


def _placement(uow: UnitOfWork, unit_id: UUID, parent_id: UUID | None, since: date) -> UnitPlacement:
    return UnitPlacement(
        agency_id=uow.agency_id, id=uow.new_id(), unit_id=unit_id, parent_id=parent_id, since=since, until=None
    )


def _touch(uow: UnitOfWork, principal: Principal, unit: Unit, action: str) -> None:
    record_change(uow, principal, unit, Act(action, "unit", unit.id))


def _unit_out(unit: Unit, parent_id: UUID | None) -> UnitOut:
    return UnitOut(id=unit.id, code=unit.code, name=unit.name, parent_id=parent_id, version=unit.version)
