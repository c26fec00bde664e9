"""The organisation for the other capabilities: agency, unit tree of a day, posts.

Units move and close with dates, so the tree of any past day can be read; who rates whom follows from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cachetools import LRUCache

from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.identity.public import AdministratorIn, SignInTools, create_account
from kinerja_api.kit.clock import day_in_zone
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import NotFound
from kinerja_api.organization import repository
from kinerja_api.organization.models import Agency
from kinerja_api.organization.types import TimeZone

# No agency: `agency` itself is no tenant table and is read under an id that owns nothing.
NOBODY = AgencyId(UUID(int=0))


PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency, as others need it."""

    id: AgencyId
    code: str
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit on a day."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None


class Agencies:
    """Finds agencies by code for sign-in and public links; an agency's code never changes, so hits are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: LRUCache[str, AgencyId] = LRUCache(maxsize=2_000)

    async def find_agency_id(self, code: str) -> AgencyId | None:
        """Return the id of the agency with this code, or None."""
        if code not in self._known:
            async with self._database.read(NOBODY) as uow:
                agency = await repository.find_agency_by_code(uow, code)
            if agency is None:
                return None
            self._known[code] = AgencyId(agency.id)
        return self._known[code]


async def list_agency_codes(database: Database) -> list[tuple[AgencyId, str]]:
    """Return the ids and codes of all agencies, by code; for commands that go through all of them."""
    async with database.read(NOBODY) as uow:
        return [(AgencyId(each), code) for each, code in await repository.list_agency_codes(uow)]


async def open_platform(uow: UnitOfWork, tools: SignInTools, operator: AdministratorIn) -> AccountId:
    """Set up the platform's own agency, in a unit of work of its id, with its first operator; once per installation.

    Everything else begins from there: the operator creates agencies with their first administrators.
    """
    repository.add(
        uow,
        Agency(
            id=uow.agency_id,
            code=PLATFORM,
            name="Platform",
            time_zone=TimeZone.WIB.value,
            version=1,
            created_at=uow.now(),
            updated_at=uow.now(),
        ),
    )
    await uow.session.flush()
    roles = frozenset({Role.PLATFORM_OPERATOR})
    installer = Principal(AccountId(NOBODY), uow.agency_id, "kinerja", roles, permissions_of(roles))
    account = await create_account(uow, installer, tools, operator)
    return AccountId(account.id)


async def get_agency(uow: UnitOfWork) -> AgencyView:
    """Return the agency of this unit of work."""
    agency = await repository.get_own_agency(uow)
    return AgencyView(AgencyId(agency.id), agency.code, agency.name, agency.time_zone)


# An agency's time zone does not change while the process runs; asked on almost every request.
_time_zones: LRUCache[AgencyId, str] = LRUCache(maxsize=2_000)


async def zone_of(uow: UnitOfWork) -> str:
    """Return the agency's own time zone."""
    if uow.agency_id not in _time_zones:
        _time_zones[uow.agency_id] = (await get_agency(uow)).time_zone
    return _time_zones[uow.agency_id]


async def today_of(uow: UnitOfWork) -> date:
    """Return the present calendar day in the agency's own time zone."""
    return day_in_zone(uow.now(), await zone_of(uow))


async def get_unit(uow: UnitOfWork, unit_id: UUID, on: date) -> UnitView:
    """Return a unit as it stands on a day; raise `NotFound` when it is not there that day."""
    row = await repository.find_unit_on(uow, unit_id, on)
    if row is None:
        raise NotFound
    return UnitView(row.id, row.code, row.name, row.parent_id)  # type: ignore[attr-defined]


async def map_units(uow: UnitOfWork, on: date) -> dict[UUID, UnitView]:
    """Return all units as they stand on a day, by id, each with its parent."""
    rows = await repository.list_all_units(uow, on)
    return {row.id: UnitView(row.id, row.code, row.name, row.parent_id) for row in rows}


async def map_units_above(uow: UnitOfWork, unit_ids: Sequence[UUID], on: date) -> dict[UUID, UnitView]:
    """Return these units and all above them as they stand on a day, by id; one that was closed stands in no tree."""
    return {row["id"]: UnitView(*row) for row in await repository.list_units_above(uow, unit_ids, on)}


async def list_unit_ids_below(uow: UnitOfWork, unit_ids: Sequence[UUID], on: date) -> list[UUID]:
    """Return these units and all below them on a day."""
    return await repository.list_unit_ids_below(uow, unit_ids, on)


async def is_head_position(uow: UnitOfWork, position_id: UUID) -> bool:
    """Tell whether a post is that of a unit's head; raise `NotFound`."""
    return (await repository.get_position(uow, position_id)).is_unit_head


async def map_codes(uow: UnitOfWork) -> tuple[dict[str, UUID], dict[str, tuple[UUID, UUID]]]:
    """Return unit ids by code, and post ids with their units by code; for imports."""
    return await repository.map_codes(uow)
