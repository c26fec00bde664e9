"""Credit points beyond the scenarios: the public vectors, what is refused, and what holds for every input."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_api.scoring.credit_facts import ConversionFacts, CreditEntry, CreditSource, InterimFigure, PostSpell
from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.errors import (
    ContradictoryFacts,
    MissingFact,
    NotInForce,
    ScoringError,
    UnknownFact,
    WrongScale,
)
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import EvaluatedPeriod, Predicate
from kinerja_api.scoring.operations import Mode, Operation, Rounding, apply
from kinerja_api.scoring.policy import Kind
from kinerja_api.scoring.schemes.credit_points import advancement, conversion, entry, statement
from kinerja_api.scoring.schemes.credit_points.conversion import YearCredit
from kinerja_api.scoring.schemes.credit_points.statement import Need
from kinerja_api.scoring.trace import Numbers
from kinerja_api.scoring.verify import Finding, verify
from tests.unit.scoring.career_cases import (
    CREDIT,
    advancement_facts,
    conversion_facts,
    flat_transfer_facts,
    integration_facts,
    statement_facts,
    transfer_facts,
)
from tests.unit.scoring.cases import PROMOTION, vectors

Change = dict[str, Any]
VECTORS = {one["id"]: one for one in vectors("credit_points")["vectors"]}
CONVERSIONS = ("JF-01", "JF-02", "JF-10", "JF-12", "JF-14")
NEEDS = ("JF-17", "JF-19", "JF-22")
POST = {"year": 2025, "level": "ahli_pertama", "annual": "baik"}
STATED = {"level": "ahli_pertama", "rank": "III/a"}
LEVELS = tuple(cast("Numbers", CREDIT.parameter("annual_coefficients", Kind.NUMBERS).on(date(2025, 1, 1)).value))
predicates = st.sampled_from(Predicate)
levels = st.sampled_from(LEVELS)


@pytest.mark.parametrize("name", CONVERSIONS)
def test_vector_of_conversion(name: str) -> None:
    row = VECTORS[name]

    found = _converted_vector(row)

    assert found.parts[0].months == row["months"]
    for field, seen in (
        ("credit", found.exact),
        ("credit_exact", found.exact),
        ("credit_2dp", found.shown_with(2)),
        ("credit_3dp", found.shown),
    ):
        if field in row:
            assert Fraction(seen) == Fraction(row[field])


def test_two_decimals_are_rounded_half_up_too() -> None:
    found = _converted_vector(VECTORS["JF-12"])

    assert (str(found.exact), str(found.shown_with(2))) == ("75/8", "9.38")


def test_vector_of_accumulation_is_rounded_once() -> None:
    total = _converted_vector(VECTORS["JF-01"]).exact + _converted_vector(VECTORS["JF-02"]).exact

    assert str(Rounding(Mode.HALF_UP, 2).apply(total)) == VECTORS["JF-03"]["sum_2dp"]


@pytest.mark.parametrize("name", NEEDS)
def test_vector_of_needs(name: str) -> None:
    row = VECTORS[name]
    entered = {"III/d": "III/c", "IV/e": "IV/d"}.get(row["rank"], row["rank"])
    level = {"III/a": "ahli_pertama", "III/d": "ahli_muda", "IV/e": "ahli_utama"}[row["rank"]]
    credit = {"ak_konversi": {"new": row["credit"]}}

    found = statement.draw_up(
        CREDIT, statement_facts({"level": level, "rank": row["rank"], "entry_rank": entered, "entries": credit})
    ).value

    assert found.advancement.value == row["kind"]
    assert (found.next_rank, found.next_level) == (row.get("next_rank"), row.get("next_level"))
    if "need" in row:
        assert found.for_rank == Need(Fraction(row["need"]), Fraction(0), Fraction(row["short"]), None)


def test_vector_of_the_diploma() -> None:
    row = VECTORS["JF-23"]
    given = {"level": "ahli_pertama", "rank": row["rank"], "entries": {"ak_konversi": {"new": row["credit"]}}}

    found = statement.draw_up(CREDIT, statement_facts({**given, "new_diplomas": ["s2"]})).value

    bonus = next(line.new for line in found.lines if line.source is CreditSource.AK_PENDIDIKAN)
    assert (bonus, found.is_considered) == (Fraction(row["bonus"]), row["met"])
    assert not statement.draw_up(CREDIT, statement_facts(given)).value.is_considered


@pytest.mark.parametrize("name", ["JF-25", "JF-27"])
def test_vector_of_eligibility(name: str) -> None:
    row = VECTORS[name]
    day = date(2026, 1, 15)
    facts = advancement_facts(
        {
            "level": "ahli_pertama",
            "rank": row["rank"],
            "issued_on": day,
            "rank_since": day.replace(year=day.year - row["years_in_rank"]),
            "predicates": {2025 - place: word for place, word in enumerate(row["predicates"])},
            "entries": {"ak_konversi": {"new": row["credit"]}},
        }
    )

    found = advancement.evaluate(CREDIT, facts).value

    assert (found.status == "met") is row["eligible"]
    if row["eligible"]:
        assert found.statement.carried == Fraction(row["carry"])
    else:
        assert [one.code for one in found.conditions if one.status != "met"] == [row["reason"].replace(" ", "_")]


def test_every_vector_is_driven() -> None:
    assert set(VECTORS) == {*CONVERSIONS, "JF-03", *NEEDS, "JF-23", "JF-25", "JF-27"}


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"annual": None}, MissingFact, "annual"),
        ({"since": "2026-01-01"}, MissingFact, "spells"),
        ({"level": "guru_besar"}, UnknownFact, "guru_besar"),
        ({"interim": [{"months": [0, 3], "predicate": "baik"}]}, WrongScale, "interim.months"),
        ({"interim": [{"months": [4, 3], "predicate": "baik"}]}, WrongScale, "interim.months"),
        ({"interim": [{"months": [10, 13], "predicate": "baik"}]}, WrongScale, "interim.months"),
        (
            {"since": "2025-04-01", "interim": [{"months": [3, 6], "predicate": "baik"}]},
            ContradictoryFacts,
            "interim.months",
        ),
        (
            {"interim": [{"months": [1, 3], "predicate": "baik"}, {"months": [3, 6], "predicate": "baik"}]},
            ContradictoryFacts,
            "interim.months",
        ),
        (
            {
                "spells": [
                    {"level": "ahli_pertama", "since": "2024-01-01"},
                    {"level": "ahli_muda", "since": "2025-05-01"},
                ]
            },
            ContradictoryFacts,
            "spells",
        ),
        (
            {
                "spells": [
                    {"level": "ahli_pertama", "since": "2024-01-01", "until": "2025-05-02"},
                    {"level": "ahli_muda", "since": "2025-05-01"},
                ]
            },
            ContradictoryFacts,
            "spells",
        ),
    ],
)
def test_a_year_that_cannot_be_converted(changes: Change, error: type[ScoringError], place: str) -> None:
    given = {name: value for name, value in {**POST, **changes}.items() if value is not None}

    _refuses(lambda: conversion.convert(CREDIT, conversion_facts(given)), error, place)


def test_a_year_is_computed_for_all_its_days_and_a_post_held_before_counts_from_the_first() -> None:
    trace = conversion.convert(CREDIT, conversion_facts({**POST, "since": "2024-06-01"})).trace

    assert trace.period == EvaluatedPeriod(date(2025, 1, 1), date(2025, 12, 31))
    assert trace.by_name["post_since.ahli_pertama"].result == date(2025, 1, 1)
    assert trace.by_name["post_until.ahli_pertama"].result == date(2025, 12, 31)


@pytest.mark.parametrize(("until", "last_day", "months"), [("2025-05-01", 30, 4), ("2025-05-02", 1, 5)])
def test_a_month_counts_when_the_post_was_held_on_its_first_day(until: str, last_day: int, months: int) -> None:
    spell = {"level": "ahli_pertama", "since": "2025-01-01", "until": until}

    outcome = conversion.convert(CREDIT, conversion_facts({"year": 2025, "annual": "baik", "spells": [spell]}))

    assert outcome.trace.by_name["post_until.ahli_pertama"].result == date(2025, months, last_day)
    assert outcome.value.parts[0].months == months


def test_a_part_tells_whether_a_periodic_or_the_annual_predicate_made_it() -> None:
    consumed = {"months": [1, 3], "predicate": "baik", "consumed": True}

    found = conversion.convert(CREDIT, conversion_facts({**POST, "interim": [consumed]})).value

    assert [(part.months, part.is_interim) for part in found.parts] == [(3, True), (9, False)]


def test_a_periodic_figure_of_which_nothing_else_is_said_gives_way_to_the_annual_predicate() -> None:
    facts = replace(conversion_facts(POST), interim=(InterimFigure(1, 6, Predicate.SANGAT_BAIK),))

    found = conversion.convert(CREDIT, facts).value

    assert [(part.months, part.predicate, part.is_interim) for part in found.parts] == [(12, Predicate.BAIK, False)]


def test_the_trace_of_a_move_says_that_it_began_at_the_top_of_the_former_post() -> None:
    facts = {"level": "ahli_muda", "rank": "III/c", "months_in_rank": 12, "top_of_former_post": True}

    assert entry.transfer(CREDIT, transfer_facts(facts)).trace.by_name["at_top_of_former_post"].result is True


def test_before_2023_credit_did_not_come_from_predicates() -> None:
    _refuses(
        lambda: conversion.convert(CREDIT, conversion_facts({**POST, "year": 2022})),
        NotInForce,
        "predicate_percentages",
    )


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"level": "guru_besar"}, UnknownFact, "guru_besar"),
        ({"rank": "III/c", "entry_rank": "III/a"}, UnknownFact, "III/c"),
        ({"entry_rank": "II/d"}, UnknownFact, "II/d"),
        ({"entry_rank": "III/b"}, ContradictoryFacts, "entry_rank"),
        ({"entries": {"ak_konversi": {"new": "-1"}}}, WrongScale, "entries.ak_konversi"),
        ({"entries": {"ak_jf_lama": {"previous": "-0.001"}}}, WrongScale, "entries.ak_jf_lama"),
        ({"entries": {"ak_dasar": {"previous": "50"}}}, ContradictoryFacts, "entries"),
        ({"entries": {"ak_pendidikan": {"new": "12.5"}}}, ContradictoryFacts, "entries"),
        ({"new_diplomas": ["kursus"]}, UnknownFact, "new_diplomas"),
        ({"issued_on": "2022-12-31"}, NotInForce, "level_ranks"),
    ],
)
def test_a_statement_that_cannot_be_drawn_up(changes: Change, error: type[ScoringError], place: str) -> None:
    _refuses(lambda: statement.draw_up(CREDIT, statement_facts({**STATED, **changes})), error, place)


def test_a_source_stated_twice() -> None:
    line = CreditEntry(CreditSource.AK_KONVERSI, new=Decimal(10))
    facts = replace(statement_facts(STATED), entries=(line, line))

    _refuses(lambda: statement.draw_up(CREDIT, facts), ContradictoryFacts, "entries")


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"months_in_rank": -1}, WrongScale, "months_in_rank"),
        ({"rank": "IV/a"}, UnknownFact, "ahli_muda.IV/a"),
        ({"effective_on": "2022-12-31"}, NotInForce, "annual_coefficients"),
    ],
)
def test_a_transfer_that_cannot_be_counted(changes: Change, error: type[ScoringError], place: str) -> None:
    given = {"level": "ahli_muda", "rank": "III/c", "months_in_rank": 12, **changes}

    _refuses(lambda: entry.transfer(CREDIT, transfer_facts(given)), error, place)


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"rank": "III/d"}, ContradictoryFacts, "flat_transfer"),
        ({"education": "s1"}, ContradictoryFacts, "flat_transfer"),
        ({"years": 3}, ContradictoryFacts, "flat_transfer"),
        ({"level": "ahli_madya"}, UnknownFact, "ahli_madya"),
    ],
)
def test_the_fixed_credit_is_for_those_whom_the_annex_names(
    changes: Change, error: type[ScoringError], place: str
) -> None:
    given = {"level": "ahli_pertama", **changes}

    _refuses(lambda: entry.flat_transfer(CREDIT, flat_transfer_facts(given)), error, place)


def test_the_refusal_of_the_fixed_credit_lists_every_rank_and_diploma_that_the_rule_names() -> None:
    names = {"flat_transfer_ranks": ("IV/a", "IV/b"), "flat_transfer_diplomas": ("s2", "s3")}
    parameters = {
        name: replace(CREDIT.parameters[name], values=(replace(CREDIT.parameters[name].values[0], value=words),))
        for name, words in names.items()
    }
    policy = replace(CREDIT, parameters={**CREDIT.parameters, **parameters})

    with pytest.raises(ContradictoryFacts, match="the rank IV/a, IV/b, the diploma s2, s3, and 4 years of experience"):
        entry.flat_transfer(policy, flat_transfer_facts({"level": "ahli_pertama", "years": 3}))


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"conventional": "99.999"}, WrongScale, "conventional"),
        ({"level": "mahir"}, UnknownFact, "mahir"),
        ({"issued_on": "2024-01-01"}, NotInForce, "integration_base"),
    ],
)
def test_conventional_credit_that_cannot_be_integrated(changes: Change, error: type[ScoringError], place: str) -> None:
    given = {"level": "ahli_pertama", "rank": "III/a", "conventional": 120, **changes}

    _refuses(lambda: entry.integrate(CREDIT, integration_facts(given)), error, place)


def test_the_explanation_of_a_year_reads_like_sentences() -> None:
    told = sentences(conversion.convert(CREDIT, conversion_facts({**POST, "since": "2025-03-01"})).trace)

    assert [one.id for one in told][-6:] == [
        "Angka kredit setahun (ahli pertama): 12,5 x 1 = 12,5.",
        "Angka kredit setahun kali bulan (ahli pertama): 12,5 x 10 = 125.",
        "Angka kredit bagian tahun (ahli pertama): 125 / 12 ≈ 10,4167.",
        "Angka kredit sebelum pembulatan: ≈ 10,4167.",
        (
            "Ketentuan: desimal angka kredit yang ditampilkan (setengah ke atas) = 3. Dasar: Peraturan BKN 3/2023, "
            "penetapan angka kredit; aturan pembulatan tidak ditemukan; berlaku sejak 1 Januari 2023; "
            "belum terverifikasi."
        ),
        "Angka kredit: ≈ 10,4167 dibulatkan setengah ke atas ke 3 desimal menjadi 10,417.",
    ]


def test_promotion_in_rank_and_the_statement_count_to_the_same_needs() -> None:
    """Both policies print the running totals, each with its own reference."""
    day = date(2025, 1, 1)
    running = CREDIT.parameter("running_totals", Kind.NUMBERS).on(day).value

    assert PROMOTION.parameter("credit_points_needed", Kind.NUMBERS).on(day).value == running


@pytest.mark.parametrize("name", ["running_totals", "base_credit", "level_needs"])
def test_views_of_one_rule_that_disagree_are_found(name: str) -> None:
    parameter = CREDIT.parameters[name]
    numbers = cast("Numbers", parameter.values[0].value)
    wrong = replace(parameter.values[0], value={**numbers, next(iter(numbers)): Fraction(999)})
    changed = replace(CREDIT, parameters={**CREDIT.parameters, name: replace(parameter, values=(wrong,))})

    assert verify(changed) == (Finding(name, "does not agree with rank_needs"),)


def test_the_operations_of_careers() -> None:
    floors = {"low": Fraction(0), "high": Fraction(80), "middle": Fraction(60)}

    assert [apply(Operation.REACHED, (floors, Fraction(number))) for number in ("0", "59.9", "60", "80")] == [
        "low",
        "low",
        "middle",
        "high",
    ]
    assert apply(Operation.LARGEST, (Fraction(1), Fraction(3), Fraction(2))) == 3
    assert apply(Operation.MONTH_OF_YEAR, (date(2025, 2, 21),)) == 2
    with pytest.raises(WrongScale, match="from 0 on"):
        apply(Operation.REACHED, (floors, Fraction(-1)))


@given(levels, predicates, st.integers(1, 12), st.integers(1, 12))
def test_more_months_never_give_less_credit(level: str, predicate: Predicate, one: int, other: int) -> None:
    fewer, more = sorted((one, other))

    assert _months(level, predicate, fewer) <= _months(level, predicate, more)
    assert _months(level, predicate, more) - _months(level, predicate, fewer) == (more - fewer) * _months(
        level, predicate, 1
    )


@given(levels, predicates, st.integers(0, 11))
def test_parts_of_a_year_make_the_year(level: str, predicate: Predicate, cut: int) -> None:
    """Consumed months and the rest never count a month twice."""
    figures = (InterimFigure(1, cut, predicate, consumed=True),) if cut else ()
    facts = ConversionFacts(2025, (PostSpell(level, date(2024, 1, 1)),), predicate, figures)

    assert conversion.convert(CREDIT, facts).value.exact == _months(level, predicate, 12)


@given(levels, predicates, st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_the_trace_of_a_year_recomputes_it(level: str, predicate: Predicate, since: date) -> None:
    facts = ConversionFacts(2025, (PostSpell(level, since),), predicate)
    outcome = conversion.convert(CREDIT, facts)

    assert recompute(json.loads(json.dumps(document(outcome.trace)))) == (str(outcome.value.shown), ())


@given(predicates, st.integers(0, 99_999))
def test_a_forecast_is_the_first_month_that_is_enough(predicate: Predicate, thousandths: int) -> None:
    credit = Fraction(thousandths, 1000)
    facts = replace(
        statement_facts({**STATED, "outlook": predicate.value}),
        entries=(CreditEntry(CreditSource.AK_KONVERSI, new=credit),),
    )
    need = statement.draw_up(CREDIT, facts).value.for_rank
    monthly = _months("ahli_pertama", predicate, 1)

    assert need is not None
    if need.forecast is None:
        assert credit >= need.needed
    else:
        assert credit + need.forecast.months * monthly >= need.needed
        assert credit + (need.forecast.months - 1) * monthly < need.needed


def _converted_vector(row: Change) -> YearCredit:
    since = date.fromisoformat(row.get("started", "2025-01-01"))
    spell = PostSpell(row["level"], since, date.fromisoformat(row.get("until", "2025-12-31")) + timedelta(days=1))
    predicate = Predicate(row["predicate"])
    facts = ConversionFacts(since.year, (spell,), predicate)
    if "started" not in row:
        facts = replace(facts, annual=None, interim=(InterimFigure(1, row["months"], predicate),))
    return conversion.convert(CREDIT, facts).value


def _months(level: str, predicate: Predicate, months: int) -> Fraction:
    facts = ConversionFacts(2025, (PostSpell(level, date(2025, 13 - months, 1)),), predicate)
    return conversion.convert(CREDIT, facts).value.exact


def _refuses(act: Callable[[], object], error: type[ScoringError], place: str) -> None:
    with pytest.raises(error) as caught:
        act()
    assert caught.value.place == place
    assert caught.value.needed.id
    assert caught.value.needed.en
