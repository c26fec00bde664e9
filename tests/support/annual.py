"""Annual evaluations of years that lie behind a test: rows as the service leaves them when they are issued.

The walk through a whole year over HTTP has tests of its own; a promotion looks at two years at once.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select

from kinerja_api.cycles.models import Cycle
from kinerja_api.evaluations.models import Evaluation, EvaluationExplanation
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.policies.public import pin
from kinerja_api.targets.models import TargetPlan
from tests.support.world import World

RATINGS = {
    "sangat_baik": ("di_atas_ekspektasi", "di_atas_ekspektasi"),
    "baik": ("sesuai_ekspektasi", "sesuai_ekspektasi"),
    "butuh_perbaikan": ("di_bawah_ekspektasi", "sesuai_ekspektasi"),
}
DIGEST = "0" * 64


async def rated(world: World, employee_id: object, predicates: Mapping[int, str], *, post: str = "analis-1") -> None:
    """Give an employee issued annual evaluations with these predicates, in a post; a later call is issued later."""
    async with world.database.write(world.agency_id) as uow:
        for year, predicate in predicates.items():
            await _add_evaluation(uow, world, (UUID(str(employee_id)), post), year, predicate)
        await uow.finish()


async def _add_evaluation(uow: UnitOfWork, world: World, whose: tuple[UUID, str], year: int, predicate: str) -> None:
    employee_id, post = whose
    of = {"agency_id": uow.agency_id}
    made = {"version": 1, "created_at": uow.now(), "updated_at": uow.now()}
    cycle_id = await _cycle_of(uow, year)
    explanation = {**of, "sha256": DIGEST}
    if await uow.session.get(EvaluationExplanation, (uow.agency_id, DIGEST)) is None:
        uow.session.add(EvaluationExplanation(**explanation, document={}))
    plan = TargetPlan(
        **of,
        **made,
        id=uow.new_id(),
        cycle_id=cycle_id,
        employee_id=employee_id,
        position_id=world.positions[post],
        unit_id=world.units["bidang"],
        status="agreed",
        approach="kuantitatif",
        employee_name="-",
        employee_nip="199003152015042001",
        position_name="-",
        unit_name="-",
    )
    uow.session.add(plan)
    await uow.session.flush()
    policy = await pin(uow, "permenpanrb_6_2022", date(year, 12, 31))
    work_result, behavior = RATINGS[predicate]
    uow.session.add(
        Evaluation(
            **of,
            **made,
            id=uow.new_id(),
            plan_id=plan.id,
            cycle_id=cycle_id,
            year=year,
            period_id=None,
            employee_id=employee_id,
            employee_name="-",
            unit_id=plan.unit_id,
            heads_unit=False,
            work_result=work_result,
            behavior=behavior,
            predicate=predicate,
            remarks=[],
            status="issued",
            evaluator_id=world.employees["kabid"],
            evaluator_name="Kabid",
            policy_version_id=policy.id,
            policy_sha256=policy.policy.sha256,
            facts_sha256=DIGEST,
            explanation_sha256=DIGEST,
            issued_at=datetime(year + 1, 1, 15, tzinfo=UTC),
        )
    )
    await uow.session.flush()


async def _cycle_of(uow: UnitOfWork, year: int) -> UUID:
    statement = select(Cycle.id).where(Cycle.agency_id == uow.agency_id, Cycle.year == year)
    known = (await uow.session.scalars(statement)).one_or_none()
    if known is not None:
        return known
    made = {"version": 1, "created_at": uow.now(), "updated_at": uow.now()}
    cycle = Cycle(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        year=year,
        pattern="quarterly",
        status="open",
        plan_by=date(year, 1, 31),
        **made,
    )
    uow.session.add(cycle)
    await uow.session.flush()
    return cycle.id
