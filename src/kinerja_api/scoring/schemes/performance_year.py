"""The predicate of a whole year in which an employee had one plan or several, or worked only a part of it.

PermenPANRB 6/2022. The last rater sets it by ratings for the year, considering the evaluation documents of the earlier
plans; it is no mean of earlier predicates. Every day of the year must belong to one plan or be explained. The months
with work are counted, and no fewest number of them is asked for: the six months of DP3 are not a rule any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from kinerja_api.scoring.errors import (
    ContradictoryFacts,
    DaysCoveredTwice,
    DaysNotCovered,
    MissingFact,
    UnknownFact,
)
from kinerja_api.scoring.facts import EvaluatedPeriod, PlanOfYear, Predicate, TimeAway, YearFacts
from kinerja_api.scoring.operations import Operation, days_of
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.permenpanrb_6_2022 import rate
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


@dataclass(frozen=True, slots=True)
class YearResult:
    """The predicate of a year, who sets it, by which plan, after considering which earlier ones, and months worked."""

    predicate: Predicate
    decided_by: str
    plan: str
    considered: tuple[str, ...]
    months: int
    is_part_year: bool


def evaluate(policy: PolicySet, facts: YearFacts) -> Outcome[YearResult]:
    """Return the predicate of a year."""
    year = facts.ratings.period
    plans = sorted(facts.plans, key=lambda one: one.days.first_day)
    away = sorted(facts.away, key=lambda one: one.days.first_day)
    tracer = Tracer(policy, year)
    _check_reasons(away, tracer.words("absences").value)
    _check_days(year, plans, away)
    _note_plans(tracer, plans)
    months, is_full = _months(tracer, year, plans, away)
    raters = tracer.fact("raters", tuple(one.rater for one in plans), quiet=True)
    decider = tracer.to_word(Operation.LAST, "deciding_rater", raters)
    predicate = rate(tracer, facts.ratings)
    result = YearResult(
        Predicate(predicate.value),
        decider.value,
        plans[-1].plan,
        tuple(one.plan for one in plans[:-1]),
        int(months.value),
        not is_full.value,
    )
    return Outcome(result, tracer.trace())


def _check_reasons(away: Sequence[TimeAway], known: Sequence[str]) -> None:
    for number, one in enumerate(away, start=1):
        if one.reason not in known:
            place = f"away.{number}.reason"
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact(place, needed.fill(known=", ".join(known)))


def _check_days(year: EvaluatedPeriod, plans: Sequence[PlanOfYear], away: Sequence[TimeAway]) -> None:
    """Every day of the year belongs to exactly one plan, or to time away; some of it was worked."""
    if not plans:
        needed = Text("Isi paling sedikit satu SKP untuk tahun ini.", "State at least one plan of this year.")
        raise MissingFact("plans", needed)
    planned = _days("plans", year, [one.days for one in plans])
    absent = _days("away", year, [one.days for one in away])
    open_days = set(days_of(_span(year))) - planned - absent
    if open_days:
        needed = Text(
            "Hari tanpa SKP dan tanpa penjelasan: {days}. Lengkapi SKP, atau sebut alasan tidak bekerja.",
            "Days without a plan and without a reason: {days}. Add the plan, or say why there was no work.",
        )
        raise DaysNotCovered("plans", needed.fill(days=_told(open_days)))
    if not planned - absent:
        needed = Text("Tidak ada hari kerja yang dapat dinilai.", "There is no day of work to evaluate.")
        raise ContradictoryFacts("away", needed)


def _days(kind: str, year: EvaluatedPeriod, spans: Sequence[EvaluatedPeriod]) -> set[date]:
    claimed: set[date] = set()
    for number, span in enumerate(spans, start=1):
        place = f"{kind}.{number}.days"
        if not year.first_day <= span.first_day <= span.last_day <= year.last_day:
            needed = Text("Pakai hari-hari di dalam {first} sampai {last}.", "Use days within {first} and {last}.")
            raise ContradictoryFacts(place, needed.fill(first=year.first_day, last=year.last_day))
        days = set(days_of(_span(span)))
        if days & claimed:
            needed = Text("Hari yang terhitung dua kali: {days}.", "Days that are claimed twice: {days}.")
            raise DaysCoveredTwice(place, needed.fill(days=_told(days & claimed)))
        claimed |= days
    return claimed


def _told(days: Iterable[date]) -> str:
    """Write days as runs: the first and the last of each."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1][-1] = day
        else:
            runs.append([day, day])
    return ", ".join(f"{first}..{last}" for first, last in runs)


def _note_plans(tracer: Tracer, plans: Sequence[PlanOfYear]) -> None:
    """Note every plan; one that is not the last brings its evaluation document."""
    asked = tracer.flag("earlier_evaluations_considered")
    for number, one in enumerate(plans, start=1):
        tracer.fact(f"plan.{number}", one.plan)
        tracer.fact(f"plan_rater.{number}", one.rater)
        tracer.fact(f"plan_first_day.{number}", one.days.first_day)
        tracer.fact(f"plan_last_day.{number}", one.days.last_day)
        if number == len(plans):
            continue
        if asked.value and one.predicate is None:
            place = f"plans.{number}.predicate"
            needed = Text(
                "Lengkapi dokumen evaluasi SKP sebelumnya; penilai terakhir harus mempertimbangkannya.",
                "Complete the evaluation document of the earlier plan; the last rater must consider it.",
            )
            raise MissingFact(place, needed)
        tracer.fact(f"considered_predicate.{number}", None if one.predicate is None else one.predicate.value)


def _months(
    tracer: Tracer, year: EvaluatedPeriod, plans: Sequence[PlanOfYear], away: Sequence[TimeAway]
) -> tuple[Noted[Fraction], Noted[bool | None]]:
    for number, one in enumerate(away, start=1):
        tracer.fact(f"away.{number}", one.reason)
        tracer.fact(f"away_first_day.{number}", one.days.first_day)
        tracer.fact(f"away_last_day.{number}", one.days.last_day)
    spans = tracer.fact("plan_spans", tuple(_span(one.days) for one in plans), quiet=True)
    absent = tracer.fact("away_spans", tuple(_span(one.days) for one in away), quiet=True)
    worked = tracer.to_words(Operation.WORKED_MONTHS, "worked_months", spans, absent, quiet=True)
    whole = tracer.fact("year_span", (_span(year),), quiet=True)
    nothing = tracer.fact("nothing", (), quiet=True)
    all_months = tracer.to_words(Operation.WORKED_MONTHS, "months_of_year", whole, nothing, quiet=True)
    months = tracer.to_number(Operation.COUNT, "months_worked", worked)
    return months, tracer.to_truth(Operation.EQUAL, "whole_year", worked, all_months)


def _span(days: EvaluatedPeriod) -> str:
    return f"{days.first_day}/{days.last_day}"
