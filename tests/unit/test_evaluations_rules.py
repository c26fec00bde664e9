"""The tables of evaluations: the engine's answer as it is kept, remarks, who may do what, which step leads where."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.types import CycleStatus, CycleView, PeriodPattern, PeriodStatus, PeriodView
from kinerja_api.employees.types import Standing, UnitStanding
from kinerja_api.evaluations.access import (
    decide_evaluate,
    decide_see,
    decide_see_distribution,
    decide_set_result,
    decide_step,
)
from kinerja_api.evaluations.lifecycle import EVALUATION, EvaluationFacts
from kinerja_api.evaluations.rules import (
    Circumstances,
    digest,
    evaluated_days,
    expectations,
    judge,
    remarks_on,
    texts_of,
)
from kinerja_api.evaluations.types import (
    IN_FORCE,
    EvaluationStatus,
    OrganizationRating,
    OrganizationResultView,
    Predicate,
    RatingLevel,
)
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.policies.public import national
from kinerja_api.scoring.document import recompute
from kinerja_api.scoring.facts import EvaluatedPeriod, RatingFacts

ABOVE, AS, BELOW = RatingLevel.DI_ATAS_EKSPEKTASI, RatingLevel.SESUAI_EKSPEKTASI, RatingLevel.DI_BAWAH_EKSPEKTASI
YEAR = EvaluatedPeriod(date(2026, 1, 1), date(2026, 12, 31))
VERSION = UUID(int=9)
CYCLE = CycleView(
    UUID(int=1), 2026, PeriodPattern.QUARTERLY, CycleStatus.OPEN, date(2026, 1, 31), YEAR.first_day, YEAR.last_day
)
QUARTER = PeriodView(
    UUID(int=2), CYCLE.id, 1, "Triwulan I", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 10), PeriodStatus.OPEN
)
GOOD = EvaluationFacts(
    cycle_is_open=True, is_judged=True, unreviewed=0, organization_is_rated=True, breaks_pattern=False
)
WITH_NOTE = replace(GOOD, note="Target kedua dihitung dua kali")
LEADS = {
    ("issue", EvaluationStatus.DRAFT): EvaluationStatus.ISSUED,
    ("acknowledge", EvaluationStatus.ISSUED): EvaluationStatus.ACKNOWLEDGED,
    ("reject", EvaluationStatus.ISSUED): EvaluationStatus.REJECTED,
    ("reopen", EvaluationStatus.ISSUED): EvaluationStatus.REOPENED,
    ("reopen", EvaluationStatus.ACKNOWLEDGED): EvaluationStatus.REOPENED,
    ("reopen", EvaluationStatus.REJECTED): EvaluationStatus.REOPENED,
}


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Kabid", roles, permissions_of(roles))


def facts(*, heads_unit: bool = False, work_result: RatingLevel | None = AS) -> RatingFacts:
    return RatingFacts(YEAR, AS, work_result, heads_unit=heads_unit, organization=OrganizationRating.ISTIMEWA)


def test_an_evaluation_is_about_the_days_of_its_period_or_of_the_year() -> None:
    assert evaluated_days(CYCLE, None) == YEAR
    assert evaluated_days(CYCLE, QUARTER) == EvaluatedPeriod(date(2026, 1, 1), date(2026, 3, 31))


def test_what_is_kept_recomputes_to_the_predicate_that_was_given() -> None:
    result = OrganizationResultView(UUID(int=3), UUID(int=4), OrganizationRating.ISTIMEWA)

    judged = judge(national().get("permenpanrb_6_2022"), VERSION, facts(), result)

    assert (judged.work_result, judged.predicate, judged.organization) == (AS, Predicate.BAIK, None)
    assert recompute(judged.explanation["trace"]) == ("baik", ())
    assert judged.explanation_sha256 == digest(judged.explanation)
    assert {each["reference"]["instrument"] for each in judged.explanation["citations"]} == {"PermenPANRB 6/2022"}


def test_a_head_is_judged_by_the_organisations_result_and_the_evaluation_keeps_which() -> None:
    result = OrganizationResultView(UUID(int=3), UUID(int=4), OrganizationRating.ISTIMEWA)

    judged = judge(national().get("permenpanrb_6_2022"), VERSION, facts(heads_unit=True, work_result=None), result)

    assert (judged.work_result, judged.organization) == (ABOVE, result)
    assert judged.policy_sha256 == national().get("permenpanrb_6_2022").sha256


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (Circumstances((), 1, AS, None), []),
        (Circumstances((), 1, AS, AS), []),
        (Circumstances((), 1, AS, BELOW), ["OTHER_THAN_SUGGESTED"]),
        (Circumstances((), 0, AS, AS), ["NO_ACCEPTED_REALIZATION"]),
        (Circumstances(("Triwulan I", "Triwulan II"), 1, AS, AS), ["PERIODS_NOT_EVALUATED"]),
        (Circumstances((), 1, AS, AS, part=(YEAR,)), ["PART_OF_THE_TIME"]),
    ],
)
def test_remarks_say_what_a_reader_should_know(found: Circumstances, codes: list[str]) -> None:
    remarks = remarks_on(found)

    assert [each["code"] for each in remarks] == codes
    assert [code for code, _ in texts_of(remarks, "en")] == codes


def test_a_remark_names_periods_and_levels_in_words() -> None:
    remarks = remarks_on(Circumstances(("Triwulan I",), 1, ABOVE, AS))

    assert "Triwulan I" in remarks[0]["id"]
    assert remarks[1]["id"] == (
        "Rating perilaku (di atas ekspektasi) berbeda dari yang paling banyak disebut para penilai (sesuai ekspektasi)."
    )
    assert "above expectation" in remarks[1]["en"]


@pytest.mark.parametrize(
    ("rating", "lines"),
    [
        (OrganizationRating.ISTIMEWA, ["Very Good: the largest group", "Very Good: at most 70 %"]),
        (
            OrganizationRating.BAIK,
            [
                "Good: the largest group",
                "Good: at most 70 %",
                "Needs Improvement + Poor: at least 1 employees",
            ],
        ),
        (OrganizationRating.BUTUH_PERBAIKAN, ["Very Good: at most 10 %", "Needs Improvement: at least 60 %"]),
        (
            OrganizationRating.KURANG,
            ["Very Good: at most 10 %", "Poor: at least 60 %", "Needs Improvement: at least 10 %"],
        ),
        (
            OrganizationRating.SANGAT_KURANG,
            ["Very Good: at most 0 %", "Very Poor: at least 60 %", "Needs Improvement + Poor: at least 10 %"],
        ),
    ],
)
def test_the_pattern_is_told_line_by_line_for_each_result(rating: OrganizationRating, lines: list[str]) -> None:
    told = expectations(national().get("se_menpanrb_3_2023"), rating, YEAR)

    assert [each.text.en for each in told] == lines
    assert all(each.predicates and each.text.id for each in told)


@pytest.mark.parametrize("step", [each.name for each in EVALUATION.transitions])
@pytest.mark.parametrize("state", EvaluationStatus)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: EvaluationStatus) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition):
            EVALUATION.take(step, state, WITH_NOTE)
    else:
        assert EVALUATION.take(step, state, WITH_NOTE).target is target


@pytest.mark.parametrize(
    "changed",
    [
        replace(GOOD, cycle_is_open=False),
        replace(GOOD, is_judged=False),
        replace(GOOD, unreviewed=2),
        replace(GOOD, organization_is_rated=False),
        replace(GOOD, breaks_pattern=True),
    ],
)
def test_an_issue_whose_condition_fails_is_refused_on_its_basis(changed: EvaluationFacts) -> None:
    with pytest.raises(IllegalTransition) as refused:
        EVALUATION.take("issue", EvaluationStatus.DRAFT, changed)

    assert refused.value.basis


@pytest.mark.parametrize("step", ["reject", "reopen"])
def test_to_reject_and_to_reopen_one_says_why(step: str) -> None:
    with pytest.raises(IllegalTransition) as refused:
        EVALUATION.take(step, EvaluationStatus.ISSUED, GOOD)

    assert refused.value.basis


def test_what_was_issued_is_not_reopened_after_its_year_has_closed() -> None:
    with pytest.raises(IllegalTransition) as refused:
        EVALUATION.take("reopen", EvaluationStatus.ISSUED, replace(WITH_NOTE, cycle_is_open=False))

    assert refused.value.basis


def test_an_evaluation_is_in_force_from_its_issue_until_it_is_replaced() -> None:
    assert {state: state in IN_FORCE for state in EvaluationStatus} == {
        EvaluationStatus.DRAFT: False,
        EvaluationStatus.ISSUED: True,
        EvaluationStatus.ACKNOWLEDGED: True,
        EvaluationStatus.REJECTED: True,
        EvaluationStatus.REOPENED: True,
        EvaluationStatus.REPLACED: False,
    }


def test_a_departure_from_the_pattern_is_explained_and_then_issued() -> None:
    explained = replace(GOOD, breaks_pattern=True, note="Semua tercapai")

    assert EVALUATION.take("issue", EvaluationStatus.DRAFT, explained).target is EvaluationStatus.ISSUED


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("status", EvaluationStatus)
@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.APPOINTING_OFFICIAL, Role.HR_ADMIN, Role.AUDITOR])
def test_drafts_are_for_those_above_hr_and_auditors_and_never_for_the_employee(
    relation: Relation, status: EvaluationStatus, role: Role
) -> None:
    others = relation.is_above or role is not Role.EMPLOYEE
    sees = status is not EvaluationStatus.DRAFT if relation is Relation.SELF else others

    assert isinstance(decide_see(holder(role), relation, status), Allowed if sees else Invisible)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_relative", [False, True])
@pytest.mark.parametrize("official_is_relative", [False, True])
def test_the_official_evaluates_nobody_themself_and_no_relative(
    relation: Relation, *, is_relative: bool, official_is_relative: bool
) -> None:
    standing = Standing(relation, is_relative, official_is_relative)

    stands_in = relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and official_is_relative
    may = not is_relative and (relation is Relation.RATING_OFFICIAL or stands_in)
    knows = relation is Relation.SELF or relation.is_above
    expected: type[Decision] = Allowed if may else Denied if knows else Invisible
    decided = decide_evaluate(holder(), standing)
    assert isinstance(decided, expected)
    assert not isinstance(decided, Denied) or decided.basis
    assert isinstance(decide_evaluate(holder(Role.HR_ADMIN), standing), Allowed if may else Denied)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("status", EvaluationStatus)
def test_the_official_issues_and_the_employee_acknowledges_or_rejects(
    relation: Relation, status: EvaluationStatus
) -> None:
    is_mine = relation is Relation.SELF
    sees = status is not EvaluationStatus.DRAFT if is_mine else relation.is_above
    refused: type[Decision] = Denied if sees else Invisible
    standing = Standing(relation)

    issues = decide_step(holder(), standing, status, "issue")

    assert isinstance(issues, Allowed if relation is Relation.RATING_OFFICIAL else refused)
    for step in ("acknowledge", "reject"):
        answers = decide_step(holder(), standing, status, step)
        assert isinstance(answers, Allowed if is_mine and sees else refused)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_relative", [False, True])
@pytest.mark.parametrize("official_is_relative", [False, True])
def test_a_superior_of_the_official_reopens_and_neither_the_official_nor_a_relative(
    relation: Relation, *, is_relative: bool, official_is_relative: bool
) -> None:
    standing = Standing(relation, is_relative, official_is_relative)

    is_higher = relation in {Relation.SUPERIOR_OF_RATING_OFFICIAL, Relation.ABOVE}
    may = is_higher and not is_relative and not standing.acts_as_official
    sees = relation is Relation.SELF or relation.is_above
    decided = decide_step(holder(), standing, EvaluationStatus.ISSUED, "reopen")
    assert isinstance(decided, Allowed if may else Denied if sees else Invisible)
    assert not isinstance(decided, Denied) or decided.basis


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN])
@pytest.mark.parametrize("is_top", [False, True])
@pytest.mark.parametrize("leads_above", [False, True])
@pytest.mark.parametrize("heads_it", [False, True])
@pytest.mark.parametrize("is_relative_of_head", [False, True])
def test_a_units_result_comes_from_above_or_for_the_top_from_a_decree(
    role: Role, *, is_top: bool, leads_above: bool, heads_it: bool, is_relative_of_head: bool
) -> None:
    to_unit = UnitStanding(
        is_top=is_top,
        leads_it=leads_above,
        leads_above=leads_above,
        heads_it=heads_it,
        is_relative_of_head=is_relative_of_head,
    )

    from_above = leads_above and not is_relative_of_head
    may = not heads_it and (role is Role.HR_ADMIN if is_top else from_above)
    decided = decide_set_result(holder(role), to_unit)
    assert isinstance(decided, Allowed if may else Denied)
    assert not isinstance(decided, Denied) or decided.basis


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN, Role.AUDITOR])
@pytest.mark.parametrize("leads_unit", [False, True])
def test_the_spread_of_a_unit_is_for_its_leaders_hr_and_auditors(role: Role, *, leads_unit: bool) -> None:
    sees = leads_unit or role is not Role.EMPLOYEE

    assert isinstance(decide_see_distribution(holder(role), leads_unit=leads_unit), Allowed if sees else Denied)
