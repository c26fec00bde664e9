"""Target plans: who sees, changes and steps them, and what keeps a step from being taken."""

from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.access import decide_see_employee, decide_see_history
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.targets.access import decide_change, decide_see, decide_step
from kinerja_api.targets.lifecycle import EDITABLE, OWN_STEPS, PLAN, REVIEW_STEPS, PlanFacts
from kinerja_api.targets.rules import TargetFacts
from kinerja_api.targets.types import PlanStatus, TargetKind

READERS = {Role.HR_ADMIN, Role.AUDITOR}
WHOLE = PlanFacts(
    cycle_is_open=True,
    targets=(TargetFacts(TargetKind.UTAMA, Decimal(60), 1), TargetFacts(TargetKind.UTAMA, Decimal(40), 2)),
    has_rating_official=True,
    note="Perjelas indikator.",
)
STEPS = {
    "submit": ({PlanStatus.DRAFT, PlanStatus.RETURNED}, PlanStatus.SUBMITTED),
    "withdraw": ({PlanStatus.SUBMITTED}, PlanStatus.DRAFT),
    "agree": ({PlanStatus.SUBMITTED}, PlanStatus.AGREED),
    "return": ({PlanStatus.SUBMITTED}, PlanStatus.RETURNED),
}


def principal(role: Role) -> Principal:
    roles = frozenset({role})
    return Principal(
        account_id=AccountId(UUID(int=1)),
        agency_id=AgencyId(UUID(int=2)),
        name="Ani",
        roles=roles,
        permissions=permissions_of(roles),
        employee_id=None,
    )


@pytest.mark.parametrize(("step", "status"), list(product(STEPS, PlanStatus)))
def test_every_step_from_every_state(step: str, status: PlanStatus) -> None:
    sources, target = STEPS[step]
    if status in sources:
        assert PLAN.take(step, status, WHOLE).target is target
    else:
        with pytest.raises(IllegalTransition):
            PLAN.take(step, status, WHOLE)


@pytest.mark.parametrize(
    ("step", "status", "facts"),
    [
        ("submit", PlanStatus.DRAFT, PlanFacts(cycle_is_open=False, targets=WHOLE.targets, has_rating_official=True)),
        ("submit", PlanStatus.DRAFT, PlanFacts(cycle_is_open=True, targets=(), has_rating_official=True)),
        (
            "submit",
            PlanStatus.DRAFT,
            PlanFacts(
                cycle_is_open=True,
                targets=(TargetFacts(TargetKind.UTAMA, Decimal(100), 0),),
                has_rating_official=True,
            ),
        ),
        (
            "submit",
            PlanStatus.DRAFT,
            PlanFacts(
                cycle_is_open=True,
                targets=(TargetFacts(TargetKind.UTAMA, Decimal(90), 1),),
                has_rating_official=True,
            ),
        ),
        ("submit", PlanStatus.DRAFT, PlanFacts(cycle_is_open=True, targets=WHOLE.targets, has_rating_official=False)),
        (
            "return",
            PlanStatus.SUBMITTED,
            PlanFacts(cycle_is_open=True, targets=WHOLE.targets, has_rating_official=True),
        ),
    ],
)
def test_what_is_missing_keeps_a_step_from_being_taken(step: str, status: PlanStatus, facts: PlanFacts) -> None:
    with pytest.raises(IllegalTransition) as refused:
        PLAN.take(step, status, facts)

    assert refused.value.basis


@pytest.mark.parametrize(("role", "relation"), list(product(Role, Relation)))
def test_who_sees_a_plan_and_the_records_of_its_owner(role: Role, relation: Relation) -> None:
    reads_all = principal(role).reads_whole_agency
    sees = reads_all or relation is Relation.SELF or relation.is_above

    assert isinstance(decide_see(principal(role), relation), Allowed if sees else Invisible)
    assert isinstance(decide_see_history(principal(role), relation), Allowed if sees else Invisible)
    knows = sees or relation is Relation.SUBORDINATE
    assert isinstance(decide_see_employee(principal(role), relation), Allowed if knows else Invisible)


@pytest.mark.parametrize(("relation", "status"), list(product(Relation, PlanStatus)))
def test_only_its_owner_changes_a_plan_and_only_while_it_is_drawn_up(relation: Relation, status: PlanStatus) -> None:
    decision = decide_change(principal(Role.EMPLOYEE), relation, status)

    if relation is Relation.SELF:
        assert isinstance(decision, Allowed if status in EDITABLE else Denied)
    else:
        assert isinstance(decision, Denied if relation.is_above else Invisible)


@pytest.mark.parametrize(("relation", "step"), list(product(Relation, sorted(OWN_STEPS | REVIEW_STEPS))))
def test_the_owner_submits_and_the_rating_official_reviews(relation: Relation, step: str) -> None:
    decision = decide_step(principal(Role.EMPLOYEE), relation, step)

    entitled = Relation.SELF if step in OWN_STEPS else Relation.RATING_OFFICIAL
    if relation is entitled:
        assert isinstance(decision, Allowed)
    else:
        assert isinstance(decision, Denied if relation is Relation.SELF or relation.is_above else Invisible)
