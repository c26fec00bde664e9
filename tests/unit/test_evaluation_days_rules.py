"""Which days are evaluated: those of the plan, without leave and without what is worked at another agency."""

from datetime import date
from uuid import UUID

import pytest

from kinerja_api.employees.types import ServiceStatus, StatusSpan
from kinerja_api.evaluations.rules import Circumstances, remarks_on
from kinerja_api.evaluations.rules.days import (
    STATUS_TERMS,
    days_in_plan,
    is_elsewhere,
    omission_of_days,
    reasons_away,
    within,
    without_away,
)
from kinerja_api.evaluations.types import Omission, RatingLevel
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.targets.types import PlanStatus, PlanView

QUARTER = EvaluatedPeriod(date(2026, 4, 1), date(2026, 6, 30))
S = ServiceStatus


def plan(valid_from: date | None = None, valid_until: date | None = None) -> PlanView:
    ids = [UUID(int=number) for number in range(1, 6)]
    return PlanView(
        ids[0],
        ids[1],
        ids[2],
        "Ani",
        ids[3],
        ids[4],
        PlanStatus.AGREED,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def span(kind: ServiceStatus, since: date, until: date | None = None) -> StatusSpan:
    return StatusSpan(kind, since, until)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "days"),
    [
        (None, None, (QUARTER.first_day, QUARTER.last_day)),
        (date(2026, 1, 1), None, (QUARTER.first_day, QUARTER.last_day)),
        (date(2026, 5, 4), None, (date(2026, 5, 4), QUARTER.last_day)),
        (date(2026, 1, 1), date(2026, 4, 1), (QUARTER.first_day, QUARTER.first_day)),
        (date(2026, 6, 30), None, (QUARTER.last_day, QUARTER.last_day)),
        (date(2026, 7, 1), None, None),
        (date(2026, 1, 1), date(2026, 3, 31), None),
    ],
)
def test_a_plan_is_evaluated_on_its_own_days(
    valid_from: date | None, valid_until: date | None, days: tuple[date, date] | None
) -> None:
    found = days_in_plan(QUARTER, plan(valid_from, valid_until))

    assert found == (EvaluatedPeriod(*days) if days else None)


@pytest.mark.parametrize(
    ("statuses", "left"),
    [
        ([], [(4, 1, 6, 30)]),
        ([span(S.TUGAS_BELAJAR, date(2026, 1, 1))], [(4, 1, 6, 30)]),
        ([span(S.CLTN, date(2026, 1, 1))], []),
        ([span(S.CLTN, date(2026, 4, 1), date(2026, 7, 1))], []),
        ([span(S.CLTN, date(2026, 4, 1), date(2026, 6, 30))], [(6, 30, 6, 30)]),
        ([span(S.CLTN, date(2026, 4, 2))], [(4, 1, 4, 1)]),
        ([span(S.CUTI_SAKIT, date(2026, 5, 1), date(2026, 5, 2))], [(4, 1, 4, 30), (5, 2, 6, 30)]),
        ([span(S.CUTI_BESAR, date(2025, 1, 1), date(2026, 4, 1))], [(4, 1, 6, 30)]),
        (
            [span(S.CLTN, date(2026, 4, 10), date(2026, 5, 1)), span(S.DIPERBANTUKAN, date(2026, 6, 1))],
            [(4, 1, 4, 9), (5, 1, 5, 31)],
        ),
    ],
)
def test_leave_and_work_elsewhere_are_cut_out(
    statuses: list[StatusSpan], left: list[tuple[int, int, int, int]]
) -> None:
    runs = [(date(2026, month, day), date(2026, until, last)) for month, day, until, last in left]

    assert without_away(QUARTER, statuses) == tuple(EvaluatedPeriod(*run) for run in runs)


