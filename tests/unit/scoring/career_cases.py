"""Builds facts of credit points, talent and allowance from plain words, and shows their results the same way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from kinerja_api.policies.loader import load_agency_defaults, load_national
from kinerja_api.scoring.credit_facts import (
    AdvancementFacts,
    ConversionFacts,
    CreditEntry,
    CreditSource,
    FlatTransferFacts,
    IntegrationFacts,
    InterimFigure,
    PostSpell,
    StatementFacts,
    TransferFacts,
)
from kinerja_api.scoring.facts import EvaluatedPeriod, Predicate, SanctionFact
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.schemes import allowance, nine_box, professionalism
from kinerja_api.scoring.schemes.allowance import AllowanceShare
from kinerja_api.scoring.schemes.credit_points import advancement, conversion, entry, statement
from kinerja_api.scoring.schemes.credit_points.advancement import NextStep
from kinerja_api.scoring.schemes.credit_points.conversion import YearCredit
from kinerja_api.scoring.schemes.credit_points.entry import EntryCredit, IntegratedCredit
from kinerja_api.scoring.schemes.credit_points.statement import Need, Statement
from kinerja_api.scoring.schemes.nine_box import TalentResult
from kinerja_api.scoring.schemes.professionalism import ProfessionalismIndex, UnitIndex
from kinerja_api.scoring.talent_facts import (
    AllowanceFacts,
    MappingStatus,
    ProfessionalismFacts,
    TalentFacts,
    TalentProfile,
    TrainingRecord,
)
from kinerja_api.scoring.trace import Outcome

Given: TypeAlias = Mapping[str, Any]

NATIONAL = load_national()
CREDIT = NATIONAL.get("peraturan_bkn_3_2023")
TALENT = NATIONAL.get("permenpanrb_3_2020")
PROFESSIONALISM = NATIONAL.get("permenpanrb_38_2018")
ALLOWANCE = load_agency_defaults().get("allowance_default")
_CUTS = ALLOWANCE.parameters["cuts_apply_to_total"]
CUT_FROM_WHOLE = replace(
    ALLOWANCE,
    parameters={
        **ALLOWANCE.parameters,
        _CUTS.name: replace(_CUTS, values=(replace(_CUTS.values[0], value=True),)),
    },
)


def conversion_facts(given: Given) -> ConversionFacts:
    """Return a year in functional posts: one level from January, or the spells that are stated."""
    year = given["year"]
    spells = given.get("spells") or [{"level": given["level"], "since": given.get("since", f"{year}-01-01")}]
    return ConversionFacts(
        year,
        tuple(PostSpell(one["level"], day_of(one["since"]), _day_or_none(one.get("until"))) for one in spells),
        Predicate(given["annual"]) if "annual" in given else None,
        tuple(
            InterimFigure(one["months"][0], one["months"][1], Predicate(one["predicate"]), one.get("consumed", False))
            for one in given.get("interim", ())
        ),
    )


def statement_facts(given: Given) -> StatementFacts:
    """Return a statement; who entered the level at its present rank without credit when nothing else is stated."""
    issued_on = day_of(given.get("issued_on", "2026-01-15"))
    return StatementFacts(
        issued_on=issued_on,
        counted_until=day_of(given.get("counted_until", "2025-12-31")),
        level=given["level"],
        rank=given["rank"],
        entry_rank=given.get("entry_rank", given["rank"]),
        entries=tuple(
            CreditEntry(CreditSource(source), Fraction(str(one.get("previous", 0))), Fraction(str(one.get("new", 0))))
            for source, one in given.get("entries", {}).items()
        ),
        new_diplomas=tuple(given.get("new_diplomas", ())),
        credited_diplomas=frozenset(given.get("credited_diplomas", ())),
        outlook=Predicate(given["outlook"]) if "outlook" in given else None,
    )


def advancement_facts(given: Given) -> AdvancementFacts:
    """Return a statement with the other conditions; what is not stated is not recorded."""
    return AdvancementFacts(
        statement_facts(given),
        _day_or_none(given.get("rank_since")),
        {int(year): Predicate(word) for year, word in given.get("predicates", {}).items()},
        given.get("formation"),
        given.get("competency_test"),
        _day_or_none(given.get("transferred_on")),
    )


def transfer_facts(given: Given) -> TransferFacts:
    """Return a move from another post."""
    return TransferFacts(
        day_of(given.get("effective_on", "2025-07-01")),
        given["level"],
        given["rank"],
        given["months_in_rank"],
        given.get("top_of_former_post", False),
    )


def flat_transfer_facts(given: Given) -> FlatTransferFacts:
    """Return the move of an executor with a master's degree."""
    return FlatTransferFacts(
        day_of(given.get("effective_on", "2025-07-01")),
        given["level"],
        given.get("rank", "IV/a"),
        given.get("education", "s2"),
        given.get("years", 4),
    )


