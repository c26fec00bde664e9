"""Policy files are read strictly: each fault names file, line and what is wrong."""

import re
from pathlib import Path

import pytest

from kinerja_api.policies import loader
from kinerja_api.policies.loader import PolicyError, load_national, parse_policy, verify_files, verify_text
from kinerja_api.scoring.facts import OrganizationRating, Predicate, RatingLevel
from kinerja_api.scoring.policy import Matrix
from tests.unit.scoring.cases import ROOT

DATA = ROOT / "src" / "kinerja_api" / "policies" / "data"
TEXT = (DATA / "national" / "permenpanrb_6_2022.yaml").read_text(encoding="utf-8")
SURVEY = (DATA / "national" / "permenpanrb_14_2017.yaml").read_text(encoding="utf-8")
COMPOSITE = (DATA / "agency" / "composite_default.yaml").read_text(encoding="utf-8")
LINES = COMPOSITE.splitlines()
BARE = re.sub(r"    adjustable:\n(      .*\n)+", "", COMPOSITE).splitlines()


def test_the_files_of_the_product_are_whole() -> None:
    assert verify_files() == []


def test_every_file_is_loaded_under_its_own_name() -> None:
    names = {file.stem for file in (DATA / "national").glob("*.yaml")}

    assert set(load_national().policies) == names
    assert load_national() is load_national()


def test_the_matrix_speaks_the_words_of_the_law() -> None:
    matrix = load_national().get("permenpanrb_6_2022").parameters["predicate_matrix"].values[0].value

    assert isinstance(matrix, Matrix)
    assert set(matrix.rows) == set(matrix.columns) == set(RatingLevel)
    assert set(matrix.cells.values()) == set(Predicate)
    heads = load_national().get("permenpanrb_6_2022").parameters["head_work_result"].values[0].value
    assert set(heads) == set(OrganizationRating)  # type: ignore[arg-type]


def test_the_days_on_which_rules_change() -> None:
    """A day moved by mistake would silently judge people by another rule."""
    policy = load_national().get("kenaikan_pangkat_reguler")
    changes = {
        name: [str(one.in_force.since) for one in parameter.values[1:]]
        for name, parameter in policy.parameters.items()
        if len(parameter.values) > 1
    }

    assert changes == {
        "effective_days": ["2024-01-01", "2025-10-01"],  # Peraturan BKN 4/2023, 4/2025
        "accepted_predicates": ["2022-01-01"],  # PermenPANRB 6/2022
        "superior_rank_limits": ["2025-05-20"],  # Peraturan BKN 2/2025
        "sanctions": ["2021-08-31"],  # PP 94/2021
        "blocking_sanctions": ["2021-08-31"],
        "measure_levels": ["2021-08-31"],
        "measure_months": ["2021-08-31"],
        "holding_standings": ["2021-08-31"],
        "pension_age": ["2023-10-31"],  # UU 20/2023
        "pension_age_of_professions": ["2023-10-31"],
    }
    begins = {key: str(policy.in_force.since) for key, policy in load_national().policies.items()}
    assert begins == {
        "dp3": "1979-05-15",
        "pp_46_2011": "2014-01-01",
        "integration_2021": "2021-01-01",
        "permenpanrb_8_2021": "2021-07-01",
        "pp_30_2019": "2021-07-01",
        "pp_30_2019_distribusi": "2021-07-01",
        "pp_30_2019_keberatan": "2019-04-26",
        "kenaikan_pangkat_reguler": "2017-04-07",
        "persyaratan_jabatan": "2017-04-07",
        "kep_25_2004": "2004-02-24",
        "permenpanrb_16_2014": "2014-05-02",
        "peraturan_bkn_3_2023": "2023-01-01",
        "permenpanrb_14_2017": "2017-05-09",
        "permenpanrb_38_2018": "2019-01-01",
        "permenpanrb_3_2020": "2020-01-01",
        "permenpanrb_6_2022": "2022-01-01",
        "permenpanrb_90_2021_spak": "2022-01-01",
        "permenpanrb_90_2021_spkp": "2022-01-01",
        "se_menpanrb_3_2023": "2022-01-01",
    }