@pytest.mark.parametrize(
    ("days", "statuses", "reason"),
    [
        ((None, None), [], None),
        ((date(2026, 7, 1), None), [], Omission.OUTSIDE_PLAN),
        ((None, None), [span(S.PERPANJANGAN_CLTN, date(2026, 4, 1))], Omission.UNPAID_LEAVE),
        ((None, None), [span(S.CUTI_MELAHIRKAN, date(2026, 4, 1))], Omission.LONG_LEAVE),
        ((None, None), [span(S.DIPERBANTUKAN, date(2026, 4, 1))], Omission.EVALUATED_ELSEWHERE),
        (
            (None, None),
            [span(S.CLTN, date(2026, 4, 1), date(2026, 6, 1)), span(S.DIPERBANTUKAN, date(2026, 6, 1))],
            Omission.EVALUATED_ELSEWHERE,
        ),
        # Only the leave lies in the days of the plan; the work elsewhere begins after it.
        (
            (date(2026, 4, 1), date(2026, 4, 30)),
            [span(S.CLTN, date(2026, 4, 1), date(2026, 5, 1)), span(S.DIPERBANTUKAN, date(2026, 6, 1))],
            Omission.UNPAID_LEAVE,
        ),
        ((None, None), [span(S.CLTN, date(2026, 4, 2))], None),
        # The plan ended with the leave, and is as little evaluated as one that the leave interrupts.
        ((None, date(2026, 3, 31)), [span(S.CLTN, date(2026, 4, 1))], Omission.UNPAID_LEAVE),
        ((None, date(2026, 3, 31)), [span(S.CLTN, date(2026, 4, 2))], Omission.OUTSIDE_PLAN),
    ],
)
def test_it_is_said_why_there_is_nothing_to_evaluate(
    days: tuple[date | None, date | None], statuses: list[StatusSpan], reason: Omission | None
) -> None:
    assert omission_of_days(QUARTER, plan(*days), statuses) is reason


def test_whoever_has_no_plan_is_asked_for_one_unless_no_day_would_be_in_it() -> None:
    assert omission_of_days(QUARTER, None, []) is None
    assert omission_of_days(QUARTER, None, [span(S.CLTN, date(2026, 1, 1))]) is Omission.UNPAID_LEAVE


def test_where_the_year_ends_is_where_it_is_evaluated() -> None:
    elsewhere = [span(S.CLTN, date(2026, 1, 1), date(2026, 2, 1)), span(S.DIPERBANTUKAN, date(2026, 2, 1))]

    assert is_elsewhere(elsewhere, date(2026, 12, 31))
    assert not is_elsewhere(elsewhere, date(2026, 1, 31))
    assert not is_elsewhere([span(S.DIPERBANTUKAN, date(2026, 2, 1), date(2026, 12, 31))], date(2026, 12, 31))


def test_the_days_of_a_status_are_cut_to_the_period() -> None:
    assert within(span(S.CLTN, date(2026, 1, 1)), QUARTER) == QUARTER
    assert within(span(S.CLTN, date(2026, 1, 1), date(2026, 4, 1)), QUARTER) is None
    assert within(span(S.CLTN, date(2026, 7, 1)), QUARTER) is None


def test_the_reader_is_told_on_which_days_and_why_not_on_the_others() -> None:
    leave = [span(S.CUTI_SAKIT, date(2026, 5, 1), date(2026, 5, 11)), span(S.CUTI_SAKIT, date(2026, 6, 1))]
    left = without_away(QUARTER, leave)
    reasons = reasons_away(QUARTER, [*leave, span(S.TUGAS_BELAJAR, date(2026, 4, 1)), span(S.CLTN, date(2027, 1, 1))])

    level = RatingLevel.SESUAI_EKSPEKTASI
    [remark] = remarks_on(Circumstances((), 1, level, None, left, reasons))

    assert remark["en"] == (
        "Rated on the days that were worked: 2026-04-01 - 2026-04-30, 2026-05-11 - 2026-05-31. The rest: sick leave."
    )
    assert STATUS_TERMS.keys() == set(ServiceStatus)
