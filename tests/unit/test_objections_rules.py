"""The tables of objections: which evaluation, until when, who is heard, who decides, which step leads where."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.access.objections import (
    ToObjection,
    decide_object,
    decide_see_objection,
    decide_state,
    decide_step_objection,
)
from kinerja_api.evaluations.lifecycle import EVALUATION, EvaluationFacts
from kinerja_api.evaluations.lifecycle.objections import OBJECTION, ObjectionFacts
from kinerja_api.evaluations.rules import changes_ratings, days_of, is_objectable, last_day
from kinerja_api.evaluations.types import EvaluationStatus, ObjectionStatus, RatingLevel, RevisionReason, Side
from kinerja_api.kit.clock import day_in_zone, end_of_day
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.policies.public import national

ABOVE, AS = RatingLevel.DI_ATAS_EKSPEKTASI, RatingLevel.SESUAI_EKSPEKTASI
GOOD = ObjectionFacts(frozenset(Side), is_overdue=True, has_next_judge=True, note="Bukti triwulan III diterima")
LEADS = {
    ("examine", ObjectionStatus.DIAJUKAN): ObjectionStatus.DIPERIKSA,
    ("uphold", ObjectionStatus.DIPERIKSA): ObjectionStatus.DIKUATKAN,
    ("change", ObjectionStatus.DIPERIKSA): ObjectionStatus.DIUBAH,
    ("escalate", ObjectionStatus.DIAJUKAN): ObjectionStatus.DIAJUKAN,
    ("escalate", ObjectionStatus.DIPERIKSA): ObjectionStatus.DIAJUKAN,
    ("convey", ObjectionStatus.DIKUATKAN): ObjectionStatus.FINAL,
    ("convey", ObjectionStatus.DIUBAH): ObjectionStatus.FINAL,
}
STEPS = [each.name for each in OBJECTION.transitions]


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Kadis", roles, permissions_of(roles))


def test_an_objection_is_filed_within_fourteen_days_after_the_day_of_receipt() -> None:
    policy = national().get("pp_30_2019_keberatan")
    received_on = date(2026, 1, 20)

    days = days_of(policy, "filing_days", received_on)

    assert (days, last_day(received_on, days)) == (14, date(2026, 2, 3))
    reference = policy.parameters["filing_days"].on(received_on).reference
    assert (reference.instrument, reference.article) == ("PP 30/2019", "Pasal 59")


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("Asia/Jakarta", datetime(2026, 2, 3, 17, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 2, 3, 16, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 2, 3, 15, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_of_the_agencys_own_zone(zone: str, ends: datetime) -> None:
    """C35: one deadline date, three instants."""
    day = date(2026, 2, 3)

    assert end_of_day(day, zone) == ends
    assert day_in_zone(ends - timedelta(microseconds=1), zone) == day
    assert day_in_zone(ends, zone) == day + timedelta(days=1)


@pytest.mark.parametrize("status", EvaluationStatus)
@pytest.mark.parametrize("reason", [None, *RevisionReason])
def test_an_objection_is_open_to_what_counts_and_is_no_decision_on_an_objection(
    status: EvaluationStatus, reason: RevisionReason | None
) -> None:
    counts = status in {EvaluationStatus.ISSUED, EvaluationStatus.ACKNOWLEDGED, EvaluationStatus.REJECTED}

    assert is_objectable(status, reason) is (counts and reason is not RevisionReason.OBJECTION)


@pytest.mark.parametrize(
    ("given", "changes"),
    [((None, None), False), ((AS, AS), False), ((ABOVE, None), True), ((None, ABOVE), True), ((ABOVE, AS), True)],
)
def test_a_change_gives_a_rating_that_was_another_before(
    given: tuple[RatingLevel | None, RatingLevel | None], *, changes: bool
) -> None:
    assert changes_ratings((AS.value, AS.value), given) is changes


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ObjectionStatus)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: ObjectionStatus) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition) as refused:
            OBJECTION.take(step, state, GOOD)
        assert refused.value.basis
    else:
        assert OBJECTION.take(step, state, GOOD).target is target


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        ("uphold", replace(GOOD, heard=frozenset({Side.EMPLOYEE}))),
        ("change", replace(GOOD, heard=frozenset({Side.OFFICIAL}))),
        ("uphold", replace(GOOD, note=None)),
        ("change", replace(GOOD, note=None)),
        ("change", replace(GOOD, differs=False)),
        ("escalate", replace(GOOD, is_overdue=False)),
        ("escalate", replace(GOOD, has_next_judge=False)),
    ],
)
def test_a_step_whose_condition_fails_is_refused_on_the_law_of_objections(step: str, facts: ObjectionFacts) -> None:
    with pytest.raises(IllegalTransition) as refused:
        OBJECTION.take(step, ObjectionStatus.DIPERIKSA, facts)

    assert [each.article[:8] for each in refused.value.basis] == ["Pasal 59"]


def test_an_evaluation_is_not_reopened_while_an_objection_to_it_is_examined() -> None:
    facts = EvaluationFacts(
        cycle_is_open=True,
        is_judged=True,
        unreviewed=0,
        organization_is_rated=True,
        breaks_pattern=False,
        is_objected=True,
        note="Hitung ulang",
    )

    with pytest.raises(IllegalTransition) as refused:
        EVALUATION.take("reopen", EvaluationStatus.ISSUED, facts)

    assert refused.value.basis[0].instrument == "PP 30/2019"


@pytest.mark.parametrize("relation", Relation)
def test_only_the_employee_concerned_objects(relation: Relation) -> None:
    decided = decide_object(relation)

    assert isinstance(decided, Allowed if relation is Relation.SELF else Denied)
    assert not isinstance(decided, Denied) or decided.basis


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN, Role.AUDITOR, Role.APPOINTING_OFFICIAL])
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("made_evaluation", [False, True])
@pytest.mark.parametrize("is_judge", [False, True])
def test_both_sides_are_heard_the_superior_decides_and_others_only_read(
    role: Role, relation: Relation, *, made_evaluation: bool, is_judge: bool
) -> None:
    principal, to = holder(role), ToObjection(relation, made_evaluation=made_evaluation, is_judge=is_judge)

    concerned = relation is Relation.SELF
    is_heard = concerned or made_evaluation or is_judge
    sees = is_heard or relation.is_above or role in {Role.HR_ADMIN, Role.AUDITOR}

    def expected(*, may: bool) -> type[Decision]:
        return (Allowed if may else Denied) if sees else Invisible

    assert isinstance(decide_see_objection(principal, to), Allowed if sees else Invisible)
    assert isinstance(decide_state(principal, to), expected(may=is_heard))
    for step in STEPS:
        may = (concerned or role is Role.HR_ADMIN) if step == "escalate" else is_judge
        decided = decide_step_objection(principal, to, step)
        assert isinstance(decided, expected(may=may))
        assert not isinstance(decided, Denied) or decided.basis