def integration_facts(given: Given) -> IntegrationFacts:
    """Return conventional credit, set in a statement of 2023."""
    issued_on = day_of(given.get("issued_on", "2023-06-30"))
    return IntegrationFacts(issued_on, given["level"], given["rank"], Decimal(str(given["conventional"])))


def talent_facts(given: Given) -> TalentFacts:
    """Return an employee to be mapped at the end of 2025; a score that is not stated is not there yet."""
    scores = {
        name: None if name not in given else Decimal(str(given[name]))
        for name in ("reinforcement", "competency", "potential", "qualification", "potential_score")
    }
    return TalentFacts(
        day=day_of(given.get("day", "2025-12-31")),
        predicate=Predicate(given["predicate"]) if "predicate" in given else None,
        profile=TalentProfile(given.get("profile", TalentProfile.KEPKA_BKN_411_2025)),
        sanctions=_sanctions(given),
        ethics_breaches=tuple(day_of(one) for one in given.get("ethics_breaches", ())),
        **scores,
    )


def professionalism_facts(given: Given) -> ProfessionalismFacts:
    """Return an employee at the end of 2025; a training is kind, day and hours."""
    value = given.get("performance_value")
    return ProfessionalismFacts(
        day=day_of(given.get("day", "2025-12-31")),
        education=given.get("education"),
        position_kind=given["position_kind"],
        trainings=tuple(TrainingRecord(kind, day_of(day), hours) for kind, day, hours in given.get("trainings", ())),
        predicate=Predicate(given["predicate"]) if "predicate" in given else None,
        performance_value=None if value is None else Decimal(str(value)),
        sanctions=_sanctions(given),
    )


def allowance_facts(given: Given) -> AllowanceFacts:
    """Return an employee in June 2025 who handed in the report."""
    productivity = given.get("productivity")
    return AllowanceFacts(
        EvaluatedPeriod(date(2025, 6, 1), date(2025, 6, 30)),
        None if productivity is None else Decimal(str(productivity)),
        given.get("reported", True),
        given.get("occurrences", {}),
        _sanctions(given),
    )


def day_of(given: date | str) -> date:
    """Return a day as YAML or JSON has it."""
    return given if isinstance(given, date) else date.fromisoformat(given)


def _sanctions(given: Given) -> tuple[SanctionFact, ...]:
    return tuple(
        SanctionFact(one["level"], day_of(one["since"]), _day_or_none(one.get("until")))
        for one in given.get("sanctions", ())
    )


def _day_or_none(given: date | str | None) -> date | None:
    return None if given is None else day_of(given)


def seen(value: object, expected: Given) -> dict[str, Any]:
    """Return what a user sees of a result, in the shape that the scenario states."""
    found: dict[str, Any]
    match value:
        case YearCredit():
            found = {"credit": str(value.shown), "exact": float_free(value.exact), "parts": _parts(value)}
        case EntryCredit():
            found = {"credit": str(value.shown)}
        case IntegratedCredit():
            found = {"credit": str(value.shown), "within_range": value.is_within_range}
        case Statement():
            found = _statement(value)
        case NextStep():
            conditions = {one.code: one.status.value for one in value.conditions}
            found = {**_statement(value.statement), "status": value.status.value, "conditions": conditions}
        case TalentResult():
            found = _talent(value)
        case ProfessionalismIndex():
            parts = (value.qualification, value.competence, value.performance, value.discipline)
            found = {
                "index": str(value.index),
                "category": value.category,
                "parts": [float_free(part) for part in parts],
            }
        case UnitIndex():
            found = {"index": str(value.index), "category": value.category}
        case AllowanceShare():
            found = {
                "percent": _text(value.shown),
                "exact": None if value.percent is None else float_free(value.percent),
                "cuts": float_free(value.cuts),
                "sanction_cut": float_free(value.sanction_cut),
                "pending": value.pending_because,
            }
        case _:
            raise AssertionError(value)
    return {name: found[name] for name in expected}


