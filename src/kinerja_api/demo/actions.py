"""The action plans of the demo: what people set out to do in the open period."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kinerja_api.demo.citizens import ANY
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.realizations.schemas.actions import ActionPlanIn, ActionStepIn, ActionStepPut
from kinerja_api.realizations.service import actions
from kinerja_api.realizations.types import ActionStepStatus

if TYPE_CHECKING:
    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year

STEPS = ("Menyusun jadwal layanan", "Memeriksa hasil pertengahan periode", "Melaporkan hasil kepada pimpinan")
WEEK = timedelta(days=7)
RETURNED, DRAFTS = 1, 3  # by place in the unit


async def plan_actions(lived: Year, period: PeriodOut, person: Person) -> None:
    """Agree an action plan at the beginning of a period; its first step is done by then.

    Where lives take other turns, one was taken back first, one was returned, and one is still a draft.
    """
    targets, official = lived.plans[person.employee_id].targets, lived.official_of(person)
    steps = [
        ActionStepIn(target_id=targets[place % len(targets)].id, title=title, due_on=period.first_day + WEEK * place)
        for place, title in enumerate(STEPS)
    ]
    async with lived.stage.scene(lived.agency_id, period.first_day) as uow:
        if lived.is_example and person.is_example:
            lived.stage.pin("action_plan_id", "action_step_id")
        given = ActionPlanIn(plan_id=lived.plans[person.employee_id].id, period_id=period.id, steps=steps)
        made = await actions.draft_action_plan(uow, person.principal, given)
        if lived.takes_turns and person.seat.index == DRAFTS:
            return
        await actions.step_action_plan(uow, person.principal, made.id, ANY, StepIn(name="submit"))
        if lived.takes_turns and person.seat.index == RETURNED:
            await actions.step_action_plan(uow, person.principal, made.id, ANY, StepIn(name="withdraw"))
            await actions.step_action_plan(uow, person.principal, made.id, ANY, StepIn(name="submit"))
            returned = StepIn(name="return", note="Tambahkan langkah untuk layanan di luar jam kerja.")
            await actions.step_action_plan(uow, official.principal, made.id, ANY, returned)
            return
        await actions.step_action_plan(uow, official.principal, made.id, ANY, StepIn(name="agree"))
        done = ActionStepPut(status=ActionStepStatus.DONE, done_on=period.first_day, note="Jadwal berlaku.")
        await actions.change_action_step(uow, person.principal, made.steps[0].id, ANY, done)
