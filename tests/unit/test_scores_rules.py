"""Which facts make a composite score, what is kept of it, and what a missing one waits for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.types import AnnualResult
from kinerja_api.kit.ids import AccountId, AgencyId, EmployeeId
from kinerja_api.kit.problems import IllegalTransition, NotFound
from kinerja_api.policies.loader import load_agency_default
from kinerja_api.scores.access import decide_see, decide_see_run, decide_step_run
from kinerja_api.scores.jobs import code_of
from kinerja_api.scores.lifecycle import RUN
from kinerja_api.scores.rules import (
    WAITING,
    Evidence,
    NearestIndex,
    changed_components,
    components_of,
    digest,
    facts_document,
    methods_of,
    nearest_index,
    read_facts,
    replay_score,
    revision_reason,
    scorer,
    source_sentence,
    units_above,
)
from kinerja_api.scores.types import Computed, KeptScore, Missing, RevisionReason, RunState, ScoredDays, ScoreState
from kinerja_api.scoring.errors import NotInForce
from kinerja_api.scoring.facts import Predicate, RaterGroup, RatingLevel, SurveyGrade
from kinerja_api.surveys.types import ResultSource, UnitIndex

PLAN, EVALUATION, POLICY, OTHER_POLICY = (UUID(int=number) for number in (1, 2, 3, 4))
CITY, OFFICE, DESK, ELSEWHERE = (UUID(int=number) for number in (10, 11, 12, 13))
PARENTS = {CITY: None, OFFICE: CITY, DESK: OFFICE, ELSEWHERE: None}
NAMES = {CITY: "Kota", OFFICE: "Dinas", DESK: "Bidang", ELSEWHERE: "Lain"}
INDEX = UnitIndex(Decimal("91.48"), SurveyGrade.A, 29, ResultSource.SURVEY)
DAYS = ScoredDays(UUID(int=20), 2026, date(2026, 1, 1), date(2026, 12, 31))
COMPOSITE = load_agency_default()
METHODS = methods_of(COMPOSITE, DAYS.last_day)
ANNUAL = AnnualResult(
    employee_id=UUID(int=31),
    year=2026,
    predicate=Predicate.BAIK,
    work_result=RatingLevel.SESUAI_EKSPEKTASI,
    behavior=RatingLevel.DI_ATAS_EKSPEKTASI,
    evaluation_id=EVALUATION,
    issued_at=datetime(2027, 1, 20, tzinfo=UTC),
)
GROUPS = (RaterGroup("superior", Fraction(5, 2), 1), RaterGroup("peer", Fraction(7, 3), 2))
WHOLE = Evidence(PLAN, ANNUAL, GROUPS, NearestIndex(OFFICE, "Dinas", is_own_unit=False, index=INDEX))
COMPUTE = scorer(COMPOSITE, DAYS)


def computed(evidence: Evidence = WHOLE) -> Computed:
    return COMPUTE(components_of(METHODS, evidence))


def kept(evidence: Evidence = WHOLE, policy_version_id: UUID = POLICY) -> KeptScore:
    result = computed(evidence)
    return KeptScore(UUID(int=30), UUID(int=31), 1, policy_version_id, result.facts_sha256, result.facts)


def waits_for(evidence: Evidence) -> dict[str, str]:
    return {each["component"]: each["code"] for each in computed(evidence).pending}


def test_a_score_weighs_result_behaviour_and_citizens() -> None:
    # 60 x 80 + 30 x (60 x 90 + 25 x (60 + 4/3 x 20)) / 85 + 10 x 91.48, over 100.
    behavior = (Fraction(60) * 90 + Fraction(25) * (60 + Fraction(4, 3) * 20)) / 85
    exact = (60 * Fraction(80) + 30 * behavior + 10 * Fraction("91.48")) / 100

    result = computed()

    assert result.state is ScoreState.SCORED
    assert result.value == Decimal("83.85")
    assert abs(exact - Fraction(result.value)) <= Fraction(1, 200)
    assert result.pending == ()


def test_the_facts_that_are_kept_are_the_facts_that_were_used() -> None:
    components = components_of(METHODS, WHOLE)
    facts = facts_document(DAYS, components)
    again = read_facts(facts)

    assert [each.component for each in again.components] == ["work_result", "behavior", "citizen_satisfaction"]
    assert again.components[1].groups == GROUPS
    assert again.components[2].number == Fraction("91.48")
    assert again.period.last_day == DAYS.last_day
    assert facts["components"][0]["source"] == {
        "kind": "evaluation",
        "evaluation_id": str(EVALUATION),
        "predicate": "baik",
    }


@pytest.mark.parametrize(
    ("evidence", "waiting"),
    [
        (replace(WHOLE, survey=None), {"citizen_satisfaction": Missing.NO_UNIT_SURVEY}),
        (replace(WHOLE, groups=()), {"behavior": Missing.BEHAVIOR_NOT_RATED}),
        (replace(WHOLE, groups=(GROUPS[1],)), {"behavior": Missing.NO_COUNTED_RATERS}),
        (
            replace(WHOLE, annual=None),
            {"work_result": Missing.ANNUAL_EVALUATION_MISSING, "behavior": Missing.ANNUAL_EVALUATION_MISSING},
        ),
        (
            Evidence(None, None, (), WHOLE.survey),
            {"work_result": Missing.NO_TARGET_PLAN, "behavior": Missing.NO_TARGET_PLAN},
        ),
    ],
)
def test_what_is_missing_makes_the_score_pending_with_its_reason(
    evidence: Evidence, waiting: dict[str, Missing]
) -> None:
    result = computed(evidence)

    assert (result.state, result.value) == (ScoreState.PENDING, None)
    assert waits_for(evidence) == {component: reason.value for component, reason in waiting.items()}


def test_everything_that_can_be_missing_is_said_in_both_languages_with_who_must_act() -> None:
    assert set(WAITING) == set(Missing)
    for waiting in WAITING.values():
        assert all((waiting.reason.id, waiting.reason.en, waiting.who.id, waiting.who.en))
        assert waiting.reason.id != waiting.reason.en


def test_an_agency_may_measure_behaviour_by_the_officials_rating() -> None:
    by_rating = components_of({"behavior": "levels"}, WHOLE)
    without = components_of({"behavior": "levels"}, replace(WHOLE, annual=None))

    assert by_rating[0].fact.level == "di_atas_ekspektasi"
    assert without[0].fact.missing_because == Missing.ANNUAL_EVALUATION_MISSING


def test_a_component_that_nothing_feeds_is_said_to_be_so() -> None:
    [component] = components_of({"discipline": "scale"}, WHOLE)

    assert component.fact.missing_because == Missing.SOURCE_NOT_CONNECTED


def test_the_survey_is_the_units_own_or_the_nearest_above() -> None:
    both = {CITY: INDEX, DESK: INDEX}

    assert nearest_index(DESK, PARENTS, NAMES, both) == NearestIndex(DESK, "Bidang", is_own_unit=True, index=INDEX)
    assert nearest_index(OFFICE, PARENTS, NAMES, both) == NearestIndex(CITY, "Kota", is_own_unit=False, index=INDEX)
    assert nearest_index(ELSEWHERE, PARENTS, NAMES, both) is None
    assert set(units_above([DESK, OFFICE], PARENTS)) == {DESK, OFFICE, CITY}


def test_a_tree_that_turns_in_a_circle_ends() -> None:
    assert nearest_index(OFFICE, {OFFICE: DESK, DESK: OFFICE}, NAMES, {}) is None


def test_the_same_facts_make_no_revision_and_others_do() -> None:
    other = replace(WHOLE, annual=replace(ANNUAL, work_result=RatingLevel.DI_ATAS_EKSPEKTASI))

    assert revision_reason(None, computed(), POLICY) is RevisionReason.FIRST
    assert revision_reason(kept(), computed(), POLICY) is None
    assert revision_reason(kept(), computed(other), POLICY) is RevisionReason.FACTS_CHANGED
    assert revision_reason(kept(), computed(), OTHER_POLICY) is RevisionReason.POLICY_CHANGED
    assert changed_components(kept(), computed(other)) == ["work_result"]
    assert changed_components(None, computed()) == []


def test_people_with_the_same_facts_share_one_explanation() -> None:
    another = replace(WHOLE, plan_id=UUID(int=99), annual=replace(ANNUAL, evaluation_id=UUID(int=98)))

    assert computed(another).explanation_sha256 == computed().explanation_sha256
    assert computed(another).facts_sha256 != computed().facts_sha256
    assert computed().explanation_sha256 == digest(computed().explanation)


def test_the_explanation_speaks_both_languages_and_names_every_rule() -> None:
    explanation = computed().explanation
    told = explanation["sentences"]
    read = {step["parameter"]["name"] for step in explanation["trace"]["steps"] if "parameter" in step}

    assert read >= {"component_weights", "work_result_levels", "behavior_groups", "citizen_satisfaction_scale"}
    assert len(told["id"]) == len(told["en"]) > 10
    assert told["id"] != told["en"]
    assert explanation["trace"]["result"] == "83.85"


def test_the_origin_of_each_component_is_told() -> None:
    origins = [source_sentence(each) for each in computed().facts["components"]]
    own = replace(WHOLE, survey=NearestIndex(DESK, "Bidang", is_own_unit=True, index=INDEX))
    missing = computed(replace(WHOLE, survey=None)).facts["components"][2]

    assert all(origins)
    assert origins[2] is not None
    assert "Dinas" in origins[2].id
    assert "nearest unit above" in origins[2].en
    assert "unit sendiri" in str(source_sentence(computed(own).facts["components"][2]))
    assert source_sentence(missing) is None


def stored(evidence: Evidence = WHOLE) -> dict[str, object]:
    result = computed(evidence)
    return {
        "id": UUID(int=30),
        "employee_id": UUID(int=31),
        "value": result.value,
        "facts": result.facts,
        "facts_sha256": result.facts_sha256,
        "policy_sha256": COMPOSITE.sha256,
        "explanation": result.explanation,
        "explanation_sha256": result.explanation_sha256,
    }


@pytest.mark.parametrize("evidence", [WHOLE, replace(WHOLE, survey=None)])
def test_replay_gives_what_is_stored(evidence: Evidence) -> None:
    assert replay_score(stored(evidence), COMPOSITE) == []


def test_replay_finds_a_value_a_fact_an_explanation_and_a_policy_that_were_changed() -> None:
    explanation = computed().explanation
    forged = {**explanation, "trace": {**explanation["trace"], "steps": [*explanation["trace"]["steps"][:-1]]}}
    steps = [dict(step) for step in explanation["trace"]["steps"]]
    steps[-1]["result"] = "99"
    other_steps = {**explanation, "trace": {**explanation["trace"], "steps": steps}}
    other_facts = computed(replace(WHOLE, annual=replace(ANNUAL, work_result=RatingLevel.DI_BAWAH_EKSPEKTASI))).facts

    def found(**changes: object) -> set[str]:
        return {each.what.split()[0] for each in replay_score(stored() | changes, COMPOSITE)}

    assert found(value=Decimal("99.99")) == {"value", "trace_result"}
    assert found(value=None) == {"value", "trace_result"}
    assert found(facts=other_facts) == {"value", "facts_sha256", "explanation_sha256"}
    assert found(explanation=forged) == {"stored_explanation", "trace_result"}
    assert found(explanation=other_steps) == {"stored_explanation", "trace_step"}
    assert found(policy_sha256="0" * 64) == {"policy_sha256"}


@pytest.mark.parametrize("state", RunState)
@pytest.mark.parametrize("step", ["begin", "finish", "fail", "cancel", "resume"])
def test_only_these_steps_lead_on(state: RunState, step: str) -> None:
    possible = {
        RunState.QUEUED: {"begin": RunState.RUNNING, "fail": RunState.FAILED, "cancel": RunState.CANCELLED},
        RunState.RUNNING: {
            "finish": RunState.DONE,
            "fail": RunState.FAILED,
            "cancel": RunState.CANCELLED,
            "resume": RunState.QUEUED,
        },
        RunState.DONE: {},
        RunState.FAILED: {"resume": RunState.QUEUED},
        RunState.CANCELLED: {"resume": RunState.QUEUED},
    }
    if step in possible[state]:
        assert RUN.take(step, state, None).target is possible[state][step]
    else:
        with pytest.raises(IllegalTransition):
            RUN.take(step, state, None)


def principal(role: Role) -> Principal:
    roles = frozenset({role})
    return Principal(
        AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "-", roles, permissions_of(roles), EmployeeId(UUID(int=3))
    )


@pytest.mark.parametrize("relation", Relation)
def test_a_score_is_for_the_person_those_above_hr_and_auditors(relation: Relation) -> None:
    sees = relation is Relation.SELF or relation.is_above

    assert decide_see(principal(Role.EMPLOYEE), relation) == (Allowed() if sees else Invisible())
    assert decide_see(principal(Role.HR_ADMIN), relation) == Allowed()
    assert decide_see(principal(Role.AUDITOR), relation) == Allowed()


def test_runs_are_for_hr_and_auditors_and_the_systems_steps_for_nobody() -> None:
    assert decide_see_run(principal(Role.HR_ADMIN)) == Allowed()
    assert isinstance(decide_see_run(principal(Role.EMPLOYEE)), Denied)
    assert [isinstance(decide_step_run(step), Denied) for step in ("finish", "cancel", "resume")] == [
        True,
        False,
        False,
    ]


def test_a_fault_is_known_by_its_code() -> None:
    assert code_of(NotFound()) == "NOT_FOUND"
    assert code_of(NotInForce("bounds", DAYS.first_day)) == "NOT_IN_FORCE"
    assert code_of(ZeroDivisionError()) == "INTERNAL_ERROR"
