"""The parts under the schemes: operations, trace, document and explanation."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from kinerja_api.scoring.document import Difference, Document, citation, document, recompute
from kinerja_api.scoring.errors import ScoringError, UnknownFact, UnknownParameter, WrongScale
from kinerja_api.scoring.explain import citations, sentences
from kinerja_api.scoring.facts import OpenReason, RatingLevel
from kinerja_api.scoring.operations import Mode, Operation, Plain, Rounding, apply
from kinerja_api.scoring.policy import Band, Bands, Interval, Kind, Matrix, float_free
from kinerja_api.scoring.schemes import permenpanrb_6_2022
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Cited, Same, Tracer
from kinerja_api.scoring.words import STEPS, TERMS
from tests.unit.scoring.cases import (
    COMPOSITE,
    NATIONAL,
    PREDICATE,
    PROMOTION,
    SURVEY,
    YEAR_2025,
    outcome_of,
    rating_facts,
)

RANKS = ("IV/c", "IV/d", "IV/e")
POINTS = {
    "from_lowest": Fraction(0),
    "from_highest": Fraction(100),
    "to_lowest": Fraction(1),
    "to_highest": Fraction(5),
}
BOUNDS = {"lowest": Fraction(0), "highest": Fraction(100)}
RATINGS = {"work_result": "di_atas_ekspektasi", "behavior": "sesuai_ekspektasi"}


@pytest.mark.parametrize(
    ("operation", "inputs", "result"),
    [
        (Operation.ALL, (True, None), None),
        (Operation.ALL, (False, None), False),
        (Operation.ALL, (), True),
        (Operation.ANY, (False, None), None),
        (Operation.ANY, (True, None), True),
        (Operation.ANY, (), False),
        (Operation.NOT, (None,), None),
        (Operation.NOT, (False,), True),
        (Operation.CRITERION, (None,), "pending"),
        (Operation.CRITERION, (True,), "met"),
        (Operation.CRITERION, (False,), "not_met"),
        (Operation.VERDICT, ("met", "pending", "not_met"), "not_met"),
        (Operation.VERDICT, ("met", "pending"), "pending"),
        (Operation.VERDICT, ("met",), "met"),
        (Operation.SUM, (Fraction(1), None), None),
        (Operation.CHOOSE, (True, "a", "b"), "a"),
        (Operation.CHOOSE, (False, "a", "b"), "b"),
        (Operation.CHOOSE, (None, "a", "b"), None),
        (Operation.CHOOSE, (None, "a", "a"), "a"),
        (Operation.REACHED, ({"low": Fraction(0), "high": Fraction(9)}, Fraction("8.999")), "low"),
        (Operation.REACHED, ({"low": Fraction(0), "high": Fraction(9)}, Fraction(9)), "high"),
        (Operation.EQUAL, (("2025-01",), ("2025-01",)), True),
        (Operation.EQUAL, (Fraction(1), Fraction(2)), False),
        (Operation.LAST, (("ani", "budi", "citra"),), "citra"),
        (Operation.COUNT, (("ani", "budi", "ani"),), Fraction(3)),
        (
            Operation.WORKED_MONTHS,
            (("2025-01-31/2025-02-01", "2025-05-01/2025-05-31"), ("2025-02-01/2025-02-01", "2025-05-02/2025-05-31")),
            ("2025-01", "2025-05"),
        ),
        (Operation.WORKED_MONTHS, (("2025-03-01/2025-03-31",), ()), ("2025-03",)),
        (Operation.WORKED_MONTHS, (("2025-03-01/2025-04-01",), ("2025-03-01/2025-03-31",)), ("2025-04",)),
        (Operation.MONTH_OF_YEAR, (date(2025, 7, 31),), Fraction(7)),
        (Operation.LINEAR, (Fraction(0), POINTS), Fraction(1)),
        (Operation.LINEAR, (Fraction(50), POINTS), Fraction(3)),
        (Operation.LINEAR, (Fraction(100), POINTS), Fraction(5)),
        (Operation.BOUND, (Fraction(-1), BOUNDS), Fraction(0)),
        (Operation.BOUND, (Fraction(7), BOUNDS), Fraction(7)),
        (Operation.BOUND, (Fraction(101), BOUNDS), Fraction(100)),
        (Operation.IS_LAST, (RANKS, "IV/e"), True),
        (Operation.IS_LAST, (RANKS, "IV/d"), False),
        (Operation.HIGHEST_IN_ORDER, (RANKS, "IV/d", "IV/e", "IV/c"), "IV/e"),
        (Operation.YEARS_AFTER, (date(2024, 2, 29), Fraction(1)), date(2025, 3, 1)),
        (Operation.YEARS_AFTER, (date(2024, 2, 29), Fraction(4)), date(2028, 2, 29)),
        (Operation.MONTHS_AFTER, (date(2026, 1, 31), Fraction(1)), date(2026, 3, 1)),
        (Operation.MONTHS_AFTER, (date(2026, 8, 15), Fraction(12)), date(2027, 8, 15)),
        (Operation.MONTHS_AFTER, (date(2026, 12, 1), Fraction(0)), date(2026, 12, 1)),
        (Operation.FULL_MONTHS, (date(2024, 5, 1), date(2026, 5, 1)), Fraction(24)),
        (Operation.FULL_MONTHS, (date(2024, 5, 2), date(2026, 5, 1)), Fraction(23)),
        (Operation.FULL_MONTHS, (date(2024, 2, 29), date(2025, 2, 28)), Fraction(11)),
        (Operation.FULL_MONTHS, (date(2024, 2, 29), date(2025, 3, 1)), Fraction(12)),
        (Operation.LARGEST, (Fraction(58), Fraction(65)), Fraction(65)),
        (Operation.FIRST_OF_NEXT_MONTH, (date(2026, 12, 31),), date(2027, 1, 1)),
        (Operation.FIRST_OF_NEXT_MONTH, (date(2026, 2, 1),), date(2026, 3, 1)),
    ],
)
def test_operation(operation: Operation, inputs: tuple[Plain, ...], result: Plain) -> None:
    assert apply(operation, inputs) == result


@pytest.mark.parametrize(
    ("mode", "number", "result"),
    [
        (Mode.HALF_UP, "95.325", "95.33"),
        (Mode.HALF_UP, "-0.125", "-0.13"),
        (Mode.HALF_UP, "95.3249999", "95.32"),
        (Mode.HALF_UP, "-0.001", "0.00"),
        (Mode.HALF_UP, "0", "0.00"),
        (Mode.HALF_UP, "0.405", "0.41"),
        (Mode.DOWN, "7.799", "7.79"),
        (Mode.UP, "6.601", "6.61"),
        (Mode.UP, "6.60", "6.60"),
    ],
)
def test_rounding(mode: Mode, number: str, result: str) -> None:
    assert str(apply(Operation.ROUND, (Fraction(number),), Rounding(mode, 2))) == result
    assert apply(Operation.ROUND, (None,), Rounding(mode, 2)) is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0", "0"),
        ("-1.5", "-1.5"),
        ("0.05", "0.05"),
        ("25/12", "25/12"),
        ("1/8", "0.125"),
        ("-7", "-7"),
        ("100", "100"),
    ],
)
def test_exact_numbers_are_written_without_floats(number: str, written: str) -> None:
    assert float_free(Fraction(number)) == written


def test_a_word_outside_a_table_names_what_is_known() -> None:
    with pytest.raises(UnknownFact, match="Use one of: a, b"):
        apply(Operation.LOOKUP, ({"b": "2", "a": "1"}, "c"))
    assert apply(Operation.FIND, ({"a": "1"}, "c")) is None


def test_a_word_outside_a_ladder_names_the_ladder() -> None:
    with pytest.raises(UnknownFact, match="Use one of: IV/c, IV/d, IV/e") as caught:
        apply(Operation.IS_LAST, (RANKS, "IV/f"))
    assert caught.value.place == "IV/f"


def test_a_number_below_every_threshold_names_the_lowest() -> None:
    with pytest.raises(WrongScale, match="from 0 on") as caught:
        apply(Operation.REACHED, ({"baik": Fraction(76), "buruk": Fraction(0)}, Fraction("-0.01")))
    assert caught.value.place == "-0.01"


def test_a_cell_outside_a_matrix_names_rows_and_columns() -> None:
    matrix = Matrix(("r", "s"), ("c", "e"), {("r", "c"): "x"})

    with pytest.raises(UnknownFact, match="Use one of r, s and c, e") as caught:
        apply(Operation.LOOKUP, (matrix, "r", "d"))
    assert caught.value.place == "r x d"


def test_a_value_holds_on_its_first_day_and_no_longer_on_the_day_it_ends() -> None:
    """PP 94/2021 replaced PP 53/2010 on one day; that day may not be judged by both."""
    interval = _interval("2010-06-06", "2021-08-31")

    assert [interval.covers(day) for day in (date(2010, 6, 5), date(2010, 6, 6))] == [False, True]
    assert [interval.covers(day) for day in (date(2021, 8, 30), date(2021, 8, 31))] == [True, False]


def test_a_policy_is_found_by_its_key_and_an_unknown_key_names_those_there_are() -> None:
    assert NATIONAL.get("dp3").key == "dp3"
    with pytest.raises(UnknownParameter, match="Use one of: dp3, integration_2021, ") as caught:
        NATIONAL.get("dp4")
    assert caught.value.place == "dp4"


def test_a_number_between_two_bands_has_no_label() -> None:
    """A number must be rounded to the step first; between 64.99 and 65.00 there is nothing."""
    bands = cast("Bands", SURVEY.parameter("grades", Kind.BANDS).on(date(2025, 1, 1)).value)

    with pytest.raises(WrongScale, match=r"from 25 to 100 in steps of 0\.01"):
        bands.label(Fraction("64.994"))
    assert bands.lowest == 25


def test_a_parameter_of_another_kind_is_not_read() -> None:
    with pytest.raises(UnknownParameter, match="kind number") as caught:
        PREDICATE.parameter("predicate_matrix", Kind.NUMBER)
    assert caught.value.place == "permenpanrb_6_2022.predicate_matrix"


def test_two_steps_cannot_share_a_name() -> None:
    tracer = Tracer(PREDICATE, YEAR_2025)
    tracer.fact("behavior", "x")

    with pytest.raises(ValueError, match="two steps are called behavior"):
        tracer.fact("behavior", "y")


def test_a_step_knows_the_rules_it_rests_on_and_no_others() -> None:
    trace = permenpanrb_6_2022.evaluate(PREDICATE, rating_facts(RATINGS)).trace

    assert [one.parameter.name for one in trace.behind("predicate")] == ["predicate_matrix"]
    assert trace.behind("behavior") == ()


def test_a_step_rests_on_the_rules_behind_its_inputs_too() -> None:
    facts = rating_facts({"heads_unit": True, "organization": "baik", "behavior": "sesuai_ekspektasi"})
    trace = permenpanrb_6_2022.evaluate(PREDICATE, facts).trace

    assert [one.parameter.name for one in trace.behind("predicate")] == ["head_work_result", "predicate_matrix"]


def test_a_stored_document_that_was_changed_is_found_out() -> None:
    stored = document(permenpanrb_6_2022.evaluate(PREDICATE, rating_facts(RATINGS)).trace)
    steps = cast("list[Document]", stored["steps"])
    steps[-1]["result"] = "sangat_baik"

    assert recompute(stored) == ("baik", (Difference("predicate", "sangat_baik", "baik"),))


def test_the_document_names_policy_days_and_a_digest_of_the_facts() -> None:
    one = document(permenpanrb_6_2022.evaluate(PREDICATE, rating_facts(RATINGS)).trace)
    same = document(permenpanrb_6_2022.evaluate(PREDICATE, rating_facts(RATINGS)).trace)
    other = document(
        permenpanrb_6_2022.evaluate(PREDICATE, rating_facts({**RATINGS, "behavior": "di_bawah_ekspektasi"})).trace
    )

    assert one["policy"] == {"key": PREDICATE.key, "version": PREDICATE.version, "sha256": PREDICATE.sha256}
    assert one["period"] == {"first_day": "2025-01-01", "last_day": "2025-12-31"}
    assert one["facts_sha256"] == same["facts_sha256"] != other["facts_sha256"]
    assert json.loads(json.dumps(one)) == one
    parameter = next(step["parameter"] for step in cast("list[Document]", one["steps"]) if "parameter" in step)
    assert cast("Document", parameter)["verification"] == "secondary"
    assert cast("Document", parameter)["reference"] == {
        "instrument": "PermenPANRB 6/2022",
        "article": "Pasal 24-25 dan Lampiran, predikat kinerja pegawai",
        "url": None,
    }


def test_a_stored_trace_has_the_shape_that_old_ones_have() -> None:
    facts = rating_facts({"heads_unit": True, "organization": "baik", "behavior": "sesuai_ekspektasi"})
    facts_sha256 = sha256(b'{"behavior":"sesuai_ekspektasi","organization":"baik"}').hexdigest()
    policy = {"key": PREDICATE.key, "version": PREDICATE.version, "sha256": PREDICATE.sha256}
    shape = json.loads((Path(__file__).parent / "tables" / "stored_trace.json").read_text(encoding="utf-8"))

    stored = document(permenpanrb_6_2022.evaluate(PREDICATE, facts).trace)

    assert stored == {**shape, "policy": policy, "facts_sha256": facts_sha256}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "nothing"),
        (True, "truth"),
        (Fraction(1, 3), "number"),
        ("baik", "word"),
        (date(2026, 4, 1), "day"),
        (("a", "b"), "words"),
        ({"a": Fraction(1)}, "numbers"),
        ({"a": "b"}, "table"),
        ({"a": ("b", "c")}, "sheet"),
        (Matrix(("r",), ("c",), {("r", "c"): "x"}), "matrix"),
        (Bands(Fraction(1), (Band(Fraction(0), Fraction(9), "low"),)), "bands"),
    ],
)
def test_a_value_is_stored_under_its_kind_and_read_back_from_it(value: Plain, kind: str) -> None:
    tracer = Tracer(PREDICATE, YEAR_2025)
    tracer.fact("what", value)

    stored = document(tracer.trace())

    assert cast("list[Document]", stored["steps"])[0]["kind"] == kind
    assert recompute(stored) == (stored["result"], ())


def test_the_digest_of_the_facts_takes_letters_as_they_are_written() -> None:
    tracer = Tracer(PREDICATE, YEAR_2025)
    tracer.fact("plan", "Rencana café")

    assert document(tracer.trace())["facts_sha256"] == sha256('{"plan":"Rencana café"}'.encode()).hexdigest()


def test_a_citation_says_until_when_its_value_was_in_force() -> None:
    parameter = PROMOTION.parameters["effective_days"]

    stored = citation(Cited(parameter, parameter.values[0]))

    assert stored["in_force"] == {"from": str(parameter.values[0].in_force.since), "until": "2024-01-01"}


def test_a_truth_is_said_as_yes_or_no() -> None:
    facts = {"productivity": 90, "reported": False}

    told = {(one.id, one.en) for one in sentences(outcome_of("allowance_cut_from_whole", facts).trace)}

    assert ("Laporan aktivitas disampaikan: tidak.", "Report of activities was handed in: no.") in told
    flag = next(one for one in told if one[0].startswith("Ketentuan: laporan aktivitas disyaratkan"))
    assert (" = ya. " in flag[0], " = yes. " in flag[1]) == (True, True)


def test_a_step_about_two_things_names_both() -> None:
    interim = {"months": [1, 3], "predicate": "baik", "consumed": True}
    facts = {"year": 2025, "level": "ahli_pertama", "annual": "baik", "interim": [interim]}

    told = {(one.id, one.en) for one in sentences(outcome_of("credit_conversion", facts).trace)}

    assert ("Jumlah bulan (ahli pertama, 1-3): 3.", "Months (first expert, 1-3): 3.") in told
    assert (
        "Bulan dalam jabatan (ahli pertama): 11 + 1 = 12.",
        "Months in the post (first expert): 11 + 1 = 12.",
    ) in told
    assert ("Jumlah bulan (ahli pertama): 12 - 3 = 9.", "Months (first expert): 12 - 3 = 9.") in told


def test_the_explanation_reads_like_sentences_in_both_languages() -> None:
    trace = permenpanrb_6_2022.evaluate(PREDICATE, rating_facts(RATINGS)).trace

    told = sentences(trace)

    assert [one.id for one in told] == [
        "Rating hasil kerja: di atas ekspektasi.",
        "Rating perilaku kerja: sesuai ekspektasi.",
        (
            "Ketentuan: matriks predikat kinerja 3 x 3. Dasar: PermenPANRB 6/2022, Pasal 24-25 dan Lampiran, predikat "
            "kinerja pegawai; berlaku sejak 1 Januari 2022; dari sumber sekunder."
        ),
        (
            "Predikat kinerja: Baik, menurut matriks predikat kinerja 3 x 3 untuk di atas ekspektasi, sesuai "
            "ekspektasi (PermenPANRB 6/2022)."
        ),
    ]
    assert told[0].in_language("en") == "Rating of the work result: above expectation."
    assert [one.verification for one in citations(trace)] == ["secondary"]


def test_the_explanation_of_a_head_of_a_unit_begins_with_the_organisation() -> None:
    facts = rating_facts({"heads_unit": True, "organization": "baik", "behavior": "sesuai_ekspektasi"})

    told = [one.en for one in sentences(permenpanrb_6_2022.evaluate(PREDICATE, facts).trace)]

    assert told[0] == "Result of the organisation: Good."
    assert told[2].startswith("Rating of the work result: as expected, by work-result rating of the head of a unit")
    assert told[3] == "Rating of work behaviour: as expected."


def test_every_name_and_word_is_said_in_both_languages() -> None:
    for text in (*STEPS.values(), *TERMS.values()):
        assert text.id.strip()
        assert text.en.strip()


def test_a_text_within_a_text_is_said_in_the_language_of_the_whole() -> None:
    whole = Text("pangkat: {what}", "rank: {what}").fill(what=Text("tinggi", "high"))

    assert (whole.in_language("id"), whole.in_language("en")) == ("pangkat: tinggi", "rank: high")


def test_the_codes_of_refusals_are_those_that_clients_know() -> None:
    assert {error.__name__: error.code for error in ScoringError.__subclasses__()} == {
        "MissingFact": "MISSING_FACT",
        "UnknownFact": "UNKNOWN_FACT",
        "WrongScale": "WRONG_SCALE",
        "ContradictoryFacts": "CONTRADICTORY_FACTS",
        "DaysNotCovered": "DAYS_NOT_COVERED",
        "DaysCoveredTwice": "DAYS_COVERED_TWICE",
        "UnknownParameter": "UNKNOWN_PARAMETER",
        "PeriodSpansRegimes": "PERIOD_SPANS_REGIMES",
        "NotInForce": "NOT_IN_FORCE",
    }


def test_the_reasons_of_open_criteria_are_those_that_clients_know() -> None:
    assert {reason.name: reason.value for reason in OpenReason} == {
        "TIDAK_MEMENUHI": "TIDAK_MEMENUHI",
        "DATA_BELUM_TERCATAT": "DATA_BELUM_TERCATAT",
        "KINERJA_BELUM_DINILAI": "KINERJA_BELUM_DINILAI",
        "MENUNGGU_PUTUSAN": "MENUNGGU_PUTUSAN",
        "ATURAN_BELUM_DITEMUKAN": "ATURAN_BELUM_DITEMUKAN",
    }


def _interval(since: str, until: str | None) -> Interval:
    return Interval(date.fromisoformat(since), None if until is None else date.fromisoformat(until))


def test_what_was_made_of_a_parameter_is_found_again_by_the_very_same_one_only() -> None:
    first, second, *_ = PREDICATE.parameters.values()
    cited, equal = Cited(first, first.values[0]), replace(first.values[0])

    assert equal == first.values[0]
    assert Same(cited) == Same(Cited(first, first.values[0]))
    assert Same(cited) != Same(Cited(first, equal))
    assert Same(cited) != Same(Cited(second, first.values[0]))
    assert Same(cited) != cited


def test_a_word_of_an_enumeration_is_kept_as_a_word_and_a_decimal_as_a_number() -> None:
    tracer = Tracer(PREDICATE, YEAR_2025)
    tracer.fact("level", RatingLevel.SESUAI_EKSPEKTASI)
    tracer.fact("points", Decimal("1.50"))

    steps = cast("list[Document]", document(tracer.trace())["steps"])

    assert [each["kind"] for each in steps] == ["word", "number"]


def test_a_policy_is_adjustable_when_one_of_its_parameters_is() -> None:
    assert COMPOSITE.is_adjustable
    assert not all(each.adjustable for each in COMPOSITE.parameters.values())
    assert not PREDICATE.is_adjustable
