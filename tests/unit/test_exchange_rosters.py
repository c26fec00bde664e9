"""What a registration changes in the record of an employee."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from kinerja_api.employees.rules import check_nip, compare, holds_later_post
from kinerja_api.employees.types import Education, Employment, NipFacts, Sex
from kinerja_api.employees.types.rosters import (
    Diploma,
    PostHeld,
    RankHeld,
    Registered,
    Registration,
    RosterChange,
    RosterPart,
)
from kinerja_api.kit.text import Text

POST, OTHER = UUID(int=1), UUID(int=2)
SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)
GIVEN = Registration(
    nip="199003152015042001",
    name="Sari",
    employment=Employment.PNS,
    born_on=date(1990, 3, 15),
    sex=Sex.FEMALE,
    rank=RankHeld("III/a", SPRING),
    post=PostHeld(POST, SPRING),
    diploma=Diploma(Education.S1, date(2012, 8, 1)),
)
KNOWN = Registered(
    employee_id=UUID(int=9),
    name="Sari",
    employment=Employment.PNS,
    ranks=(RankHeld("II/d", date(2022, 4, 1)), RankHeld("III/a", SPRING)),
    posts=(PostHeld(POST, SPRING, SUMMER),),
    diplomas=(Diploma(Education.S1, date(2012, 8, 1)),),
)
ALL = frozenset(RosterPart)


def test_somebody_new_is_written_whole() -> None:
    assert compare(GIVEN, None) == RosterChange(GIVEN, None, ALL)
    bare = replace(GIVEN, rank=None, post=None, diploma=None)
    assert compare(bare, None) == RosterChange(bare, None, frozenset({RosterPart.EMPLOYEE}))


def test_what_is_on_record_changes_nothing() -> None:
    assert compare(GIVEN, KNOWN) is None
    assert compare(replace(GIVEN, rank=None, post=None, diploma=None), KNOWN) is None


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (replace(GIVEN, name="Sari Dewi"), RosterPart.EMPLOYEE),
        (replace(GIVEN, employment=Employment.CPNS), RosterPart.EMPLOYEE),
        (replace(GIVEN, rank=RankHeld("III/b", SPRING)), RosterPart.RANK),
        (replace(GIVEN, post=PostHeld(OTHER, SPRING)), RosterPart.POST),
        (replace(GIVEN, diploma=Diploma(Education.S2, SPRING)), RosterPart.DIPLOMA),
    ],
)
def test_only_the_part_that_differs_is_written(given: Registration, part: RosterPart) -> None:
    assert compare(given, KNOWN) == RosterChange(given, KNOWN.employee_id, frozenset({part}))


def test_a_post_before_one_on_record_needs_a_decision() -> None:
    earlier = replace(GIVEN, post=PostHeld(OTHER, date(2025, 1, 1)))

    assert holds_later_post(earlier, KNOWN)
    assert not holds_later_post(earlier, None)
    assert not holds_later_post(replace(GIVEN, post=None), KNOWN)
    assert not holds_later_post(GIVEN, KNOWN)
    assert not holds_later_post(replace(GIVEN, post=PostHeld(OTHER, SUMMER)), KNOWN)


def test_a_nip_is_read_and_held_against_the_employment() -> None:
    assert isinstance(check_nip("199003152015042001", Employment.CPNS), NipFacts)
    assert isinstance(check_nip("199003152015042001", Employment.PPPK), Text)
    assert isinstance(check_nip("1990", Employment.PNS), Text)
