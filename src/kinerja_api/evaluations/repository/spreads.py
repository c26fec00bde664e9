"""SQL of the predicates given in units, beside what the pattern of their organisations' results looks at."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.types import (
    UNDECIDED,
    CalibrationStatus,
    OrganizationRating,
    Origin,
    Predicate,
    Spread,
    UnitCounts,
    UnitSpread,
)
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.scoring.facts import EvaluatedPeriod

# Of several revisions the latest counts: a draft tells what will be, before it is issued.
_SPREAD = """
    SELECT c.status = 'open' AS cycle_is_open, c.year, q.first_day, q.last_day, q.cycle_id AS period_cycle_id,
           u.id AS unit_id, r.rating, s.counts,
           (SELECT n.name FROM unit n JOIN unit_placement t ON t.agency_id = n.agency_id AND t.unit_id = n.id
                   AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
             WHERE n.agency_id = :agency AND n.id = u.id) AS unit_name{more}
      FROM cycle c
      LEFT JOIN period q ON q.agency_id = c.agency_id AND q.id = CAST(:period AS uuid)
     CROSS JOIN unnest(CAST(:units AS uuid[])) AS u (id)
      LEFT JOIN organization_result r ON r.agency_id = c.agency_id AND r.unit_id = u.id AND r.cycle_id = c.id
           AND r.period_id IS NOT DISTINCT FROM CAST(:period AS uuid)
     CROSS JOIN LATERAL (
           SELECT json_object_agg(predicate, json_build_array(people, issued)) AS counts
             FROM (SELECT predicate, count(*) AS people, count(*) FILTER (WHERE is_issued) AS issued
                     FROM (SELECT DISTINCT ON (plan_id) predicate, status <> 'draft' AS is_issued
                             FROM evaluation
                            WHERE agency_id = :agency AND unit_id = u.id AND cycle_id = :cycle
                              AND period_id IS NOT DISTINCT FROM CAST(:period AS uuid) AND predicate IS NOT NULL
                              AND origin = 'own' AND handed_over_on IS NULL
                              AND (employee_id IS DISTINCT FROM CAST(:unseen_by AS uuid) OR status <> 'draft')
                            ORDER BY plan_id, revision DESC) AS latest
                    GROUP BY predicate) AS given) AS s
     WHERE c.agency_id = :agency AND c.id = :cycle
"""
SPREAD = HotQuery(text(_SPREAD.format(more="")))
# What waits besides: reports that were not reviewed, an objection that was not decided, and a session about it, an open
# one before a locked one. `is_about` in service/calibrating.py says the same of one session.
SPREAD_AROUND = HotQuery(
    text(
        _SPREAD.format(
            more=""",
           (SELECT count(*) FROM realization z
             WHERE z.agency_id = :agency AND z.plan_id = :plan AND z.status = 'submitted'
               AND z.period_id = COALESCE(CAST(:period AS uuid), z.period_id)) AS unreviewed,
           EXISTS (SELECT 1 FROM objection o
                    WHERE o.agency_id = :agency AND o.evaluation_id = :evaluation
                      AND o.status = ANY(:undecided)) AS is_objected,
           (SELECT max(k.status) FROM calibration k
             WHERE k.agency_id = :agency AND k.cycle_id = :cycle
               AND k.period_id IS NOT DISTINCT FROM CAST(:period AS uuid) AND k.status <> 'cancelled'
               AND u.id = ANY(k.unit_ids) AND NOT (CAST(:heads_unit AS boolean) AND k.unit_id = u.id)) AS calibration"""
        )
    )
)


class Of(NamedTuple):
    """A year or, with one, a period of it, as the tree of units stands on a day."""

    cycle: UUID
    period: UUID | None
    day: date


class Surroundings(NamedTuple):
    """What the steps of an evaluation depend on besides itself."""

    spread: Spread
    unreviewed: int
    is_objected: bool
    calibration: CalibrationStatus | None


async def read_spread(uow: UnitOfWork, unit_ids: Sequence[UUID], of: Of, *, unseen_by: UUID | None = None) -> Spread:
    """Return how often each predicate was given in units, drafts included, but not a draft about `unseen_by`.

    Raises `NotFound` for a year or period that is not there.
    """
    rows = await uow.fetch_rows(SPREAD, agency=uow.agency_id, units=list(unit_ids), unseen_by=unseen_by, **of._asdict())
    return _spread(rows, of)


async def read_surroundings(uow: UnitOfWork, row: Evaluation, day: date) -> Surroundings:
    """Return what the steps of an evaluation depend on besides itself, in one statement."""
    of = Of(row.cycle_id, row.period_id, day)
    around = {
        "plan": row.plan_id,
        "evaluation": row.id,
        "undecided": sorted(UNDECIDED),
        "heads_unit": row.heads_unit,
    }
    [found] = await uow.fetch_rows(
        SPREAD_AROUND, agency=uow.agency_id, units=[row.unit_id], unseen_by=None, **around, **of._asdict()
    )
    is_ours = row.origin == Origin.OWN.value and row.handed_over_on is None
    calibration = CalibrationStatus(found["calibration"]) if found["calibration"] and is_ours else None
    return Surroundings(_spread([found], of), found["unreviewed"], found["is_objected"], calibration)


def _spread(rows: Sequence[Mapping[str, Any]], of: Of) -> Spread:
    if not rows or (of.period is not None and rows[0]["period_cycle_id"] is None):
        raise NotFound
    first = rows[0]
    year = EvaluatedPeriod(date(first["year"], 1, 1), date(first["year"], 12, 31))
    days = year if of.period is None else EvaluatedPeriod(first["first_day"], first["last_day"])
    return Spread(
        cycle_is_open=first["cycle_is_open"],
        is_of_year=of.period is None or first["period_cycle_id"] == of.cycle,
        days=days,
        units=tuple(_unit_spread(row) for row in rows),
    )


def _unit_spread(row: Mapping[str, Any]) -> UnitSpread:
    counted: dict[str, list[int]] = row["counts"] or {}
    counts = UnitCounts(
        by_predicate={each: counted.get(each.value, (0, 0))[0] for each in Predicate},
        issued=sum(issued for _, issued in counted.values()),
    )
    rating = OrganizationRating(row["rating"]) if row["rating"] else None
    return UnitSpread(row["unit_id"], row["unit_name"], rating, counts)
