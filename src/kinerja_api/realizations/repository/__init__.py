"""All SQL of realizations and their evidence. What is read or written most is one statement that gives the JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, literal_column, select, text
from sqlalchemy.orm import aliased

from kinerja_api.kit.db.hot import HotQuery, instant
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import find_row, get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.realizations.errors import FORMULAS
from kinerja_api.realizations.models import Evidence, Realization, RealizationRevision
from kinerja_api.realizations.repository.settings import begun_until, in_open_year
from kinerja_api.realizations.rules.reach import Achievement, Reported, achievement_of
from kinerja_api.realizations.schemas import RealizationOut, RealizationRow, RevisionOut
from kinerja_api.realizations.types import (
    AcceptedNumber,
    Bounds,
    IndicatorResult,
    RealizationStatus,
    RealizationView,
)
from kinerja_api.scoring.policy import float_free

R = aliased(Realization, name="r")
IN_ORDER = Keyset((R.id,))


class WrittenRealization(NamedTuple):
    """A realization as PostgreSQL writes it, with what must be known of it besides."""

    id: UUID
    employee_id: UUID
    plan_id: UUID
    period_id: UUID
    version: int
    document: str
    achievement: Achievement | None


_EVIDENCE_OF_IT = "FROM evidence e WHERE e.agency_id = r.agency_id AND e.realization_id = r.id"
# What a result is compared with, as an array: reports that were returned or are drafts still do not count.
_REPORTED = """
    (SELECT json_build_array(
                r.value::text, r.target_value::text, i.target_high::text, i.aspect, i.direction, p.number,
                (SELECT count(*) FROM period q WHERE q.agency_id = p.agency_id AND q.cycle_id = p.cycle_id),
                (SELECT COALESCE(sum(o.value), 0)::text
                   FROM realization o JOIN period b ON b.agency_id = o.agency_id AND b.id = o.period_id
                  WHERE o.agency_id = r.agency_id AND o.indicator_id = r.indicator_id AND b.number < p.number
                    AND o.status IN ('submitted', 'accepted')))::text
       FROM indicator i JOIN period p ON p.agency_id = i.agency_id AND p.id = r.period_id
      WHERE i.agency_id = r.agency_id AND i.id = r.indicator_id)
"""
_WRITTEN = f"""
    r.id, r.employee_id, r.plan_id, r.period_id, r.version, json_build_object(
        'id', r.id, 'plan_id', r.plan_id, 'indicator_id', r.indicator_id, 'indicator_title', r.indicator_title,
        'indicator_unit', r.indicator_unit, 'target_value', trim_scale(r.target_value)::text,
        'period_id', r.period_id, 'employee_id', r.employee_id, 'employee_name', r.employee_name,
        'unit_id', r.unit_id, 'status', r.status, 'value', trim_scale(r.value)::text, 'text', r.text,
        'evidence_count', (SELECT count(*) {_EVIDENCE_OF_IT}), 'submitted_at', {instant("r.submitted_at")},
        'late_days', r.late_days, 'version', r.version, 'note', r.note, 'excess_reason', r.excess_reason,
        'reviewed_at', {instant("r.reviewed_at")},
        'reviewed_by_name', r.reviewed_by_name, 'review_note', r.review_note,
        'evidence', COALESCE((SELECT json_agg(json_build_object(
            'id', e.id, 'realization_id', e.realization_id, 'kind', e.kind, 'title', e.title, 'url', e.url,
            'file_name', e.file_name, 'media_type', e.media_type, 'size', e.size, 'sha256', e.sha256,
            'created_at', {instant("e.created_at")}) ORDER BY e.id) {_EVIDENCE_OF_IT}), '[]'::json),
        'created_at', {instant("r.created_at")}, 'updated_at', {instant("r.updated_at")})::text AS document,
    {_REPORTED} AS reported
