"""How far the target of an indicator is reached while the year runs, and what the agency's policy says of it.

The formulas are those of PermenPANRB 8/2021 (Lampiran, capaian indikator kinerja individu). PermenPANRB 6/2022, which
revoked it, has none and leaves the rating to a person: here a percentage informs, and no predicate follows from it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from fractions import Fraction
from typing import cast

from kinerja_api.scoring.policy import Dated, Kind, PolicySet

# Up to the target itself nobody is asked for a reason; no policy may say otherwise.
NEVER_ASKED = Fraction(100)


class Formula(StrEnum):
    """How a realization is compared with its target."""

    NORMAL = auto()
    INVERSE = auto()
    WITHIN_RANGE = auto()


class Verdict(StrEnum):
    """What the policy says of a percentage."""

    USUAL = auto()
    NEEDS_REASON = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Goal:
    """The target of an indicator: a number, or a range from `lowest` to `highest`; and whether less is better."""

    lowest: Fraction
    highest: Fraction | None
    less_is_better: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a goal was reached, exactly; None where the target is nought and the realization is not.

    `compared` is what the realization was divided by: of a range the end nearest to it.
    """

    percent: Fraction | None
    formula: Formula
    compared: Fraction


def reach(goal: Goal, counted: Fraction) -> Reach:
    """Return how far a goal is reached by what is counted, in per cent, and never less than nought.

    More is better: counted / target. Less is better: 2 - counted / target, so that what is saved counts above 100. Of
    a range the nearer end is the target, and within it 100 % is reached.
    """
    highest = goal.lowest if goal.highest is None else goal.highest
    if goal.highest is not None and goal.lowest <= counted <= highest:
        return Reach(NEVER_ASKED, Formula.WITHIN_RANGE, counted)
    formula = Formula.INVERSE if goal.less_is_better else Formula.NORMAL
    compared = highest if counted > highest else goal.lowest
    if compared == 0:
        return Reach(NEVER_ASKED if counted == 0 else None, formula, compared)
    share = counted / compared
    return Reach(max(2 - share if goal.less_is_better else share, Fraction(0)) * 100, formula, compared)


def judge(policy: PolicySet, percent: Fraction, on: date) -> tuple[Verdict, Dated]:
    """Return what the policy of a day says of a percentage, and the value that says so; a bound itself is allowed."""
    dated = policy.parameter("achievement_bounds", Kind.NUMBERS).on(on)
    bounds = numbers_of(dated)
    if percent > bounds["refused_above"]:
        return Verdict.REFUSED, dated
    return Verdict.NEEDS_REASON if percent > bounds["reason_above"] else Verdict.USUAL, dated


def numbers_of(dated: Dated) -> dict[str, Fraction]:
    """Return the numbers of a table."""
    return dict(cast("dict[str, Fraction]", dated.value))


def last_day_for_reports(policy: PolicySet, report_by: date) -> tuple[date, Dated]:
    """Return the last day on which late reports are taken, by the policy of the day on which they were due."""
    dated = policy.parameter("late_days", Kind.NUMBER).on(report_by)
    return report_by + timedelta(days=int(cast("Fraction", dated.value))), dated
