"""What a NIP tells about a career."""

from datetime import date

import pytest

from kinerja_api.employees.rules import appointed_on


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