def ends_with(value: object) -> object:
    """Return the one word or number that ends the trace."""
    match value:
        case YearCredit() | EntryCredit() | IntegratedCredit() | AllowanceShare():
            return _text(value.shown)
        case Statement():
            return "met" if value.is_considered else "not_met"
        case NextStep():
            return value.status.value
        case ProfessionalismIndex() | UnitIndex():
            return str(value.index)
        case TalentResult():
            return False if value.status is MappingStatus.SCREENED_OUT else _text(value.box)
        case _:
            raise AssertionError(value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _talent(value: TalentResult) -> dict[str, Any]:
    return {
        "status": value.status.value,
        "box": value.box,
        "performance": value.performance and value.performance.value,
        "potential": value.potential,
        "performance_score": _text(value.performance_score),
        "potential_score": _text(value.potential_score),
        "talent_value": _text(value.talent_value),
        "recommendations": list(value.recommendations),
        "promotable": value.is_promotable,
        "awaited": [f"{one.component} {one.because}" for one in value.awaited],
        "screened_by": list(value.screened_by),
    }


def _parts(value: YearCredit) -> list[str]:
    return [f"{one.level} {one.months} {one.predicate.value} {float_free(one.credit)}" for one in value.parts]


def _statement(value: Statement) -> dict[str, Any]:
    return {
        "kind": value.advancement.value,
        "next_rank": value.next_rank,
        "next_level": value.next_level,
        "total": str(value.shown),
        "considered": value.is_considered,
        "carried": float_free(value.carried),
        "lines": {
            one.source.value: [float_free(part) for part in (one.previous, one.new, one.total)] for one in value.lines
        },
        "for_rank": _need(value.for_rank),
        "for_level": _need(value.for_level),
    }


def _need(need: Need | None) -> dict[str, Any] | None:
    if need is None:
        return None
    found: dict[str, Any] = {"needed": float_free(need.needed)}
    if need.surplus:
        found["surplus"] = float_free(need.surplus)
    if need.shortfall:
        found["short"] = float_free(need.shortfall)
    if need.forecast:
        found["months"], found["reached_on"] = need.forecast.months, need.forecast.reached_on
    return found


EVALUATIONS: Mapping[str, Callable[[Given], Outcome[object]]] = {
    "credit_conversion": lambda given: conversion.convert(CREDIT, conversion_facts(given)),
    "credit_statement": lambda given: statement.draw_up(CREDIT, statement_facts(given)),
    "credit_advancement": lambda given: advancement.evaluate(CREDIT, advancement_facts(given)),
    "credit_transfer": lambda given: entry.transfer(CREDIT, transfer_facts(given)),
    "credit_flat_transfer": lambda given: entry.flat_transfer(CREDIT, flat_transfer_facts(given)),
    "credit_integration": lambda given: entry.integrate(CREDIT, integration_facts(given)),
    "nine_box": lambda given: nine_box.evaluate(TALENT, talent_facts(given)),
    "professionalism": lambda given: professionalism.evaluate(PROFESSIONALISM, professionalism_facts(given)),
    "professionalism_unit": lambda given: professionalism.unit_index(
        PROFESSIONALISM, [Decimal(str(one)) for one in given["indices"]], date(2025, 12, 31)
    ),
    "allowance": lambda given: allowance.evaluate(ALLOWANCE, allowance_facts(given)),
    "allowance_cut_from_whole": lambda given: allowance.evaluate(CUT_FROM_WHOLE, allowance_facts(given)),
}
POLICIES = {
    **dict.fromkeys(EVALUATIONS, CREDIT),
    "nine_box": TALENT,
    "professionalism": PROFESSIONALISM,
    "professionalism_unit": PROFESSIONALISM,
    "allowance": ALLOWANCE,
    "allowance_cut_from_whole": CUT_FROM_WHOLE,
}
RESULTS = (
    *(YearCredit, EntryCredit, IntegratedCredit, Statement, NextStep),
    *(TalentResult, ProfessionalismIndex, UnitIndex, AllowanceShare),
)
