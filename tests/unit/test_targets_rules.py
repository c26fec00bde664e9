"""Target plans: who sees, changes and steps them, and what keeps a step from being taken."""

from datetime import date
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.access import decide_see_employee, decide_see_history
from kinerja_api.employees.types import ServiceStatus, StatusSpan
from kinerja_api.employees.types.teams import TeamTie
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.targets.access import (
    decide_change,
    decide_copy,
    decide_expect,
    decide_see,
    decide_see_as_lead,
    decide_see_matrix,
    decide_step,
)
from kinerja_api.targets.lifecycle import EDITABLE, OWN_STEPS, PLAN, REVIEW_STEPS, PlanFacts
from kinerja_api.targets.rules import (
    PlanDays,
    TargetFacts,
    days_of_plan,
    days_seen,
    first_day_left,
    first_day_of_plan,
    form_of,
    is_range,
    is_start,
    kind_of_plan,
    last_day_before,
    sight_of,
)
from kinerja_api.targets.types import (
    Direction,
    PlanForm,
    PlanKind,
    PlanSpan,
    PlanStatus,
    Sight,
    StudyIndicator,
    TargetKind,
)

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
            "submit",
            PlanStatus.DRAFT,
            PlanFacts(cycle_is_open=True, targets=WHOLE.targets, has_rating_official=True, form=PlanForm.PIMPINAN),
        ),
        (
            "submit",
            PlanStatus.DRAFT,
            PlanFacts(cycle_is_open=True, targets=WHOLE.targets, has_rating_official=True, kind=PlanKind.STUDY),
        ),
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


@pytest.mark.parametrize(("relation", "status"), list(product(Relation, PlanStatus)))
def test_only_the_rating_official_expects_and_only_until_the_plan_is_agreed(
    relation: Relation, status: PlanStatus
) -> None:
    decision = decide_expect(principal(Role.EMPLOYEE), relation, status)

    if relation is Relation.RATING_OFFICIAL:
        assert isinstance(decision, Allowed if status in EDITABLE | {PlanStatus.SUBMITTED} else Denied)
    else:
        assert isinstance(decision, Denied if relation is Relation.SELF or relation.is_above else Invisible)


@pytest.mark.parametrize("relation", Relation)
def test_only_its_owner_copies_a_plan(relation: Relation) -> None:
    decision = decide_copy(principal(Role.EMPLOYEE), relation)

    if relation is Relation.SELF:
        assert isinstance(decision, Allowed)
    else:
        assert isinstance(decision, Denied if relation.is_above else Invisible)


@pytest.mark.parametrize(
    ("level", "is_unit_head", "asked", "form"),
    [
        ("I.a", True, None, PlanForm.PIMPINAN),
        ("II.b", False, None, PlanForm.PIMPINAN),
        ("II.b", True, PlanForm.PEGAWAI, None),
        ("II.b", True, PlanForm.PIMPINAN, PlanForm.PIMPINAN),
        ("III.b", True, None, PlanForm.PEGAWAI),
        ("III.b", True, PlanForm.PIMPINAN, PlanForm.PIMPINAN),
        ("IV.a", False, PlanForm.PIMPINAN, None),
        (None, False, PlanForm.PEGAWAI, PlanForm.PEGAWAI),
        (None, False, PlanForm.PIMPINAN, None),
    ],
)
def test_the_form_is_that_of_the_post(
    *, level: str | None, is_unit_head: bool, asked: PlanForm | None, form: PlanForm | None
) -> None:
    assert form_of(level, asked, is_unit_head=is_unit_head) is form


def test_a_leaders_plan_with_perspectives_can_be_submitted() -> None:
    targets = (
        TargetFacts(TargetKind.UTAMA, Decimal(100), 1, has_perspective=True),
        TargetFacts(TargetKind.TAMBAHAN, None, 1),
    )
    facts = PlanFacts(cycle_is_open=True, targets=targets, has_rating_official=True, form=PlanForm.PIMPINAN)

    assert PLAN.take("submit", PlanStatus.DRAFT, facts).target is PlanStatus.SUBMITTED


@pytest.mark.parametrize(
    ("low", "high", "fits"), [(None, None, True), ("80", None, True), ("80", "90", True), ("80", "80", False)]
)
def test_a_range_goes_up(*, low: str | None, high: str | None, fits: bool) -> None:
    assert is_range(_number(low), _number(high)) is fits
    assert not is_range(None, Decimal(1))


