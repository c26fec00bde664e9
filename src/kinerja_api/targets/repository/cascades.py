"""All SQL of the cascade: from whose target each target follows, up and down, and the matrix of a unit."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import text

from kinerja_api.kit.db.hot import HotQuery, WrittenPage
from kinerja_api.kit.db.paging import Keyset, PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.targets.models import Target, TargetPlan

MEMBERS_IN_ORDER = Keyset((TargetPlan.id,))
SUPERIOR_TARGETS_IN_ORDER = Keyset((Target.id,))
MOST_BELOW = 1000
# A line of superiors is shorter than this; the bound is against rows that something else than this service wrote.
DEEPEST = 40

UNLINKED = "(p.form = 'pegawai' AND p.kind = 'regular' AND t.kind = 'utama' AND t.superior_target_id IS NULL)"
_NODE = f"""
    json_build_object('id', t.id, 'plan_id', p.id, 'plan_status', p.status, 'employee_id', p.employee_id,
        'employee_name', p.employee_name, 'position_name', p.position_name, 'unit_id', p.unit_id,
        'unit_name', p.unit_name, 'kind', t.kind, 'title', t.title, 'superior_target_id', t.superior_target_id,
        'is_unlinked', {UNLINKED}, 'depth', w.depth)
"""
_OF_NODE = """
      JOIN target t ON t.agency_id = :agency AND t.id = w.id
      JOIN target_plan p ON p.agency_id = t.agency_id AND p.id = t.plan_id
