"""What comes into a new plan of work when somebody moves: what stays with the post, and what follows the person.

The classes "organisasi" and "individu" are those of e-Kinerja BKN. The plan they come from stays as it is, with all
that was reported on it. The new plan is a draft: its owner changes or removes what came. Only who draws up an own plan
takes something over; a copy of last year's plan and a template that HR assigns bring what they hold and nothing else.
"""

from collections.abc import Sequence

from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import list_superiors
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import today_of
from kinerja_api.targets import repository
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.repository import passing
from kinerja_api.targets.repository.passing import PassedTarget
from kinerja_api.targets.rules import MOST_TARGETS
from kinerja_api.targets.schemas import TargetOut
from kinerja_api.targets.service.bringing import Brought, Missing, bring_targets
from kinerja_api.targets.service.writing import touch
from kinerja_api.targets.types import NotCopied, PassedOn

REASONS = {
    NotCopied.SUPERIOR_TARGET: Text(
        "Tautan ke hasil kerja pimpinan tidak ikut: hasil kerja itu bukan milik pimpinan Anda sekarang. Pilih hasil "
        "kerja pimpinan Anda.",
        "The link to the superior's target is left out: that target is not one of your superiors of today. Choose one "
        "of theirs.",
    ),
    NotCopied.PERSPECTIVE: Text(
        "Perspektif tidak ikut: format SKP untuk jabatan Anda sekarang tidak memuatnya.",
        "The perspective is left out: the form for your post has none.",
    ),
    NotCopied.DELEGATION: Text(
        "Penugasan Plt./Plh. pejabat sebelumnya tidak ikut: sebut penugasan Anda sendiri, atau hapus hasil kerja ini.",
        "The acting appointment of the former holder is left out: name one of your own, or remove this target.",
    ),
    NotCopied.NO_ROOM: Text(
        "Hasil kerja ini tidak ikut: satu SKP memuat paling banyak 40 hasil kerja. Tambahkan sendiri bila ada yang "
        "Anda hapus.",
        "This target is left out: a plan holds at most 40 targets. Add it yourself once you have removed another.",
    ),
}


async def pass_on(uow: UnitOfWork, principal: Principal, plan: TargetPlan) -> list[Missing]:
    """Bring into a new plan what passes to it, each target once whoever asks; return what did not come along."""
    await passing.hold_post(uow, plan)
    today = await today_of(uow)
    found = await passing.list_passed_on(uow, plan, max(today, plan.valid_from or today))
    if not found:
        return []
    sources = list(dict.fromkeys(each.plan_id for each in found))
    known = {target.id: target for plan_id in sources for target in (await repository.read_plan(uow, plan_id)).targets}
    passed = [(each, known[each.target_id]) for each in found]
    missing = await bring_targets(uow, plan, await _brought(uow, plan, passed[:MOST_TARGETS]))
    for plan_id in sources:
        await touch(uow, principal, plan, "passed_on", plan_id)
    return missing + [(NotCopied.NO_ROOM, target) for _, target in passed[MOST_TARGETS:]]


async def _brought(
    uow: UnitOfWork, plan: TargetPlan, passed: Sequence[tuple[PassedTarget, TargetOut]]
) -> list[Brought]:
    served = [target.superior_target_id for _, target in passed if target.superior_target_id is not None]
    superiors = await list_superiors(uow, plan.employee_id, await today_of(uow)) if served else []
    links = await passing.map_links(uow, plan.cycle_id, [each.employee_id for each in superiors], served)
    return [
        Brought(
            target,
            number,
            links.get(target.superior_target_id),
            each.passed_on,
            keeps_delegation=each.passed_on is PassedOn.FOLLOWS_PERSON,
        )
        for number, (each, target) in enumerate(passed, start=1)
    ]
