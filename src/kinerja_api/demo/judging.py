"""How a year of the demo is judged: behaviour ratings, results of units, evaluations, scores."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from kinerja_api.authz.permissions import Role
from kinerja_api.behavior.schemas import (
    CollectionIn,
    RatingIn,
    RequestIn,
    SelfAssessmentIn,
    TargetRemarkIn,
    ValuesIn,
)
from kinerja_api.behavior.service import assessments, collections, ratings, requests
from kinerja_api.behavior.types import CoreValue, Group
from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.examples import AGENCY_CODE
from kinerja_api.demo.people import Person
from kinerja_api.evaluations.schemas import EvaluationIn, OrganizationResultIn
from kinerja_api.evaluations.service import evaluations, organization_results
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.scores.schemas.scores import RunIn
from kinerja_api.scores.service import runs
from kinerja_api.scoring.facts import OrganizationRating, RatingLevel

if TYPE_CHECKING:
    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.years import Year
    from kinerja_api.kit.db.uow import UnitOfWork
    from kinerja_api.targets.schemas import PlanOut

ENOUGH = 3
ISSUE = StepIn(name="issue", note="Jumlah pegawai unit kecil; predikat mengikuti bukti dukung.")
WITH_SELF_ASSESSMENT = "palu"
WEAK = Decimal("0.8")
BY_PERFORMANCE = {
    Decimal("1.1"): RatingLevel.DI_ATAS_EKSPEKTASI,
    Decimal(1): RatingLevel.SESUAI_EKSPEKTASI,
    Decimal("0.8"): RatingLevel.DI_BAWAH_EKSPEKTASI,
}


def performance_of(person: Person) -> Decimal:
    """Return how much of what was planned somebody reaches; invented, and the same at every fill."""
    return tuple(BY_PERFORMANCE)[(1, 0, 1, 2, 0)[person.seat.place % 5]]


def behavior_of(person: Person) -> RatingLevel:
    """Return how somebody's behaviour is seen; whoever misses targets here does so in good conduct."""
    level = BY_PERFORMANCE[performance_of(person)]
    return RatingLevel.SESUAI_EKSPEKTASI if level is RatingLevel.DI_BAWAH_EKSPEKTASI else level


async def rate_behavior(lived: Year, period: PeriodOut | None, day: date) -> None:
    """Rate everybody by themself, the superior and three colleagues, and tell the official what these say."""
    async with lived.stage.scene(lived.agency_id, day) as uow:
        for person in lived.rated():
            await _rate_behavior_of(uow, lived, period, person)


async def _rate_behavior_of(uow: UnitOfWork, lived: Year, period: PeriodOut | None, person: Person) -> None:
    period_id = period.id if period else None
    official, plan = lived.official_of(person), lived.plans[person.employee_id]
    is_example = lived.is_example and person.is_example
    is_first = is_example and period is not None and period.number == 1
    if is_first or lived.staff.agency.code == WITH_SELF_ASSESSMENT:
        if is_first:
            lived.stage.pin("assessment_id")
        await assessments.assess_self(uow, person.principal, _assessment(person, plan, period_id))
    else:
        await ratings.give_rating(uow, person.principal, rating_of(person, plan.id, period_id, Group.SELF))
    if is_first:
        lived.stage.pin("rating_id")
    await ratings.give_rating(uow, official.principal, rating_of(person, plan.id, period_id, Group.SUPERIOR))
    for place, peer in enumerate(lived.staff.peers_of(person)):
        if is_example and period and period.number == 1 and place == 0:
            lived.stage.pin("request_id")
        asked = RequestIn(plan_id=plan.id, period_id=period_id, rater_id=peer.employee_id)
        await requests.ask_rater(uow, official.principal, asked)
        await ratings.give_rating(uow, peer.principal, rating_of(person, plan.id, period_id, Group.PEER))
    # Where too few can be asked, the collecting closes with the evaluation.
    if len(lived.staff.peers_of(person)) >= ENOUGH:
        if is_example and period and period.number == 1:
            lived.stage.pin("collection_id")
        closing = CollectionIn(plan_id=plan.id, period_id=period_id)
        await collections.close_collection(uow, official.principal, closing)