"""
_READ = HotQuery(
    text(f"SELECT {_WRITTEN} FROM realization r WHERE r.agency_id = :agency AND r.id = :realization")  # noqa: S608
)
INSERT = HotQuery(
    text(
        f"""
    INSERT INTO realization AS r (
        agency_id, id, plan_id, indicator_id, period_id, employee_id, unit_id, employee_name, indicator_title,
        indicator_unit, target_value, status, value, text, note, excess_reason, version, created_at, updated_at)
    VALUES (
        :agency, :id, :plan_id, :indicator_id, :period_id, :employee_id, :unit_id, :employee_name, :indicator_title,
        :indicator_unit, :target_value, 'draft', :value, :text, :note, :excess_reason, 1, :now, :now)
    ON CONFLICT (agency_id, indicator_id, period_id) DO NOTHING
    RETURNING {_WRITTEN}
    """  # noqa: S608  constants of this module
    )
)
_REVISIONS = HotQuery(
    text(
        """
    SELECT (to_jsonb(v) || jsonb_build_object('value', trim_scale(v.value)::text))::text AS document
      FROM realization_revision v
     WHERE v.agency_id = :agency AND v.realization_id = :realization ORDER BY v.number LIMIT 200
    """
    )
)


_NEXT_REVISION = HotQuery(
    text(
        """
    SELECT COALESCE(max(number), 0) + 1 FROM realization_revision
     WHERE agency_id = :agency AND realization_id = :realization
    """
    )
)
_COUNT_EVIDENCE = HotQuery(
    text("SELECT count(*) FROM evidence WHERE agency_id = :agency AND realization_id = :realization")
)
_RESULTS = HotQuery(
    text(
        """
    SELECT id AS realization_id, indicator_id, period_id, trim_scale(value) AS value, text, status
      FROM realization
     WHERE agency_id = :agency AND plan_id = :plan AND period_id = COALESCE(CAST(:period AS uuid), period_id)
     ORDER BY id
    """
    )
)
_COUNT_IN_STATUS = HotQuery(
    text(
        """
    SELECT count(*) FROM realization
     WHERE agency_id = :agency AND plan_id = :plan AND period_id = COALESCE(CAST(:period AS uuid), period_id)
       AND status = ANY(:statuses)
    """
    )
)
_ACCEPTED_NUMBERS = HotQuery(
    text(
        """
    SELECT r.indicator_id, r.value
      FROM realization r JOIN period p ON p.agency_id = r.agency_id AND p.id = r.period_id
     WHERE r.agency_id = :agency AND r.plan_id = ANY(:plans) AND r.status = 'accepted' AND r.value IS NOT NULL
     ORDER BY r.indicator_id, p.number
    """
    )
)


async def insert_draft(uow: UnitOfWork, columns: Mapping[str, Any]) -> WrittenRealization | None:
    """Add a draft and return it, in one statement; None when this indicator has a realization in this period."""
    rows = await uow.fetch_rows(INSERT, agency=uow.agency_id, now=uow.now(), **columns)
    return _written(rows[0]) if rows else None


async def find_id(uow: UnitOfWork, indicator_id: UUID, period_id: UUID) -> UUID | None:
    """Return the id of the realization of an indicator in a period, or None."""
    statement = select(Realization.id).where(
        Realization.agency_id == uow.agency_id,
        Realization.indicator_id == indicator_id,
        Realization.period_id == period_id,
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def read_realization(uow: UnitOfWork, realization_id: UUID) -> RealizationOut:
    """Return a realization with its evidence in one statement; raise `NotFound`."""
    return RealizationOut.model_validate_json((await read_written_realization(uow, realization_id)).document)


async def read_written_realization(uow: UnitOfWork, realization_id: UUID) -> WrittenRealization:
    """Return a realization with its evidence as PostgreSQL writes it; raise `NotFound`."""
    rows = await uow.fetch_rows(_READ, agency=uow.agency_id, realization=realization_id)
    if not rows:
        raise NotFound
    return _written(rows[0])


def _written(row: Mapping[str, Any]) -> WrittenRealization:
    """Return a row with its achievement, which is computed here and not by PostgreSQL: exactly (no float, no scale)."""
    reported = Reported.read(row["reported"])
    achievement = achievement_of(reported) if reported else None
    shown = _shown(achievement) if achievement else None
    added = json.dumps({"achievement_percent": shown and shown["percent"], "achievement": shown})
    document = f"{row['document'][:-1]}, {added[1:]}"
    known = {name: row[name] for name in ("id", "employee_id", "plan_id", "period_id", "version")}
    return WrittenRealization(**known, document=document, achievement=achievement)


_BASIS = [{"instrument": FORMULAS.instrument, "article": FORMULAS.article, "verification": FORMULAS.verification}]


def _shown(achievement: Achievement) -> dict[str, Any]:
    """Return an achievement as `AchievementOut` writes it; the whole answer is held against its model by a test."""
    return {
        "percent": None if achievement.percent is None else f"{achievement.percent:f}",
        "formula": achievement.formula,
        "expression": achievement.expression,
        "counted_value": float_free(achievement.counted),
        "compared_target": float_free(achievement.compared),
        "basis": _BASIS,
    }


async def get_realization(uow: UnitOfWork, realization_id: UUID, *, for_update: bool = False) -> Realization:
    """Return a realization's row; raise `NotFound`."""
    return await get_row(uow, Realization, realization_id, for_update=for_update)


