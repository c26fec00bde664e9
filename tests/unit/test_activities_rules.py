"""When an activity can have been, what it can be linked to, and who keeps a diary."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.types import PeriodStatus, PeriodView
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import Problem
from kinerja_api.realizations.access import decide_keep_activities
from kinerja_api.realizations.rules.activities import Entry, Ground, Placed, Times, find_time_fault, judge
from kinerja_api.targets.types import PlanPart, PlanStatus, PlanView

NOW = datetime(2026, 4, 6, 5, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
ANI, YEAR, PART = UUID(int=1), UUID(int=2), UUID(int=3)
GOOD = Times(NOW - 3 * HOUR, NOW - HOUR, NOW)


def period(status: PeriodStatus = PeriodStatus.OPEN) -> PeriodView:
    return PeriodView(
        UUID(int=4), YEAR, 2, "Triwulan II", date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 10), status
    )


def linked(**changes: Any) -> PlanPart:
    plan: dict[str, Any] = {"employee_id": ANI, "cycle_id": YEAR, "status": PlanStatus.AGREED} | changes
    view = PlanView(id=UUID(int=5), employee_name="Ani", unit_id=UUID(int=6), position_id=UUID(int=7), **plan)
    return PlanPart(view, PART, "Hasil kerja")


def ground(*periods: PeriodView, zone: str = "Asia/Jakarta", part: PlanPart | None = None) -> Ground:
    return Ground(ANI, NOW, zone, periods or (period(),), {PART: part} if part else {})


@pytest.mark.parametrize(
    ("times", "place", "code"),
    [
        (GOOD, None, None),
        (Times(GOOD.started_at, GOOD.started_at, NOW), "/ended_at", "not_after_start"),
        (Times(GOOD.started_at, GOOD.started_at + SECOND, NOW), None, None),
        (Times(NOW - 24 * HOUR, NOW, NOW), None, None),
        (Times(NOW - 24 * HOUR - SECOND, NOW, NOW), "/ended_at", "too_long"),
        (Times(GOOD.started_at, NOW + 15 * MINUTE, NOW), None, None),
        (Times(GOOD.started_at, NOW + 15 * MINUTE + SECOND, NOW), "/ended_at", "not_over"),
        (Times(GOOD.started_at, GOOD.ended_at, NOW + 15 * MINUTE), None, None),
        (Times(GOOD.started_at, GOOD.ended_at, NOW + 15 * MINUTE + SECOND), "/recorded_at", "recorded_ahead"),
        (Times(GOOD.started_at, GOOD.ended_at, GOOD.started_at), None, None),
        (Times(GOOD.started_at, GOOD.ended_at, GOOD.started_at - SECOND), "/recorded_at", "recorded_before"),
    ],
)
def test_instants_have_bounds(times: Times, place: str | None, code: str | None) -> None:
    fault = find_time_fault(times, NOW)

    assert (fault and fault.pointer, fault and fault.code) == (place, code)


@pytest.mark.parametrize(("waited", "is_refused"), [(timedelta(days=14), False), (timedelta(days=14, seconds=1), True)])
def test_an_activity_waits_for_the_network_for_fourteen_days(waited: timedelta, *, is_refused: bool) -> None:
    begun = NOW - timedelta(days=20)

    fault = find_time_fault(Times(begun, begun + HOUR, NOW - waited), NOW)

    assert (fault is not None and fault.code == "recorded_long_ago") == is_refused


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Jakarta", date(2026, 4, 5)), ("Asia/Jayapura", date(2026, 4, 6))], ids=["WIB", "WIT"]
)
def test_the_day_is_that_of_the_agencys_zone(zone: str, day: date) -> None:
    begun = datetime(2026, 4, 5, 16, 30, tzinfo=UTC)  # half past eleven at night in Jakarta, half past one in Jayapura

    placed = judge(Entry(Times(begun, begun + HOUR, NOW)), ground(zone=zone))

    assert isinstance(placed, Placed)
    assert (placed.day, placed.days_after) == (day, (date(2026, 4, 6) - day).days)


@pytest.mark.parametrize("status", [PeriodStatus.UPCOMING, PeriodStatus.CLOSED])
def test_a_day_of_a_period_that_is_not_open_is_refused_by_its_name(status: PeriodStatus) -> None:
    refused = judge(Entry(GOOD), ground(period(status)))

    assert isinstance(refused, Problem)
    assert "Triwulan II" in refused.detail.id
    assert refused.basis


def test_a_day_of_no_performance_year_is_refused() -> None:
    begun = datetime(2026, 3, 31, 2, tzinfo=UTC)

    refused = judge(Entry(Times(begun, begun + HOUR, NOW)), ground())

    assert isinstance(refused, Problem)
    assert [(each.code, each.pointer) for each in refused.errors] == [("outside_years", "/started_at")]


def test_a_part_of_ones_own_agreed_plan_is_linked() -> None:
    placed = judge(Entry(GOOD, PART, "/target_id"), ground(part=linked()))

    assert isinstance(placed, Placed)
    assert placed.part == linked()


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (None, "NOT_FOUND"),
        (linked(employee_id=UUID(int=9)), "NOT_FOUND"),
        (linked(status=PlanStatus.DRAFT), "PLAN_NOT_AGREED"),
        (linked(cycle_id=UUID(int=9)), "PERIOD_OF_ANOTHER_YEAR"),
    ],
    ids=["missing", "somebody else's", "not agreed", "of another year"],
)
def test_another_part_is_not_linked(found: PlanPart | None, code: str) -> None:
    refused = judge(Entry(GOOD, PART, "/target_id"), ground(part=found))

    assert isinstance(refused, Problem)
    assert refused.code == code
    assert [each.pointer for each in refused.errors] == ([] if code == "NOT_FOUND" else ["/target_id"])


@pytest.mark.parametrize("relation", Relation)
def test_the_employee_alone_keeps_the_diary(relation: Relation) -> None:
    roles = frozenset({Role.EMPLOYEE})
    principal = Principal(AccountId(ANI), AgencyId(ANI), "Ani", roles, permissions_of(roles))
    expected: type[Decision] = Allowed if relation is Relation.SELF else Denied if relation.is_above else Invisible

    assert isinstance(decide_keep_activities(principal, relation), expected)
