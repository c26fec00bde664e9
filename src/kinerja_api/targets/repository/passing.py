"""SQL of what passes from one plan of a year into another when somebody leaves a post or takes one up."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.types import PassedOn


class PassedTarget(NamedTuple):
    """A target that passes on, with the plan it stands in and why."""

    target_id: UUID
    plan_id: UUID
    passed_on: PassedOn


# Of plans that have ended. What came along into a draft that was never agreed goes on from there: it was agreed once.
_ENDED = """
      FROM target_plan p JOIN target t ON t.agency_id = p.agency_id AND t.plan_id = p.id
     WHERE p.agency_id = :agency AND p.cycle_id = :cycle AND p.kind = 'regular' AND p.id <> :plan
       AND p.valid_until < :day AND t.removed_at IS NULL
       AND (p.status IN ('agreed', 'closed') OR t.passed_on IS NOT NULL)
       AND NOT EXISTS (SELECT FROM target c WHERE c.agency_id = t.agency_id AND c.copied_from_id = t.id
                          AND c.passed_on IS NOT NULL)
"""
# What stays with a post is taken from one plan, that of whoever left last and left something that nobody has taken
# over; one's own of before an interruption is such a plan too.
PASSED_ON = HotQuery(
    text(
        f"""
    WITH left_behind AS (
        SELECT t.id, t.number, p.id AS plan_id, p.valid_until {_ENDED}
           AND p.position_id = :position AND t.classification = 'organisasi'
           AND (p.employee_id = :employee
                OR NOT EXISTS (SELECT FROM assignment a WHERE a.agency_id = p.agency_id
                                  AND a.employee_id = p.employee_id AND a.position_id = p.position_id
                                  AND a.since <= :day AND (a.until IS NULL OR a.until > :day)))
    ), taken_along AS (
        SELECT t.id, t.number, p.id AS plan_id, p.valid_until {_ENDED}
           AND p.employee_id = :employee AND t.classification = 'individu'
    )
    SELECT id, plan_id, '{PassedOn.STAYS_WITH_POST.value}' AS passed_on, 0 AS part, valid_until, number
      FROM left_behind
     WHERE plan_id = (SELECT plan_id FROM left_behind ORDER BY valid_until DESC, plan_id DESC LIMIT 1)
    UNION ALL
    SELECT id, plan_id, '{PassedOn.FOLLOWS_PERSON.value}', 1, valid_until, number FROM taken_along
     ORDER BY part, valid_until, plan_id, number
    """  # noqa: S608  constants of this module
    )
)
# Two successors who draw up their plans at once would each see nobody who has taken over.
_ONE_AT_A_TIME = HotQuery(text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 7132))"))
# Of a target that itself passed on, the one that it became; nobody takes them out until this unit of work ends.
_LINKS = HotQuery(
    text(
        """
    SELECT t.id, t.copied_from_id, t.passed_on IS NOT NULL AS has_passed_on
      FROM target t JOIN target_plan p ON p.agency_id = t.agency_id AND p.id = t.plan_id
     WHERE t.agency_id = :agency AND p.cycle_id = :cycle AND p.employee_id = ANY(:above) AND t.removed_at IS NULL
       AND (t.id = ANY(:served) OR (t.passed_on IS NOT NULL AND t.copied_from_id = ANY(:served)))
     ORDER BY has_passed_on, t.id FOR SHARE OF t
    """
    )
)


async def hold_post(uow: UnitOfWork, plan: TargetPlan) -> None:
    """Keep others from taking over what was left in a plan's post and year until this unit of work ends."""
    await uow.fetch_value(_ONE_AT_A_TIME, place=f"post {uow.agency_id} {plan.cycle_id} {plan.position_id}")


async def list_passed_on(uow: UnitOfWork, plan: TargetPlan, day: date) -> list[PassedTarget]:
    """Return what passes into a new plan of work, of plans that ended before a day, in the order it is to stand in."""
    rows = await uow.fetch_rows(
        PASSED_ON,
        agency=uow.agency_id,
        cycle=plan.cycle_id,
        plan=plan.id,
        position=plan.position_id,
        employee=plan.employee_id,
        day=day,
    )
    return [PassedTarget(row["id"], row["plan_id"], PassedOn(row["passed_on"])) for row in rows]


async def map_links(
    uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID], served: Sequence[UUID]
) -> dict[UUID | None, UUID]:
    """Return by each target that was served the one to serve in these people's plans of a year; others are left out."""
    rows = await uow.fetch_rows(
        _LINKS, agency=uow.agency_id, cycle=cycle_id, above=list(employee_ids), served=list(served)
    )
    asked = set(served)
    links: dict[UUID | None, UUID] = {row["id"]: row["id"] for row in rows if row["id"] in asked}
    return links | {row["copied_from_id"]: row["id"] for row in rows if row["has_passed_on"]}