async def list_realizations(  # noqa: PLR0913  reports are looked through in many ways
    uow: UnitOfWork,
    *,
    bounds: Bounds,
    plan_id: UUID | None,
    period_id: UUID | None,
    status: RealizationStatus | None,
    is_late: bool | None,
    page: PageOf,
) -> tuple[list[RealizationRow], str | None]:
    """Return a page of realizations."""
    evidence = (
        select(func.count()).where(Evidence.agency_id == R.agency_id, Evidence.realization_id == R.id).scalar_subquery()
    )
    statement = select(
        R.id,
        R.plan_id,
        R.indicator_id,
        R.indicator_title,
        R.indicator_unit,
        func.trim_scale(R.target_value).label("target_value"),
        R.period_id,
        R.employee_id,
        R.employee_name,
        R.unit_id,
        R.status,
        func.trim_scale(R.value).label("value"),
        R.text,
        evidence.label("evidence_count"),
        R.submitted_at,
        R.late_days,
        R.version,
        literal_column(_REPORTED).label("reported"),
    ).where(R.agency_id == uow.agency_id)
    if bounds.visible is not None:
        seen = R.unit_id.in_(bounds.visible.unit_ids) | (R.employee_id == bounds.visible.own)
        followed = R.employee_id.in_(bounds.visible.member_ids) & in_open_year(R.agency_id, R.period_id)
        statement = statement.where(seen | followed if bounds.visible.member_ids else seen)
    if bounds.begun_until is not None:
        statement = statement.where(begun_until(R.agency_id, R.period_id, bounds.begun_until))
    if plan_id is not None:
        statement = statement.where(R.plan_id == plan_id)
    if period_id is not None:
        statement = statement.where(R.period_id == period_id)
    if status is not None:
        statement = statement.where(R.status == status.value)
    if is_late is not None:
        statement = statement.where(R.late_days > 0 if is_late else R.late_days == 0)
    rows, following = await list_page(uow, statement, IN_ORDER, page)
    return [_row(row) for row in rows], following


def _row(row: Any) -> RealizationRow:
    reported = Reported.read(row.reported)
    percent = achievement_of(reported).percent if reported else None
    return RealizationRow.model_validate({**row._mapping, "achievement_percent": percent})  # noqa: SLF001  its name


async def list_revisions(uow: UnitOfWork, realization_id: UUID) -> list[RevisionOut]:
    """Return what was submitted and what became of it, oldest first."""
    rows = await uow.fetch_rows(_REVISIONS, agency=uow.agency_id, realization=realization_id)
    return [RevisionOut.model_validate_json(row["document"]) for row in rows]


async def next_revision_number(uow: UnitOfWork, realization_id: UUID) -> int:
    """Return the number of the next submission; the realization's row is locked by the caller."""
    number: int = await uow.fetch_value(_NEXT_REVISION, agency=uow.agency_id, realization=realization_id)
    return number