@pytest.mark.parametrize("name", ["accepted_predicates", "pension_age", "pension_age_of_professions"])
def test_a_newer_law_left_what_is_asked_for_as_it_was(name: str) -> None:
    """PermenPANRB 6/2022 put predicates in the place of elements rated good, UU 20/2023 kept the ages."""
    before, since = load_national().get("kenaikan_pangkat_reguler").parameters[name].values

    assert before.value == since.value


@pytest.mark.parametrize("name", ["scale", "labels", "labels_without_new_idea"])
def test_the_whole_year_2021_is_labelled_as_pp_30_2019_does(name: str) -> None:
    whole, half = (load_national().get(key).parameters[name] for key in ("integration_2021", "pp_30_2019"))

    assert [one.value for one in whole.values] == [one.value for one in half.values]


def test_the_digest_is_that_of_the_document() -> None:
    one, other = parse_policy(TEXT, "a.yaml"), parse_policy(TEXT + "\n# a remark", "a.yaml")

    assert len(one.sha256) == 64
    assert one.sha256 != other.sha256
    assert one.parameters == other.parameters


def test_an_address_of_the_text_is_kept() -> None:
    text = TEXT.replace('article: "Pasal 24-25', 'url: https://peraturan.example/6, article: "Pasal 24-25')

    value = parse_policy(text, "a.yaml").parameters["predicate_matrix"].values[0]

    assert value.reference.url == "https://peraturan.example/6"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("key: permenpanrb_6_2022", "key: Permen 6", 3, "must be lower case letters"),
        ("subject: predicate", "subjects: predicate", 3, "unknown key subjects"),
        ('version: "2026-11-25"\n', "", 3, "the key version is missing"),
        ("scheme: permenpanrb_6_2022", "scheme: astrology", 4, "no scheme is called astrology"),
        ("scheme: permenpanrb_6_2022\n", "scheme: permenpanrb_6_2022\nscheme: other\n", 5, "scheme stands here twice"),
        ("    kind: matrix", "    kind: cube", 13, "unknown kind cube"),
        ("    kind: matrix", "    kind: table", 19, "a word is expected here"),
        ("  predicate_matrix:", "  predicate-matrix:", 12, "must be lower case letters"),
        ("verification: secondary", "verification: sure", 36, "verification must be one of"),
        ("verification: secondary", "verification:", 36, "a word is expected here"),
        (
            "in_force: {from: 2022-01-01, until: null}\nparameters",
            "in_force: 2022\nparameters",
            10,
            "a mapping is expected",
        ),
        (
            "in_force: {from: 2022-01-01, until: null}\nparameters",
            "in_force: {}\nparameters",
            10,
            "the mapping is empty",
        ),
        (
            "{from: 2022-01-01, until: null}\nparameters",
            "{from: 2022-02-30, until: null}\nparameters",
            10,
            "is not a day",
        ),
        (
            "{from: 2022-01-01, until: null}\nparameters",
            "{from: 2022-01-01, until: 2022-01-01}\nparameters",
            10,
            "ends before",
        ),
        (
            "{from: 2022-01-01, until: null}\nparameters",
            "{from: 2021-01-01, until: null}\nparameters",
            12,
            "no value from 2021-01-01",
        ),
        (
            "              di_bawah_ekspektasi: sangat_kurang\n",
            "",
            18,
            "the cell di_bawah_ekspektasi x di_bawah_ekspektasi is empty",
        ),
        (
            "          rows: [di_atas_ekspektasi, ",
            "          rows: [sesuai_ekspektasi, ",
            19,
            "a word stands here twice",
        ),
        (
            "          rows: [di_atas_ekspektasi, sesuai_ekspektasi, di_bawah_ekspektasi]",
            "          rows: []",
            19,
            "a list with at least",
        ),
        (
            "          rows: [di_atas_ekspektasi, sesuai_ekspektasi, di_bawah_ekspektasi]",
            "          rows: atas",
            19,
            "a list with at least",
        ),
        (
            "reference: {instrument: PermenPANRB 6/2022, article:",
            "reference: {article:",
            35,
            "the key instrument is missing",
        ),
        (
            "    values:\n      - value:\n          rows",
            "    values:\n      - values:\n          rows",
            18,
            "unknown key values",
        ),
    ],
)
def test_a_fault_names_file_and_line(old: str, new: str, line: int, fault: str) -> None:
    assert old in TEXT

    with pytest.raises(PolicyError) as caught:
        parse_policy(TEXT.replace(old, new, 1), "national/x.yaml")

    assert fault in caught.value.fault
    assert caught.value.line == line
    assert str(caught.value).startswith(f"national/x.yaml:{line}: ")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("highest: 64.99", "highest: 64.98", "grades: a hole between 64.98 and 65"),
        ("highest: 64.99", "highest: 65.00", "grades: an overlap at 65"),
        ("value: 3.841", "value: 3,841", "'3,841' is not a plain decimal number"),
        ("value: 3.841", "value: .nan", "'.nan' is not a plain decimal number"),
        ("value: 3.841", "value: 1e3", "'1e3' is not a plain decimal number"),
        ("value: 3.841", "value: ٣", "is not a plain decimal number"),
        ("value: 3.841", "value: [3.841]", "a word is expected here"),
    ],
)
def test_numbers_and_bands(old: str, new: str, fault: str) -> None:
    assert old in SURVEY

    with pytest.raises(PolicyError) as caught:
        parse_policy(SURVEY.replace(old, new, 1), "x.yaml")

    assert fault in str(caught.value)
    assert caught.value.line


