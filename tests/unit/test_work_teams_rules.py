"""Work teams as tables: who reads and keeps them, and the days that somebody is in one."""

from datetime import date
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.access.teams import (
    decide_keep_team,
    decide_put_in_team,
    decide_see_team,
    decide_set_up_team,
)
from kinerja_api.employees.rules import days_in_team, within_team
from kinerja_api.employees.types.teams import ToTeam
from kinerja_api.kit.ids import AccountId, AgencyId

FIRST, MIDDLE, LAST = date(2026, 2, 2), date(2026, 6, 1), date(2026, 12, 1)


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    nobody = UUID(int=1)
    roles = frozenset({role})
    return Principal(AccountId(nobody), AgencyId(nobody), "Ani", roles, permissions_of(roles))


@pytest.mark.parametrize(
    ("role", "to", "sees", "keeps"),
    [
        (Role.EMPLOYEE, ToTeam(), Invisible, Invisible),
        (Role.EMPLOYEE, ToTeam(is_member=True), Allowed, Denied),
        (Role.EMPLOYEE, ToTeam(leads_member=True), Allowed, Denied),
        (Role.EMPLOYEE, ToTeam(leads_unit=True), Allowed, Allowed),
        (Role.HR_ADMIN, ToTeam(), Allowed, Allowed),
        (Role.AUDITOR, ToTeam(), Allowed, Denied),
    ],
)
def test_a_team_is_read_by_those_concerned_and_kept_by_its_unit_and_hr(
    role: Role, to: ToTeam, sees: type[Decision], keeps: type[Decision]
) -> None:
    assert isinstance(decide_see_team(holder(role), to), sees)
    assert isinstance(decide_keep_team(holder(role), to), keeps)


@pytest.mark.parametrize("is_so", [False, True])
def test_a_head_sets_up_teams_of_the_own_unit_with_own_people_and_hr_any(*, is_so: bool) -> None:
    expected = Allowed if is_so else Denied

    assert isinstance(decide_set_up_team(holder(), leads_unit=is_so), expected)
    assert isinstance(decide_put_in_team(holder(), leads_all=is_so), expected)
    assert isinstance(decide_set_up_team(holder(Role.HR_ADMIN), leads_unit=is_so), Allowed)
    assert isinstance(decide_put_in_team(holder(Role.HR_ADMIN), leads_all=is_so), Allowed)


@pytest.mark.parametrize(
    ("since", "until", "team_until", "outside"),
    [
        (FIRST, None, None, None),
        (FIRST, LAST, LAST, None),
        (MIDDLE, LAST, None, None),
        (date(2026, 2, 1), None, None, "since"),
        (LAST, None, LAST, "since"),
        (MIDDLE, date(2026, 12, 2), LAST, "until"),
    ],
)
def test_days_in_a_team_lie_within_those_of_the_team(
    since: date, until: date | None, team_until: date | None, outside: str | None
) -> None:
    assert within_team(since, until, FIRST, team_until) == outside


@pytest.mark.parametrize(
    ("until", "team_until", "expected"),
    [
        (None, None, (FIRST, None)),
        (MIDDLE, None, (FIRST, MIDDLE)),
        (None, LAST, (FIRST, LAST)),
        (LAST, MIDDLE, (FIRST, MIDDLE)),
        (MIDDLE, LAST, (FIRST, MIDDLE)),
        (None, FIRST, None),
    ],
)
def test_days_in_a_team_end_with_it_at_the_latest(
    until: date | None, team_until: date | None, expected: tuple[date, date | None] | None
) -> None:
    assert days_in_team(FIRST, until, team_until) == expected
