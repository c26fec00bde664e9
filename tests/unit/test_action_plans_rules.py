"""Where each step in the life of an action plan leads, and who takes it."""

from datetime import date
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.types import PeriodStatus, PeriodView
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.realizations.access import Reviewer, decide_act, decide_action_step, decide_change_actions
from kinerja_api.realizations.lifecycle.actions import ACTION_PLAN, CHANGEABLE, ActionPlanFacts
from kinerja_api.realizations.rules.actions import find_days_outside
from kinerja_api.realizations.types import ActionPlanStatus

GOOD = ActionPlanFacts(plan_is_agreed=True, period_is_over=False, note="Ubah")
STEPS = ("submit", "withdraw", "agree", "return")
DRAFT, SUBMITTED, RETURNED, AGREED = (
    ActionPlanStatus.DRAFT,
    ActionPlanStatus.SUBMITTED,
    ActionPlanStatus.RETURNED,
    ActionPlanStatus.AGREED,
)
LEADS = {
    ("submit", DRAFT): SUBMITTED,
    ("submit", RETURNED): SUBMITTED,
    ("withdraw", SUBMITTED): DRAFT,
    ("agree", SUBMITTED): AGREED,
    ("return", SUBMITTED): RETURNED,
    ("return", AGREED): RETURNED,
}


def employee() -> Principal:
    roles = frozenset({Role.EMPLOYEE})
    return Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Ani", roles, permissions_of(roles))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ActionPlanStatus)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: ActionPlanStatus) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition):
            ACTION_PLAN.take(step, state, GOOD)
    else:
        assert ACTION_PLAN.take(step, state, GOOD).target is target


@pytest.mark.parametrize(
    ("step", "state", "facts"),
    [
        ("submit", DRAFT, ActionPlanFacts(plan_is_agreed=False, period_is_over=False)),
        ("submit", DRAFT, ActionPlanFacts(plan_is_agreed=True, period_is_over=True)),
        ("agree", SUBMITTED, ActionPlanFacts(plan_is_agreed=False, period_is_over=False)),
        ("agree", SUBMITTED, ActionPlanFacts(plan_is_agreed=True, period_is_over=True)),
        ("return", AGREED, ActionPlanFacts(plan_is_agreed=True, period_is_over=True, note="Ubah")),
        ("return", AGREED, ActionPlanFacts(plan_is_agreed=True, period_is_over=False)),
    ],
)
def test_a_step_whose_condition_fails_is_refused_on_its_basis(
    step: str, state: ActionPlanStatus, facts: ActionPlanFacts
) -> None:
    with pytest.raises(IllegalTransition) as refused:
        ACTION_PLAN.take(step, state, facts)

    assert refused.value.basis


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("status", ActionPlanStatus)
def test_the_employee_alone_draws_up_and_changes(relation: Relation, status: ActionPlanStatus) -> None:
    may: type[Decision] = Allowed if relation is Relation.SELF else Denied if relation.is_above else Invisible

    assert isinstance(decide_act(employee(), relation), may)
    expected = Denied if may is Allowed and status not in CHANGEABLE else may
    assert isinstance(decide_change_actions(employee(), relation, status), expected)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_relative", [False, True])
def test_the_official_agrees_and_never_a_relative(step: str, relation: Relation, *, is_relative: bool) -> None:
    decided = decide_action_step(employee(), Reviewer(relation, is_relative), step)

    own = step in {"submit", "withdraw"}
    sees = relation is Relation.SELF or relation.is_above
    may = relation is Relation.SELF if own else relation is Relation.RATING_OFFICIAL and not is_relative
    expected: type[Decision] = Allowed if may else Denied if sees else Invisible
    assert isinstance(decided, expected)


def test_days_outside_the_period_are_named() -> None:
    first, last = date(2026, 4, 1), date(2026, 6, 30)
    period = PeriodView(UUID(int=1), UUID(int=2), 2, "Triwulan II", first, last, last, PeriodStatus.OPEN)
    days = [first, date(2026, 3, 31), last, date(2026, 7, 1)]

    faults = list(find_days_outside(days, period))

    assert [each.pointer for each in faults] == ["/steps/1/due_on", "/steps/3/due_on"]