"""
CASCADE = HotQuery(
    text(
        f"""
    WITH RECURSIVE up AS (
        SELECT t.id, t.superior_target_id, 0 AS depth
          FROM target t WHERE t.agency_id = :agency AND t.id = :target AND t.removed_at IS NULL
        UNION ALL
        SELECT s.id, s.superior_target_id, up.depth + 1
          FROM up JOIN target s ON s.agency_id = :agency AND s.id = up.superior_target_id
         WHERE up.depth < {DEEPEST}
    ), down AS (
        SELECT CAST(:target AS uuid) AS id, 0 AS depth
        UNION ALL
        SELECT c.id, down.depth + 1
          FROM down JOIN target c ON c.agency_id = :agency AND c.superior_target_id = down.id AND c.removed_at IS NULL
         WHERE down.depth < {DEEPEST}
    ), shown AS (
        SELECT id, depth FROM down WHERE depth > 0 ORDER BY depth, id LIMIT {MOST_BELOW}
    )
    SELECT o.employee_id, o.version, json_build_object(
        'target', (SELECT {_NODE} FROM up w {_OF_NODE} WHERE w.depth = 0),
        'up', COALESCE((SELECT json_agg({_NODE} ORDER BY w.depth) FROM up w {_OF_NODE} WHERE w.depth > 0), '[]'),
        'down', COALESCE((SELECT json_agg({_NODE} ORDER BY w.depth, w.id) FROM shown w {_OF_NODE}), '[]'),
        'below', (SELECT count(*) FROM down WHERE depth > 0))::text AS document
      FROM target t JOIN target_plan o ON o.agency_id = t.agency_id AND o.id = t.plan_id
     WHERE t.agency_id = :agency AND t.id = :target AND t.removed_at IS NULL
    """  # noqa: S608  constants of this module
    )
)
IS_ABOVE = HotQuery(
    text(
        f"""
    WITH RECURSIVE up AS (
        SELECT t.id, t.superior_target_id, 0 AS depth
          FROM target t WHERE t.agency_id = :agency AND t.id = :start
        UNION ALL
        SELECT s.id, s.superior_target_id, up.depth + 1
          FROM up JOIN target s ON s.agency_id = :agency AND s.id = up.superior_target_id
         WHERE up.depth < {DEEPEST}
    )
    SELECT EXISTS (SELECT 1 FROM up WHERE id = :target)
    """  # noqa: S608  constants of this module
    )
)
# Two changes that together close a circle would each see none, so the links of a year are changed one at a time.
ONE_AT_A_TIME = HotQuery(text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 7131))"))

# Of a superior who moved in the year the latest plan; of the unit's own head's post all targets of that plan.
LEADER_ROWS = HotQuery(
    text(
        """
    WITH leader AS (
        SELECT p.* FROM target_plan p
          JOIN position s ON s.agency_id = p.agency_id AND s.id = p.position_id AND s.is_unit_head
         WHERE p.agency_id = :agency AND p.cycle_id = :cycle AND p.unit_id = :unit ORDER BY p.id DESC LIMIT 1
    )
    SELECT json_build_object(
        'plan_id', p.id, 'plan_status', p.status, 'employee_id', p.employee_id, 'employee_name', p.employee_name,
        'position_name', p.position_name,
        'targets', COALESCE((
            SELECT json_agg(json_build_object('id', t.id, 'number', t.number, 'kind', t.kind, 'title', t.title,
                       'served_by', (SELECT count(*) FROM target c WHERE c.agency_id = t.agency_id
                                        AND c.superior_target_id = t.id AND c.removed_at IS NULL)) ORDER BY t.number)
              FROM target t WHERE t.agency_id = p.agency_id AND t.plan_id = p.id AND t.removed_at IS NULL), '[]'))::text
      FROM leader p
    """
    )
)
# Everybody of the unit but its head, and the heads of the units right below it.
MEMBERS = HotQuery(
    text(
        f"""
    SELECT p.id, json_build_object(
        'plan_id', p.id, 'plan_status', p.status, 'employee_id', p.employee_id, 'employee_name', p.employee_name,
        'position_name', p.position_name, 'unit_id', p.unit_id, 'unit_name', p.unit_name,
        'targets', COALESCE((
            SELECT json_agg(json_build_object('id', t.id, 'number', t.number, 'kind', t.kind, 'title', t.title,
                       'superior_target_id', t.superior_target_id, 'is_unlinked', {UNLINKED}) ORDER BY t.number)
              FROM target t WHERE t.agency_id = p.agency_id AND t.plan_id = p.id AND t.removed_at IS NULL),
            '[]'))::text AS document
      FROM target_plan p JOIN position s ON s.agency_id = p.agency_id AND s.id = p.position_id
     WHERE p.agency_id = :agency AND p.cycle_id = :cycle
       AND (CAST(:after AS uuid) IS NULL OR p.id > CAST(:after AS uuid))
       AND ((p.unit_id = :unit AND NOT s.is_unit_head)
            OR (s.is_unit_head AND p.unit_id IN (
                SELECT c.unit_id FROM unit_placement c WHERE c.agency_id = :agency AND c.parent_id = :unit
                   AND c.since <= :day AND (c.until IS NULL OR c.until > :day))))
     ORDER BY p.id LIMIT :most
    """  # noqa: S608  constants of this module
    )
)
SUPERIOR_TARGETS = HotQuery(
    text(
        """
    SELECT t.id, json_build_object(
        'id', t.id, 'plan_id', p.id, 'plan_status', p.status, 'employee_id', p.employee_id,
        'employee_name', p.employee_name, 'position_name', p.position_name, 'number', t.number, 'kind', t.kind,
        'title', t.title, 'perspective', t.perspective,
        'level', array_position(CAST(:people AS uuid[]), p.employee_id),
        'indicators', COALESCE((SELECT json_agg(i.title ORDER BY i.number) FROM indicator i
                                 WHERE i.agency_id = t.agency_id AND i.target_id = t.id AND i.removed_at IS NULL),
            '[]'))::text AS document
      FROM target t JOIN target_plan p ON p.agency_id = t.agency_id AND p.id = t.plan_id
     WHERE t.agency_id = :agency AND t.removed_at IS NULL AND p.cycle_id = :cycle
       AND p.employee_id = ANY(CAST(:people AS uuid[]))
       AND (CAST(:after AS uuid) IS NULL OR t.id > CAST(:after AS uuid))
     ORDER BY t.id LIMIT :most
    """
    )
)


async def read_cascade(uow: UnitOfWork, target_id: UUID) -> tuple[UUID, int, str]:
    """Return a target's owner, its plan's version, and the chain above and below it as JSON; raise `NotFound`."""
    rows = await uow.fetch_rows(CASCADE, agency=uow.agency_id, target=target_id)
    if not rows:
        raise NotFound
    [(employee_id, version, document)] = rows
    return employee_id, version, document


async def hold_links(uow: UnitOfWork, cycle_id: UUID) -> None:
    """Keep others from changing links between targets of a year until this unit of work ends."""
    await uow.fetch_value(ONE_AT_A_TIME, place=f"cascade {uow.agency_id} {cycle_id}")


async def is_above(uow: UnitOfWork, target_id: UUID, start_id: UUID) -> bool:
    """Tell whether a target is the start itself or one that the start serves, directly or through others."""
    return bool(await uow.fetch_value(IS_ABOVE, agency=uow.agency_id, target=target_id, start=start_id))


async def read_leader(uow: UnitOfWork, unit_id: UUID, cycle_id: UUID) -> str | None:
    """Return the plan of a unit's head with its targets as JSON, or None."""
    document: str | None = await uow.fetch_value(LEADER_ROWS, agency=uow.agency_id, unit=unit_id, cycle=cycle_id)
    return document


async def list_members(uow: UnitOfWork, unit_id: UUID, cycle_id: UUID, on: date, page: PageOf) -> WrittenPage:
    """Return a page of the plans that are rated by a unit's head, with their targets."""
    position = page.position(uow, MEMBERS_IN_ORDER)
    rows = await uow.fetch_rows(
        MEMBERS,
        agency=uow.agency_id,
        unit=unit_id,
        cycle=cycle_id,
        day=on,
        after=position[0] if position else None,
        most=page.limit + 1,
    )
    following = page.following(uow, [rows[page.limit - 1]["id"]]) if len(rows) > page.limit else None
    return WrittenPage([row["document"] for row in rows[: page.limit]], following)


async def list_superior_targets(
    uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID], page: PageOf
) -> WrittenPage:
    """Return a page of the targets of these people, the nearest superior first in the list given, in a year."""
    position = page.position(uow, SUPERIOR_TARGETS_IN_ORDER)
    rows = await uow.fetch_rows(
        SUPERIOR_TARGETS,
        agency=uow.agency_id,
        cycle=cycle_id,
        people=list(employee_ids),
        after=position[0] if position else None,
        most=page.limit + 1,
    )
    following = page.following(uow, [rows[page.limit - 1]["id"]]) if len(rows) > page.limit else None
    return WrittenPage([row["document"] for row in rows[: page.limit]], following)
