"""SQL of the lists of plans and targets."""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, and_, any_, bindparam, cast, func, literal_column, select

from kinerja_api.kit.db.hot import HotQuery, WrittenPage, with_document
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import Target, TargetPlan
from kinerja_api.targets.repository.spans import in_open_year
from kinerja_api.targets.types import PlanStatus, Visible

PLANS_IN_ORDER = Keyset((TargetPlan.id,))
TARGETS_IN_ORDER = Keyset((Target.id,))
# The form of leaders takes its targets from the agency's own agreement, a student's come from the study programme, and
# what is additional comes from anywhere.
_IS_UNLINKED = and_(
    TargetPlan.form == literal_column("'pegawai'"),
    TargetPlan.kind == literal_column("'regular'"),
    Target.kind == literal_column("'utama'"),
    Target.superior_target_id.is_(None),
)


async def list_plans(
    uow: UnitOfWork,
    *,
    visible: Visible | None,
    cycle_id: UUID | None,
    employee_id: UUID | None,
    status: PlanStatus | None,
    page: PageOf,
) -> tuple[Sequence[TargetPlan], str | None]:
    """Return a page of plans; without `visible` of the whole agency."""
    statement = select(TargetPlan).where(TargetPlan.agency_id == uow.agency_id)
    if visible is not None:
        seen = TargetPlan.unit_id.in_(visible.unit_ids) | (TargetPlan.employee_id == visible.own)
        followed = TargetPlan.employee_id.in_(visible.member_ids) & in_open_year(TargetPlan)
        statement = statement.where(seen | followed if visible.member_ids else seen)
    if cycle_id is not None:
        statement = statement.where(TargetPlan.cycle_id == cycle_id)
    if employee_id is not None:
        statement = statement.where(TargetPlan.employee_id == employee_id)
    if status is not None:
        statement = statement.where(TargetPlan.status == status.value)
    return await list_page(uow, statement, PLANS_IN_ORDER, page)


async def list_targets(
    uow: UnitOfWork,
    *,
    visible: Visible | None,
    plan_id: UUID | None,
    only_unlinked: bool,
    page: PageOf,
) -> WrittenPage:
    """Return a page of targets with employee and unit; `visible` as in `list_plans`."""
    position = page.position(uow, TARGETS_IN_ORDER)
    query = targets_query(
        bounded=visible is not None,
        in_teams=bool(visible and visible.member_ids),
        of_plan=plan_id is not None,
        further=position is not None,
        only_unlinked=only_unlinked,
    )
    values: dict[str, object] = {"agency": uow.agency_id, "most": page.limit + 1}
    if visible is not None:
        values |= {"units": list(visible.unit_ids), "own": visible.own}
        values |= {"members": list(visible.member_ids)} if visible.member_ids else {}
    if plan_id is not None:
        values["plan"] = plan_id
    if position is not None:
        [values["after"]] = position
    rows = await uow.fetch_rows(query, **values)
    following = page.following(uow, [rows[page.limit - 1]["id"]]) if len(rows) > page.limit else None
    return WrittenPage([row["document"] for row in rows[: page.limit]], following)


@cache
def targets_query(
    *, bounded: bool, of_plan: bool, further: bool, only_unlinked: bool = False, in_teams: bool = False
) -> HotQuery:
    """Return the statement of a page of targets, compiled once for each combination of filters."""
    statement = (
        select(
            Target.id,
            Target.plan_id,
            TargetPlan.status.label("plan_status"),
            TargetPlan.employee_id,
            TargetPlan.employee_name,
            TargetPlan.unit_id,
            TargetPlan.unit_name,
            Target.number,
            Target.kind,
            Target.classification,
            Target.title,
            Target.superior_target_id,
            _IS_UNLINKED.label("is_unlinked"),
            cast(func.trim_scale(Target.weight), Text).label("weight"),
        )
        .join(TargetPlan, (TargetPlan.agency_id == Target.agency_id) & (TargetPlan.id == Target.plan_id))
        .where(Target.agency_id == bindparam("agency"), Target.removed_at.is_(None))
        .order_by(Target.id)
        .limit(bindparam("most"))
    )
    if bounded:
        in_units = TargetPlan.unit_id == any_(bindparam("units", type_=ARRAY(Uuid)))
        seen = in_units | (TargetPlan.employee_id == bindparam("own"))
        of_member = TargetPlan.employee_id == any_(bindparam("members", type_=ARRAY(Uuid)))
        statement = statement.where(seen | (of_member & in_open_year(TargetPlan)) if in_teams else seen)
    if of_plan:
        statement = statement.where(Target.plan_id == bindparam("plan"))
    if only_unlinked:
        statement = statement.where(_IS_UNLINKED)
    if further:
        statement = statement.where(Target.id > bindparam("after"))
    return HotQuery(with_document(statement))
