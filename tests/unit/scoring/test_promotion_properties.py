"""What holds for every career, found by Hypothesis."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.errors import NotInForce
from kinerja_api.scoring.explain import citations, sentences
from kinerja_api.scoring.facts import (
    CriterionStatus,
    HeldPost,
    OpenReason,
    PostFacts,
    Predicate,
    PromotionFacts,
    PromotionKind,
    SanctionFact,
)
from kinerja_api.scoring.policy import Kind
from kinerja_api.scoring.schemes import post_requirements, promotion
from tests.unit.scoring.cases import POSTS, PROMOTION

DAY = date(2026, 4, 1)
LADDER: Any = PROMOTION.parameter("ranks", Kind.WORDS).on(DAY).value
DIPLOMAS: Any = PROMOTION.parameter("diplomas", Kind.WORDS).on(DAY).value
MEASURES: Any = PROMOTION.parameter("measure_levels", Kind.TABLE).on(DAY).value
TO_BE_ATTESTED: Any = PROMOTION.parameter("to_be_attested", Kind.SHEET).on(DAY).value
GROUNDS: Any = PROMOTION.parameter("service_grounds", Kind.WORDS).on(DAY).value
ECHELONS: Any = tuple(PROMOTION.parameter("echelon_lowest_rank", Kind.TABLE).on(DAY).value)  # type: ignore[arg-type]
LEVELS: Any = tuple(PROMOTION.parameter("functional_ranks", Kind.SHEET).on(DAY).value)  # type: ignore[arg-type]

TODAY = st.just(DAY)
# An evaluation takes milliseconds; how many depends on what else the machine does.
unhurried = settings(deadline=None, max_examples=50)
days = st.dates(date(2000, 1, 1), date(2026, 6, 1))
posts = st.one_of(
    st.sampled_from([("executor", None), ("released", None)]),
    st.tuples(st.just("managerial"), st.sampled_from(ECHELONS)),
    st.tuples(st.just("functional"), st.sampled_from(LEVELS)),
)
sanctions = st.builds(
    lambda measure, since, until, delay: SanctionFact(MEASURES[measure], since, until, delay, measure),
    st.sampled_from(sorted(MEASURES)),
    days,
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.integers(0, 12),
)


@st.composite
def careers(draw: st.DrawFn, on: st.SearchStrategy[date] = TODAY) -> PromotionFacts:
    """Any career that the rules can answer, under any kind."""
    post, level = draw(posts)
    kind = draw(st.none() | st.sampled_from(PromotionKind))
    attested = TO_BE_ATTESTED.get(kind.value, ()) if kind else ()
    return PromotionFacts(
        effective_on=draw(on),
        employment=draw(st.sampled_from(["pns", "pns", "pns", "cpns", "pppk"])),
        rank=draw(st.sampled_from(LADDER)),
        rank_since=draw(st.none() | days),
        born_on=draw(st.none() | st.dates(date(1955, 1, 1), date(2005, 1, 1))),
        educations=tuple(draw(st.lists(st.sampled_from(DIPLOMAS), max_size=3))),
        position_kind=post,
        position_level=level,
        position_since=draw(st.none() | days),
        predicates=draw(st.dictionaries(st.sampled_from([2023, 2024, 2025]), st.sampled_from(Predicate))),
        exams=draw(st.frozensets(st.sampled_from(["ujian_dinas_1", "ujian_dinas_2", "ukppi"]))),
        trainings=draw(st.frozensets(st.sampled_from(["adum", "pim_4", "pim_3"]))),
        sanctions=tuple(draw(st.lists(sanctions, max_size=2))),
        standings=draw(st.frozensets(st.sampled_from(["cltn", "upaya_administratif"]))),
        superior_rank=draw(st.none() | st.sampled_from(LADDER)),
        credit_points=draw(st.none() | st.decimals(0, 500, places=3)),
        kind=kind,
        attested=draw(st.dictionaries(st.sampled_from(attested), st.booleans())) if attested else {},
        profession=draw(st.sampled_from([None, None, "guru", "peneliti"])),
        kept_pension_age=draw(st.sampled_from([None, 65])) if post == "functional" else None,
        service_since=draw(st.none() | days),
        service_ground=draw(st.none() | st.sampled_from(GROUNDS)) if kind is PromotionKind.PENGABDIAN else None,
        died_on=draw(st.none() | st.just(DAY) | days),
    )


@unhurried
@given(st.lists(careers(), min_size=1, max_size=4))
def test_a_screening_answers_exactly_what_the_evaluation_of_each_answers(many: list[PromotionFacts]) -> None:
    screening = promotion.Screening(PROMOTION, DAY)

    for facts in (*many, *many):
        assert screening.eligibility(facts) == promotion.evaluate(PROMOTION, facts).value


@unhurried
@given(careers())
def test_the_stored_trace_alone_recomputes_the_answer(facts: PromotionFacts) -> None:
    outcome = promotion.evaluate(PROMOTION, facts)
    stored = json.loads(json.dumps(document(outcome.trace)))

    assert recompute(stored) == (outcome.value.status.value, ())


@unhurried
@given(careers())
def test_every_criterion_rests_on_articles_and_says_why_it_is_open(facts: PromotionFacts) -> None:
    for one in promotion.evaluate(PROMOTION, facts).value.criteria:
        assert one.basis
        assert (one.reason is None) is (one.status is CriterionStatus.MET)
        assert (one.reason is OpenReason.TIDAK_MEMENUHI) is (one.status is CriterionStatus.NOT_MET)


@unhurried
@given(careers())
def test_the_explanation_names_every_parameter_that_was_read(facts: PromotionFacts) -> None:
    trace = promotion.evaluate(PROMOTION, facts).trace
    told = "\n".join(one.en for one in sentences(trace))

    for cited in citations(trace):
        assert cited.text.en in told
        assert cited.reference.article in told


@unhurried
@given(careers(), st.integers(1, 4000))
def test_more_time_in_rank_never_turns_met_into_not_met(facts: PromotionFacts, earlier: int) -> None:
    if facts.rank_since is None:
        return
    longer = promotion.evaluate(PROMOTION, replace(facts, rank_since=facts.rank_since - timedelta(days=earlier)))
    before = {one.name: one.status for one in promotion.evaluate(PROMOTION, facts).value.criteria}

    for one in longer.value.criteria:
        if before[one.name] is CriterionStatus.MET:
            assert one.status is CriterionStatus.MET


@unhurried
@given(careers(), st.decimals(0, 100, places=3))
def test_more_credit_points_never_turn_met_into_not_met(facts: PromotionFacts, more: Decimal) -> None:
    richer = replace(facts, credit_points=Fraction(facts.credit_points or 0) + Fraction(more))
    before = promotion.evaluate(PROMOTION, facts).value
    after = promotion.evaluate(PROMOTION, richer).value

    if before.is_eligible:
        assert after.is_eligible


@unhurried
@given(careers(on=st.dates(date(1995, 1, 1), date(2017, 4, 6))))
def test_a_day_before_the_rules_are_known_raises(facts: PromotionFacts) -> None:
    with pytest.raises(NotInForce, match="employments"):
        promotion.evaluate(PROMOTION, facts)


@unhurried
@given(
    st.sampled_from(["jpt_utama", "jpt_madya", "jpt_pratama", "administrator", "pengawas"]),
    st.lists(st.tuples(st.sampled_from(["executor", "managerial.III.a", "managerial.IV.a"]), days), max_size=1),
    st.integers(1, 3000),
    st.integers(0, 40),
)
def test_more_experience_never_turns_a_met_requirement_of_a_post_into_not_met(
    post: str, held: list[tuple[str, date]], earlier: int, years: int
) -> None:
    def ask(shift: int, years_in_field: int) -> dict[str, CriterionStatus]:
        facts = PostFacts(
            inaugurated_on=DAY,
            post=post,
            employment="pns",
            born_on=date(1980, 1, 1),
            educations=("s1",),
            held_posts=tuple(HeldPost(name, since - timedelta(days=shift), None) for name, since in held),
            years_in_field=years_in_field,
            predicates={2024: Predicate.BAIK, 2025: Predicate.BAIK},
        )
        outcome = post_requirements.evaluate(POSTS, facts)
        stored = json.loads(json.dumps(document(outcome.trace)))
        assert recompute(stored) == (outcome.value.status.value, ())
        return {one.name: one.status for one in outcome.value.criteria}

    before, after = ask(0, years), ask(earlier, years + 1)

    for name, status in before.items():
        if status is CriterionStatus.MET:
            assert after[name] is CriterionStatus.MET


@pytest.mark.parametrize(
    ("post", "lowest"),
    [
        ("jpt_utama", "s1"),
        ("jpt_utama.non_pns", "s2"),
        ("jpt_madya", "s1"),
        ("jpt_pratama", "s1"),
        ("administrator", "s1"),
        ("pengawas", "d3"),
        ("pelaksana", "sma"),
    ],
)
def test_a_post_is_open_from_its_diploma_on(post: str, lowest: str) -> None:
    """In the order of the law; D-IV stands beside S-1, and what was called Sarjana Muda beside D-III."""
    order = ["sd", "smp", "smp_kejuruan", "sma", "d1", "d2", "sgplb", "d3", "sarjana_muda", "s1", "d4"]
    order += ["dokter", "apoteker", "s2", "s3"]

    accepted: Any = POSTS.parameter("accepted_educations", Kind.SHEET).on(DAY).value

    assert set(accepted[post]) == set(order[order.index(lowest) :])
    known: Any = POSTS.parameter("diplomas", Kind.WORDS).on(DAY).value
    assert set(known) == set(order)
