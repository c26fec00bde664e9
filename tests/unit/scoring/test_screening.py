"""A screening answers many careers of one day: each as its evaluation does, and nobody with the answer of another."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, cast

import pytest

from kinerja_api.scoring.errors import ContradictoryFacts
from kinerja_api.scoring.schemes import promotion
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.schemes.promotion.kinds import Section
from kinerja_api.scoring.trace import Numbers
from tests.unit.scoring.cases import CAREER, PROMOTION, promotion_facts

Change = dict[str, Any]


def test_a_screening_answers_for_its_own_day_only() -> None:
    screening = promotion.Screening(PROMOTION, date(2026, 5, 1))

    with pytest.raises(ContradictoryFacts) as caught:
        screening.eligibility(promotion_facts(CAREER))

    assert caught.value.place == "effective_on"


def test_a_screening_refuses_what_the_evaluation_refuses_whatever_it_answered_before() -> None:
    screening = promotion.Screening(PROMOTION, date(2026, 4, 1))
    kept = {**CAREER, "kind": "penemuan_baru", "kept_pension_age": 65}
    functional = promotion_facts({**kept, "position_kind": "functional", "position_level": "ahli_muda"})

    assert screening.eligibility(functional) == promotion.evaluate(PROMOTION, functional).value
    with pytest.raises(ContradictoryFacts) as caught:
        screening.eligibility(promotion_facts(kept))

    assert caught.value.place == "kept_pension_age"


@pytest.mark.parametrize(("room", "judged_twice"), [(0, True), (11, True), (12, False)])
def test_a_screening_stays_small_and_answers_the_same(
    monkeypatch: pytest.MonkeyPatch, room: int, *, judged_twice: bool
) -> None:
    """A regular promotion is judged in twelve sections; what is kept of them is thrown away when it is too much."""
    judge = promotion._judge  # noqa: SLF001  only work that is done again shows that its answer was thrown away
    judged: list[Section] = []

    def counted(case: Case, section: Section) -> promotion.Answer:
        judged.append(section)
        return judge(case, section)

    facts = promotion_facts(CAREER)
    answer = promotion.evaluate(PROMOTION, facts).value
    monkeypatch.setattr(promotion, "MOST_KEPT", room)
    monkeypatch.setattr(promotion, "_judge", counted)
    screening = promotion.Screening(PROMOTION, date(2026, 4, 1))

    assert screening.eligibility(facts) == answer
    once = len(judged)
    assert screening.eligibility(facts) == answer
    assert len(judged) == once * (2 if judged_twice else 1)


def test_a_screening_tells_the_levels_of_a_profession_apart_though_their_posts_end_at_one_age() -> None:
    ages = PROMOTION.parameters["pension_age"]
    same = {"functional.ahli_madya": Fraction(65), "functional.ahli_utama": Fraction(65)}
    values = tuple(replace(one, value={**cast("Numbers", one.value), **same}) for one in ages.values)
    policy = replace(PROMOTION, parameters={**PROMOTION.parameters, ages.name: replace(ages, values=values)})
    screening = promotion.Screening(policy, date(2026, 4, 1))
    researcher = {**CAREER, "position_kind": "functional", "profession": "peneliti", "born_on": "1960-01-01"}

    for level, before_pension in (("ahli_utama", True), ("ahli_madya", False)):
        facts = promotion_facts({**researcher, "position_level": level})
        answer = screening.eligibility(facts)
        assert answer == promotion.evaluate(policy, facts).value
        (pension,) = [one for one in answer.criteria if one.code == "pension"]
        assert (pension.status == "met") is before_pension


def test_the_answer_names_the_kind_as_soon_as_the_employment_allows_one() -> None:
    def kind_of(changes: Change) -> str | None:
        return promotion.evaluate(PROMOTION, promotion_facts({**CAREER, **changes})).value.kind

    assert kind_of({}) == "reguler"
    assert kind_of({"kind": "reguler", "position_kind": "managerial", "position_level": "III.a"}) == "reguler"
    assert kind_of({"employment": "pppk"}) is None