@pytest.mark.parametrize(
    ("start", "target", "direction", "fits"),
    [
        (None, None, Direction.INCREASING, True),
        ("1", None, Direction.INCREASING, False),
        ("80", "80", Direction.INCREASING, True),
        ("81", "80", Direction.INCREASING, False),
        ("81", "80", Direction.DECREASING, True),
        ("79", "80", Direction.DECREASING, False),
    ],
)
def test_one_starts_on_the_side_from_which_the_target_is_reached(
    *, start: str | None, target: str | None, direction: Direction, fits: bool
) -> None:
    assert is_start(_number(start), _number(target), direction) is fits


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("tie", [None, *TeamTie])
@pytest.mark.parametrize("year_is_open", [False, True])
def test_the_lead_of_a_team_sees_the_plan_of_a_member_who_does_not_stand_above_while_its_year_is_open(
    relation: Relation, tie: TeamTie | None, *, year_is_open: bool
) -> None:
    sees = tie is TeamTie.LEAD and relation is not Relation.SUBORDINATE and year_is_open

    assert isinstance(decide_see_as_lead(relation, tie, year_is_open=year_is_open), Allowed if sees else Invisible)


@pytest.mark.parametrize(("role", "leads"), list(product(Role, (True, False))))
def test_who_sees_the_matrix_of_a_unit(role: Role, *, leads: bool) -> None:
    decision = decide_see_matrix(principal(role), leads_unit=leads)

    assert isinstance(decision, Allowed if leads or principal(role).reads_whole_agency else Denied)


def test_a_students_plan_needs_indicators_of_all_three_kinds_and_says_which_are_missing() -> None:
    def measured(*kinds: StudyIndicator) -> PlanFacts:
        target = TargetFacts(TargetKind.UTAMA, None, 3, study_kinds=frozenset(kinds))
        return PlanFacts(cycle_is_open=True, targets=(target,), has_rating_official=True, kind=PlanKind.STUDY)

    assert PLAN.take("submit", PlanStatus.DRAFT, measured(*StudyIndicator)).target is PlanStatus.SUBMITTED
    with pytest.raises(IllegalTransition) as refused:
        PLAN.take("submit", PlanStatus.DRAFT, measured(StudyIndicator.TUGAS_PROGRAM))
    assert "evaluasi_akademik, lulus_tepat_waktu" in refused.value.detail.en


FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def status(kind: ServiceStatus, since: date, until: date | None) -> StatusSpan:
    return StatusSpan(kind, since, until)


@pytest.mark.parametrize(
    ("kind", "statuses", "days"),
    [
        ("regular", [], (FIRST, None)),
        ("study", [], None),
        ("regular", [(ServiceStatus.CLTN, date(2025, 6, 1), None)], None),
        ("regular", [(ServiceStatus.CLTN, date(2025, 6, 1), FIRST)], (FIRST, None)),
        ("regular", [(ServiceStatus.CLTN, date(2025, 6, 1), date(2026, 7, 1))], (date(2026, 7, 1), None)),
        ("regular", [(ServiceStatus.PERPANJANGAN_CLTN, date(2026, 3, 1), None)], (FIRST, date(2026, 2, 28))),
        ("regular", [(ServiceStatus.CLTN, date(2026, 3, 1), date(2026, 5, 1))], (FIRST, None)),
        ("regular", [(ServiceStatus.DIPERBANTUKAN, FIRST, date(2027, 1, 1))], None),
        ("regular", [(ServiceStatus.CUTI_SAKIT, FIRST, None)], (FIRST, None)),
        ("regular", [(ServiceStatus.TUGAS_BELAJAR, date(2026, 8, 1), None)], (FIRST, date(2026, 7, 31))),
        ("study", [(ServiceStatus.TUGAS_BELAJAR, date(2026, 8, 1), None)], (date(2026, 8, 1), None)),
        ("study", [(ServiceStatus.TUGAS_BELAJAR, FIRST, date(2026, 8, 1))], (FIRST, date(2026, 7, 31))),
        (
            "regular",
            [
                (ServiceStatus.CLTN, FIRST, date(2026, 4, 1)),
                (ServiceStatus.PERPANJANGAN_CLTN, date(2026, 4, 1), date(2026, 12, 31)),
            ],
            (LAST, None),
        ),
    ],
)
def test_a_plan_is_for_the_days_on_which_such_work_is_done(
    kind: str, statuses: list[tuple[ServiceStatus, date, date | None]], days: tuple[date, date | None] | None
) -> None:
    found = days_of_plan(PlanKind(kind), FIRST, LAST, [status(*each) for each in statuses])

    assert (None if found is None else (found.first_day, found.until)) == days


def test_from_the_day_a_post_is_left_only_a_student_has_days_in_it() -> None:
    study = [status(ServiceStatus.TUGAS_BELAJAR, date(2026, 8, 1), date(2026, 10, 1))]
    left_on = date(2026, 6, 1)

    work = days_of_plan(PlanKind.REGULAR, FIRST, LAST, study, left_on=left_on)
    learning = days_of_plan(PlanKind.STUDY, FIRST, LAST, study, left_on=left_on)

    assert work == PlanDays(FIRST, date(2026, 5, 31))
    assert learning == PlanDays(date(2026, 8, 1), date(2026, 9, 30))
    assert days_of_plan(PlanKind.REGULAR, left_on, LAST, study, left_on=left_on) is None


