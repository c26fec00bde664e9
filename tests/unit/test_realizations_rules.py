"""The tables of realizations: what fits, who may, which step leads where."""

from decimal import Decimal
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.realizations.access import Reviewer, decide_change, decide_report, decide_see, decide_step
from kinerja_api.realizations.errors import DOCUMENTING, ReportingClosed
from kinerja_api.realizations.lifecycle import EDITABLE, OWN_STEPS, REALIZATION, RealizationFacts
from kinerja_api.realizations.rules import find_misfit
from kinerja_api.realizations.types import RealizationStatus

TWELVE, THREE = Decimal(12), Decimal(3)
GOOD = RealizationFacts(plan_is_agreed=True, period_is_open=True, note="Perbaiki")
STEPS = ("submit", "withdraw", "accept", "return")
LEADS = {
    ("submit", RealizationStatus.DRAFT): RealizationStatus.SUBMITTED,
    ("submit", RealizationStatus.RETURNED): RealizationStatus.SUBMITTED,
    ("withdraw", RealizationStatus.SUBMITTED): RealizationStatus.DRAFT,
    ("accept", RealizationStatus.SUBMITTED): RealizationStatus.ACCEPTED,
    ("return", RealizationStatus.SUBMITTED): RealizationStatus.RETURNED,
}


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    nobody = UUID(int=1)
    roles = frozenset({role})
    return Principal(AccountId(nobody), AgencyId(nobody), "Ani", roles, permissions_of(roles))


@pytest.mark.parametrize(
    ("target", "value", "text", "place"),
    [
        (TWELVE, THREE, None, None),
        (TWELVE, THREE, "tiga", None),
        (TWELVE, Decimal(0), None, None),
        (TWELVE, None, "tiga", "/value"),
        (None, None, "selesai", None),
        (None, THREE, "selesai", "/value"),
        (None, THREE, None, "/value"),
        (None, None, None, "/text"),
    ],
)
def test_a_number_stands_where_the_target_is_one(
    target: Decimal | None, value: Decimal | None, text: str | None, place: str | None
) -> None:
    misfit = find_misfit(target, value, text)

    assert (misfit.pointer if misfit else None) == place


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", RealizationStatus)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: RealizationStatus) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition):
            REALIZATION.take(step, state, GOOD)
    else:
        assert REALIZATION.take(step, state, GOOD).target is target


@pytest.mark.parametrize(
    ("step", "state", "facts"),
    [
        ("submit", RealizationStatus.DRAFT, RealizationFacts(plan_is_agreed=False, period_is_open=True)),
        ("submit", RealizationStatus.RETURNED, RealizationFacts(plan_is_agreed=True, period_is_open=False)),
        (
            "submit",
            RealizationStatus.DRAFT,
            RealizationFacts(plan_is_agreed=True, period_is_open=True, closing=ReportingClosed(basis=[DOCUMENTING])),
        ),
        ("return", RealizationStatus.SUBMITTED, RealizationFacts(plan_is_agreed=True, period_is_open=True)),
    ],
)
def test_a_step_whose_condition_fails_is_refused_on_its_basis(
    step: str, state: RealizationStatus, facts: RealizationFacts
) -> None:
    with pytest.raises(IllegalTransition) as refused:
        REALIZATION.take(step, state, facts)

    assert refused.value.basis


def test_a_review_is_possible_after_the_period_has_closed() -> None:
    closed = RealizationFacts(plan_is_agreed=True, period_is_open=False)

    assert REALIZATION.take("accept", RealizationStatus.SUBMITTED, closed).target is RealizationStatus.ACCEPTED


@pytest.mark.parametrize("relation", Relation)
def test_the_employee_and_those_above_see_and_only_the_employee_reports(relation: Relation) -> None:
    sees = relation is Relation.SELF or relation.is_above
    expected: type[Decision] = Allowed if relation is Relation.SELF else Denied if sees else Invisible

    assert isinstance(decide_see(holder(), relation), Allowed if sees else Invisible)
    assert isinstance(decide_report(holder(), relation), expected)


@pytest.mark.parametrize("role", [Role.HR_ADMIN, Role.AUDITOR])
def test_hr_and_auditors_see_and_change_nothing(role: Role) -> None:
    assert isinstance(decide_see(holder(role), Relation.NONE), Allowed)
    assert isinstance(decide_change(holder(role), Relation.NONE, RealizationStatus.DRAFT), Denied)
    assert all(isinstance(decide_step(holder(role), Reviewer(Relation.NONE), step), Denied) for step in STEPS)


@pytest.mark.parametrize("status", RealizationStatus)
def test_a_realization_changes_while_it_is_a_draft_or_returned(status: RealizationStatus) -> None:
    expected = Allowed if status in EDITABLE else Denied

    assert isinstance(decide_change(holder(), Relation.SELF, status), expected)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_relative", [False, True])
@pytest.mark.parametrize("official_is_relative", [False, True])
def test_the_official_reviews_and_never_a_relative(
    step: str, relation: Relation, *, is_relative: bool, official_is_relative: bool
) -> None:
    decided = decide_step(holder(), Reviewer(relation, is_relative, official_is_relative), step)

    sees = relation is Relation.SELF or relation.is_above
    if step in OWN_STEPS:
        may = relation is Relation.SELF
    else:
        stands_in = relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and official_is_relative
        may = not is_relative and (relation is Relation.RATING_OFFICIAL or stands_in)
    expected: type[Decision] = Allowed if may else Denied if sees else Invisible
    assert isinstance(decided, expected)
