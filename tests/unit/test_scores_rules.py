"""Which facts make a composite score, what is kept of it, what a missing one waits for, and when it changes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from pydantic_core import to_json

from kinerja_api.authz.decision import Allowed, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.types import Group, GroupMean
from kinerja_api.employees.types import HeldSanction, SanctionLevel
from kinerja_api.evaluations.types import AnnualResult
from kinerja_api.kit.ids import AccountId, AgencyId, EmployeeId
from kinerja_api.kit.jobs.life import RunState
from kinerja_api.kit.problems import IllegalTransition, NotFound
from kinerja_api.policies.loader import load_agency_default
from kinerja_api.scores.access import decide_see, decide_see_run, decide_step_run
from kinerja_api.scores.jobs import code_of
from kinerja_api.scores.lifecycle import RUN
from kinerja_api.scores.rules.evidence import (
    Evidence,
    NearestIndex,
    Wanted,
    achievement_of,
    facts_of,
    known_of,
    nearest_index,
    source_writer,
    wanted_by,
)
from kinerja_api.scores.rules.revisions import changed_components, is_same, revision_reason
from kinerja_api.scores.rules.scoring import (
    differences_of,
    digest,
    facts_document,
    read_facts,
    replay_explanation,
    score_facts,
    value_of,
)
from kinerja_api.scores.rules.sentences import CAUSES, WAITING, WHO, group_by_actor, source_sentence
from kinerja_api.scores.types import (
    Actor,
    Json,
    KeptScore,
    Missing,
    RevisionReason,
    RunCause,
    Scope,
    Scored,
    ScoredDays,
    ScoreState,
)
from kinerja_api.scoring.errors import NotInForce
from kinerja_api.scoring.facts import ComponentFact, Predicate, RatingLevel, SurveyGrade
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.surveys.types import ResultSource, UnitIndex
from kinerja_api.targets.types import Aspect, Direction, Measure
from tests.unit.scoring.cases import REWARDS

PLAN, EVALUATION, POLICY, OTHER_POLICY = (UUID(int=number) for number in (1, 2, 3, 4))
CITY, OFFICE, DESK, ELSEWHERE = (UUID(int=number) for number in (10, 11, 12, 13))
PARENTS = {CITY: None, OFFICE: CITY, DESK: OFFICE, ELSEWHERE: None}
NAMES = {CITY: "Kota", OFFICE: "Dinas", DESK: "Bidang", ELSEWHERE: "Lain"}
INDEX = UnitIndex(Decimal("91.48"), SurveyGrade.A, 29, ResultSource.SURVEY)
DAYS = ScoredDays(UUID(int=20), 2026, date(2026, 1, 1), date(2026, 12, 31))
COMPOSITE = load_agency_default()
ANNUAL = AnnualResult(
    employee_id=UUID(int=31),
    year=2026,
    predicate=Predicate.BAIK,
    work_result=RatingLevel.SESUAI_EKSPEKTASI,
    behavior=RatingLevel.DI_ATAS_EKSPEKTASI,
    evaluation_id=EVALUATION,
    issued_at=datetime(2027, 1, 20, tzinfo=UTC),
)
SUPERIOR, PEERS, OWN = (
    GroupMean(Group.SUPERIOR, 5, 2, 1),
    GroupMean(Group.PEER, 7, 3, 2),
    GroupMean(Group.SELF, 3, 1, 1),
)
WHOLE = Evidence(PLAN, ANNUAL, (SUPERIOR, PEERS), NearestIndex(OFFICE, "Dinas", is_own_unit=False, index=INDEX))
DISCIPLINED = (HeldSanction(SanctionLevel.RINGAN, "800/7/2026"), HeldSanction(SanctionLevel.SEDANG, "800/9/2026"))


def scored(evidence: Evidence = WHOLE, policy: PolicySet = COMPOSITE) -> Scored:
    return score_facts(policy, facts_of(wanted_by(policy, DAYS.last_day), DAYS, known_of(evidence)))


def explanation(evidence: Evidence = WHOLE, policy: PolicySet = COMPOSITE) -> Json:
    document: Json = json.loads(scored(evidence, policy).explanation)
    return document


def sources(evidence: Evidence = WHOLE, policy: PolicySet = COMPOSITE) -> Json:
    document: Json = json.loads(written_sources(evidence, policy))
    return document


def written_sources(evidence: Evidence = WHOLE, policy: PolicySet = COMPOSITE) -> str:
    return source_writer(wanted_by(policy, DAYS.last_day), scored(evidence, policy).present)(evidence)


def waits_for(evidence: Evidence, policy: PolicySet = COMPOSITE) -> dict[str, str]:
    return {each["component"]: each["code"] for each in explanation(evidence, policy)["pending"]}


def only(component: str, method: str, evidence: Evidence) -> ComponentFact:
    """Return what a policy of this one component is told."""
    asked = Wanted({component: method}, sanctions=True, achievement=True, bonus=False, deduction=False)
    [fact] = facts_of(asked, DAYS, known_of(evidence)).components
    return fact


def test_a_score_weighs_result_behaviour_and_citizens() -> None:
    # 60 x 80 + 30 x (60 x 90 + 25 x (60 + 4/3 x 20)) / 85 + 10 x 91.48, over 100.
    behavior = (Fraction(60) * 90 + Fraction(25) * (60 + Fraction(4, 3) * 20)) / 85
    exact = (60 * Fraction(80) + 30 * behavior + 10 * Fraction("91.48")) / 100

    result = scored()

    assert (result.state, result.value, result.waits_for) == (ScoreState.SCORED, Decimal("83.85"), ())
    assert abs(exact - Fraction(Decimal("83.85"))) <= Fraction(1, 200)


def test_a_rewarding_policy_is_told_discipline_self_assessment_achievement_and_sanctions() -> None:
    evidence = WHOLE._replace(means=(SUPERIOR, OWN), sanctions=DISCIPLINED, achievement=Fraction(112))

    facts = facts_of(wanted_by(REWARDS, DAYS.last_day), DAYS, known_of(evidence))

    # The self-assessment weighs nothing here, and is not looked at.
    assert {each.component: each.level or each.number for each in facts.components[3:]} == {"discipline": "sedang"}
    assert (facts.achievement, facts.sanctions) == (Fraction(112), ("ringan", "sedang"))
    # 50 x 0.80 + 25 x 0.90 + 15 x 0.9148 + 10 x 0.50 = 81.222; + 3 - 7.5
    assert scored(evidence, REWARDS).value == Decimal("76.72")
    assert {"bonus", "deduction", "discipline"} <= sources(evidence, REWARDS).keys()


def test_the_default_policy_asks_for_neither_sanctions_nor_achievement() -> None:
    asked = wanted_by(COMPOSITE, DAYS.last_day)

    assert (asked.sanctions, asked.achievement, asked.bonus, asked.deduction) == (False, False, False, False)
    assert list(asked.methods) == ["work_result", "behavior", "citizen_satisfaction"]


def test_nothing_to_reward_and_nothing_to_deduct_has_no_source() -> None:
    found = sources(WHOLE._replace(means=(SUPERIOR, OWN)), REWARDS)

    assert found.keys().isdisjoint({"bonus", "deduction"})
    assert found["discipline"] == {"kind": "sanctions", "decrees": []}


@pytest.mark.parametrize("policy", [COMPOSITE, REWARDS])
def test_the_facts_that_are_kept_are_the_facts_that_were_used(policy: PolicySet) -> None:
    evidence = WHOLE._replace(means=(SUPERIOR, PEERS, OWN), sanctions=DISCIPLINED, achievement=Fraction(337, 3))
    facts = facts_of(wanted_by(policy, DAYS.last_day), DAYS, known_of(evidence))

    again = read_facts(json.loads(json.dumps(facts_document(facts))))

    assert score_facts(policy, again) == score_facts(policy, facts)
    assert value_of(policy, facts) == score_facts(policy, facts).value
    assert again.components[1].groups == facts.components[1].groups


@pytest.mark.parametrize(
    ("evidence", "waiting"),
    [
        (WHOLE._replace(survey=None), {"citizen_satisfaction": Missing.NO_UNIT_SURVEY}),
        (WHOLE._replace(means=()), {"behavior": Missing.BEHAVIOR_NOT_RATED}),
        (WHOLE._replace(means=(PEERS,)), {"behavior": Missing.NO_COUNTED_RATERS}),
        (
            WHOLE._replace(annual=None),
            {"work_result": Missing.ANNUAL_EVALUATION_MISSING, "behavior": Missing.ANNUAL_EVALUATION_MISSING},
        ),
        (
            Evidence(survey=WHOLE.survey),
            {"work_result": Missing.NO_TARGET_PLAN, "behavior": Missing.NO_TARGET_PLAN},
        ),
    ],
)
def test_what_is_missing_makes_the_score_pending_with_its_reason(
    evidence: Evidence, waiting: dict[str, Missing]
) -> None:
    result = scored(evidence)

    assert (result.state, result.value) == (ScoreState.PENDING, None)
    assert waits_for(evidence) == {component: reason.value for component, reason in waiting.items()}
    assert set(result.waits_for) == {reason.value for reason in waiting.values()}
    assert sources(evidence).keys().isdisjoint(waiting)


@pytest.mark.parametrize(
    ("component", "method", "told"),
    [
        ("behavior", "levels", "di_atas_ekspektasi"),
        ("predicate", "levels", "baik"),
        ("achievement", "scale", Fraction(104)),
        ("self_assessment", "scale", Fraction(3)),
        ("discipline", "levels", "tanpa_hukuman"),
    ],
)
def test_an_agency_may_measure_other_things(component: str, method: str, told: object) -> None:
    fact = only(component, method, WHOLE._replace(means=(OWN,), achievement=Fraction(104)))

    assert (fact.level or fact.number) == told


@pytest.mark.parametrize(
    ("component", "method", "evidence", "missing"),
    [
        ("behavior", "levels", WHOLE._replace(annual=None), Missing.ANNUAL_EVALUATION_MISSING),
        ("predicate", "levels", Evidence(), Missing.NO_TARGET_PLAN),
        ("achievement", "scale", WHOLE, Missing.NOTHING_ACCEPTED),
        ("achievement", "scale", Evidence(), Missing.NO_TARGET_PLAN),
        ("self_assessment", "scale", WHOLE, Missing.NO_SELF_ASSESSMENT),
        ("attendance", "scale", WHOLE, Missing.SOURCE_NOT_CONNECTED),
        ("discipline", "scale", WHOLE, Missing.SOURCE_NOT_CONNECTED),
    ],
)
def test_another_component_that_is_not_there_says_what_it_waits_for(
    component: str, method: str, evidence: Evidence, missing: Missing
) -> None:
    assert only(component, method, evidence).missing_because == missing


def test_everything_that_can_be_missing_is_said_in_both_languages_with_who_must_act() -> None:
    assert set(WAITING) == set(Missing)
    assert set(WHO) == {waiting.actor for waiting in WAITING.values()} == set(Actor)
    assert set(CAUSES) == set(RunCause)
    for text in (*(waiting.reason for waiting in WAITING.values()), *WHO.values(), *CAUSES.values()):
        assert text.id
        assert text.en
        assert text.id != text.en


def test_what_pending_scores_wait_for_is_grouped_by_who_must_act() -> None:
    grouped = group_by_actor({"annual_evaluation_missing": 2, "no_unit_survey": 6, "no_counted_raters": 3})

    assert list(grouped) == [Actor.SURVEY_OFFICER, Actor.RATING_OFFICIAL]
    assert grouped[Actor.RATING_OFFICIAL] == {Missing.ANNUAL_EVALUATION_MISSING: 2, Missing.NO_COUNTED_RATERS: 3}


def test_the_survey_is_the_units_own_or_the_nearest_above() -> None:
    both = {CITY: INDEX, DESK: INDEX}

    assert nearest_index(DESK, PARENTS, NAMES, both) == NearestIndex(DESK, "Bidang", is_own_unit=True, index=INDEX)
    assert nearest_index(OFFICE, PARENTS, NAMES, both) == NearestIndex(CITY, "Kota", is_own_unit=False, index=INDEX)
    assert nearest_index(ELSEWHERE, PARENTS, NAMES, both) is None


def test_a_tree_that_turns_in_a_circle_ends() -> None:
    assert nearest_index(OFFICE, {OFFICE: DESK, DESK: OFFICE}, NAMES, {}) is None


def measure(
    number: int,
    target: int = 1,
    *,
    aspect: Aspect = Aspect.KUANTITAS,
    direction: Direction = Direction.INCREASING,
    weight: str | None = None,
) -> Measure:
    return Measure(
        PLAN, UUID(int=number), Decimal(12), aspect, direction, UUID(int=target), Decimal(weight) if weight else None
    )


def reached(*measures: Measure, **accepted: list[int]) -> Fraction | None:
    """Return what is reached; `i1=[3, 4]` is what was accepted of indicator 1 in two periods."""
    values = {UUID(int=int(name[1:])): [Decimal(value) for value in each] for name, each in accepted.items()}
    return achievement_of(list(measures), values)


def test_quantities_and_costs_add_up_over_the_periods_and_qualities_are_what_they_were_last() -> None:
    assert reached(measure(1), i1=[3, 3, 3, 6]) == 125
    assert reached(measure(1, aspect=Aspect.KUALITAS), i1=[3, 9]) == 75
    assert reached(measure(1, aspect=Aspect.BIAYA, direction=Direction.DECREASING), i1=[4, 5]) == 125


def test_less_is_better_where_the_target_says_so_and_never_below_nothing() -> None:
    fewer = measure(1, aspect=Aspect.WAKTU, direction=Direction.DECREASING)

    assert reached(fewer, i1=[9]) == 125
    assert reached(fewer, i1=[15]) == 75
    assert reached(fewer, i1=[40]) == 0


def test_targets_weigh_as_the_plan_says_or_else_the_same() -> None:
    assert reached(measure(1, 1, weight="75"), measure(2, 2, weight="25"), i1=[12], i2=[24]) == 125
    assert reached(measure(1, 1, weight="75"), measure(2, 2), i1=[12], i2=[24]) == 150
    # Two indicators of one target are one target.
    assert reached(measure(1, 1), measure(2, 1), measure(3, 2), i1=[12], i2=[24], i3=[6]) == 100


def test_an_indicator_without_an_accepted_report_counts_nothing_and_none_at_all_is_not_known() -> None:
    assert reached(measure(1), measure(2), i1=[12]) == 50
    assert reached(measure(1)) is None
    assert achievement_of([], {}) is None


def kept(evidence: Evidence = WHOLE, policy_version_id: UUID = POLICY) -> KeptScore:
    written = json.dumps(sources(evidence))
    return KeptScore(UUID(int=30), UUID(int=31), 1, policy_version_id, scored(evidence).explanation_sha256, written)


def changed(before: Evidence, now: Evidence) -> list[str]:
    return changed_components(scored(before).facts, sources(before), scored(now).facts, sources(now))


def test_the_same_facts_make_no_revision_and_others_do() -> None:
    other = WHOLE._replace(annual=ANNUAL._replace(work_result=RatingLevel.DI_ATAS_EKSPEKTASI))
    same = json.dumps(sources())

    assert not is_same(None, scored().explanation_sha256, same)
    assert is_same(kept(), scored().explanation_sha256, same)
    assert not is_same(kept(), scored(other).explanation_sha256, same)
    assert revision_reason(None, []) is RevisionReason.FIRST
    assert revision_reason(kept(), changed(WHOLE, other)) is RevisionReason.FACTS_CHANGED
    assert revision_reason(kept(), changed(WHOLE, WHOLE)) is RevisionReason.POLICY_CHANGED


def test_a_revision_says_what_changed_by_its_facts_or_by_its_origin() -> None:
    rated = WHOLE._replace(annual=ANNUAL._replace(work_result=RatingLevel.DI_ATAS_EKSPEKTASI))
    issued_anew = WHOLE._replace(annual=ANNUAL._replace(evaluation_id=UUID(int=98)))

    assert changed(WHOLE, rated) == ["work_result"]
    assert changed(WHOLE, issued_anew) == ["work_result"]
    assert changed(WHOLE, WHOLE._replace(survey=None)) == ["citizen_satisfaction"]
    assert changed(WHOLE, WHOLE) == []


def test_origins_are_written_without_blanks_in_their_order_as_every_run_before_wrote_them() -> None:
    evidence = WHOLE._replace(
        means=(SUPERIOR, OWN),
        survey=NearestIndex(OFFICE, 'Dinas "Perhubungan" \\ Laut', is_own_unit=False, index=INDEX),
        sanctions=DISCIPLINED,
        achievement=Fraction(112),
    )
    written = written_sources(evidence, REWARDS)

    assert written == to_json(json.loads(written)).decode()
    assert list(json.loads(written)) == [*scored(evidence, REWARDS).present, "bonus", "deduction"]
    assert written_sources().startswith(
        '{"work_result":{"kind":"evaluation","evaluation_id":"00000000-0000-0000-0000-000000000002","predicate":"baik"},'
    )


def test_people_with_the_same_facts_share_one_explanation_and_have_their_own_origins() -> None:
    another = WHOLE._replace(plan_id=UUID(int=99), annual=ANNUAL._replace(evaluation_id=UUID(int=98)))

    assert known_of(another) == known_of(WHOLE)
    assert scored(another).explanation_sha256 == scored().explanation_sha256 == digest(explanation())
    assert sources(another) != sources()


def test_the_explanation_speaks_both_languages_and_names_every_rule() -> None:
    told = explanation()["sentences"]
    read = {step["parameter"]["name"] for step in explanation()["trace"]["steps"] if "parameter" in step}

    assert read >= {"component_weights", "work_result_levels", "behavior_groups", "citizen_satisfaction_scale"}
    assert len(told["id"]) == len(told["en"]) > 10
    assert told["id"] != told["en"]
    assert explanation()["trace"]["result"] == "83.85"


def test_the_origin_of_each_component_is_told() -> None:
    evidence = WHOLE._replace(means=(SUPERIOR, OWN), sanctions=DISCIPLINED, achievement=Fraction(112))
    found = sources(evidence, REWARDS)
    own_rating = Wanted({"self_assessment": "scale"}, sanctions=False, achievement=False, bonus=False, deduction=False)
    assessed = json.loads(source_writer(own_rating, ["self_assessment"])(evidence))
    assert "own assessment" in str(source_sentence(assessed["self_assessment"]))
    own = sources(WHOLE._replace(survey=NearestIndex(DESK, "Bidang", is_own_unit=True, index=INDEX)))

    told = {name: source_sentence(source) for name, source in found.items()}

    assert all(told.values())
    assert "Dinas" in str(told["citizen_satisfaction"])
    assert "nearest unit above" in str(told["citizen_satisfaction"])
    assert "unit sendiri" in str(source_sentence(own["citizen_satisfaction"]))
    assert "800/7/2026, 800/9/2026" in str(told["deduction"])
    assert "No disciplinary measure" in str(source_sentence({"kind": "sanctions", "decrees": []}))
    assert source_sentence(None) is None


@pytest.mark.parametrize("evidence", [WHOLE, WHOLE._replace(survey=None)])
def test_replay_gives_what_is_stored(evidence: Evidence) -> None:
    result = scored(evidence)

    replayed = replay_explanation(explanation(evidence), result.explanation_sha256, COMPOSITE)

    assert differences_of(result.state, result.value, replayed) == []


def test_replay_finds_a_value_a_fact_an_explanation_and_a_policy_that_were_changed() -> None:
    whole = explanation()
    steps = [dict(step) for step in whole["trace"]["steps"]]
    shortened = {**whole, "trace": {**whole["trace"], "steps": steps[:-1]}}
    forged_steps = [*steps[:-1], {**steps[-1], "result": "99"}]
    forged = {**whole, "trace": {**whole["trace"], "steps": forged_steps}}
    other_facts = scored(WHOLE._replace(annual=ANNUAL._replace(work_result=RatingLevel.DI_BAWAH_EKSPEKTASI))).facts

    def found(
        kept_explanation: Json = whole,
        state: ScoreState = ScoreState.SCORED,
        value: Decimal | None = Decimal("83.85"),
        policy: PolicySet = COMPOSITE,
    ) -> set[str]:
        replayed = replay_explanation(kept_explanation, scored().explanation_sha256, policy)
        return {what.split()[0] for what, _, _ in differences_of(state, value, replayed)}

    assert found(value=Decimal("99.99")) == {"value"}
    assert found(state=ScoreState.PENDING, value=None) == {"state", "value"}
    assert found({**whole, "facts": other_facts}) >= {"value", "explanation_sha256", "stored_explanation"}
    assert found(shortened) == {"stored_explanation", "trace_result"}
    assert found(forged) == {"stored_explanation", "trace_step"}
    assert found(policy=replace(COMPOSITE, sha256="0" * 64)) == {"policy_sha256", "explanation_sha256"}


def test_two_lists_of_the_same_people_are_one_scope() -> None:
    assert Scope(employee_ids=(PLAN, POLICY)).people_sha256 == Scope(employee_ids=(PLAN, POLICY)).people_sha256
    assert Scope(employee_ids=(PLAN,)).people_sha256 != Scope(employee_ids=(POLICY,)).people_sha256
    assert Scope(unit_id=CITY).people_sha256 is None


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
