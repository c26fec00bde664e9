"""The spread of predicates in a unit against the pattern of SE MenPANRB 3/2023."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import list_led_unit_ids, list_posts
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.access import decide_see_distribution
from kinerja_api.evaluations.rules import evaluated_days, expectations
from kinerja_api.evaluations.schemas import DistributionOut, ExpectationOut, PredicateCountOut, ViolationOut
from kinerja_api.evaluations.service.occasions import find_period
from kinerja_api.evaluations.types import OrganizationRating, OrganizationResultView, Predicate, UnitCounts
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.policies.public import national, pin
from kinerja_api.scoring.facts import DistributionFacts, EvaluatedPeriod
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes import distribution
from kinerja_api.scoring.schemes.distribution import Distribution, Violation

SUBJECT = "distribution"


async def breaks_pattern(
    uow: UnitOfWork,
    organization: OrganizationResultView | None,
    days: EvaluatedPeriod,
    *,
    cycle_id: UUID,
    period_id: UUID | None,
) -> bool:
    """Tell whether the predicates of a unit, drafts included, depart from the pattern of its organisation's result."""
    if organization is None:
        return False
    counts = await repository.count_predicates(uow, organization.unit_id, cycle_id, period_id)
    return _check(await _policy(uow, days), days, organization.rating, counts).note_required


async def list_departing(
    uow: UnitOfWork,
    counts: Mapping[UUID, Mapping[Predicate, int]],
    days: EvaluatedPeriod,
    *,
    cycle_id: UUID,
    period_id: UUID | None,
) -> list[UUID]:
    """Return which of these units, each with its predicates, depart from the pattern of their organisation's result."""
    results = await repository.map_results(uow, list(counts), cycle_id, period_id)
    policy = await _policy(uow, days)
    return [
        unit_id
        for unit_id, rating in results.items()
        if _check(policy, days, rating, UnitCounts(counts[unit_id], issued=0)).note_required
    ]


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
    led = await list_led_unit_ids(uow, principal.employee_id, today)
    enforce(decide_see_distribution(principal, leads_unit=unit_id in led))
    days = evaluated_days(await get_cycle(uow, cycle_id), await find_period(uow, cycle_id, period_id))
    organization = await repository.find_result(uow, unit_id, cycle_id, period_id)
    counts = await repository.count_predicates(uow, unit_id, cycle_id, period_id, unseen_by=principal.employee_id)
    policy = await _policy(uow, days)
    rating = organization.rating if organization else None
    checked = _check(policy, days, rating, counts) if rating else None
    expected = expectations(policy, rating, days) if rating else []
    return DistributionOut(
        unit_id=unit.id,
        unit_name=unit.name,
        cycle_id=cycle_id,
        period_id=period_id,
        organization=rating,
        employees=len(await list_posts(uow, [unit_id], today)),
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


def _check(policy: PolicySet, days: EvaluatedPeriod, rating: OrganizationRating, counts: UnitCounts) -> Distribution:
    facts = DistributionFacts(period=days, organization=rating, counts=counts.by_predicate)
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