async def get_open_revision(uow: UnitOfWork, realization_id: UUID) -> RealizationRevision:
    """Return the submission that waits for review; a submitted realization has exactly one."""
    statement = select(RealizationRevision).where(
        RealizationRevision.agency_id == uow.agency_id,
        RealizationRevision.realization_id == realization_id,
        RealizationRevision.outcome.is_(None),
    )
    return (await uow.session.scalars(statement)).one()


async def get_evidence(uow: UnitOfWork, evidence_id: UUID) -> Evidence:
    """Return evidence; raise `NotFound`."""
    return await get_row(uow, Evidence, evidence_id)


async def get_evidence_of_realization(uow: UnitOfWork, evidence_id: UUID) -> tuple[Evidence, Realization]:
    """Return evidence with the realization that it belongs to; raise `NotFound`."""
    of_it = (Realization.agency_id == Evidence.agency_id) & (Realization.id == Evidence.realization_id)
    statement = (
        select(Evidence, Realization)
        .join(Realization, of_it)
        .where(Evidence.agency_id == uow.agency_id, Evidence.id == evidence_id)
    )
    found = (await uow.session.execute(statement)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


async def find_evidence(uow: UnitOfWork, evidence_id: UUID) -> Evidence | None:
    """Return evidence, or None."""
    return await find_row(uow, Evidence, evidence_id)


async def count_evidence(uow: UnitOfWork, realization_id: UUID) -> int:
    """Return how much evidence a realization has; its row is locked by the caller."""
    count: int = await uow.fetch_value(_COUNT_EVIDENCE, agency=uow.agency_id, realization=realization_id)
    return count


async def delete_evidence(uow: UnitOfWork, evidence_id: UUID) -> None:
    """Delete the row of evidence."""
    await uow.session.execute(delete(Evidence).where(Evidence.agency_id == uow.agency_id, Evidence.id == evidence_id))


async def list_results(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> list[IndicatorResult]:
    """Return the results of a plan's indicators, of one period or of all, in the order they were begun."""
    rows = await uow.fetch_rows(_RESULTS, agency=uow.agency_id, plan=plan_id, period=period_id)
    return [IndicatorResult(**{**row, "status": RealizationStatus(row["status"])}) for row in rows]


async def list_accepted_numbers(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> list[AcceptedNumber]:
    """Return the accepted results in numbers of these plans, each indicator's in the order of its periods."""
    rows = await uow.fetch_rows(_ACCEPTED_NUMBERS, agency=uow.agency_id, plans=list(plan_ids))
    return [AcceptedNumber(indicator_id, value) for indicator_id, value in rows]


async def count_in_status(
    uow: UnitOfWork, plan_id: UUID, period_id: UUID | None, statuses: Sequence[RealizationStatus]
) -> int:
    """Return how many realizations of a plan stand in these states."""
    of = {"plan": plan_id, "period": period_id, "statuses": [status.value for status in statuses]}
    count: int = await uow.fetch_value(_COUNT_IN_STATUS, agency=uow.agency_id, **of)
    return count


async def list_plans_in_status(
    uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None, status: RealizationStatus
) -> set[UUID]:
    """Return which of these plans have realizations in a state."""
    statement = select(Realization.plan_id).where(
        Realization.agency_id == uow.agency_id,
        Realization.plan_id.in_(plan_ids),
        Realization.status == status.value,
    )
    if period_id is not None:
        statement = statement.where(Realization.period_id == period_id)
    return set((await uow.session.scalars(statement.distinct())).all())


def realization_view(row: Realization) -> RealizationView:
    """Return a realization as other capabilities need it."""
    return RealizationView(
        id=row.id,
        plan_id=row.plan_id,
        employee_id=row.employee_id,
        period_id=row.period_id,
        status=RealizationStatus(row.status),
    )


def add(uow: UnitOfWork, *rows: RealizationRevision | Evidence) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
