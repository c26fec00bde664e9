"""Whether the next rank, or the next level with the next rank, is open to the holder of a functional post.

Within a level the rank rises. At the top rank of a level the promotion in level comes first, with a vacancy in the
formation and a passed competency test, and the rank follows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kinerja_api.scoring.credit_facts import Advancement, AdvancementFacts
from kinerja_api.scoring.facts import CriterionStatus, EvaluatedPeriod
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet, Reference
from kinerja_api.scoring.schemes.credit_points.statement import Account, Statement, trace_statement
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the next step, how it stands, and the articles on which it rests."""

    code: str
    status: CriterionStatus
    basis: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """Whether the next step is open; `pending` waits for a fact that is not recorded yet."""

    status: CriterionStatus
    advancement: Advancement
    statement: Statement
    conditions: tuple[Condition, ...]


def evaluate(policy: PolicySet, facts: AdvancementFacts) -> Outcome[NextStep]:
    """Return whether the next step is open on the day of the statement, condition by condition."""
    day = facts.statement.issued_on
    tracer = Tracer(policy, EvaluatedPeriod(day, day))
    account = trace_statement(tracer, facts.statement)
    holds = _conditions(tracer, facts, account)
    statuses = {code: tracer.to_word(Operation.CRITERION, f"criterion.{code}", one) for code, one in holds.items()}
    verdict = tracer.to_word(Operation.VERDICT, "verdict", *statuses.values())
    trace = tracer.trace()
    conditions = tuple(
        Condition(
            code,
            CriterionStatus(status.value),
            tuple(dict.fromkeys(cited.dated.reference for cited in trace.behind(status.name))),
        )
        for code, status in statuses.items()
    )
    step = NextStep(CriterionStatus(verdict.value), account.statement.advancement, account.statement, conditions)
    return Outcome(step, trace)


def _conditions(tracer: Tracer, facts: AdvancementFacts, account: Account) -> Mapping[str, Noted[bool | None]]:
    conditions = {"next_step": account.standing.has_next}
    if account.for_rank is None:
        return conditions
    conditions["credit_points"] = account.for_rank.is_met
    if account.statement.advancement is Advancement.RANK:
        conditions["time_in_rank"] = _time_in_rank(tracer, facts)
        conditions["performance"] = _performance(tracer, facts, "rank_performance_years")
        return conditions
    conditions["formation"] = tracer.fact("formation", facts.formation_available)
    conditions["competency_test"] = tracer.fact("competency_test", facts.competency_test_passed)
    conditions["performance"] = _performance(tracer, facts, "level_performance_years")
    if facts.transferred_on is not None:
        conditions["time_in_level"] = _time_in_level(tracer, facts)
    return conditions


def _time_in_rank(tracer: Tracer, facts: AdvancementFacts) -> Noted[bool | None]:
    years = tracer.number("years_in_rank")
    due = tracer.to_day(Operation.YEARS_AFTER, "rank_due", tracer.fact("rank_since", facts.rank_since), years)
    return tracer.to_truth(Operation.NOT_AFTER, "long_enough_in_rank", due, _day(tracer, facts))


def _time_in_level(tracer: Tracer, facts: AdvancementFacts) -> Noted[bool | None]:
    years = tracer.number("years_in_level_after_transfer")
    since = tracer.fact("transferred_on", facts.transferred_on)
    due = tracer.to_day(Operation.YEARS_AFTER, "level_due", since, years)
    return tracer.to_truth(Operation.NOT_AFTER, "long_enough_in_level", due, _day(tracer, facts))


def _day(tracer: Tracer, facts: AdvancementFacts) -> Noted[date]:
    return tracer.fact("effective_on", facts.statement.issued_on)


def _performance(tracer: Tracer, facts: AdvancementFacts, parameter: str) -> Noted[bool | None]:
    """Look at the calendar years that ended before the day; one without a final predicate holds the answer."""
    accepted = tracer.words("accepted_predicates")
    years = tracer.number(parameter)
    this_year = facts.statement.issued_on.year
    good = []
    for year in range(this_year - int(years.value), this_year):
        found = facts.predicates.get(year)
        predicate = tracer.fact(f"predicate.{year}", None if found is None else found.value)
        good.append(tracer.to_truth(Operation.MEMBER, f"good_performance.{year}", accepted, predicate))
    return tracer.to_truth(Operation.ALL, "good_performance", *good, quiet=True)
