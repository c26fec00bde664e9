"""A year of several plans or officials, or worked in part, as the engine is told it; and what records leave open."""

from datetime import date

import pytest

from kinerja_api.employees.types import ServiceStatus, StatusSpan
from kinerja_api.evaluations.rules import Circumstances, judge_year, remarks_on
from kinerja_api.evaluations.rules.days import up_to
from kinerja_api.evaluations.rules.years import (
    YearParts,
    is_plain,
    is_told_whole,
    stretches,
    time_away,
    uncovered_days,
)
from kinerja_api.evaluations.types import Predicate, RatingLevel
from kinerja_api.policies.public import national
from kinerja_api.scoring.document import recompute
from kinerja_api.scoring.facts import EvaluatedPeriod, PlanOfYear, RatingFacts, TimeAway, YearFacts
from tests.unit.test_evaluations_rules import VERSION

YEAR = EvaluatedPeriod(date(2026, 1, 1), date(2026, 12, 31))
AS = RatingLevel.SESUAI_EKSPEKTASI


def days(month: int, day: int, until: int, last: int) -> EvaluatedPeriod:
    return EvaluatedPeriod(date(2026, month, day), date(2026, until, last))


def plan(span: EvaluatedPeriod, predicate: Predicate | None = None) -> PlanOfYear:
    return PlanOfYear("Pengolah Data", "Kabid", span, predicate)


BEFORE, AFTER = plan(days(1, 1, 3, 31), Predicate.BAIK), plan(days(4, 1, 12, 31))


def test_up_to_a_hand_over_the_year_is_shorter() -> None:
    assert up_to(YEAR, None) == YEAR
    assert up_to(YEAR, date(2026, 3, 31)) == days(1, 1, 3, 31)
    assert up_to(days(1, 1, 2, 28), date(2026, 3, 31)) == days(1, 1, 2, 28)


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ([], [YEAR]),
        ([date(2026, 3, 31)], [days(1, 1, 3, 31), days(4, 1, 12, 31)]),
        ([date(2026, 6, 30), date(2026, 3, 31)], [days(1, 1, 3, 31), days(4, 1, 6, 30), days(7, 1, 12, 31)]),
        ([date(2026, 12, 31), date(2025, 12, 31)], [YEAR]),
    ],
)
def test_the_days_of_a_plan_are_cut_after_each_hand_over(ends: list[date], found: list[EvaluatedPeriod]) -> None:
    assert stretches(YEAR, ends) == found


def test_time_away_is_named_as_the_law_of_the_engine_names_it() -> None:
    statuses = [
        StatusSpan(ServiceStatus.CLTN, date(2025, 1, 1), date(2026, 3, 1)),
        StatusSpan(ServiceStatus.PERPANJANGAN_CLTN, date(2026, 3, 1), date(2026, 4, 1)),
        StatusSpan(ServiceStatus.CUTI_BESAR, date(2026, 5, 1), date(2026, 6, 1)),
        StatusSpan(ServiceStatus.TUGAS_BELAJAR, date(2026, 7, 1), date(2026, 8, 1)),
        StatusSpan(ServiceStatus.DIPERBANTUKAN, date(2026, 8, 1), date(2026, 9, 1)),
        StatusSpan(ServiceStatus.CUTI_SAKIT, date(2027, 1, 1), None),
    ]

    assert time_away(YEAR, statuses, date(2020, 1, 1)) == (
        TimeAway("cltn", days(1, 1, 2, 28)),
        TimeAway("cltn", days(3, 1, 3, 31)),
        TimeAway("cuti_besar", days(5, 1, 5, 31)),
    )
    assert time_away(YEAR, statuses[:1], date(2026, 2, 1)) == (
        TimeAway("belum_bertugas", days(1, 1, 1, 31)),
        TimeAway("cltn", days(2, 1, 2, 28)),
    )
    assert time_away(YEAR, [], None) == ()


@pytest.mark.parametrize(
    ("parts", "holes", "whole"),
    [
        (YearParts((plan(YEAR),), ()), (), True),
        (YearParts((AFTER, BEFORE), ()), (), True),
        (YearParts((AFTER,), ()), (days(1, 1, 3, 31),), False),
        (YearParts((AFTER,), (TimeAway("cltn", days(1, 1, 3, 31)),)), (), True),
        (YearParts((plan(days(1, 1, 3, 31)), AFTER), ()), (), False),
        (YearParts((plan(days(1, 1, 4, 1), Predicate.BAIK), AFTER), ()), (), False),
        (YearParts((BEFORE, plan(days(5, 1, 11, 30))), ()), (days(4, 1, 4, 30), days(12, 1, 12, 31)), False),
    ],
)
def test_the_engine_is_told_a_year_without_holes_and_with_every_earlier_predicate(
    parts: YearParts, holes: tuple[EvaluatedPeriod, ...], *, whole: bool
) -> None:
    assert uncovered_days(YEAR, parts) == holes
    assert is_told_whole(YEAR, parts) is whole


def test_a_year_of_one_plan_worked_as_a_whole_is_plain() -> None:
    assert is_plain(YearParts((plan(YEAR),), ()), YEAR)
    assert not is_plain(YearParts((plan(YEAR),), (TimeAway("cuti_sakit", days(1, 1, 1, 2)),)), YEAR)
    assert not is_plain(YearParts((BEFORE, AFTER), ()), YEAR)


def test_the_predicate_of_such_a_year_is_that_of_its_ratings_and_recomputes() -> None:
    above = RatingLevel.DI_ATAS_EKSPEKTASI
    ratings = RatingFacts(YEAR, behavior=above, work_result=above, heads_unit=False, organization=None)
    facts = YearFacts((BEFORE, AFTER), (TimeAway("cuti_sakit", days(5, 1, 5, 31)),), ratings)

    judged = judge_year(national().get("permenpanrb_6_2022"), VERSION, facts, None)

    assert (judged.predicate, judged.months_worked) == (Predicate.SANGAT_BAIK, 11)
    assert recompute(judged.explanation["trace"])[1] == ()
    assert any("baik" in each.lower() for each in judged.explanation["sentences"]["id"])


def test_days_that_nothing_tells_of_are_told_to_the_reader() -> None:
    [remark] = remarks_on(Circumstances((), 1, AS, AS, uncovered=(days(4, 1, 4, 30),)))

    assert remark["code"] == "DAYS_WITHOUT_DOCUMENT"
    assert "2026-04-01 - 2026-04-30" in remark["en"]
