"""Computing again what a change after the fact touches: as new revisions that say why, beside those that are there.

Only scores that exist are computed again; who has none yet gets one from a run that somebody asks for.
"""

from uuid import UUID

from kinerja_api.evaluations.public import find_annual_subject
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import Unavailable
from kinerja_api.organization.public import list_unit_ids_below, today_of
from kinerja_api.policies.public import pin
from kinerja_api.scores import repository
from kinerja_api.scores.errors import NobodyToScore, RunUnderWay
from kinerja_api.scores.service.runs import queue_run
from kinerja_api.scores.service.scoring import days_of
from kinerja_api.scores.types import COMPOSITE, RunCause, Scope
from kinerja_api.surveys.public import get_result_subject


async def after_evaluation(uow: UnitOfWork, evaluation_id: UUID) -> None:
    """An annual evaluation was issued, or issued again after an objection: the employee's score of that year."""
    subject = await find_annual_subject(uow, evaluation_id)
    if subject is None:
        return
    employee_id, cycle_id = subject
    if cycle_id in await repository.list_scored_cycles(uow, employee_ids=[employee_id]):
        await _queue(uow, cycle_id, Scope(employee_ids=(employee_id,)), RunCause.EVALUATION_ISSUED)


async def after_sanction(uow: UnitOfWork, employee_id: UUID) -> None:
    """A discipline measure was recorded: all scores of the employee; a year it does not touch stays as it is."""
    for cycle_id in await repository.list_scored_cycles(uow, employee_ids=[employee_id]):
        await _queue(uow, cycle_id, Scope(employee_ids=(employee_id,)), RunCause.SANCTION_RECORDED)


async def after_survey_result(uow: UnitOfWork, result_id: UUID) -> None:
    """A unit's satisfaction index came or changed: the scores of that year in the unit and below it."""
    unit_id, year = await get_result_subject(uow, result_id)
    units = await list_unit_ids_below(uow, [unit_id], await today_of(uow))
    for cycle_id in await repository.list_scored_cycles(uow, unit_ids=units, year=year):
        await _queue(uow, cycle_id, Scope(unit_id=unit_id), RunCause.SURVEY_RESULT_ISSUED)


async def after_policy(uow: UnitOfWork, _: UUID) -> None:
    """A policy was published: the scores of every year for which another one holds now than they were made by."""
    for cycle_id in await repository.list_scored_cycles(uow):
        policy = await pin(uow, COMPOSITE, (await days_of(uow, cycle_id)).last_day)
        if await repository.has_scores_by_other_policy(uow, cycle_id, policy.id):
            await _queue(uow, cycle_id, Scope(), RunCause.POLICY_PUBLISHED)


async def _queue(uow: UnitOfWork, cycle_id: UUID, scope: Scope, cause: RunCause) -> None:
    try:
        await queue_run(uow, None, cycle_id, scope, cause)
    except RunUnderWay:
        # It may have passed these people already: wait until it has ended.
        raise Unavailable from None
    except NobodyToScore:
        return  # who has left keeps the score of that time
