"""All SQL of target plans. What is read often is one statement whose JSON PostgreSQL builds."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, exists, func, select, text

from kinerja_api.kit.db.hot import HotQuery, instant
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.targets.models import Indicator, Target, TargetPlan
from kinerja_api.targets.rules import TargetFacts
from kinerja_api.targets.schemas import PlanOut, TargetOut
from kinerja_api.targets.types import StudyIndicator, TargetKind


class WrittenPlan(NamedTuple):
    """A plan, or a target of it, as PostgreSQL writes it, with what must be known of the plan besides."""

    employee_id: UUID
    version: int
    document: str


class FactsOfPlan(NamedTuple):
    """What rules look at in a plan besides its own row."""

    cycle_is_open: bool
    targets: dict[UUID, TargetFacts]


_TARGET_JSON = """
    json_build_object(
        'id', t.id, 'plan_id', t.plan_id, 'number', t.number, 'kind', t.kind,
        'classification', t.classification, 'title', t.title,
        'superior_target_id', t.superior_target_id, 'superior_target_title', s.title,
        'is_unlinked', (p.form = 'pegawai' AND p.kind = 'regular' AND t.kind = 'utama'
                        AND t.superior_target_id IS NULL),
        'perspective', t.perspective, 'delegation_id', t.delegation_id, 'delegation_name', t.delegation_name,
        'weight', trim_scale(t.weight)::text, 'standards', t.standards,
        'copied_from_id', t.copied_from_id, 'passed_on', t.passed_on,
        'indicators', COALESCE((
            SELECT json_agg(json_build_object(
                'id', i.id, 'number', i.number, 'aspect', i.aspect, 'title', i.title,
                'target_value', trim_scale(i.target_value)::text, 'target_high', trim_scale(i.target_high)::text,
                'start_value', trim_scale(i.start_value)::text, 'target_text', i.target_text,
                'unit', i.unit, 'direction', i.direction, 'study_kind', i.study_kind) ORDER BY i.number)
              FROM indicator i WHERE i.agency_id = t.agency_id AND i.target_id = t.id
               AND i.removed_at IS NULL), '[]'::json))
"""
_FROM_TARGET = """
      FROM target t LEFT JOIN target s ON s.agency_id = t.agency_id AND s.id = t.superior_target_id
"""
PLAN_QUERY = HotQuery(
    text(
        f"""
    SELECT p.employee_id, p.version, json_build_object(
               'id', p.id, 'cycle_id', p.cycle_id, 'employee_id', p.employee_id, 'employee_name', p.employee_name,
               'employee_nip', p.employee_nip, 'position_name', p.position_name, 'unit_id', p.unit_id,
               'unit_name', p.unit_name, 'status', p.status, 'approach', p.approach, 'version', p.version,
               'position_id', p.position_id, 'rank', p.rank, 'rating_official_id', p.rating_official_id,
               'rating_official_name', p.rating_official_name,
               'valid_from', p.valid_from, 'valid_until', p.valid_until, 'form', p.form, 'kind', p.kind,
               'host_agency', p.host_agency,
               'copied_from_id', p.copied_from_id, 'attachments', p.attachments,
               'expectations', p.expectations,
               'submitted_at', {instant("p.submitted_at")}, 'agreed_at', {instant("p.agreed_at")},
               'targets', COALESCE((
                   SELECT json_agg({_TARGET_JSON} ORDER BY t.number) {_FROM_TARGET}
                    WHERE t.agency_id = p.agency_id AND t.plan_id = p.id AND t.removed_at IS NULL),
                   '[]'::json))::text AS document
      FROM target_plan p WHERE p.agency_id = :agency AND p.id = :plan
    """  # noqa: S608  constants of this module
    )
)
_TARGET = HotQuery(
    text(
        f"""
    SELECT p.employee_id, p.version, {_TARGET_JSON}::text AS document
    {_FROM_TARGET} JOIN target_plan p ON p.agency_id = t.agency_id AND p.id = t.plan_id
     WHERE t.agency_id = :agency AND t.id = :target AND t.removed_at IS NULL
    """
    )
)


_NEXT_TARGET = HotQuery(
    text("SELECT COALESCE(max(number), 0) + 1 FROM target WHERE agency_id = :agency AND plan_id = :plan")
)
# One row at least: the year stands even where the plan has no target yet.
_PLAN_FACTS = HotQuery(
    text(
        """
    SELECT c.status = 'open', t.id, t.kind, t.weight,
           (SELECT count(*) FROM indicator i
             WHERE i.agency_id = t.agency_id AND i.target_id = t.id AND i.removed_at IS NULL),
           t.perspective IS NOT NULL, t.superior_target_id IS NOT NULL,
           ARRAY(SELECT i.study_kind FROM indicator i
                  WHERE i.agency_id = t.agency_id AND i.target_id = t.id AND i.removed_at IS NULL
                    AND i.study_kind IS NOT NULL)
      FROM target_plan p
      JOIN cycle c ON c.agency_id = p.agency_id AND c.id = p.cycle_id
      LEFT JOIN target t ON t.agency_id = p.agency_id AND t.plan_id = p.id AND t.removed_at IS NULL
     WHERE p.agency_id = :agency AND p.id = :plan
    """
    )
)


async def read_plan(uow: UnitOfWork, plan_id: UUID) -> PlanOut:
    """Return a whole plan in one statement; raise `NotFound`."""
    return PlanOut.model_validate_json((await read_written_plan(uow, plan_id)).document)


async def read_written_plan(uow: UnitOfWork, plan_id: UUID) -> WrittenPlan:
    """Return a whole plan as PostgreSQL writes it; raise `NotFound`."""
    rows = await uow.fetch_rows(PLAN_QUERY, agency=uow.agency_id, plan=plan_id)
    if not rows:
        raise NotFound
    return WrittenPlan(*rows[0])


async def read_target(uow: UnitOfWork, target_id: UUID) -> TargetOut:
    """Return a target with its indicators in one statement; raise `NotFound`."""
    return TargetOut.model_validate_json((await read_written_target(uow, target_id)).document)


async def read_written_target(uow: UnitOfWork, target_id: UUID) -> WrittenPlan:
    """Return a target as PostgreSQL writes it, with whose plan it is in and that plan's version; raise `NotFound`."""
    rows = await uow.fetch_rows(_TARGET, agency=uow.agency_id, target=target_id)
    if not rows:
        raise NotFound
    return WrittenPlan(*rows[0])


