"""The predicates of one calendar year as credit points: months / 12 x percentage of the predicate x coefficient.

Each month counts once. A post that starts during a month counts that month, and takes it from the post before. The
annual predicate supersedes periodic figures, except for months that a statement used for a promotion has consumed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kinerja_api.scoring.credit_facts import ConversionFacts, InterimFigure, PostSpell
from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, WrongScale
from kinerja_api.scoring.facts import EvaluatedPeriod, Predicate
from kinerja_api.scoring.operations import Mode, Operation, Rounding
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Numbers, Outcome, Tracer

MONTHS_OF_YEAR = 12
WHOLE = 100
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CreditPart:
    """Credit of some months at one level under one predicate."""

    level: str
    months: int
    predicate: Predicate
    is_interim: bool
    credit: Fraction


@dataclass(frozen=True, slots=True)
class YearCredit:
    """The credit of a year: exact to compare and to add, rounded only to show."""

    exact: Fraction
    shown: Decimal
    parts: tuple[CreditPart, ...]

    def shown_with(self, places: int) -> Decimal:
        """Return the credit with as many decimals as somebody prints."""
        return Rounding(Mode.HALF_UP, places).apply(self.exact)


@dataclass(frozen=True, slots=True)
class _Spell:
    """A spell within the year, with the days that count for it."""

    subject: str
    level: str
    first_day: date
    last_day: date

    def holds(self, figure: InterimFigure) -> bool:
        return self.first_day.month <= figure.first_month and figure.last_month <= self.last_day.month


@dataclass(frozen=True, slots=True)
class _Rates:
    percentages: Noted[Numbers]
    coefficients: Noted[Numbers]
    whole: Noted[Fraction]
    year: Noted[Fraction]
    one: Noted[Fraction]


def convert(policy: PolicySet, facts: ConversionFacts) -> Outcome[YearCredit]:
    """Return the credit of one year, month ranges apart."""
    tracer = Tracer(policy, EvaluatedPeriod(date(facts.year, 1, 1), date(facts.year, 12, 31)))
    spells = _spells(facts)
    _check_interim(facts, spells)
    rates = _Rates(
        percentages=tracer.numbers("predicate_percentages"),
        coefficients=tracer.numbers("annual_coefficients"),
        whole=tracer.number_fact("whole_percent", WHOLE, quiet=True),
        year=tracer.number_fact("months_of_year", MONTHS_OF_YEAR, quiet=True),
        one=tracer.number_fact("one", 1, quiet=True),
    )
    parts = [part for spell in spells for part in _spell(tracer, facts, spell, rates)]
    exact = tracer.to_number(Operation.SUM, "exact_credit", *(credit for _, credit in parts))
    places = tracer.number("decimals")
    shown = tracer.rounded("credit", exact, Mode.HALF_UP, int(places.value))
    return Outcome(YearCredit(exact.value, shown.value, tuple(part for part, _ in parts)), tracer.trace())


def _spells(facts: ConversionFacts) -> list[_Spell]:
    """Cut the spells to the year; the month in which the next one starts belongs to the next one."""
    first_day, last_day = date(facts.year, 1, 1), date(facts.year, 12, 31)
    ordered = sorted(facts.spells, key=_since)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or earlier.until > later.since:
            needed = Text("Dua jenjang pada hari yang sama.", "Two levels are held on the same day.")
            raise ContradictoryFacts("spells", needed)
    spells = []
    for number, spell in enumerate(ordered, start=1):
        starts = max(spell.since, first_day)
        ends = last_day if spell.until is None else min(spell.until - ONE_DAY, last_day)
        if number < len(ordered) and ordered[number].since <= last_day:
            ends = min(ends, ordered[number].since.replace(day=1) - ONE_DAY)
        if starts <= ends:
            repeated = sum(one.level == spell.level for one in ordered) > 1
            subject = f"{spell.level}+{number}" if repeated else spell.level
            spells.append(_Spell(subject, spell.level, starts, ends))
    if not spells:
        needed = Text(
            "Sebut sekurangnya satu jabatan fungsional dalam tahun itu.",
            "State at least one functional post in the year.",
        )
        raise MissingFact("spells", needed)
    return spells


def _since(spell: PostSpell) -> date:
    return spell.since


def _check_interim(facts: ConversionFacts, spells: Sequence[_Spell]) -> None:
    if facts.annual is None and not facts.interim:
        needed = Text(
            "Tetapkan predikat tahunan, atau predikat periodik.", "Set the annual predicate, or a periodic one."
        )
        raise MissingFact("annual", needed)
    for figure in facts.interim:
        if not 1 <= figure.first_month <= figure.last_month <= MONTHS_OF_YEAR:
            needed = Text("Bulan 1 sampai 12, urut.", "Months 1 to 12, in order.")
            raise WrongScale("interim.months", needed)
        if not any(spell.holds(figure) for spell in spells):
            needed = Text(
                "Bulan periodik harus seluruhnya dalam satu jenjang; pisahkan bila perlu.",
                "The months of a periodic predicate must all lie within one level; split it where needed.",
            )
            raise ContradictoryFacts("interim.months", needed)
    for earlier, later in pairwise(sorted(facts.interim, key=_first_month)):
        if later.first_month <= earlier.last_month:
            needed = Text("Satu bulan hanya dihitung sekali.", "A month counts only once.")
            raise ContradictoryFacts("interim.months", needed)


def _first_month(figure: InterimFigure) -> int:
    return figure.first_month


def _spell(
    tracer: Tracer, facts: ConversionFacts, spell: _Spell, rates: _Rates
) -> Iterator[tuple[CreditPart, Noted[Fraction]]]:
    level = tracer.fact(f"level.{spell.subject}", spell.level, quiet=True)
    coefficient = tracer.to_number(Operation.LOOKUP, f"coefficient.{spell.subject}", rates.coefficients, level)
    held = _months_held(tracer, spell, rates.one)
    consumed = []
    for figure in sorted(facts.interim, key=_first_month):
        if not spell.holds(figure):
            continue
        subject = f"{spell.subject}+{figure.first_month}-{figure.last_month}"
        if facts.annual is not None and not figure.consumed:
            tracer.fact(f"superseded.{subject}", figure.predicate.value)
            continue
        months = tracer.number_fact(f"months.{subject}", figure.last_month - figure.first_month + 1)
        consumed.append(months)
        credit = _credit(tracer, subject, figure.predicate, months, coefficient, rates)
        yield CreditPart(spell.level, int(months.value), figure.predicate, is_interim=True, credit=credit.value), credit
    if facts.annual is not None:
        months = tracer.to_number(Operation.DIFFERENCE, f"months.{spell.subject}", held, _sum(tracer, spell, consumed))
        credit = _credit(tracer, spell.subject, facts.annual, months, coefficient, rates)
        yield CreditPart(spell.level, int(months.value), facts.annual, is_interim=False, credit=credit.value), credit


def _months_held(tracer: Tracer, spell: _Spell, one: Noted[Fraction]) -> Noted[Fraction]:
    since = tracer.fact(f"post_since.{spell.subject}", spell.first_day)
    until = tracer.fact(f"post_until.{spell.subject}", spell.last_day)
    first = tracer.to_number(Operation.MONTH_OF_YEAR, f"first_month.{spell.subject}", since, quiet=True)
    last = tracer.to_number(Operation.MONTH_OF_YEAR, f"last_month.{spell.subject}", until, quiet=True)
    between = tracer.to_number(Operation.DIFFERENCE, f"months_between.{spell.subject}", last, first, quiet=True)
    return tracer.to_number(Operation.SUM, f"months_held.{spell.subject}", between, one)


def _sum(tracer: Tracer, spell: _Spell, months: Sequence[Noted[Fraction]]) -> Noted[Fraction]:
    return tracer.to_number(Operation.SUM, f"months_consumed.{spell.subject}", *months, quiet=True)


def _credit(
    tracer: Tracer,
    subject: str,
    predicate: Predicate,
    months: Noted[Fraction],
    coefficient: Noted[Fraction],
    rates: _Rates,
) -> Noted[Fraction]:
    word = tracer.fact(f"predicate.{subject}", predicate.value)
    percentage = tracer.to_number(Operation.LOOKUP, f"percentage.{subject}", rates.percentages, word)
    factor = tracer.to_number(Operation.QUOTIENT, f"factor.{subject}", percentage, rates.whole, quiet=True)
    yearly = tracer.to_number(Operation.PRODUCT, f"yearly_credit.{subject}", coefficient, factor)
    by_months = tracer.to_number(Operation.PRODUCT, f"credit_by_months.{subject}", yearly, months)
    return tracer.to_number(Operation.QUOTIENT, f"credit_part.{subject}", by_months, rates.year)
