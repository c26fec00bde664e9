"""The use case of the list of tasks."""

from datetime import date
from typing import Any

from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import Superior, list_superiors, read_reports
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.text import Language
from kinerja_api.monitoring import repository
from kinerja_api.monitoring.rules import MOST_TASKS, days_left, fill, in_order
from kinerja_api.monitoring.rules.held import BLOCKS, WAITS
from kinerja_api.monitoring.rules.wordings import TASKS, HeldBy, Wording
from kinerja_api.monitoring.schemas import BlockOut, MyTasksOut, TaskOut, WaitOut
from kinerja_api.monitoring.types import Actor, BlockKind, Found, TaskKind, WaitKind
from kinerja_api.organization.public import today_of


async def read_my_tasks(uow: UnitOfWork, principal: Principal, kind: TaskKind | None, language: Language) -> MyTasksOut:
    """Return what the principal must do now, waits for, and is kept from, most urgent first."""
    today = await today_of(uow)
    found: list[Found] = []
    official: Superior | None = None
    if principal.employee_id is not None:
        me = principal.employee_id
        official = next(iter(await list_superiors(uow, me, today)), None)
        found = await repository.list_mine(uow, me, official, today)
        # A year stays open into the next one, until its annual evaluations are there.
        reports = await read_reports(uow, me, today, since=date(today.year - 1, 1, 1))
        found += await repository.list_below(uow, me, reports, today)
    if principal.roles - {Role.EMPLOYEE}:
        found += await repository.list_of_offices(uow, principal.account_id, principal.roles, today)
    ordered = in_order(each for each in found if each.kind in TASKS and kind in {None, each.kind})
    return MyTasksOut(
        as_of=today,
        total=len(ordered),
        overdue=sum(1 for each in ordered if each.due is not None and each.due < today),
        tasks=[_task(each, today, language) for each in ordered[:MOST_TASKS]],
        waiting=[
            WaitOut(kind=WaitKind(each.kind), **_held(WAITS[WaitKind(each.kind)], each, official, today, language))
            for each in in_order(found)
            if each.kind in WAITS
        ],
        blocks=[
            BlockOut(kind=BlockKind(each.kind), **_held(BLOCKS[BlockKind(each.kind)], each, official, today, language))
            for each in found
            if each.kind in BLOCKS
        ],
    )


def _task(found: Found, today: date, language: Language) -> TaskOut:
    kind = TaskKind(found.kind)
    return TaskOut(
        kind=kind,
        subject_id=found.subject_id,
        subject_name=found.subject_name,
        period=found.period,
        **_matter(TASKS[kind], found, today, language),
    )


def _held(wording: HeldBy, found: Found, official: Superior | None, today: date, language: Language) -> dict[str, Any]:
    names = {Actor.RATING_OFFICIAL: official.name if official else None, Actor.JUDGE: found.subject_name}
    return _matter(wording, found, today, language) | {
        "actor": wording.actor,
        "actor_name": found.actor_name or names.get(wording.actor),
    }


def _matter(wording: Wording, found: Found, today: date, language: Language) -> dict[str, Any]:
    basis = wording.basis
    return {
        "title": fill(wording.title, found).in_language(language),
        "reason": fill(wording.reason, found).in_language(language),
        "count": found.count,
        "due": found.due,
        "days_left": days_left(found.due, today),
        "since": found.since,
        "link": found.path,
        "basis": BasisOut(instrument=basis.instrument, article=basis.article, verification=basis.verification),
    }
