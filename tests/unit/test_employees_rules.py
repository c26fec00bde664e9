"""What a NIP tells about a career, and how people stand to each other."""

from datetime import date
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Relation
from kinerja_api.employees.rules import Stand, appointed_on, earliest_duty, handed_over, place_of
from kinerja_api.employees.types import Capacity, Place, Standing, Superior


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


ME, ANI, HEAD, ABOVE, TOP = (UUID(int=number) for number in range(1, 6))


def _line(*superiors: UUID, relative: UUID | None = None) -> list[Superior]:
    return [
        Superior(each, "-", "-", level, UUID(int=0), Capacity.DEFINITIVE, is_relative=each == relative)
        for level, each in enumerate(superiors, start=1)
    ]


@pytest.mark.parametrize(
    ("me", "mine", "theirs", "expected"),
    [
        (None, [], _line(HEAD), Standing(Relation.NONE)),
        (ANI, _line(HEAD), _line(HEAD), Standing(Relation.SELF)),
        (HEAD, _line(TOP), _line(HEAD, TOP), Standing(Relation.RATING_OFFICIAL)),
        (HEAD, _line(TOP), _line(HEAD, TOP, relative=HEAD), Standing(Relation.RATING_OFFICIAL, is_relative=True)),
        (ABOVE, _line(TOP), _line(HEAD, ABOVE, TOP), Standing(Relation.SUPERIOR_OF_RATING_OFFICIAL)),
        (
            ABOVE,
            _line(TOP),
            _line(HEAD, ABOVE, TOP, relative=HEAD),
            Standing(Relation.SUPERIOR_OF_RATING_OFFICIAL, official_is_relative=True),
        ),
        (TOP, [], _line(HEAD, ABOVE, TOP, relative=HEAD), Standing(Relation.ABOVE)),
        (ME, _line(ANI, HEAD), _line(HEAD), Standing(Relation.SUBORDINATE)),
        (ME, _line(HEAD, TOP), _line(HEAD, TOP), Standing(Relation.PEER)),
        (ME, _line(ABOVE), _line(HEAD), Standing(Relation.NONE)),
        (ME, [], [], Standing(Relation.NONE)),
    ],
)
def test_how_somebody_stands_to_an_employee_follows_from_both_lines(
    me: UUID | None, mine: list[Superior], theirs: list[Superior], expected: Standing
) -> None:
    lines = {ME: mine, HEAD: mine, ABOVE: mine, TOP: mine, ANI: theirs}

    assert place_of(me, ANI, lines, are_relatives=False) == Place(tuple(theirs), expected)


@pytest.mark.parametrize("theirs", [_line(HEAD), _line(TOP)])
def test_whoever_is_not_above_is_a_relative_when_either_declared_it(theirs: list[Superior]) -> None:
    assert place_of(ME, ANI, {ME: _line(HEAD), ANI: theirs}, are_relatives=True).standing.is_relative


@pytest.mark.parametrize(
    ("then", "today", "standing"),
    [
        (Relation.SELF, Relation.SELF, Standing(Relation.SELF)),
        (Relation.RATING_OFFICIAL, Relation.NONE, Standing(Relation.RATING_OFFICIAL)),
        (Relation.RATING_OFFICIAL, Relation.RATING_OFFICIAL, Standing(Relation.RATING_OFFICIAL)),
        (Relation.NONE, Relation.RATING_OFFICIAL, Standing(Relation.ABOVE)),
        (Relation.PEER, Relation.SUBORDINATE, Standing(Relation.PEER)),
    ],
)
def test_of_what_has_ended_whoever_stood_above_then_acts_and_whoever_does_today_only_sees(
    then: Relation, today: Relation, standing: Standing
) -> None:
    assert Stand(Standing(then), today).standing == standing


def test_a_relative_who_stands_above_today_alone_stays_a_relative() -> None:
    stand = Stand(Standing(Relation.NONE, is_relative=True), Relation.RATING_OFFICIAL)

    assert stand.standing == Standing(Relation.ABOVE, is_relative=True)


def test_handed_over_is_who_passes_to_another_official_and_is_not_ones_own_again() -> None:
    march, april, today = date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 1)
    below = {march: [ANI, HEAD, ABOVE], april: [HEAD], today: [ABOVE]}

    assert handed_over(below, [march], today) == [(march, ANI)]
    assert handed_over(below, [], today) == []
    assert handed_over({}, [march], today) == []
