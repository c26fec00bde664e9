"""All SQL of daily activities. A batch is written and looked up by one statement each, however long it is."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select, text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.realizations.models.activities import Activity
from kinerja_api.realizations.types import ActivityDay
from kinerja_api.targets.public import PlanDays
from kinerja_api.targets.types import Visible

NEWEST_FIRST = Keyset((Activity.started_at, Activity.id), descending=True)
BY_EMPLOYEE = Keyset((Activity.employee_id,))


class NewActivity(NamedTuple):
    """What differs from activity to activity of one batch."""

    id: UUID
    period_id: UUID
    key: str
    fingerprint: bytes
    day: date
    title: str
    note: str | None
    started_at: datetime
    ended_at: datetime
    recorded_at: datetime
    days_after: int
    target_id: UUID | None
    target_title: str | None
    indicator_id: UUID | None
    indicator_title: str | None


class KnownActivity(NamedTuple):
    """What stands under a key already."""

    key: str
    id: UUID
    fingerprint: bytes
    is_removed: bool


INSERT_MANY = HotQuery(
    text(
        """
    INSERT INTO activity (
        agency_id, employee_id, employee_name, unit_id, version, created_at, updated_at,
        id, period_id, key, fingerprint, day, title, note, started_at, ended_at, recorded_at, days_after,
        target_id, target_title, indicator_id, indicator_title)
    SELECT CAST(:agency AS uuid), CAST(:employee AS uuid), CAST(:name AS text), CAST(:unit AS uuid), 1,
           CAST(:now AS timestamptz), CAST(:now AS timestamptz), g.*
      FROM unnest(CAST(:ids AS uuid[]), CAST(:period_ids AS uuid[]), CAST(:keys AS text[]),
                  CAST(:fingerprints AS bytea[]), CAST(:days AS date[]), CAST(:titles AS text[]),
                  CAST(:notes AS text[]), CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[]),
                  CAST(:records AS timestamptz[]), CAST(:days_after AS smallint[]), CAST(:target_ids AS uuid[]),
                  CAST(:target_titles AS text[]), CAST(:indicator_ids AS uuid[]),
                  CAST(:indicator_titles AS text[])) AS g
    ON CONFLICT (agency_id, employee_id, key) DO NOTHING
    RETURNING id
    """
    )
)
_PLACES = (
    "ids",
    "period_ids",
    "keys",
    "fingerprints",
    "days",
    "titles",
    "notes",
    "starts",
    "ends",
    "records",
    "days_after",
    "target_ids",
    "target_titles",
    "indicator_ids",
    "indicator_titles",
)
_KNOWN = HotQuery(
    text(
        """
    SELECT key, id, fingerprint, removed_at IS NOT NULL
      FROM activity WHERE agency_id = :agency AND employee_id = :employee AND key = ANY(:keys)
    """
    )
)
# Each minute counts once, however many activities fill it.
_DAYS = HotQuery(
    text(
        """
    SELECT employee_id, activities,
           (SELECT CAST(floor(sum(extract(epoch FROM upper(span) - lower(span))) / 60) AS integer)
              FROM unnest(spans) AS span) AS minutes,
           first_started_at, last_ended_at, last_received_at
      FROM (SELECT a.employee_id, count(*) AS activities, range_agg(tstzrange(a.started_at, a.ended_at)) AS spans,
                   min(a.started_at) AS first_started_at, max(a.ended_at) AS last_ended_at,
                   max(a.created_at) AS last_received_at
              FROM activity a
             WHERE a.agency_id = :agency AND a.employee_id = ANY(:people) AND a.removed_at IS NULL
               AND a.started_at >= :since AND a.started_at < :until
             GROUP BY a.employee_id) AS of_day
    """
    )
)


async def insert_many(
    uow: UnitOfWork, *, employee_id: UUID, name: str, unit_id: UUID, activities: Sequence[NewActivity]
) -> set[UUID]:
    """Add the activities whose keys are new to this employee; returns the ids of those that were added."""
    columns = zip(*activities, strict=True)
    rows = await uow.fetch_rows(
        INSERT_MANY,
        agency=uow.agency_id,
        employee=employee_id,
        name=name,
        unit=unit_id,
        now=uow.now(),
        **{place: list(column) for place, column in zip(_PLACES, columns, strict=True)},
    )
    return {row["id"] for row in rows}


async def map_known(uow: UnitOfWork, employee_id: UUID, keys: Sequence[str]) -> dict[str, KnownActivity]:
    """Return what stands under these keys of an employee, removed ones too, by key."""
    rows = await uow.fetch_rows(_KNOWN, agency=uow.agency_id, employee=employee_id, keys=list(keys))
    return {row["key"]: KnownActivity(*row) for row in rows}


async def get_activity(uow: UnitOfWork, activity_id: UUID, *, for_update: bool = False) -> Activity:
    """Return an activity that was not removed; raise `NotFound`."""
    statement = select(Activity).where(
        Activity.agency_id == uow.agency_id, Activity.id == activity_id, Activity.removed_at.is_(None)
    )
    found = (await uow.session.scalars(statement.with_for_update() if for_update else statement)).one_or_none()
    if found is None:
        raise NotFound
    return found


async def list_activities(  # noqa: PLR0913  a diary is looked through in many ways
    uow: UnitOfWork,
    *,
    visible: Visible | None,
    seen_days: Sequence[PlanDays] | None,
    employee_id: UUID | None,
    unit_id: UUID | None,
    part_id: UUID | None,
    since: datetime | None,
    until: datetime | None,
    page: PageOf,
) -> tuple[Sequence[Any], str | None]:
    """Return a page of activities, the latest first; `visible` bounds it to units and one's own, None to no one.

    `seen_days` bounds it to days, None to none.
    """
    statement = select(Activity).where(Activity.agency_id == uow.agency_id, Activity.removed_at.is_(None))
    if visible is not None:
        # The diary is for the employee and those above: the leads of work teams see it not.
        in_units, own = Activity.unit_id.in_(visible.unit_ids), Activity.employee_id == visible.own
        statement = statement.where(in_units | own)
    if seen_days is not None:
        statement = statement.where(or_(false(), *(_is_on(each) for each in seen_days)))
    if employee_id is not None:
        statement = statement.where(Activity.employee_id == employee_id)
    if unit_id is not None:
        statement = statement.where(Activity.unit_id == unit_id)
    if part_id is not None:
        statement = statement.where((Activity.target_id == part_id) | (Activity.indicator_id == part_id))
    if since is not None:
        statement = statement.where(Activity.started_at >= since)
    if until is not None:
        statement = statement.where(Activity.started_at < until)
    return await list_page(uow, statement, NEWEST_FIRST, page)


def _is_on(days: PlanDays) -> ColumnElement[bool]:
    begun = Activity.day >= days.first_day
    return begun if days.until is None else begun & (Activity.day <= days.until)


async def map_days(
    uow: UnitOfWork, employee_ids: Sequence[UUID], since: datetime, until: datetime
) -> dict[UUID, ActivityDay]:
    """Return what each of these employees recorded between two instants, by employee; none for the others."""
    rows = await uow.fetch_rows(_DAYS, agency=uow.agency_id, people=list(employee_ids), since=since, until=until)
    return {row["employee_id"]: ActivityDay(*row) for row in rows}
