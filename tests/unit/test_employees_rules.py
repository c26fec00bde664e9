"""What a NIP tells about a career."""

from datetime import date

import pytest

from kinerja_api.employees.rules import appointed_on, earliest_duty


@pytest.mark.parametrize(
    ("nip", "day"),
    [
        ("199003152015041002", date(2015, 4, 1)),
        ("199003152023212005", None),  # of a PPPK: the place of the month counts the contracts
        ("199013152015041002", None),  # no such month of birth, so nothing is known
    ],
)
def test_the_month_of_appointment_stands_in_the_nip_of_a_pns(nip: str, day: date | None) -> None:
    assert appointed_on(nip) == day


@pytest.mark.parametrize(
    ("nip", "day"),
    [
        ("199003152015041002", date(2015, 4, 1)),
        ("199003152023212005", date(2023, 1, 1)),  # of a PPPK only the year is known
        ("199013152015041002", None),
    ],
)
def test_nobody_begins_duty_before_the_appointment(nip: str, day: date | None) -> None:
    assert earliest_duty(nip) == day
