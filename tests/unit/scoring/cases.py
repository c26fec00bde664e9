"""Builds facts from plain words, so that scenarios and vectors can be read without knowing the code."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from kinerja_api.policies.loader import load_agency_default, load_national, parse_policy
from kinerja_api.scoring.facts import (
    AchievementFacts,
    ComponentFact,
    CompositeFacts,
    CostMode,
    DistributionFacts,
    EvaluatedPeriod,
    HeldPost,
    OrganizationRating,
    PlanOfYear,
    PostFacts,
    Predicate,
    PromotionFacts,
    PromotionKind,
    RaterGroup,
    RatingFacts,
    RatingLevel,
    SanctionFact,
    SurveyFacts,
    TimeAway,
    YearFacts,
)
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes import (
    composite,
    distribution,
    performance_year,
    permenpanrb_6_2022,
    post_requirements,
    promotion,
    satisfaction_survey,
    suggested_rating,
)
from kinerja_api.scoring.trace import Outcome
from tests.unit.scoring import career_cases, legacy_cases, survey_cases

Given: TypeAlias = Mapping[str, Any]

ROOT = Path(__file__).parents[3]
YEAR_2025 = EvaluatedPeriod(date(2025, 1, 1), date(2025, 12, 31))
YEAR_2026 = EvaluatedPeriod(date(2026, 1, 1), date(2026, 12, 31))
NATIONAL = load_national()
PREDICATE = NATIONAL.get("permenpanrb_6_2022")
DISTRIBUTION = NATIONAL.get("se_menpanrb_3_2023")
SURVEY = NATIONAL.get("permenpanrb_14_2017")
OLD_SURVEY = NATIONAL.get("kep_25_2004")
PROMOTION = NATIONAL.get("kenaikan_pangkat_reguler")
POSTS = NATIONAL.get("persyaratan_jabatan")
DAY_OF_SCHEME = {
    "promotion": "effective_on",
    "service_examination": "effective_on",
    "post_requirements": "inaugurated_on",
}
SUBJECTS = {
    "service_examination": "promotion",
    "satisfaction_survey": "citizen_satisfaction",
    "performance_year": "predicate",
}
COMPOSITE = load_agency_default()
SCENARIOS = Path(__file__).parent / "scenarios"
PROFILES = Path(__file__).parent / "profiles"
REWARDS = parse_policy((PROFILES / "rewards.yaml").read_text(encoding="utf-8"), "rewards")
THRESHOLDS = parse_policy((PROFILES / "suggested_rating.yaml").read_text(encoding="utf-8"), "thresholds")
# A career that is promoted: four years in the rank, the diploma for it, and nothing in the way.
CAREER: Given = {
    "rank": "III/a",
    "rank_since": "2022-04-01",
    "educations": ["sma"],
    "predicates": {2024: "baik", 2025: "baik"},
    "effective_on": "2026-04-01",
}
# Schemes whose cases are built in files of their own.
OTHERS = {**career_cases.EVALUATIONS, **legacy_cases.EVALUATIONS, **survey_cases.EVALUATIONS}
ELEMENTS = (
    *("persyaratan", "prosedur", "waktu", "biaya", "produk"),
    *("kompetensi", "perilaku", "sarpras", "pengaduan"),
)


def vectors(name: str) -> Any:
    """Return the public test vectors of a subject."""
    return json.loads((ROOT / "tests" / "vectors" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def scenarios() -> tuple[tuple[str, str, Given], ...]:
    """Return every scenario with its scheme, under the name of its file and its own."""
    contents = [
        (file.stem, yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        for file in sorted(SCENARIOS.glob("*.yaml"))
    ]
    return tuple(
        (f"{stem}: {one['name']}", content["scheme"], one) for stem, content in contents for one in content["scenarios"]
    )


def outcome_of(scheme: str, given: Given) -> Outcome[object]:  # noqa: PLR0911  one return for each scheme
    """Evaluate facts as a scenario states them."""
    policy = policy_of(scheme, given)
    match scheme:
        case "predicate":
            return permenpanrb_6_2022.evaluate(policy, rating_facts(given))
        case "performance_year":
            return performance_year.evaluate(policy, year_facts(given))
        case "suggested_rating":
            return suggested_rating.suggest(policy, achievement_facts(given))
        case "distribution":
            return distribution.evaluate(policy, distribution_facts(given))
        case "satisfaction_survey":
            return satisfaction_survey.evaluate(policy, survey_facts(given))
        case "composite":
            return composite.evaluate(policy, composite_facts(given))
        case "promotion":
            return promotion.evaluate(policy, promotion_facts(given))
        case "service_examination":
            return promotion.evaluate_examination(policy, promotion_facts(given), given["exam"])
        case "post_requirements":
            return post_requirements.evaluate(policy, post_facts(given))
        case _:
            return OTHERS[scheme](given)


def policy_of(scheme: str, given: Given) -> PolicySet:
    """Choose the regime by the evaluated period, as the product does."""
    if scheme in career_cases.POLICIES:
        return career_cases.POLICIES[scheme]
    if scheme in legacy_cases.EVALUATIONS:
        return legacy_cases.policy_of(scheme)
    if scheme in survey_cases.EVALUATIONS:
        return survey_cases.policy_of(given)
    if scheme == "composite":
        return REWARDS if given.get("profile") == "rewards" else COMPOSITE
    if scheme == "suggested_rating":
        return THRESHOLDS
    subject = SUBJECTS.get(scheme, scheme)
    day = day_of(given[DAY_OF_SCHEME[scheme]]) if scheme in DAY_OF_SCHEME else period_of(given).last_day
    return NATIONAL.regime(subject, day)


def period_of(given: Given) -> EvaluatedPeriod:
    """Return the stated period, or the year 2025."""
    if "period" not in given:
        return YEAR_2025
    return EvaluatedPeriod(day_of(given["period"]["from"]), day_of(given["period"]["to"]))


def day_of(given: date | str) -> date:
    """Return a day as YAML or JSON has it."""
    return given if isinstance(given, date) else date.fromisoformat(given)


def rating_facts(given: Given) -> RatingFacts:
    """Return the facts of a predicate."""
    return RatingFacts(
        period=period_of(given),
        behavior=RatingLevel(given["behavior"]) if "behavior" in given else None,
        work_result=RatingLevel(given["work_result"]) if "work_result" in given else None,
        heads_unit=given.get("heads_unit", False),
        organization=OrganizationRating(given["organization"]) if "organization" in given else None,
    )


def year_facts(given: Given) -> YearFacts:
    """Return the facts of a year; a plan reads `[first day, last day, rater]`, then its predicate if it has one."""
    plans = tuple(
        PlanOfYear(
            name,
            rater,
            EvaluatedPeriod(day_of(first), day_of(last)),
            Predicate(*predicate) if predicate else None,
        )
        for name, (first, last, rater, *predicate) in given["plans"].items()
    )
    away = tuple(
        TimeAway(reason, EvaluatedPeriod(day_of(first), day_of(last))) for reason, first, last in given.get("away", ())
    )
    return YearFacts(plans, away, rating_facts(given))


def achievement_facts(given: Given) -> AchievementFacts:
    """Return the facts of a suggestion."""
    return AchievementFacts(YEAR_2026, Decimal(given["achievement"]))


def distribution_facts(given: Given) -> DistributionFacts:
    """Return the facts of a unit."""
    counts = {Predicate(word): count for word, count in given["counts"].items()}
    return DistributionFacts(period_of(given), OrganizationRating(given["organization"]), counts)


def survey_facts(given: Given) -> SurveyFacts:
    """Return the facts of a survey of the nine elements."""
    weight = given.get("weight", "exact")
    return SurveyFacts(
        period_of(given),
        survey_cases.elements(given, given.get("elements", ELEMENTS)),
        None if weight == "exact" else Decimal(weight),
        given.get("exclusion_reason"),
        CostMode(given.get("cost_mode", CostMode.DITANYAKAN)),
    )


def composite_facts(given: Given) -> CompositeFacts:
    """Return the facts of a composite score."""
    return CompositeFacts(
        period_of(given),
        tuple(component(name, one) for name, one in given["components"].items()),
        Decimal(given["achievement"]) if "achievement" in given else None,
        tuple(given.get("sanctions", ())),
    )


def component(name: str, given: Given) -> ComponentFact:
    """Return one component."""
    groups = tuple(
        RaterGroup(group, Fraction(one["mean"]), one["raters"]) for group, one in given.get("groups", {}).items()
    )
    number = Decimal(given["number"]) if "number" in given else None
    return ComponentFact(name, given.get("level"), number, groups, given.get("missing_because"))


def promotion_facts(given: Given) -> PromotionFacts:
    """Return the facts of a career; what is not stated is an ordinary executor without blots."""
    sanctions = tuple(
        SanctionFact(
            one["level"],
            day_of(one["since"]),
            None if one.get("until") is None else day_of(one["until"]),
            one.get("delay_months", 0),
            one.get("measure"),
        )
        for one in given.get("sanctions", ())
    )
    names = ("rank_since", "position_since", "born_on", "service_since", "died_on")
    stated = {**dict.fromkeys(names), "born_on": "1985-03-02", **given}
    days = {name: None if stated[name] is None else day_of(stated[name]) for name in names}
    return PromotionFacts(
        effective_on=day_of(given["effective_on"]),
        employment=given.get("employment", "pns"),
        rank=given["rank"],
        rank_since=days["rank_since"],
        born_on=days["born_on"],
        educations=tuple(given.get("educations", ())),
        position_kind=given.get("position_kind", "executor"),
        position_level=given.get("position_level"),
        position_since=days["position_since"],
        predicates={int(year): Predicate(word) for year, word in given.get("predicates", {}).items()},
        exams=frozenset(given.get("exams", ())),
        trainings=frozenset(given.get("trainings", ())),
        sanctions=sanctions,
        standings=frozenset(given.get("standings", ())),
        superior_rank=given.get("superior_rank"),
        credit_points=Decimal(given["credit_points"]) if "credit_points" in given else None,
        kind=PromotionKind(given["kind"]) if "kind" in given else None,
        attested=given.get("attested", {}),
        profession=given.get("profession"),
        kept_pension_age=given.get("kept_pension_age"),
        service_since=days["service_since"],
        service_ground=given.get("service_ground"),
        died_on=days["died_on"],
    )


def post_facts(given: Given) -> PostFacts:
    """Return the facts of somebody who is to hold a post; what is not stated is a civil servant."""
    held = tuple(
        HeldPost(one["post"], day_of(one["since"]), None if one["until"] is None else day_of(one["until"]))
        for one in given["held_posts"]
    )
    return PostFacts(
        inaugurated_on=day_of(given["inaugurated_on"]),
        post=given["post"],
        employment=given.get("employment", "pns"),
        born_on=None if given["born_on"] is None else day_of(given["born_on"]),
        educations=tuple(given["educations"]),
        held_posts=held,
        years_in_field=Decimal(given["years_in_field"]) if "years_in_field" in given else None,
        predicates={int(year): Predicate(word) for year, word in given["predicates"].items()},
        attested=given["attested"],
    )
