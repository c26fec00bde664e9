"""Targets and indicators by id, for what is linked to either."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.repository.views import plan_in
from kinerja_api.targets.types import PlanPart

_PARTS = HotQuery(
    text(
        """
    SELECT part.id, t.id AS target_id, t.title AS target_title, part.indicator_id, part.indicator_title,
           p.id AS plan_id, p.cycle_id, p.employee_id, p.employee_name, p.unit_id, p.position_id, p.status,
           p.kind AS plan_kind, p.position_name, p.valid_from, p.valid_until
      FROM (SELECT id, id AS target_id, CAST(NULL AS uuid) AS indicator_id, CAST(NULL AS text) AS indicator_title
              FROM target WHERE agency_id = :agency AND id = ANY(:parts)
            UNION ALL
            SELECT id, target_id, id, title FROM indicator WHERE agency_id = :agency AND id = ANY(:parts)) part
      JOIN target t ON t.agency_id = :agency AND t.id = part.target_id
      JOIN target_plan p ON p.agency_id = t.agency_id AND p.id = t.plan_id
    """
    )
)


async def map_parts(uow: UnitOfWork, part_ids: Sequence[UUID]) -> dict[UUID, PlanPart]:
    """Return the targets and indicators of these ids with their plans, by id."""
    rows = await uow.fetch_rows(_PARTS, agency=uow.agency_id, parts=list(part_ids))
    return {
        row["id"]: PlanPart(
            plan_in(row), row["target_id"], row["target_title"], row["indicator_id"], row["indicator_title"]
        )
        for row in rows
    }
