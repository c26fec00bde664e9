"""The rules around the engine of promotion: its facts, its answer as it is kept, steps and rights over their tables."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types import (
    LEVEL_OF_MEASURE,
    Career,
    Education,
    Employment,
    Exam,
    Measure,
    Sanction,
    SanctionLevel,
)
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.kit.text import Text
from kinerja_api.policies.loader import load_national
from kinerja_api.promotion.access import decide_propose, decide_see, decide_step, reads_all
from kinerja_api.promotion.lifecycle import BOARD_STEPS, DECIDING_STEPS, OPEN, PROPOSAL, ProposalFacts
from kinerja_api.promotion.rules import (
    attested_of,
    facts_of,
    incomplete,
    next_period,
    obstacle_of,
    snapshot,
    stated_of,
    superior_limits,
    verifications_of,
    years_looked_at,
)
from kinerja_api.promotion.types import (
    Attested,
    AttestedFact,
    Profession,
    ProposalStatus,
    ServiceGround,
    Snapshot,
    Standing,
    Ties,
    Training,
)
from kinerja_api.scoring.errors import MissingFact
from kinerja_api.scoring.facts import Predicate, PromotionKind, SanctionFact
from kinerja_api.scoring.policy import Kind, Reference, Verification
from kinerja_api.scoring.schemes import promotion
from kinerja_api.scoring.text import Text as EngineText

SPRING = date(2026, 4, 1)
POLICY = load_national().get("kenaikan_pangkat_reguler")
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
    sanctions=(Sanction(SanctionLevel.RINGAN, "Teguran", date(2025, 1, 1), None, Measure.TEGURAN_TERTULIS),),
    exams=(Exam.UJIAN_DINAS_1,),
)


def answer(career: Career = CAREER, predicates: Mapping[int, Predicate] | None = None) -> Snapshot:
    known = {2024: Predicate.BAIK, 2025: Predicate.BAIK} if predicates is None else predicates
    facts = facts_of(
        career,
        known,
        effective_on=SPRING,
        superior_rank="IV/a",
        service_since=None,
        attested=Attested(),
    )
    return snapshot(promotion.evaluate(POLICY, facts))


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


def test_the_engine_is_told_what_the_record_holds_and_what_was_stated() -> None:
    attested = Attested(
        kind=PromotionKind.PENYESUAIAN_IJAZAH,
        trainings=frozenset({Training.PIM_4}),
        standings=frozenset({Standing.CLTN}),
        facts={AttestedFact.TUGAS_SESUAI_IJAZAH: True},
        credit_points=Decimal(50),
    )

    facts = facts_of(
        CAREER,
        {2025: Predicate.BAIK},
        effective_on=SPRING,
        superior_rank="IV/a",
        service_since=date(2015, 4, 1),
        attested=attested,
    )

    assert (facts.employment, facts.educations, facts.exams) == ("pns", ("sma",), frozenset({"ujian_dinas_1"}))
    assert (facts.trainings, facts.standings) == (frozenset({"pim_4"}), frozenset({"cltn"}))
    assert facts.sanctions == (SanctionFact("ringan", date(2025, 1, 1), None, measure="teguran_tertulis"),)
    assert (facts.superior_rank, facts.credit_points) == ("IV/a", Decimal(50))
    assert facts.predicates == {2025: Predicate.BAIK}
    assert (facts.kind, facts.attested) == (PromotionKind.PENYESUAIAN_IJAZAH, {"tugas_sesuai_ijazah": True})
    assert facts.service_since == date(2015, 4, 1)


def test_whoever_is_released_from_a_post_is_looked_at_without_it() -> None:
    career = replace(CAREER, position_kind="managerial", position_level="III.a")
    released = Attested(facts={AttestedFact.DIBEBASKAN_DARI_JABATAN: True})

    facts = facts_of(career, {}, effective_on=SPRING, superior_rank=None, service_since=None, attested=released)

    assert (facts.position_kind, facts.position_level, facts.attested) == ("released", None, {})


def test_what_is_kept_with_a_proposal_is_read_back() -> None:
    bare: dict[str, Any] = {"kind": None, "attested": [], "credit_points": None, "pension": None, "service_end": None}
    full: dict[str, Any] = {
        "kind": "pengabdian",
        "attested": [{"fact": "tewas_dalam_tugas", "holds": False, "evidence": "-"}],
        "credit_points": {"points": "50.125", "evidence": "-"},
        "pension": {"profession": "guru", "kept_age": None, "evidence": "-"},
        "service_end": {"ground": "meninggal", "died_on": "2026-03-17", "evidence": "-"},
    }

    assert attested_of([], [], bare) == Attested()
    assert stated_of({}) == bare
    assert stated_of(full) == full
    assert attested_of(["pim_3"], ["cltn"], full) == Attested(
        kind=PromotionKind.PENGABDIAN,
        trainings=frozenset({Training.PIM_3}),
        standings=frozenset({Standing.CLTN}),
        facts={AttestedFact.TEWAS_DALAM_TUGAS: False},
        credit_points=Decimal("50.125"),
        profession=Profession.GURU,
        service_ground=ServiceGround.MENINGGAL,
        died_on=date(2026, 3, 17),
    )


def test_the_codes_of_the_record_are_those_of_the_policy() -> None:
    def value(name: str, kind: Kind) -> Any:
        return POLICY.parameter(name, kind).on(SPRING).value

    assert {each.value for each in Education} == set(value("diplomas", Kind.WORDS))
    assert {measure.value: level.value for measure, level in LEVEL_OF_MEASURE.items()} == value(
        "measure_levels", Kind.TABLE
    )
    demanded = {word for words in value("to_be_attested", Kind.SHEET).values() for word in words}
    assert {each.value for each in AttestedFact} == demanded | {"dibebaskan_dari_jabatan"}
    assert {each.value for each in ServiceGround} == set(value("service_grounds", Kind.WORDS))
    professions = value("pension_age_of_professions", Kind.NUMBERS)
    assert {each.value for each in Profession} == {key.split(".")[0] for key in professions}


def test_how_sure_we_are_of_an_article_is_how_sure_we_are_of_its_least_sure_value() -> None:
    now = verifications_of(POLICY, SPRING)

    assert {Verification.SECONDARY, Verification.UNVERIFIED} == set(now.values())
    assert now[Reference("PP 99/2000 jo. PP 12/2002", "kenaikan pangkat pengabdian")] is Verification.UNVERIFIED
    assert {each.instrument for each in now} >= {"Peraturan BKN 4/2025"}
    assert "Peraturan BKN 4/2023" not in {each.instrument for each in now}


def test_what_the_rules_of_a_day_look_at() -> None:
    assert list(years_looked_at(POLICY, SPRING)) == [2024, 2025]
    assert superior_limits(POLICY, date(2025, 5, 19))
    assert not superior_limits(POLICY, date(2025, 5, 20))


def test_a_record_that_lacks_a_fact_is_answered_as_pending_with_its_place() -> None:
    answered = incomplete(MissingFact("rank", EngineText("Catat pangkat.", "Record the rank.")))

    assert (answered.status, answered.kind, answered.next_rank) == ("pending", None, None)
    assert [(one.subject, one.reason, one.why.en) for one in answered.criteria] == [
        ("rank", "DATA_BELUM_TERCATAT", "Record the rank.")
    ]


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