def test_a_yes_or_no_is_true_or_false() -> None:
    text = (DATA / "national" / "kenaikan_pangkat_reguler.yaml").read_text(encoding="utf-8")

    with pytest.raises(PolicyError, match="'yes' is neither true nor false"):
        parse_policy(text.replace("value: true", "value: yes", 1), "x.yaml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the document is empty"),
        ("- a\n- b\n", "a mapping is expected here"),
        ("key: [", "not YAML"),
        ("key: \x00", "not YAML"),
        ("a: " + "[" * 5000, "not YAML"),
        ("x" * 200_001, "longer than 200000 characters"),
        ("? [a]\n: b\n", "a word is expected here"),
        ("key: !!python/object:os.system x\n", "is missing"),
    ],
)
def test_what_is_no_policy_at_all(text: str, fault: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text, "x.yaml")

    assert fault in str(caught.value)


def test_anchors_are_refused_so_that_a_document_cannot_grow_on_being_read() -> None:
    text = TEXT.replace("title:\n", "title: &title\n").replace(
        "    text:\n      id: matriks predikat kinerja 3 x 3\n      en: 3 x 3 matrix of predicates\n",
        "    text: *title\n",
    )

    with pytest.raises(PolicyError, match="anchors and aliases are not allowed"):
        parse_policy(text, "x.yaml")


def test_two_files_of_one_name_or_one_subject_on_one_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("national", "agency"):
        (tmp_path / folder).mkdir()
    (tmp_path / "national" / "a.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "national" / "b.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "national" / "c.yaml").write_text("key: [", encoding="utf-8")
    (tmp_path / "agency" / "notes.txt").write_text("not a policy", encoding="utf-8")
    monkeypatch.setattr(loader, "DATA", tmp_path)

    faults = [str(fault) for fault in verify_files()]

    assert faults == [
        "national/c.yaml:1: not YAML: expected the node content, but found '<stream end>'",
        "national/b.yaml:3: the key permenpanrb_6_2022 is taken by national/a.yaml",
        "national/b.yaml:10: predicate is ruled on 2022-01-01 by national/a.yaml too",
    ]
    (tmp_path / "national" / "c.yaml").unlink()
    with pytest.raises(PolicyError, match="is taken by"):
        loader.load_national.__wrapped__()


def test_every_fault_of_a_document_is_told_not_only_the_first() -> None:
    text = COMPOSITE.replace("behavior: 30, citizen", "behavior: 31, citizen", 1).replace(
        "lowest: 0, highest: 4", "lowest: 3, highest: 4"
    )

    assert [str(fault) for fault in verify_text(text, "x.yaml")] == [
        "x.yaml:31: parameter component_weights: the weights make 101, not 100",
        "x.yaml:146: parameter decimals: adjustable: 2 is outside the bounds 3 to 4.",
    ]
    assert [str(fault) for fault in verify_text("key: [", "x.yaml")] == [
        "x.yaml:1: not YAML: expected the node content, but found '<stream end>'"
    ]
    assert verify_text(COMPOSITE, "x.yaml") == []


