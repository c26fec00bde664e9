"""Changes of an agreed plan: what the plan would be, who asks and decides, and what keeps a step from being taken."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.targets.access.changes import decide_ask, decide_step_change
from kinerja_api.targets.lifecycle import PlanFacts
from kinerja_api.targets.lifecycle.changes import OWN_STEPS, PLAN_CHANGE, ChangeFacts
from kinerja_api.targets.rules import TargetFacts, changed
from kinerja_api.targets.types import AskedBy, ChangeRequestStatus, PlanStatus, TargetKind
from tests.unit.test_targets_rules import WHOLE, principal

FACTS = ChangeFacts(PlanStatus.AGREED, WHOLE, note="Belum perlu.")
ONE, OTHER = UUID(int=1), UUID(int=2)
STEPS = {
    "agree": ChangeRequestStatus.AGREED,
    "refuse": ChangeRequestStatus.REFUSED,
    "withdraw": ChangeRequestStatus.WITHDRAWN,
}


def facts_of(weight: int) -> TargetFacts:
    return TargetFacts(TargetKind.UTAMA, Decimal(weight), 1)


def test_a_plan_after_its_changes() -> None:
    current = {ONE: facts_of(60), OTHER: facts_of(40)}

    assert changed(current, []) == (facts_of(60), facts_of(40))
    assert changed(current, [(ONE, facts_of(70)), (OTHER, None), (None, facts_of(30))]) == (facts_of(70), facts_of(30))
    assert changed(current, [(None, None), (UUID(int=3), None)]) == (facts_of(60), facts_of(40))


@pytest.mark.parametrize(("step", "status"), list(product(STEPS, ChangeRequestStatus)))
def test_every_step_from_every_state(step: str, status: ChangeRequestStatus) -> None:
    if status is ChangeRequestStatus.SUBMITTED:
        assert PLAN_CHANGE.take(step, status, FACTS).target is STEPS[step]
    else:
        with pytest.raises(IllegalTransition):
            PLAN_CHANGE.take(step, status, FACTS)


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        ("agree", replace(FACTS, plan_status=PlanStatus.CLOSED)),
        ("agree", replace(FACTS, result=replace(WHOLE, cycle_is_open=False))),
        (
            "agree",
            replace(FACTS, result=PlanFacts(cycle_is_open=True, targets=(facts_of(90),), has_rating_official=True)),
        ),
        ("refuse", replace(FACTS, note=None)),
    ],
)
def test_what_is_missing_keeps_a_step_from_being_taken(step: str, facts: ChangeFacts) -> None:
    with pytest.raises(IllegalTransition) as refused:
        PLAN_CHANGE.take(step, ChangeRequestStatus.SUBMITTED, facts)

    assert refused.value.basis


@pytest.mark.parametrize(("relation", "step", "asked_by"), list(product(Relation, STEPS, AskedBy)))
def test_whoever_asked_withdraws_and_the_other_side_decides(relation: Relation, step: str, asked_by: AskedBy) -> None:
    decision = decide_step_change(principal(Role.EMPLOYEE), relation, step, asked_by)

    sides = {AskedBy.EMPLOYEE: Relation.SELF, AskedBy.OFFICIAL: Relation.RATING_OFFICIAL}
    asking = sides.pop(asked_by)
    entitled = asking if step in OWN_STEPS else next(iter(sides.values()))
    sees = relation is Relation.SELF or relation.is_above
    assert isinstance(decision, Allowed if relation is entitled else Denied if sees else Invisible)


@pytest.mark.parametrize("relation", Relation)
def test_the_employee_and_the_rating_official_ask(relation: Relation) -> None:
    asking = decide_ask(principal(Role.EMPLOYEE), relation)

    sees = relation is Relation.SELF or relation.is_above
    may = relation in {Relation.SELF, Relation.RATING_OFFICIAL}
    assert isinstance(asking, Allowed if may else Denied if sees else Invisible)
