"""The tables of calibration: who leads a session, what may be changed in it, and how it ends."""

from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types import Standing, UnitStanding
from kinerja_api.evaluations.access.calibrations import (
    decide_calibrate,
    decide_change_in_session,
    decide_see_calibration,
)
from kinerja_api.evaluations.lifecycle.calibrations import CALIBRATION, CalibrationFacts
from kinerja_api.evaluations.rules import is_calibratable
from kinerja_api.evaluations.types import CalibrationStatus, EvaluationStatus
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition

UNTOUCHED = CalibrationFacts(items=0, departing=())
LEADS = {
    ("lock", CalibrationStatus.OPEN): CalibrationStatus.LOCKED,
    ("cancel", CalibrationStatus.OPEN): CalibrationStatus.CANCELLED,
}


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Kadis", roles, permissions_of(roles))


@pytest.mark.parametrize("step", [each.name for each in CALIBRATION.transitions])
@pytest.mark.parametrize("state", CalibrationStatus)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: CalibrationStatus) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition) as refused:
            CALIBRATION.take(step, state, UNTOUCHED)
        assert refused.value.basis
    else:
        assert CALIBRATION.take(step, state, UNTOUCHED).target is target


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        ("lock", CalibrationFacts(items=1, departing=("Bidang Data",))),
        ("cancel", CalibrationFacts(items=1, departing=())),
    ],
)
def test_a_step_whose_condition_fails_is_refused_on_its_basis(step: str, facts: CalibrationFacts) -> None:
    with pytest.raises(IllegalTransition) as refused:
        CALIBRATION.take(step, CalibrationStatus.OPEN, facts)

    assert refused.value.basis


def test_a_departure_that_is_explained_is_locked() -> None:
    facts = CalibrationFacts(items=1, departing=("Bidang Data",), note="Semua target tercapai")

    assert CALIBRATION.take("lock", CalibrationStatus.OPEN, facts).target is CalibrationStatus.LOCKED


@pytest.mark.parametrize("status", EvaluationStatus)
@pytest.mark.parametrize("is_rated", [False, True])
def test_a_rated_draft_and_what_is_in_force_and_not_made_anew_can_be_calibrated(
    status: EvaluationStatus, *, is_rated: bool
) -> None:
    settled = status in {EvaluationStatus.REOPENED, EvaluationStatus.REPLACED}
    expected = is_rated if status is EvaluationStatus.DRAFT else not settled

    assert is_calibratable(status, is_rated=is_rated) is expected


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN, Role.APPOINTING_OFFICIAL])
@pytest.mark.parametrize("is_top", [False, True])
@pytest.mark.parametrize("leads_above", [False, True])
@pytest.mark.parametrize("heads_it", [False, True])
@pytest.mark.parametrize("is_relative_of_head", [False, True])
def test_a_session_is_led_from_above_the_unit_and_of_the_top_unit_by_the_appointing_official(
    role: Role, *, is_top: bool, leads_above: bool, heads_it: bool, is_relative_of_head: bool
) -> None:
    to_unit = UnitStanding(
        is_top=is_top,
        leads_it=leads_above,
        leads_above=leads_above,
        heads_it=heads_it,
        is_relative_of_head=is_relative_of_head,
    )

    from_above = leads_above and not heads_it and not is_relative_of_head
    may = role is Role.APPOINTING_OFFICIAL if is_top else from_above
    decided = decide_calibrate(holder(role), to_unit)
    assert isinstance(decided, Allowed if may else Denied)
    assert not isinstance(decided, Denied) or decided.basis


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN, Role.AUDITOR, Role.APPOINTING_OFFICIAL])
@pytest.mark.parametrize("leads_unit", [False, True])
def test_a_session_is_seen_by_leaders_the_appointing_official_hr_and_auditors(role: Role, *, leads_unit: bool) -> None:
    sees = leads_unit or role is not Role.EMPLOYEE

    assert isinstance(decide_see_calibration(holder(role), leads_unit=leads_unit), Allowed if sees else Invisible)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_relative", [False, True])
def test_nobody_calibrates_themself_or_a_relative(relation: Relation, *, is_relative: bool) -> None:
    decided = decide_change_in_session(Standing(relation, is_relative))

    may = relation is not Relation.SELF and not is_relative
    assert isinstance(decided, Allowed if may else Denied)
    assert not isinstance(decided, Denied) or decided.basis