AT = LINES.index("  decimals:") + 1  # the line of the parameter that the next tests take apart
VALUE = """      - value: 2
        in_force: {{from: {since}, until: {until}}}
        reference: {{instrument: Kebijakan instansi, article: contoh}}
        verification: unverified
"""


@pytest.mark.parametrize(
    ("intervals", "fault"),
    [
        ([("2022-01-01", "2024-01-01")], "no value from 2024-01-01 on"),
        ([("2023-01-01", "null")], "no value from 2022-01-01 until 2023-01-01"),
        ([("2022-01-01", "2023-01-01"), ("2024-01-01", "null")], "no value from 2023-01-01 until 2024-01-01"),
        ([("2022-01-01", "2024-01-01"), ("2023-01-01", "null")], "two values are in force on 2023-01-01"),
        ([("2022-01-01", "null"), ("2023-01-01", "null")], "two values are in force on 2023-01-01"),
    ],
)
def test_each_day_of_validity_has_exactly_one_value(intervals: list[tuple[str, str]], fault: str) -> None:
    """A day without a value would stop a computation in years to come; a day with two would leave it to chance."""
    values = "".join(VALUE.format(since=since, until=until) for since, until in intervals)
    text = "\n".join(LINES[: AT + 4]) + "\n    values:\n" + values

    assert [str(one) for one in verify_text(text, "x.yaml")] == [f"x.yaml:{AT}: parameter decimals: {fault}"]


def test_a_parameter_that_its_scheme_reads_is_missed_at_the_list_of_parameters() -> None:
    text = "\n".join(LINES[: AT - 1])

    place = LINES.index("parameters:") + 1
    assert [str(one) for one in verify_text(text, "x.yaml")] == [
        f"x.yaml:{place}: the parameter decimals (number) is absent"
    ]


@pytest.mark.parametrize(
    ("parameter", "adjustable", "fault"),
    [
        ("decimals", "{}", "the mapping is empty"),
        ("decimals", "{lowest: 0}", "unknown key lowest"),
        ("decimals", "{each: {lowest: 0}}", "the key highest is missing"),
        ("decimals", "{each: {lowest: 4, highest: 0}}", "the bounds end before they begin"),
        ("decimals", "{words: [two]}", "bounds must be stated for number"),
        ("decimals", "{entries: {self: {lowest: 0, highest: 4}}}", "bounds are stated for self"),
        ("bounds", "{entries: {lowest: {lowest: 0, highest: 10}}}", "bounds must be stated for highest"),
        ("component_methods", "{each: {lowest: 0, highest: 4}}", "words must be listed"),
        ("component_methods", "{words: [levels, scale]}", "behavior: groups is not one of: levels, scale."),
        ("bounds", "{each: {lowest: 0, highest: 99}}", "highest: 100 is outside the bounds 0 to 99."),
    ],
)
def test_bounds_for_agencies_that_cannot_be_kept(parameter: str, adjustable: str, fault: str) -> None:
    start = BARE.index(f"  {parameter}:")
    text = "\n".join([*BARE[: start + 2], f"    adjustable: {adjustable}", *BARE[start + 2 :]])

    [found] = verify_text(text, "x.yaml")

    assert fault in found.fault
    assert found.line is not None
    assert start < found.line <= start + 6


def test_a_matrix_is_the_law_itself_and_a_yes_or_no_has_no_bounds() -> None:
    ranks = (DATA / "national" / "kenaikan_pangkat_reguler.yaml").read_text(encoding="utf-8")
    matrix = TEXT.replace("    kind: matrix\n", "    kind: matrix\n    adjustable: {words: [baik]}\n", 1)
    flag = ranks.replace("    kind: flag\n", "    kind: flag\n    adjustable: {words: [any]}\n", 1)

    [found] = verify_text(matrix, "x.yaml")

    assert found.fault == "parameter predicate_matrix: adjustable: a value of kind matrix cannot be adjustable"
    assert flag != ranks
    assert verify_text(flag, "x.yaml") == []
