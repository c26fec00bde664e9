"""Credit for whoever comes into a functional post: from another post, or from the conventional count until 2022."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.credit_facts import FlatTransferFacts, IntegrationFacts, TransferFacts
from kinerja_api.scoring.errors import ContradictoryFacts, WrongScale
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.credit_points.conversion import MONTHS_OF_YEAR, WHOLE
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


@dataclass(frozen=True, slots=True)
class EntryCredit:
    """The credit that somebody begins with: exact, and as it is shown."""

    exact: Fraction
    shown: Decimal


@dataclass(frozen=True, slots=True)
class IntegratedCredit:
    """Conventional credit in the new count; `is_within_range` tells whether it fits the rank by the printed table."""

    exact: Fraction
    shown: Decimal
    is_within_range: bool


def transfer(policy: PolicySet, facts: TransferFacts) -> Outcome[EntryCredit]:
    """Return the credit of a move: years in rank x share of the coefficient of the new level, plus base credit."""
    if facts.months_in_rank < 0:
        needed = Text("Masa kepangkatan tidak boleh negatif.", "Months in rank cannot be negative.")
        raise WrongScale("months_in_rank", needed)
    tracer = Tracer(policy, EvaluatedPeriod(facts.effective_on, facts.effective_on))
    level = tracer.fact("functional_level", facts.level)
    coefficient = tracer.to_number(Operation.LOOKUP, "coefficient", tracer.numbers("annual_coefficients"), level)
    whole = tracer.number_fact("whole_percent", WHOLE, quiet=True)
    factor = tracer.to_number(Operation.QUOTIENT, "factor", tracer.number("transfer_share"), whole, quiet=True)
    yearly = tracer.to_number(Operation.PRODUCT, "yearly_credit", coefficient, factor)
    months = tracer.number_fact("months_in_rank", facts.months_in_rank)
    year = tracer.number_fact("months_of_year", MONTHS_OF_YEAR, quiet=True)
    years = tracer.to_number(Operation.QUOTIENT, "rank_years", months, year)
    earned = tracer.to_number(Operation.PRODUCT, "transfer_credit", yearly, years)
    if facts.is_at_top_of_former_post:
        tracer.fact("at_top_of_former_post", value=True)
        multiplier = tracer.number("transfer_factor_at_top")
        earned = tracer.to_number(Operation.PRODUCT, "transfer_credit_at_top", earned, multiplier)
    base = base_credit(tracer, facts.level, facts.rank)
    exact = tracer.to_number(Operation.SUM, "exact_credit", earned, base)
    return _entry(tracer, exact)


def flat_transfer(policy: PolicySet, facts: FlatTransferFacts) -> Outcome[EntryCredit]:
    """Return the fixed credit of an executor with a master's degree, at the level to which the move leads."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.effective_on, facts.effective_on))
    rank = tracer.fact("rank", facts.rank)
    education = tracer.fact("education", facts.education)
    experience = tracer.number_fact("experience", facts.years_of_experience)
    ranks = tracer.words("flat_transfer_ranks")
    diplomas = tracer.words("flat_transfer_diplomas")
    years = tracer.number("flat_transfer_years")
    allowed = tracer.to_truth(
        Operation.ALL,
        "flat_transfer_allowed",
        tracer.to_truth(Operation.MEMBER, "rank_fits", ranks, rank, quiet=True),
        tracer.to_truth(Operation.MEMBER, "diploma_fits", diplomas, education, quiet=True),
        tracer.to_truth(Operation.AT_LEAST, "experience_fits", experience, years, quiet=True),
    )
    if not allowed.value:
        needed = Text(
            "Angka kredit tetap mensyaratkan pangkat {ranks}, pendidikan {diplomas}, dan pengalaman {years} tahun.",
            "The fixed credit asks for the rank {ranks}, the diploma {diplomas}, and {years} years of experience.",
        ).fill(ranks=", ".join(ranks.value), diplomas=", ".join(diplomas.value), years=int(years.value))
        raise ContradictoryFacts("flat_transfer", needed)
    level = tracer.fact("functional_level", facts.level)
    credit = tracer.to_number(Operation.LOOKUP, "exact_credit", tracer.numbers("flat_transfer_credit"), level)
    return _entry(tracer, credit)


def integrate(policy: PolicySet, facts: IntegrationFacts) -> Outcome[IntegratedCredit]:
    """Return conventional credit less the base value of the level, and whether it fits the rank."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.issued_on, facts.issued_on))
    level = tracer.fact("functional_level", facts.level)
    rank = tracer.fact("rank", facts.rank)
    conventional = tracer.number_fact("conventional_credit", facts.conventional)
    base = tracer.to_number(Operation.LOOKUP, "integration_base", tracer.numbers("integration_base"), level)
    lowest = tracer.to_number(Operation.LOOKUP, "lowest_conventional", tracer.numbers("integration_lowest"), rank)
    highest = tracer.to_number(Operation.LOOKUP, "highest_conventional", tracer.numbers("integration_highest"), rank)
    if conventional.value < base.value:
        needed = Text(
            "Angka kredit konvensional jenjang ini paling sedikit {base}.",
            "The conventional credit of this level is at least {base}.",
        )
        raise WrongScale("conventional", needed.fill(base=int(base.value)))
    within = tracer.to_truth(
        Operation.ALL,
        "within_integration_range",
        tracer.to_truth(Operation.AT_LEAST, "not_too_low", conventional, lowest, quiet=True),
        tracer.to_truth(Operation.AT_MOST, "not_too_high", conventional, highest, quiet=True),
    )
    exact = tracer.to_number(Operation.DIFFERENCE, "exact_credit", conventional, base)
    shown = _shown(tracer, exact)
    return Outcome(IntegratedCredit(exact.value, shown.value, bool(within.value)), tracer.trace())


def base_credit(tracer: Tracer, level: str, rank: str) -> Noted[Fraction]:
    """Return the credit given for the ranks of the level below the one at entry."""
    key = tracer.fact("entry", f"{level}.{rank}", quiet=True)
    return tracer.to_number(Operation.LOOKUP, "base_credit", tracer.numbers("base_credit"), key)


def _entry(tracer: Tracer, exact: Noted[Fraction]) -> Outcome[EntryCredit]:
    shown = _shown(tracer, exact)
    return Outcome(EntryCredit(exact.value, shown.value), tracer.trace())


def _shown(tracer: Tracer, exact: Noted[Fraction]) -> Noted[Decimal]:
    places = tracer.number("decimals")
    return tracer.rounded("credit", exact, Mode.HALF_UP, int(places.value))