def test_a_further_plan_begins_after_the_last_one_that_ended() -> None:
    assert first_day_left(FIRST, []) == FIRST
    assert first_day_left(FIRST, [date(2026, 3, 31), date(2026, 2, 1)]) == date(2026, 4, 1)
    assert first_day_left(date(2026, 9, 1), [date(2026, 3, 31)]) == date(2026, 9, 1)
    assert first_day_left(FIRST, [LAST]) > LAST


def test_a_student_of_the_day_gets_the_plan_of_a_student_unless_another_is_asked_for() -> None:
    study = [status(ServiceStatus.TUGAS_BELAJAR, date(2026, 8, 1), date(2026, 10, 1))]

    assert kind_of_plan(None, date(2026, 7, 31), study) is PlanKind.REGULAR
    assert kind_of_plan(None, date(2026, 8, 1), study) is PlanKind.STUDY
    assert kind_of_plan(None, date(2026, 9, 30), study) is PlanKind.STUDY
    assert kind_of_plan(None, date(2026, 10, 1), study) is PlanKind.REGULAR
    assert kind_of_plan(PlanKind.REGULAR, date(2026, 8, 1), study) is PlanKind.REGULAR


def test_a_plan_holds_from_the_day_the_post_was_taken_up_until_the_hand_over() -> None:
    assert first_day_of_plan(date(2026, 1, 1), date(2020, 5, 1)) == date(2026, 1, 1)
    assert first_day_of_plan(date(2026, 1, 1), date(2026, 3, 1)) == date(2026, 3, 1)
    # The day of the SPMT counts where it is later; that of years ago says nothing about a post taken up since.
    assert first_day_of_plan(date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 15)) == date(2026, 4, 15)
    assert first_day_of_plan(date(2026, 1, 1), date(2026, 3, 1), date(2020, 4, 15)) == date(2026, 3, 1)
    assert last_day_before(date(2026, 4, 1), None) == date(2026, 3, 31)
    assert last_day_before(date(2026, 4, 1), date(2026, 1, 1)) == date(2026, 3, 31)
    # A move that was dated back to the very day is never shown as a span of no days.
    assert last_day_before(date(2026, 1, 1), date(2026, 1, 1)) == date(2026, 1, 1)


JUNE, MARCH, TODAY = date(2026, 6, 30), date(2026, 3, 31), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("until", "above_on", "in_charge_until", "sight"),
    [
        (JUNE, {JUNE}, set(), Sight(is_whole=True)),
        (JUNE, set(), {MARCH}, Sight(is_whole=False, until=MARCH)),
        (JUNE, set(), {date(2026, 7, 31)}, Sight(is_whole=False)),
        (None, set(), {MARCH, JUNE}, Sight(is_whole=False, until=JUNE)),
        (None, set(), {date(2025, 12, 31)}, Sight(is_whole=False)),
        (None, set(), set(), Sight(is_whole=False)),
        # A plan that goes on until a day ahead has not ended.
        (date(2026, 11, 30), {date(2026, 11, 30)}, set(), Sight(is_whole=False)),
    ],
)
def test_how_far_an_outgoing_official_sees_a_plan(
    until: date | None, above_on: set[date], in_charge_until: set[date], sight: Sight
) -> None:
    span = PlanSpan(UUID(int=1), date(2026, 1, 1), until, year_is_open=True)

    assert sight_of(span, TODAY, above_on=above_on, in_charge_until=in_charge_until) == sight


def test_in_a_year_that_is_closed_nothing_is_evaluated_up_to_a_hand_over_any_more() -> None:
    span = PlanSpan(UUID(int=1), date(2026, 1, 1), JUNE, year_is_open=False)

    assert sight_of(span, TODAY, above_on=(), in_charge_until={MARCH}) == Sight(is_whole=False)
    assert sight_of(span, TODAY, above_on={JUNE}, in_charge_until={MARCH}) == Sight(is_whole=True)


@pytest.mark.parametrize(
    ("sight", "plan", "early", "late", "days"),
    [
        (Sight(is_whole=True), True, True, True, PlanDays(date(2026, 1, 1), JUNE)),
        (Sight(is_whole=False, until=MARCH), True, True, False, PlanDays(date(2026, 1, 1), MARCH)),
        (Sight(is_whole=False), False, False, False, None),
    ],
)
def test_what_is_seen_began_up_to_the_last_day_in_charge(
    sight: Sight, *, plan: bool, early: bool, late: bool, days: PlanDays | None
) -> None:
    span = PlanSpan(UUID(int=1), date(2026, 1, 1), JUNE, year_is_open=True)

    assert (sight.reaches(None), sight.reaches(MARCH), sight.reaches(JUNE)) == (plan, early, late)
    assert days_seen(span, sight) == days
