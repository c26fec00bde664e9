"""The rules around the engine of promotion: its facts, its answer as it is kept, steps and rights over their tables."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types import Career, Education, Employment, Exam, Sanction, SanctionLevel
from kinerja_api.evaluations.types import AnnualResult
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.kit.text import Text
from kinerja_api.policies.loader import load_national
from kinerja_api.promotion.access import decide_propose, decide_see, decide_step, reads_all
from kinerja_api.promotion.lifecycle import BOARD_STEPS, DECIDING_STEPS, OPEN, PROPOSAL, ProposalFacts
from kinerja_api.promotion.rules import facts_of, next_period, obstacle_of, predicates_of, snapshot
from kinerja_api.promotion.types import Attested, ProposalStatus, Snapshot, Standing, Ties, Training
from kinerja_api.scoring.facts import Predicate, RatingLevel, SanctionFact
from kinerja_api.scoring.schemes import promotion

SPRING = date(2026, 4, 1)
CAREER = Career(
    employee_id=UUID(int=1),
    nip="198501032015042003",
    name="Budi",
    employment=Employment.PNS,
    born_on=date(1985, 1, 3),
    rank="III/a",
    rank_since=date(2022, 4, 1),
    educations=(Education.SMA,),
    position_kind="executor",
    position_level=None,
    position_since=date(2020, 1, 1),
    sanctions=(Sanction(SanctionLevel.RINGAN, "Teguran", date(2025, 1, 1), None),),
    exams=(Exam.UJIAN_DINAS_1,),
)


def result(year: int, predicate: Predicate) -> AnnualResult:
    return AnnualResult(
        employee_id=CAREER.employee_id,
        year=year,
        predicate=predicate,
        work_result=RatingLevel.SESUAI_EKSPEKTASI,
        behavior=RatingLevel.SESUAI_EKSPEKTASI,
        evaluation_id=UUID(int=year),
        issued_at=datetime(year + 1, 1, 15, tzinfo=UTC),
    )


def answer(career: Career = CAREER, predicates: Mapping[int, Predicate] | None = None) -> Snapshot:
    known = {2024: Predicate.BAIK, 2025: Predicate.BAIK} if predicates is None else predicates
    facts = facts_of(
        career,
        [result(year, predicate) for year, predicate in known.items()],
        effective_on=SPRING,
        superior_rank="IV/a",
        attested=Attested(),
    )
    return snapshot(promotion.evaluate(load_national().get("kenaikan_pangkat_reguler"), facts))


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 4, 6), date(2026, 5, 1)),
        (date(2026, 4, 1), date(2026, 5, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_the_next_period_is_the_first_of_the_next_month(today: date, period: date) -> None:
    assert next_period(today) == period


def test_of_several_plans_in_a_year_the_last_issued_counts() -> None:
    before_the_move = replace(result(2025, Predicate.KURANG), issued_at=datetime(2025, 7, 1, tzinfo=UTC))

    found = predicates_of([result(2025, Predicate.BAIK), before_the_move, result(2024, Predicate.SANGAT_BAIK)])

    assert found == {2024: Predicate.SANGAT_BAIK, 2025: Predicate.BAIK}


def test_the_engine_is_told_what_the_record_holds_and_what_was_attested() -> None:
    attested = Attested(frozenset({Training.PIM_4}), frozenset({Standing.CLTN}))

    facts = facts_of(CAREER, [], effective_on=SPRING, superior_rank="IV/a", attested=attested)

    assert (facts.employment, facts.educations, facts.exams) == ("pns", ("sma",), frozenset({"ujian_dinas_1"}))
    assert (facts.trainings, facts.standings) == (frozenset({"pim_4"}), frozenset({"cltn"}))
    assert facts.sanctions == (SanctionFact("ringan", date(2025, 1, 1), None),)
    assert (facts.superior_rank, facts.credit_points, facts.predicates) == ("IV/a", None, {})


def test_an_answer_is_kept_in_both_languages_with_its_articles_and_its_trace() -> None:
    kept = answer(predicates={2024: Predicate.BAIK, 2025: Predicate.BUTUH_PERBAIKAN})

    assert (kept["status"], kept["kind"], kept["next_rank"]) == ("not_met", "reguler", "III/b")
    last = next(each for each in kept["criteria"] if each["code"] == "performance" and each["subject"] == "2025")
    assert last["status"] == "not_met"
    assert last["why"] == {
        "id": "Predikat kinerja 2025 di bawah Baik.",
        "en": "The predicate of 2025 is below Good.",
    }
    assert {basis["verification"] for each in kept["criteria"] for basis in each["basis"]} <= {
        "verbatim",
        "secondary",
        "unverified",
    }
    assert kept["facts_sha256"] == kept["trace"]["facts_sha256"]
    assert answer(replace(CAREER, employment=Employment.PPPK))["kind"] is None


def test_every_criterion_rests_on_an_article() -> None:
    assert [each["code"] for each in answer()["criteria"] if not each["basis"]] == []


def test_an_answer_stands_in_the_way_by_its_first_open_criterion_or_another_rank() -> None:
    lacking = obstacle_of(answer(predicates={}), "III/b")
    other = obstacle_of(answer(), "III/c")

    assert obstacle_of(answer(), "III/b") is None
    assert lacking is not None
    assert "2024" in lacking.reason.id
    assert lacking.basis
    assert other is not None
    assert "III/c" in other.reason.en


# The life of a proposal: every state with every step.
AFTER = {
    (ProposalStatus.PROPOSED, "recommend"): ProposalStatus.RECOMMENDED,
    (ProposalStatus.PROPOSED, "not_recommend"): ProposalStatus.NOT_RECOMMENDED,
    (ProposalStatus.PROPOSED, "withdraw"): ProposalStatus.WITHDRAWN,
    (ProposalStatus.RECOMMENDED, "approve"): ProposalStatus.APPROVED,
    (ProposalStatus.RECOMMENDED, "reject"): ProposalStatus.REJECTED,
    (ProposalStatus.NOT_RECOMMENDED, "approve"): ProposalStatus.APPROVED,
    (ProposalStatus.NOT_RECOMMENDED, "reject"): ProposalStatus.REJECTED,
}


@pytest.mark.parametrize(("state", "step"), list(product(ProposalStatus, PROPOSAL.by_name)))
def test_every_step_leads_from_where_it_may_and_from_nowhere_else(state: ProposalStatus, step: str) -> None:
    facts = ProposalFacts(state, note="alasan", decree="823/1")
    if (state, step) in AFTER:
        assert PROPOSAL.take(step, state, facts).target is AFTER[state, step]
    else:
        with pytest.raises(IllegalTransition):
            PROPOSAL.take(step, state, facts)


@pytest.mark.parametrize(
    ("state", "step", "decree"),
    [
        (ProposalStatus.PROPOSED, "not_recommend", None),
        (ProposalStatus.PROPOSED, "withdraw", None),
        (ProposalStatus.NOT_RECOMMENDED, "approve", "823/1"),
        (ProposalStatus.RECOMMENDED, "reject", None),
        (ProposalStatus.RECOMMENDED, "approve", None),
    ],
)
def test_a_step_without_its_reasons_or_its_decree_is_refused_with_the_law(
    state: ProposalStatus, step: str, decree: str | None
) -> None:
    with pytest.raises(IllegalTransition) as refused:
        PROPOSAL.take(step, state, ProposalFacts(state, decree=decree))

    assert refused.value.basis


def test_what_follows_the_recommendation_needs_no_reasons() -> None:
    rejected = PROPOSAL.take("reject", ProposalStatus.NOT_RECOMMENDED, ProposalFacts(ProposalStatus.NOT_RECOMMENDED))
    approved = PROPOSAL.take(
        "approve", ProposalStatus.RECOMMENDED, ProposalFacts(ProposalStatus.RECOMMENDED, decree="823/1")
    )

    assert (rejected.target, approved.target) == (ProposalStatus.REJECTED, ProposalStatus.APPROVED)


@pytest.mark.parametrize(
    ("state", "step"), [(ProposalStatus.PROPOSED, "recommend"), (ProposalStatus.RECOMMENDED, "approve")]
)
def test_somebody_who_is_no_longer_eligible_is_not_promoted(state: ProposalStatus, step: str) -> None:
    lost = Obstacle(Text("Hukuman disiplin.", "A disciplinary measure."))

    with pytest.raises(IllegalTransition) as refused:
        PROPOSAL.take(step, state, ProposalFacts(state, note="-", decree="823/1", obstacle=lost))

    assert refused.value.detail == lost.reason


def test_open_proposals_are_those_that_can_go_on() -> None:
    assert {state for state, _ in AFTER} == OPEN


def principal(role: Role) -> Principal:
    return Principal(
        account_id=AccountId(UUID(int=7)),
        agency_id=AgencyId(UUID(int=8)),
        name="A",
        roles=frozenset({role}),
        permissions=permissions_of(frozenset({role})),
    )


READERS = {Role.HR_ADMIN, Role.AUDITOR, Role.PROMOTION_BOARD, Role.APPOINTING_OFFICIAL}


@pytest.mark.parametrize(("role", "relation"), list(product(Role, Relation)))
def test_who_sees_a_promotion(role: Role, relation: Relation) -> None:
    expected = role in READERS or relation is Relation.SELF or relation.is_above

    assert isinstance(decide_see(principal(role), relation), Allowed if expected else Invisible)
    assert reads_all(principal(role)) is (role in READERS)


@pytest.mark.parametrize(("role", "relation"), list(product(Role, Relation)))
def test_who_proposes(role: Role, relation: Relation) -> None:
    decision = decide_propose(principal(role), relation, Ties())

    if role is Role.HR_ADMIN:
        assert isinstance(decision, Denied if relation is Relation.SELF else Allowed)
    else:
        assert refused(decision)
    assert refused(decide_propose(principal(role), relation, Ties(is_relative=True)))


OFFICE = (
    {"withdraw": Role.HR_ADMIN}
    | dict.fromkeys(BOARD_STEPS, Role.PROMOTION_BOARD)
    | dict.fromkeys(DECIDING_STEPS, Role.APPOINTING_OFFICIAL)
)


@pytest.mark.parametrize(("role", "step"), list(product(Role, sorted(OFFICE))))
def test_each_step_belongs_to_one_office_and_to_a_second_person(role: Role, step: str) -> None:
    who = principal(role)

    assert refused(decide_step(who, Relation.SELF, Ties(), step))
    assert refused(decide_step(who, Relation.NONE, Ties(is_relative=True), step))
    if role is not OFFICE[step]:
        assert refused(decide_step(who, Relation.NONE, Ties(), step))
        return
    assert isinstance(decide_step(who, Relation.NONE, Ties(), step), Allowed)
    by_proposer = decide_step(who, Relation.NONE, Ties(has_proposed=True), step)
    by_recommender = decide_step(who, Relation.NONE, Ties(has_recommended=True), step)
    assert refused(by_proposer) is (step != "withdraw")
    assert refused(by_recommender) is (step in DECIDING_STEPS)


def refused(decision: Decision) -> bool:
    if isinstance(decision, Denied):
        assert decision.basis
    return not isinstance(decision, Allowed)
