"""The spread of predicates in a unit against the pattern of SE MenPANRB 3/2023."""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import PostScope, count_posts, standing_to_unit
from kinerja_api.evaluations.access import decide_see_distribution
from kinerja_api.evaluations.errors import OTHER_YEAR
from kinerja_api.evaluations.repository.spreads import Of, read_spread
from kinerja_api.evaluations.rules import expectations
from kinerja_api.evaluations.schemas import DistributionOut, ExpectationOut, PredicateCountOut, ViolationOut
from kinerja_api.evaluations.types import Predicate, Spread, UnitSpread
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.policies.public import national, pin
from kinerja_api.scoring.facts import DistributionFacts, EvaluatedPeriod
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes import distribution
from kinerja_api.scoring.schemes.distribution import Distribution, Violation

SUBJECT = "distribution"


async def list_departing(uow: UnitOfWork, spread: Spread) -> list[UnitSpread]:
    """Return the units whose predicates, drafts included, depart from the pattern of their organisation's result."""
    if not any(unit.organization for unit in spread.units):
        return []
    policy = await _policy(uow, spread.days)
    checked = [(unit, _check(policy, spread.days, unit)) for unit in spread.units]
    return [unit for unit, found in checked if found is not None and found.note_required]


async def read_distribution(
    uow: UnitOfWork,
    principal: Principal,
    *,
    unit_id: UUID,
    cycle_id: UUID,
    period_id: UUID | None,
    language: Language,
) -> DistributionOut:
    """Return the spread of predicates in a unit, and what the pattern says about it."""
    today = await today_of(uow)
    unit = await get_unit(uow, unit_id, today)
    standing = await standing_to_unit(uow, principal, unit_id, today)
    enforce(decide_see_distribution(principal, leads_unit=standing.leads_it))
    spread = await read_spread(uow, [unit_id], Of(cycle_id, period_id, today), unseen_by=principal.employee_id)
    if not spread.is_of_year:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR, "/period_id")])
    days, [found] = spread.days, spread.units
    counts, rating = found.counts, found.organization
    policy = await _policy(uow, days)
    checked = _check(policy, days, found)
    expected = expectations(policy, rating, days) if rating else []
    return DistributionOut(
        unit_id=unit.id,
        unit_name=unit.name,
        cycle_id=cycle_id,
        period_id=period_id,
        organization=rating,
        employees=await count_posts(uow, PostScope((unit_id,)), today),
        evaluated=counts.evaluated,
        issued=counts.issued,
        counts=[
            PredicateCountOut(predicate=predicate, employees=count) for predicate, count in counts.by_predicate.items()
        ],
        expected=[
            ExpectationOut(code=each.code, predicates=list(each.predicates), text=each.text.in_language(language))
            for each in expected
        ],
        checked=checked is not None and checked.checked,
        conforms=checked.conforms if checked else None,
        note_required=checked is not None and checked.note_required,
        violations=_violations(checked.violations if checked else (), policy, days, language),
    )


async def _policy(uow: UnitOfWork, days: EvaluatedPeriod) -> PolicySet:
    return (await pin(uow, national().regime(SUBJECT, days.last_day).key, days.last_day)).policy


def _check(policy: PolicySet, days: EvaluatedPeriod, unit: UnitSpread) -> Distribution | None:
    """Return what the pattern says about a unit; None while its organisation has no result."""
    if unit.organization is None:
        return None
    facts = DistributionFacts(period=days, organization=unit.organization, counts=unit.counts.by_predicate)
    return distribution.evaluate(policy, facts).value


def _violations(
    violations: Sequence[Violation], policy: PolicySet, days: EvaluatedPeriod, language: Language
) -> list[ViolationOut]:
    sure = {
        dated.reference: dated.verification.value
        for parameter in policy.parameters.values()
        for dated in (parameter.on(days.last_day),)
    }
    return [
        ViolationOut(
            code=each.code,
            predicates=[Predicate(name) for name in each.group.split("+")],
            found=each.found,
            required=each.required,
            text=each.text.in_language(language),
            basis=[
                BasisOut(instrument=reference.instrument, article=reference.article, verification=sure[reference])
                for reference in dict.fromkeys(each.basis)
            ],
        )
        for each in violations
    ]