async def get_plan(uow: UnitOfWork, plan_id: UUID, *, for_update: bool = False) -> TargetPlan:
    """Return a plan's row; raise `NotFound`."""
    return await get_row(uow, TargetPlan, plan_id, for_update=for_update)


async def get_target(uow: UnitOfWork, target_id: UUID, *, for_update: bool = False) -> Target:
    """Return a target's row, also of one that was taken out; raise `NotFound`."""
    return await get_row(uow, Target, target_id, for_update=for_update)


async def find_target_to_serve(uow: UnitOfWork, target_id: UUID) -> Target | None:
    """Return a target of a plan, which nobody takes out until this unit of work ends; None when it was taken out."""
    statement = (
        select(Target)
        .where(Target.agency_id == uow.agency_id, Target.id == target_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    target = (await uow.session.scalars(statement)).one_or_none()
    if target is None:
        raise NotFound
    return target if target.removed_at is None else None


async def get_indicator(uow: UnitOfWork, indicator_id: UUID) -> Indicator:
    """Return an indicator's row; raise `NotFound`."""
    return await get_row(uow, Indicator, indicator_id)


async def list_target_facts(uow: UnitOfWork, plan_id: UUID) -> tuple[TargetFacts, ...]:
    """Return what rules look at in a plan's targets."""
    return tuple((await read_plan_facts(uow, plan_id)).targets.values())


async def read_plan_facts(uow: UnitOfWork, plan_id: UUID) -> FactsOfPlan:
    """Return what rules look at in a plan that is there: its year and, by id, its targets."""
    rows = await uow.fetch_rows(_PLAN_FACTS, agency=uow.agency_id, plan=plan_id)
    return FactsOfPlan(
        rows[0][0],
        {
            target_id: TargetFacts(
                TargetKind(kind),
                weight,
                indicators,
                has_perspective=has_perspective,
                serves_superior=serves_superior,
                study_kinds=frozenset(StudyIndicator(each) for each in study_kinds),
            )
            for _, target_id, kind, weight, indicators, has_perspective, serves_superior, study_kinds in rows
            if target_id is not None
        },
    )


async def next_target_number(uow: UnitOfWork, plan_id: UUID) -> int:
    """Return the number of the next target of a plan; the plan's row is locked by the caller."""
    number: int = await uow.fetch_value(_NEXT_TARGET, agency=uow.agency_id, plan=plan_id)
    return number


async def next_indicator_number(uow: UnitOfWork, target_id: UUID) -> int:
    """Return the number of the next indicator of a target; the plan's row is locked by the caller."""
    statement = select(func.coalesce(func.max(Indicator.number), 0) + 1).where(
        Indicator.agency_id == uow.agency_id, Indicator.target_id == target_id
    )
    return await uow.session.scalar(statement) or 1


async def is_served(uow: UnitOfWork, target_id: UUID) -> bool:
    """Tell whether targets of others serve a target."""
    serving = exists().where(
        Target.agency_id == uow.agency_id, Target.superior_target_id == target_id, Target.removed_at.is_(None)
    )
    return bool(await uow.session.scalar(select(serving)))


async def delete_target(uow: UnitOfWork, target_id: UUID) -> None:
    """Delete a target with its indicators."""
    await delete_indicators_of(uow, target_id)
    await uow.session.execute(delete(Target).where(Target.agency_id == uow.agency_id, Target.id == target_id))


async def delete_indicators_of(uow: UnitOfWork, target_id: UUID) -> None:
    """Delete all indicators of a target."""
    await uow.session.execute(
        delete(Indicator).where(Indicator.agency_id == uow.agency_id, Indicator.target_id == target_id)
    )


async def delete_indicator(uow: UnitOfWork, indicator_id: UUID) -> None:
    """Delete an indicator."""
    await uow.session.execute(
        delete(Indicator).where(Indicator.agency_id == uow.agency_id, Indicator.id == indicator_id)
    )


async def map_copies(
    uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID], target_ids: Sequence[UUID]
) -> dict[UUID | None, UUID]:
    """Return the targets in these people's plans of a cycle that were copied from these targets, by the latter."""
    statement = (
        select(Target.copied_from_id, Target.id)
        .join(TargetPlan, (TargetPlan.agency_id == Target.agency_id) & (TargetPlan.id == Target.plan_id))
        .where(
            Target.agency_id == uow.agency_id,
            TargetPlan.cycle_id == cycle_id,
            TargetPlan.employee_id.in_(employee_ids),
            Target.copied_from_id.in_(target_ids),
        )
        # Who begins again after an interruption can copy again; the last one counts.
        .order_by(TargetPlan.valid_from.asc().nulls_first(), Target.id)
    )
    return {row.copied_from_id: row.id for row in await uow.session.execute(statement)}


def add(uow: UnitOfWork, *rows: TargetPlan | Target | Indicator) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