def _assessment(person: Person, plan: PlanOut, period_id: UUID | None) -> SelfAssessmentIn:
    said = (
        "Tercapai sesuai rencana." if performance_of(person) != WEAK else "Belum tercapai; tenggat terlewat dua kali."
    )
    return SelfAssessmentIn(
        plan_id=plan.id,
        period_id=period_id,
        values=rating_of(person, plan.id, period_id, Group.SELF).values,
        targets=[TargetRemarkIn(target_id=target.id, text=f"{target.title}: {said}") for target in plan.targets],
        summary="Ingin memperdalam analisis data layanan.",
    )


def rating_of(person: Person, plan_id: UUID, period_id: UUID | None, group: Group) -> RatingIn:
    """Return what somebody of a group says about a person's behaviour."""
    level = behavior_of(person)
    levels = dict.fromkeys(CoreValue, level)
    if group is Group.PEER:
        # Colleagues see what the superior does not: how somebody works together with them.
        levels[CoreValue.KOLABORATIF] = RatingLevel.DI_ATAS_EKSPEKTASI
        levels[CoreValue.ADAPTIF] = RatingLevel.SESUAI_EKSPEKTASI
    values = ValuesIn.model_validate({value.value: {"level": of_value} for value, of_value in levels.items()})
    return RatingIn(plan_id=plan_id, period_id=period_id, group=group, values=values)


async def evaluate_period(lived: Year, period: PeriodOut, day: date) -> None:
    """Set the results of the units for a period and evaluate everybody."""
    await _evaluate(lived, period, day)


async def evaluate_year(lived: Year, day: date) -> None:
    """Set the results of the units for the year and evaluate everybody."""
    await _evaluate(lived, None, day)


async def _evaluate(lived: Year, period: PeriodOut | None, day: date) -> None:
    period_id = period.id if period else None
    async with lived.stage.scene(lived.agency_id, day) as uow:
        for unit in lived.staff.agency.units:
            setter = lived.staff.head_of(unit.parent).principal if unit.parent else lived.staff.offices[Role.HR_ADMIN]
            if lived.is_example and unit.service and period and period.number == 1:
                lived.stage.pin("result_id")
            result = OrganizationResultIn(
                unit_id=lived.staff.units[unit.code],
                cycle_id=lived.cycle_id,
                period_id=period_id,
                rating=OrganizationRating.BAIK,
                decree=None if unit.parent else f"800/{lived.year}/{period.number if period else 'tahunan'}",
                note="Rencana aksi tercapai.",
            )
            await organization_results.set_result(uow, setter, result)
        for person in lived.rated():
            await evaluate_person(uow, lived, period, person)


async def evaluate_person(uow: UnitOfWork, lived: Year, period: PeriodOut | None, person: Person) -> None:
    """Evaluate somebody's plan for a period or, without one, for the year or up to the end of the plan."""
    official, plan = lived.official_of(person), lived.plans[person.employee_id]
    if lived.is_example and person.is_example and period and period.number == 1:
        lived.stage.pin("evaluation_id")
    given = EvaluationIn(
        plan_id=plan.id,
        period_id=period.id if period else None,
        work_result_rating=None if person.is_head else BY_PERFORMANCE[performance_of(person)],
        behavior_rating=behavior_of(person),
        notes="Sesuai bukti dukung yang diterima.",
    )
    draft = await evaluations.draft_evaluation(uow, official.principal, given)
    lived.evaluations[person.employee_id, given.period_id] = draft.id
    await evaluations.step_evaluation(uow, official.principal, draft.id, ANY, ISSUE)


async def score_year(lived: Year, day: date) -> None:
    """Score the whole agency for a year that is over."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    async with lived.stage.scene(lived.agency_id, day) as uow:
        if lived.staff.agency.code == AGENCY_CODE:
            lived.stage.pin("run_id")
        run = await runs.start_run(uow, administrator, RunIn(cycle_id=lived.cycle_id, unit_id=None), "id")
    await finish_score_run(lived, run.id, day)


async def finish_score_run(lived: Year, run_id: UUID, day: date) -> None:
    """Do what the worker would do with a queued run."""
    async with lived.stage.scene(lived.agency_id, day) as uow:
        parts = await runs.begin_run(uow, run_id)
    for part_id in parts:
        async with lived.stage.scene(lived.agency_id, day) as uow:
            if lived.staff.agency.code == AGENCY_CODE:
                lived.stage.pin("score_id")
            await runs.score_part(uow, part_id)
            lived.stage.ids.unpin()
